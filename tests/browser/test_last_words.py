"""What was typed just before the page closes or is hidden is included in that last save."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

from browser.launched import MODULE
from browser.learner import Learner
from browser.server import Site, serve
from browser.visitor import START, wait_for_script
from launch.lms import serve_lms

Variant = Callable[..., Path]
GROUP = "            mode: group\n"
TEXT = ("Kom att minnas. " * 625)[:9999] + "!"
"""10,000 characters."""
HIDE = """() => {
    Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
    return window.parent.judge.calls.filter((call) => call.args[0] === "cmi.suspend_data").at(-1).args[1];
}"""


def alone(notes: str) -> tuple[str, str]:
    return (GROUP, f"            mode: individual\n            notes: {notes}\n")


def write(root: Page | Frame) -> None:
    """Type, and give the field no time to save it by itself."""
    root.get_by_label("Dina tankar (frivilligt)").fill(TEXT)
    root.wait_for_timeout(300)


def test_a_closing_page_saves_the_last_words(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("scorm2004-3rd", alone("lms")))) as site:
        learner = Learner(context.new_page(), site)
        learner.open(api="API_1484_11")
        learner.begin()
        learner.says("Sparat")
        write(learner.sco)
        learner.open(api="API_1484_11")
        expect(learner.sco.get_by_label("Dina tankar (frivilligt)")).to_have_value(TEXT)
        learner.check()


def test_a_page_that_is_hidden_saves_them_at_once(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("scorm2004-3rd", alone("lms")))) as site:
        learner = Learner(context.new_page(), site)
        learner.open(api="API_1484_11")
        learner.begin()
        learner.says("Sparat")
        write(learner.sco)
        assert TEXT in learner.sco.evaluate(HIDE)
        learner.check()


def arrives(context: BrowserContext, site: Site) -> None:
    """Wait until another of the browser's processes sees what the closing page stored, which takes a moment."""
    page = context.new_page()
    page.goto(f"{site.url}/favicon.ico")
    page.wait_for_function(
        """async () => {
            if (Object.keys(localStorage).some((key) => key.includes(" note "))) return true;
            const base = await new Promise((found) => {
                const request = indexedDB.open("larpaket");
                request.onsuccess = () => found(request.result);
            });
            const count = await new Promise((found) => {
                const request = base.transaction("notes").objectStore("notes").count();
                request.onsuccess = () => found(request.result);
            });
            base.close();
            return count > 0;
        }"""
    )
    page.close()


@pytest.mark.parametrize("way", ["closed", "left"])
@pytest.mark.parametrize("format", ["web", "xapi", "scorm12"])
def test_this_computer_stores_them_too(
    context: BrowserContext, variant: Variant, format: str, way: str
) -> None:
    with (
        serve(Site(variant(format, alone("device")))) as site,
        serve_lms(f"{site.url}/package/index.html") as lms,
    ):
        address = lms.tincan(activity=MODULE).url if format == "xapi" else f"{site.url}/package/index.html"
        page = opened(context, address)
        page.get_by_role("button", name=START).click()
        page.get_by_label("Spara i den här webbläsaren. Det här är min egen dator.").check()
        expect(page.locator(".top .saved")).not_to_be_empty()
        write(page)
        leave(page, way)
        arrives(context, site)
        again = opened(context, address)
        expect(again.locator("textarea")).to_have_value(TEXT)
        # The copy goes once the database has the text, which is read from there from then on.
        again.wait_for_function("() => !Object.keys(localStorage).some((key) => key.includes(' note '))")
        leave(again, "left")
        expect(opened(context, address).locator("textarea")).to_have_value(TEXT)


def test_and_stores_none_without_the_tick(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("web", alone("device")))) as site:
        page = opened(context, f"{site.url}/package/index.html")
        page.get_by_role("button", name=START).click()
        write(page)
        page.close(run_before_unload=True)
        expect(
            opened(context, f"{site.url}/package/index.html").get_by_label("Dina tankar (frivilligt)")
        ).to_have_value("")


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())  # "leave the page?"
    page.goto(address)
    wait_for_script(page)
    return page


def leave(page: Page, way: str) -> None:
    if way == "left":
        page.goto("about:blank")
        return
    with page.expect_event("close"):
        page.close(run_before_unload=True)
