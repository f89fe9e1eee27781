"""Sees that Debian's Chromium, what Playwright needs, nginx and ffmpeg are there, and Firefox and WebKit: installs
them when root, else says the one command. Without the first four it fails; tests of the other engines are then
skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

NEEDED = ["chromium", "ffmpeg", "fonts-noto-core", "libatomic1", "nginx-light", "openssl"]
FIREFOX = ["firefox-esr"]
WEBKIT = ["webkit2gtk-driver", "xvfb", "gstreamer1.0-libav", "gstreamer1.0-plugins-good"]
"""The last two play H.264 and AAC."""
INSTALL = "sudo apt-get install -y"


def has_firefox() -> bool:
    """Whether the tests in Firefox can run."""
    return bool(shutil.which("firefox-esr"))


def has_webkit() -> bool:
    """Whether the tests in WebKit can run."""
    plays = any(Path("/usr/lib").glob("*/gstreamer-1.0/libgstlibav.so"))
    return bool(plays and shutil.which("WebKitWebDriver") and shutil.which("Xvfb"))


def _has_needed() -> bool:
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    programs = all(map(shutil.which, ("chromium", "ffmpeg", "openssl")))
    return bool(nginx and programs and find_library("atomic"))


def main() -> None:
    """Exit code 0 when what is needed is there afterwards."""
    if _has_needed() and has_firefox() and has_webkit():
        return
    packages = " ".join(NEEDED + FIREFOX + WEBKIT)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], check=True, env=environment)
        subprocess.run(["apt-get", "install", "-qy", *packages.split()], check=True, env=environment)
    elif _has_needed():
        print(f"Tests in Firefox or WebKit will be skipped. For all: {INSTALL} {packages}")
    else:
        sys.exit(f"The tests need Chromium, nginx and ffmpeg. Run once: {INSTALL} {packages}")


if __name__ == "__main__":
    main()
