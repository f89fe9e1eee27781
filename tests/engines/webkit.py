"""WebKitGTK's MiniBrowser, driven over WebDriver by selenium, on a screen of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from warnings import catch_warnings, simplefilter

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

RUN = """
const values = [...arguments], done = values.pop();
(async () => (%s)(...values))().then(
  (value) => done({ value: value ?? null }), (error) => done({ error: String(error) }));
"""


class WebKit:
    """A MiniBrowser that keeps what it stores until it is closed."""

    finishes = True

    def __init__(self, display: str) -> None:
        """`display` is the X server's, such as `:1`."""
        # With the driver's path given, selenium never asks its manager, which would download one.
        environment = {**os.environ, "DISPLAY": display, "LANGUAGE": "sv", "LIBGL_ALWAYS_SOFTWARE": "1"}
        service = Service(executable_path=str(shutil.which("WebKitWebDriver")), env=environment)
        with catch_warnings():
            simplefilter("ignore", DeprecationWarning)  # selenium's, about its own way to start
            self._driver = webdriver.WebKitGTK(options=Options(), service=service)
        self._driver.set_script_timeout(60)
        self.version = str(self._driver.capabilities["browserVersion"])

    def open(self, address: str) -> None:
        self._driver.get(address)

    def run(self, script: str, *values: object, frame: bool = False) -> Any:
        self._enter(frame)
        answer = self._driver.execute_async_script(RUN % script, *values)
        if "error" in answer:
            raise AssertionError(answer["error"])
        return answer["value"]

    def press(self, selector: str, *, frame: bool = False) -> None:
        self._enter(frame)
        found = self._driver.find_elements(By.CSS_SELECTOR, selector)
        element = next(one for one in found if one.is_displayed())
        # The driver does not wait for smooth scrolling.
        self._driver.execute_script(
            "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", element
        )
        element.click()

    def resize(self, width: int, height: int) -> None:
        self._driver.set_window_size(width, height)

    def renew(self) -> None:
        closing = self._driver.current_window_handle
        self._driver.switch_to.new_window("tab")
        new = self._driver.current_window_handle
        self._driver.switch_to.window(closing)
        self._driver.close()
        self._driver.switch_to.window(new)

    def quit(self) -> None:
        self._driver.quit()

    def _enter(self, frame: bool) -> None:
        self._driver.switch_to.default_content()
        if frame:
            self._driver.switch_to.frame(self._driver.find_element(By.TAG_NAME, "iframe"))


@contextmanager
def screen() -> Iterator[str]:
    """Yield the name of a virtual X display that nobody else uses."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
