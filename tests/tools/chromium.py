"""Sees that Debian's Chromium and what Playwright needs are there: installs them when root, else says the one command and fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from ctypes.util import find_library

PACKAGES = ["chromium", "fonts-noto-core", "libatomic1"]
COMMAND = f"sudo apt-get install -y {' '.join(PACKAGES)}"


def main() -> None:
    """Exit code 0 when Chromium is there afterwards."""
    if shutil.which("chromium") and find_library("atomic"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], check=True, env=environment)
        subprocess.run(["apt-get", "install", "-qy", *PACKAGES], check=True, env=environment)
        return
    sys.exit(f"The browser tests need Chromium. Run once: {COMMAND}")


if __name__ == "__main__":
    main()
