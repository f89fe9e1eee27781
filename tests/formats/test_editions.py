"""The editions of SCORM 2004 share their player: what a browser shows of one holds for all of them."""

from __future__ import annotations

from pathlib import Path

from browser.formats import EDITIONS
from browser.packages import unpacked
from browser.screens import write_project
from larpaket.formats import FORMATS

PLAYER = ("index.html", "player.css", "player.js")


def test_the_player_is_the_same_but_for_how_much_state_an_lms_keeps(tmp_path: Path) -> None:
    """The tests in a browser rely on this: each of them plays one edition (browser/formats.py)."""
    module = write_project(tmp_path / "project")
    found = []
    for edition in EDITIONS:
        package = unpacked(module, edition, tmp_path / edition)
        player = {name: (package / name).read_text("utf-8") for name in PLAYER}
        limit = f'"state_limit":{FORMATS[edition].state_limit},'
        assert player["index.html"].count(limit) == 1
        player["index.html"] = player["index.html"].replace(limit, "")
        found.append(player)
    assert len(found) == 3
    assert found[0] == found[1] == found[2]
