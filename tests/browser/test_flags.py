"""How the tests start Chromium."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext


def test_nothing_is_switched_on_that_playwright_switches_off(context: BrowserContext) -> None:
    """Chromium heeds only the last of several lists, and a newer Playwright may add to its own."""
    page = context.new_page()
    page.goto("chrome://version")
    command = page.locator("#command_line").inner_text()
    *earlier, last = (set(one.split(",")) for one in re.findall(r"--disable-features=(\S+)", command))
    assert earlier
    assert set().union(*earlier) <= last
