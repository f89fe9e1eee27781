"""What a package of another tool may send, and the desk must show rather than stumble over."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import BrowserContext, expect

from desk.running import running
from desk.shapes import TINCAN, XAPI, Shape
from desk.shapes import page as document

STRANGE = """for (const body of ['{', '[1]', '{"verb":{"id":5},"object":{"id":7,"definition":{"name":{"en":8}}}}'])
  fetch(q.get("endpoint") + "statements", { method: "POST", headers, body });"""


def test_statements_that_cannot_be_read_are_shown(context: BrowserContext, tmp_path: Path) -> None:
    script = f"{XAPI} function done() {{ {STRANGE} }}"
    package, _ = Shape("strange", {"tincan.xml": TINCAN, "index.html": document(script)}).write(tmp_path)
    with running(package) as desk:
        page = context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(desk.address)
        expect(page.locator("h1")).to_contain_text(": påbörjad")
        inner = page.frame_locator("[data-fit] iframe").frame_locator("iframe")
        inner.locator("button").evaluate("(button) => button.click()")
        refused = page.locator(".calls .bad summary", has_text="400")
        expect(refused).to_have_count(3)
        unreadable = refused.filter(has_text="En deltagare utan namn skickade något som inte går att läsa")
        expect(unreadable).to_have_count(2)
        expect(page.get_by_role("button", name=re.compile("^Fel ")).locator("[data-count]")).to_have_text("3")
        assert complaints == []
