"""An agreement's rows in Firefox and WebKit: they grow with their text, and this computer keeps them."""

from __future__ import annotations

from pathlib import Path

from browser.packages import unpacked, write_module
from browser.server import Site, serve
from engines.engine import Engine
from engines.guest import Guest

ROWS = 'document.querySelectorAll(".rows fieldset")'
TYPE = """(row, field, text) => {
    const area = document.querySelectorAll(".rows fieldset")[row].querySelectorAll("textarea")[field];
    area.value = text;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.dispatchEvent(new Event("change", { bubbles: true }));
}"""
CUT = '() => [...document.querySelectorAll(".rows textarea")].filter((one) => one.scrollHeight > one.clientHeight + 1).length'
LONG = "Vi tar upp en lärdom från veckan på varje arbetsplatsträff, och någon ny får börja. " * 2
AGREEMENT = """          - id: beslut
            type: agreement
            title:
              sv: Vad bestämmer vi?
              en: What do we decide?
            mode: individual
            notes: device
"""


def test_rows_grow_and_this_computer_keeps_them(engine: Engine, tmp_path: Path) -> None:
    module = write_module(tmp_path / "project")
    with (module / "module.yaml").open("a", encoding="utf-8") as definition:
        definition.write(AGREEMENT)
    with serve(Site(unpacked(module, "web", tmp_path / "package"))) as site:
        guest = Guest(engine, site, f"{site.url}/package/index.html")
        guest.open()
        guest.press("[data-do=begin]")
        guest.until("() => document.querySelector('.rows')?.offsetHeight")
        guest.run(TYPE, 0, 0, LONG)
        guest.press("[data-do=add]")
        guest.until(
            f"() => {ROWS}.length === 2 && document.activeElement === {ROWS}[1].querySelector('textarea')"
        )
        guest.run(TYPE, 1, 2, "I maj")
        assert guest.run(CUT) == 0
        assert guest.run("() => document.documentElement.scrollWidth <= innerWidth")
        guest.press(".agree [data-own]")
        guest.until("() => document.querySelector('.agree [data-note]').textContent === 'Sparat'")
        guest.press(".rows fieldset [data-do=remove]")
        guest.press(".agree [data-do=undo]")
        guest.until(f"() => {ROWS}.length === 2")
        guest.until("() => document.querySelector('.agree [data-note]').textContent === 'Sparat'")
        guest.open()
        guest.until(
            f"() => {ROWS}.length === 2 && {ROWS}[1].querySelectorAll('textarea')[2].value === 'I maj'"
        )
        guest.until("() => document.querySelector('.rows').offsetHeight")
        assert guest.run(CUT) == 0
