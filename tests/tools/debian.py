"""Sees that Debian's Chromium, what Playwright needs and nginx are there: installs them when root, else says
the one command and fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from ctypes.util import find_library

PACKAGES = ["chromium", "fonts-noto-core", "libatomic1", "nginx-light", "openssl"]
COMMAND = f"sudo apt-get install -y {' '.join(PACKAGES)}"


def main() -> None:
    """Exit code 0 when all is there afterwards."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if shutil.which("chromium") and nginx and shutil.which("openssl") and find_library("atomic"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], check=True, env=environment)
        subprocess.run(["apt-get", "install", "-qy", *PACKAGES], check=True, env=environment)
        return
    sys.exit(f"The tests need Chromium and nginx. Run once: {COMMAND}")


if __name__ == "__main__":
    main()
