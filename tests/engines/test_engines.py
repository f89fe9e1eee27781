"""The walk in Firefox and in WebKit: what Chromium's tests take for granted of a browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from browser.launched import MODULE
from browser.server import Site, serve
from engines.engine import Engine
from engines.guest import Guest
from larpaket.preview.lrs import Response
from launch.lms import serve_lms

Package = Callable[[str], Path]
SAVED = "Sparat i lärplattformen."
ROW = """() => new Promise((done) => {
    indexedDB.open("larpaket", 1).onsuccess = ({ target: { result } }) => {
        result.transaction("sessions").objectStore("sessions").getAll().onsuccess = ({ target }) => {
            result.close();
            done(target.result[0]?.complete);
        };
    };
})"""


def walk(guest: Guest, closed: Callable[[int], None]) -> None:
    """Walk from the start to the end, with the page closed in the middle."""
    guest.open()
    guest.begin()
    guest.play(40)
    guest.show()
    guest.start_the_time()
    place, left = guest.place(), guest.left()
    guest.quiet()
    guest.engine.renew()
    closed(left)
    guest.open()
    guest.stands_at_the_film()
    assert place - 2 <= guest.place() < place + 60  # a whole second, of up to a quarter of a second ago
    assert left - 60 < guest.left() <= left
    guest.start_the_time()
    guest.end_the_time()
    guest.read()
    guest.finish()


def test_the_walk_without_an_lms(engine: Engine, package: Package) -> None:
    with serve(Site(package("web"))) as site:
        guest = Guest(engine, site, f"{site.url}/package/index.html")
        walk(guest, lambda left: None)
        guest.until(ROW)
        guest.engine.renew()
        guest.open()
        guest.stands_at_the_film()
        guest.finish()
        guest.quiet()


def test_the_walk_in_an_lms(engine: Engine, package: Package) -> None:
    with serve(Site(package("scorm12"))) as site:
        guest = Guest(engine, site, f"{site.url}/lms/lms.html?package=/package/index.html", frame=True)
        walk(guest, lambda left: site.wait_for(lambda: is_kept(site, left)))
        site.wait_for(lambda: record(site)["core"]["lesson_status"] == "completed")
        assert float(record(site)["core"]["score"]["raw"]) == 100
        assert engine.run("() => judge.violations") == site.verdicts == []
        guest.quiet()


def test_what_was_read_and_ticked_is_kept(engine: Engine, read: Package) -> None:
    shown = """() => JSON.stringify([
        document.querySelector(".reading [data-do=read]").getAttribute("aria-pressed"),
        document.querySelector("[data-count]").textContent.split(" ")[0],
        [...document.querySelectorAll(".todo input")].map((box) => box.checked),
    ])"""
    with serve(Site(read("web"))) as site:
        guest = Guest(engine, site, f"{site.url}/package/index.html")
        guest.open()
        guest.begin()
        guest.until(
            """() => {
                const picture = document.querySelector(".prose img");
                const { width, height } = picture.getBoundingClientRect();
                return picture.complete && picture.naturalWidth > 0 && Math.abs(width / height - 520 / 224) < 0.02;
            }"""
        )
        assert guest.run(shown) == '["false","0",[false,false,false]]'
        guest.press(".reading [data-do=read]")
        guest.press(".todo li:nth-child(2) label")
        kept = '["true","1",[false,true,false]]'
        guest.until(f"(kept) => ({shown})() === kept", kept)
        guest.quiet()
        guest.engine.renew()
        guest.open()
        guest.until(f"(kept) => ({shown})() === kept", kept)
        wide = "() => document.documentElement.scrollWidth - innerWidth"
        assert guest.run(wide) <= 0
        guest.quiet()


def test_what_was_typed_last_is_on_this_computer(engine: Engine, noted: Package) -> None:
    with serve(Site(noted("web"))) as site:
        guest = Guest(engine, site, f"{site.url}/package/index.html")
        guest.open()
        guest.begin()
        guest.press("[data-own]")
        guest.write("Vi pratade om tid.")
        guest.quiet()
        guest.engine.renew()
        guest.open()
        guest.until("() => document.querySelector('textarea').value === 'Vi pratade om tid.'")
        guest.quiet()


def test_what_a_closing_page_could_not_send_goes_at_the_next_start(engine: Engine, short: Package) -> None:
    """The timer's place and the end of the session are known only as the page closes, and here nobody
    answers.
    """
    with serve(Site(short("xapi"))) as site, serve_lms(f"{site.url}/package/index.html") as lms:
        launch = lms.tincan(activity=MODULE)
        guest = Guest(engine, site, launch.url)
        guest.open()
        lms.wait(lambda log: "initialized" in lms.verbs())
        guest.move_clock(-60)  # a minute ago: what another page sent just now is left alone for a while
        lms.fault = lambda request: Response(503)
        guest.begin()
        guest.watch()
        guest.start_the_time()
        left = guest.left()
        guest.quiet()
        guest.engine.renew()
        lms.fault = lambda request: None
        guest.address = lms.tincan(activity=MODULE, registration=launch.registration).url
        guest.open()
        guest.stands_at_the_film()
        assert left - 60 < guest.left() <= left
        guest.finish()
        told = ["completed", "completed", "initialized", "initialized", "responded", "terminated"]
        enough = [told] if engine.finishes else [told, told[:-1]]
        lms.wait(lambda log: sorted(lms.verbs()) in enough)
        guest.quiet()


def test_a_moodle_without_a_network_has_nothing_recorded(engine: Engine, short: Package) -> None:
    """It answers "true" whatever happens, and each engine shows in its own way what did (docs/lms.md)."""
    query = "persona=moodle&version=1.2&package=/package/index.html"
    with serve(Site(short("scorm12"))) as site:
        guest = Guest(engine, site, f"{site.url}/mod/scorm/player.php?{query}", frame=True)
        guest.open()
        guest.begin()
        guest.read()
        site.cut = 2
        guest.finish()
        guest.until(
            "(said) => document.querySelector('[data-view=\"@end\"]').innerText.includes(said)", SAVED
        )
        assert site.cut_until
        assert site.records["/record/a"]["cmi.core.lesson_status"] == "completed"
        guest.quiet()


def record(site: Site) -> dict[str, Any]:
    """Return the LMS's record of the learner."""
    found: Any = site.records.get("/record/a", {}).get("cmi", {})
    return dict(found)


def is_kept(site: Site, left: int) -> bool:
    """Return whether the LMS has what the timer showed. Not whether the session has ended: Firefox may stop a
    closing page's script, and then what it said as it was hidden has to do (docs/lms.md).
    """
    state = json.loads(record(site).get("suspend_data") or "{}")
    return bool(state.get("a", {}).get("reflektion/fraga", {}).get("s", left + 1) <= left)
