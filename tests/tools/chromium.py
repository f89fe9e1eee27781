"""Sees that Debian's Chromium is there: installs it when root, else says the one command and fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PACKAGES = ["chromium", "fonts-noto-core"]
COMMAND = f"sudo apt-get install -y {' '.join(PACKAGES)}"


def main() -> None:
    """Exit code 0 when Chromium is there afterwards."""
    if shutil.which("chromium"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], check=True, env=environment)
        subprocess.run(["apt-get", "install", "-qy", *PACKAGES], check=True, env=environment)
        return
    sys.exit(f"The browser tests need Chromium. Run once: {COMMAND}")


if __name__ == "__main__":
    main()
