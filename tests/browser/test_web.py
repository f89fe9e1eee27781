"""The web package: opens by double-click, needs no network, keeps progress in this browser where that is
allowed.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from browser.server import Site
from browser.visitor import SHOWN, START, freeze

pytestmark = pytest.mark.parametrize("format", ["web"], indirect=True)


def begin(page: Page) -> None:
    page.get_by_role("button", name=START).click()
    expect(page.get_by_role("heading", name="Film och fråga")).to_be_visible()


def seconds_left(page: Page) -> int:
    minutes, seconds = (page.get_by_role("timer").text_content() or "").split(":")
    return 60 * int(minutes) + int(seconds)


def complete(page: Page) -> None:
    begin(page)
    page.get_by_role("button", name="Läs filmen som text").click()
    page.get_by_role("button", name="Vi har läst textversionen").click()
    page.get_by_role("button", name="Klar").click()
    expect(page.get_by_role("heading", name="Ni är klara.")).to_be_visible()


@pytest.mark.parametrize("where", ["file", "http"])
def test_progress_is_kept_in_this_browser(context: BrowserContext, site: Site, where: str) -> None:
    address = f"file://{site.package}/index.html" if where == "file" else f"{site.url}/package/index.html"
    page = context.new_page()
    page.goto(address)
    complete(page)
    expect(page.locator(SHOWN).get_by_text("Sparat i den här webbläsaren.")).to_be_visible()
    page.close()
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_role("heading", name="Film och fråga")).to_be_visible()
    expect(page.locator(".way .been")).to_have_count(2)


@pytest.mark.parametrize("how", ["reload", "close"])
def test_the_place_is_kept_if_the_page_closes_at_once(context: BrowserContext, site: Site, how: str) -> None:
    """What the page saves as it closes is stored, without waiting for the next save."""
    page = context.new_page()
    page.goto(f"{site.url}/package/index.html")
    begin(page)
    expect(
        page.get_by_role("banner").get_by_text("Sparat", exact=True)
    ).to_be_visible()  # the session has begun
    if how == "reload":
        page.reload()
    else:
        page.close(run_before_unload=True)
        if not page.is_closed():
            page.wait_for_event("close")
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
    expect(page.get_by_role("heading", name="Film och fråga")).to_be_visible()


def test_what_is_known_only_as_the_page_closes_is_kept_where_its_database_keeps_nothing(
    context: BrowserContext, site: Site
) -> None:
    """As in WebKit: what a closing page gives to IndexedDB is gone (tests/engines has the real one)."""
    page = context.new_page()
    page.clock.install()
    page.goto(f"{site.url}/package/index.html")
    begin(page)
    expect(page.get_by_role("banner").get_by_text("Sparat", exact=True)).to_be_visible()
    page.get_by_role("button", name="Starta tiden").click()
    freeze(page)
    page.evaluate("() => { IDBObjectStore.prototype.put = function () { this.transaction.abort(); }; }")
    before = seconds_left(page)
    page.clock.run_for(20_000)
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    page = context.new_page()
    page.clock.resume()
    page.goto(f"{site.url}/package/index.html")
    expect(page.get_by_role("heading", name="Film och fråga")).to_be_visible()
    assert seconds_left(page) == before - 20
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('larpaket place'))")


def test_it_needs_no_network(context: BrowserContext, site: Site) -> None:
    context.set_offline(True)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(f"file://{site.package}/index.html")
    complete(page)
    assert [url for url in asked if not url.startswith("file://")] == []


def test_where_storage_is_blocked_it_plays_and_says_so(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.goto(f"{site.url}/lms/lms.html?noapi=1&sandbox=1&package=/package/index.html")
    frame = page.locator("iframe").element_handle().content_frame()
    assert frame is not None
    expect(
        frame.locator(SHOWN).get_by_text("Den här webbläsaren sparar inget.").filter(visible=True)
    ).to_be_visible()
    frame.get_by_role("button", name=START).click()
    expect(frame.get_by_role("heading", name="Film och fråga")).to_be_visible()


def test_two_modules_do_not_share_their_progress(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.goto(f"{site.url}/package/index.html")
    complete(page)
    expect(page.locator(SHOWN).get_by_text("Sparat i den här webbläsaren.")).to_be_visible()
    keys = """() => new Promise((done) => {
        const open = indexedDB.open("larpaket", 1);
        open.onsuccess = () => { open.result.transaction("sessions").objectStore("sessions").getAllKeys().onsuccess = (e) => done(e.target.result); };
    })"""
    assert page.evaluate(keys) == ["provmodul"]
