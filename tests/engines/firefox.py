"""Firefox, driven over WebDriver BiDi by puppeteer (`firefox.mjs`)."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tools.node import find_node

SCRIPT = Path(__file__).with_name("firefox.mjs")


class Firefox:
    """A headless Firefox with a profile of its own."""

    finishes = False

    def __init__(self) -> None:
        command = [str(find_node()), str(SCRIPT), str(shutil.which("firefox-esr"))]
        self._driver = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.version = str(self._do("version"))

    def open(self, address: str) -> None:
        self._do("open", address=address)

    def run(self, script: str, *values: object, frame: bool = False) -> Any:
        return self._do("run", script=script, values=values, frame=frame)

    def press(self, selector: str, *, frame: bool = False) -> None:
        self._do("press", selector=selector, frame=frame)

    def resize(self, width: int, height: int) -> None:
        self._do("resize", width=width, height=height)

    def renew(self) -> None:
        self._do("renew")

    def quit(self) -> None:
        self._do("quit")
        self._driver.communicate()

    def _do(self, act: str, **what: object) -> Any:
        """Send one line, and read the line that answers it."""
        assert self._driver.stdin is not None
        assert self._driver.stdout is not None
        self._driver.stdin.write(f"{json.dumps({'do': act, **what})}\n")
        self._driver.stdin.flush()
        answer = json.loads(self._driver.stdout.readline() or '{"error": "Firefox is gone"}')
        if "error" in answer:
            raise AssertionError(answer["error"])
        return answer["value"]
