"""The privacy sheet compared with what is on the wire and in the browser, setting by setting."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

from browser.axe import violations
from browser.disk import in_the_sheet, on_the_disk
from browser.launched import Launched
from browser.learner import Learner
from browser.server import Site, serve
from browser.visitor import START, UNTIL_NOTHING_WAITS
from larpaket.preview.lrs import Response
from launch.lms import Lms, serve_lms

Variant = Callable[..., Path]
GROUP = "            mode: group\n"
NOTICE = """privacy:
  controller: Kommunstyrelsen i Exempelkommunen
  contact: dataskyddsfunktionen-for-utbildning@exempelkommunen.example
  purpose: Att den som är klar ska kunna visa det.
  legal_basis: legitimate-interests
  interests: Att veta vad utbildningen ger.
  transfers: none
  must_provide: Nej, allt är frivilligt.
  policy: https://www.exempelkommunen.example/dataskydd/utbildning-och-kompetensutveckling
"""
LRS = "lrs:\n  endpoint: {url}/xapi\n"
COMPLETED, EXPERIENCED = (f"http://adlnet.gov/expapi/verbs/{verb}" for verb in ("completed", "experienced"))
IN_TROUBLE = {
    "IndexedDB larpaket-kept kept",
    "localStorage larpaket kept",
    "localStorage larpaket note",
    "localStorage larpaket outbox",
}
"""Kept only while something is not confirmed, or a page closes; test_privacy_later.py and the node tests see
to what it is.
"""
EXTENSION = "https://larande.example.se/_extensions/"
NOT_ALWAYS = {f"{EXTENSION}unit", f"{EXTENSION}replaces"}
"""Sent only where somebody names a unit, or puts something right."""
ORDINARY = re.compile(
    "host|connection|content-.*|accept|accept-encoding|authorization|x-experience-api-version|if-.*match|sec-fetch-.*|cache-control|pragma"
)
"""Headers of a request that say nothing of the browser or the learner; `accept-language` does."""
CASES = {
    "SCORM 1.2": ("scorm12", "", ""),
    "SCORM 2004 without a score": ("scorm2004-3rd", "", "score: none\n"),
    "SCORM 1.2 with an LRS": ("scorm12", "", LRS),
    "SCORM 2004 with an LRS and texts": ("scorm2004-3rd", "lrs", f"{LRS}  actor: account\n"),
    "SCORM 1.2 with notes": ("scorm12", "lms", ""),
    "SCORM 1.2 with answers": ("scorm12", "lrs", ""),
    "SCORM 1.2 with notes, an LRS and quarters": (
        "scorm12",
        "lms",
        f"{LRS}  auth: gateway\ntracking: quarters\n",
    ),
    "SCORM 2004, 2nd edition, with an LRS and every press": (
        "scorm2004-2nd",
        "private",
        f"{LRS}tracking: detailed\n",
    ),
    "xAPI": ("xapi", "", ""),
    "xAPI with notes and quarters": ("xapi", "lms", "tracking: quarters\n"),
    "xAPI on this computer": ("xapi", "device", "score: none\n"),
    "cmi5": ("cmi5", "", ""),
    "cmi5 with texts and every press": ("cmi5", "lrs", "tracking: detailed\n"),
    "cmi5 on this computer": ("cmi5", "device", "score: none\n"),
    "cmi5 with a group's texts": ("cmi5", "group lrs", "unit: skola-12\n"),
    "web": ("web", "device", ""),
    "web with nothing": ("web", "", ""),
}


def edited(notes: str) -> str:
    """Return how the reflection is defined."""
    if notes == "group lrs":
        return f"{GROUP}            notes: lrs\n            group_text: true\n"
    return f"            mode: individual\n            notes: {notes}\n" if notes else GROUP


def told(lms: Lms, verb: str) -> bool:
    """Return whether the LRS has that statement about the module; a film's own has no duration."""
    return any(
        one["verb"]["id"].endswith(f"/{verb}") and "duration" in one.get("result", {}) for one in lms.sent()
    )


def walk(
    page: Page | Frame, notes: str, look: Callable[[], set[str]], start: str | re.Pattern[str]
) -> set[str]:
    """Do everything that the page offers; return what the browser stored on the way."""
    for language in ("English", "Svenska"):
        page.get_by_role("button", name=language).click()
    page.get_by_role("button", name=start).click()
    count = page.get_by_label("Hur många är ni? (frivilligt)")
    if count.is_visible():
        count.fill("8")
    page.get_by_role("button", name="Starta tiden").click()
    page.evaluate(
        """async () => {
            const video = document.querySelector("video");
            const heard = (name) => new Promise((resolve) => video.addEventListener(name, resolve, { once: true }));
            video.muted = true;
            await video.play();
            video.pause();
            await heard("seeked", (video.currentTime = 1));
            await heard("seeked", (video.currentTime = 0));
            void video.play();
        }"""
    )
    expect(page.locator("[data-voice]")).to_contain_text("Filmen är slut.", timeout=60_000)
    page.get_by_role(
        "button", name="Pausa tiden"
    ).click()  # the statement with a text reports only the time the timer had run until then
    if notes:
        page.get_by_label("tankar (frivilligt)").fill("Hemligt")
        page.get_by_label("tankar (frivilligt)").blur()
    if notes == "device":
        page.get_by_label("Spara i den här webbläsaren. Det här är min egen dator.").check()
        expect(page.locator("[data-note]")).to_have_text("Sparat")
    if notes.endswith("lrs"):
        page.get_by_role("button", name="Skicka").click()
    page.get_by_role("button", name="Klar", exact=True).click()
    if count.count():
        page.locator("[data-view='@end']").get_by_role("button", name="Tillbaka").click()
        if count.is_visible():
            count.fill("6")
        page.get_by_role("button", name="Klar", exact=True).click()
    return look()


def on_the_wire(lms: Lms) -> set[str]:
    """Return what was reported to the LRS, in the sheet's words."""
    found = set()
    for one in lms.sent():
        found |= {one["verb"]["id"], "timestamp"}
        result, context = one.get("result", {}), one["context"]
        found |= {
            key for key in (*result, *context) if key not in ("extensions", "contextActivities", "platform")
        }
        found |= set(result.get("extensions", {}))
        found |= {
            key for key in context.get("extensions", {}) if "/xapi/video/" in key or "/_extensions/" in key
        }
    for exchange in lms.log:
        if exchange.resource == "state" and exchange.request.method == "PUT":
            found.add(f"activities/state {exchange.query['stateId']}")
            found |= {"notes in the saved state"} if b"Hemligt" in exchange.request.body else set()
            found |= {"choice in the saved state"} if b'\\"g\\":' in exchange.request.body else set()
            found |= {"language in the saved state"} if b'\\"l\\":' in exchange.request.body else set()
            found |= {"counts in the saved state"} if b'\\"z\\":' in exchange.request.body else set()
    return found


@pytest.mark.parametrize("case", list(CASES))
def test_the_sheet_says_what_is_sent_and_no_more(
    context: BrowserContext, variant: Variant, case: str
) -> None:
    format, notes, publisher = CASES[case]
    asked: set[str] = set()
    context.on("request", lambda request: asked.add("/".join(request.url.split("/")[:3])))
    with serve_lms("", anonymous=True) as lms:
        package = variant(format, (GROUP, edited(notes)), publisher=publisher.format(url=lms.url))
        with serve(Site(package)) as site:
            lms.package = f"{site.url}/package/index.html"
            lms.fault = lambda request: (
                Response(503) if request.path.endswith("/statements") and format != "cmi5" else None
            )
            seen = use(context, site, lms, format, notes, to_publisher="lrs:" in publisher)
    said = in_the_sheet(package)
    servers = {one for one in said if one.startswith("http://127.0.0.1")}
    agree(seen, said - servers)
    # The package's own server, and that of a launch, are named without an address.
    assert asked - {site.url} == (servers or ({lms.url} if format in ("xapi", "cmi5") else set()))
    learnt = {
        name for exchange in lms.log for name in exchange.request.headers if not ORDINARY.fullmatch(name)
    }
    assert learnt <= set(
        re.findall(r'data-learns="([^"]+)"', (package / "dataskydd.html").read_text("utf-8"))
    )
    assert not learnt or "user-agent" in learnt


@pytest.mark.parametrize("format", ["scorm12", "cmi5", "web"])
def test_with_a_choice_it_says_what_is_sent_for_each(
    context: BrowserContext, variant: Variant, format: str
) -> None:
    package = variant(format, (GROUP, "            mode: either\n"))
    seen = set()
    for start, notes in (("Vi är en grupp", ""), ("Jag gör det själv", "private")):
        with serve_lms("", anonymous=True) as lms, serve(Site(package)) as site:
            lms.package = f"{site.url}/package/index.html"
            seen |= use(context, site, lms, format, notes, start, to_publisher=False)
    agree(seen, in_the_sheet(package))


def agree(seen: set[str], said: set[str]) -> None:
    """The sheet names what was seen, and no more than could have been seen."""
    # The text version is read instead of the film: only one of the two is reported, which
    # test_statements_table covers.
    instead = {EXPERIENCED} if COMPLETED in seen else set()
    assert seen | instead == said - ((IN_TROUBLE | NOT_ALWAYS) - seen)


def use(
    context: BrowserContext,
    site: Site,
    lms: Lms,
    format: str,
    notes: str,
    start: str | re.Pattern[str] = START,
    *,
    to_publisher: bool,
) -> set[str]:
    page = context.new_page()
    if format in ("xapi", "cmi5"):
        Launched(page, site, lms=lms, format=format).launch(
            begun=format == "cmi5"
        )  # the other learner's LRS is still away
        seen = walk(page, notes, lambda: looked(page, lms, format), start)
        with page.expect_event("close"):
            page.close(run_before_unload=True)
    elif format == "web":
        page.goto(f"{site.url}/package/index.html")
        seen = walk(page, notes, lambda: left_behind(page), start)
        # The contents of the rows are not checked.
        return {
            *seen,
            "language in the saved state",
            *([] if start is START else ["choice in the saved state"]),
        }
    else:
        learner = Learner(page, site)
        learner.open(api="API" if format == "scorm12" else "API_1484_11")
        frame = learner.sco
        seen = walk(frame, notes, lambda: looked(frame, lms, format) if to_publisher else set(), start)
        if notes == "lms":
            site.wait_for(lambda: "Hemligt" in str(learner.record().get("suspend_data")))
            seen.add("notes in the saved state")
        names = {"g": "choice", "l": "language", "r": "attempt"}
        seen |= {f"{name} in the saved state" for key, name in names.items() if key in learner.state()}
        seen |= (
            {"counts in the saved state"}
            if any("z" in part for part in learner.state()["a"].values())
            else set()
        )
        learner.says(learner.goodbye)
        calls: list[dict[str, Any]] = learner.calls
        written = {call["args"][0] for call in calls if call["method"] == "SetValue"}
        seen |= {re.sub(r"interactions\.\d+", "interactions.n", name) for name in written}
        page.goto("about:blank")
    if to_publisher or format in ("xapi", "cmi5"):
        lms.wait(lambda log: told(lms, "terminated"))
    return seen | on_the_wire(lms)


def left_behind(page: Page) -> set[str]:
    """Return the browser's stores once the page has closed and its database kept nothing of that."""
    page.evaluate(
        """() => {
            IDBObjectStore.prototype.put = function () { this.transaction.abort(); };
            dispatchEvent(new PageTransitionEvent("pagehide"));
        }"""
    )
    return on_the_disk(page)


def looked(page: Page | Frame, lms: Lms, format: str) -> set[str]:
    """Return the browser's stores while the LRS is away; then bring it back."""
    kept = on_the_disk(page)
    lms.fault = lambda request: None
    page.locator(".unsent [data-do=hurry]").evaluate("(button) => button.click()")
    lms.wait(lambda log: told(lms, "completed"))
    page.evaluate(UNTIL_NOTHING_WAITS)  # a session with a completion in flight closes without its end
    # cmi5 would not start without its LRS; that its outbox is the same is tested elsewhere.
    return kept | ({"IndexedDB larpaket outbox"} if format == "cmi5" else set())


@pytest.mark.parametrize("language", ["dataskydd.html", "privacy.html"])
def test_the_sheet_can_be_read_by_everybody(context: BrowserContext, variant: Variant, language: str) -> None:
    package = variant(
        "cmi5",
        (GROUP, "            mode: individual\n            notes: lrs\n"),
        publisher=f"tracking: detailed\n{NOTICE}",
    )
    with serve(Site(package, policy="default-src 'self'")) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/{language}")
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 720})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").count("serif")
    with serve(Site(package)) as site:
        page.goto(f"{site.url}/package/{language}")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            assert violations(page.main_frame) == []
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        assert page.locator("[hreflang]:visible").count() == 0


def test_the_page_links_to_it(context: BrowserContext, variant: Variant) -> None:
    with serve(Site(variant("web"))) as site:
        page = context.new_page()
        page.goto(f"{site.url}/package/index.html")
        with context.expect_page() as opened:
            page.get_by_role("link", name="Så behandlas uppgifterna").click()
        expect(opened.value.get_by_role("heading", level=1)).to_have_text("Så behandlas uppgifterna")
