"""A group's estimate in Firefox and WebKit: lanes, the dots when they are shown, and what a reload hides again."""

from __future__ import annotations

from pathlib import Path

from browser.packages import unpacked, write_module
from browser.server import Site, serve
from browser.test_estimate import edits
from engines.engine import Engine
from engines.guest import Guest

LANES = "[data-room]:not([hidden]) .lanes button:nth-child({})"
TALLY = """(n) => document.querySelector(".tally b").offsetHeight > 0
    && document.querySelector(".tally b").textContent === n"""
DOTS = """() => JSON.stringify([...document.querySelectorAll(".spread")]
    .filter((spread) => spread.offsetHeight)
    .flatMap((spread) => [...spread.children].map((step) => step.querySelectorAll("i").length)))"""
APART = """() => {
    const spots = [...document.querySelectorAll(".spread i")].map((dot) => dot.getBoundingClientRect());
    return spots.every((a, i) => spots.every((b, j) => i >= j || a.bottom <= b.top || b.bottom <= a.top
        || a.right <= b.left || b.right <= a.left));
}"""


def test_a_group_answers_and_shows_its_answers(engine: Engine, tmp_path: Path) -> None:
    module = write_module(tmp_path / "project")
    definition = module / "module.yaml"
    text = definition.read_text("utf-8")
    for old, new in edits():
        assert old in text
        text = text.replace(old, new)
    definition.write_text(text, "utf-8")
    with serve(Site(unpacked(module, "web", tmp_path / "package"))) as site:
        guest = Guest(engine, site, f"{site.url}/package/index.html")
        guest.open()
        guest.begin()
        guest.press('[data-view]:not([hidden]) [data-do="onward"]')
        guest.until("() => document.querySelector('.lanes').offsetHeight")
        for step in (2, 2, 3, 5, 2):
            guest.press(LANES.format(step))
        guest.until(TALLY, "5")
        assert guest.run(DOTS) == "[]"
        guest.press('[data-do="show"]')
        guest.until(f"() => ({DOTS})() === '[0,3,1,0,1]'")
        assert guest.run(APART)
        assert guest.run("() => document.documentElement.scrollWidth <= innerWidth")
        guest.until("() => document.querySelector('.gist').textContent > ''")
        guest.quiet()
        guest.open()
        guest.until(TALLY, "5")
        assert guest.run(DOTS) == "[]"
        guest.quiet()
