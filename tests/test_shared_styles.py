"""The shared style sheets leave what is an activity type's own to the type's own sheets."""

from __future__ import annotations

import re

from test_shared import PLAYER, own_classes

SHEETS = sorted((PLAYER / "style").glob("*.css"))
STILL_KNOWN = {
    "mode.css": "ask film left script",  # each more `@media` block weighs more than the gate leaves
    "print.css": "question",  # print.js makes it, for what any activity asked
    "screen.css": "ask bar end face film film-head more script script-head time",  # as mode.css
}
"""What they still know, and why: it may only become less."""


def known(css: str) -> set[str]:
    """The types' own classes in the selectors of a sheet."""
    selectors = re.findall(r"[^{};]+(?=\{)", re.sub(r"/\*.*?\*/", "", css, flags=re.S))
    return {name for one in selectors for name in re.findall(r"\.([a-z][\w-]*)", one)} & own_classes()


def test_no_shared_sheet_knows_more_of_a_types_classes() -> None:
    found = {path.name: known(path.read_text("utf-8")) for path in SHEETS}
    allowed = {name: set(classes.split()) for name, classes in STILL_KNOWN.items()}
    assert {name: names - allowed.get(name, set()) for name, names in found.items()} == {
        path.name: set() for path in SHEETS
    }, "move these rules into templates/player/activities/<type>/*.css"
    assert {name: names - found[name] for name, names in allowed.items()} == {
        name: set() for name in allowed
    }, "take these out of STILL_KNOWN"


def test_it_would_be_seen() -> None:
    assert known(".film, .reflection { color: red }") == {"film", "reflection"}
    assert known("@media print { .way > .ask:has(.question) { margin: 0.5rem } }") == {"ask", "question"}
    assert known(".way { transition: opacity 0.2s } /* .film { */") == set()
