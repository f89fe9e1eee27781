"""What the walks in test_launched.py would see if the player broke: each change here is caught."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

import flow
from browser.launched import Launched
from larpaket.player import render
from larpaket.player.linker import Linked, link
from larpaket.player.script_syntax import said_in
from larpaket.templates import templates

both = pytest.mark.parametrize("format", ["xapi", "cmi5"], indirect=True)
only_cmi5 = pytest.mark.parametrize("format", ["cmi5"], indirect=True)


@both
@pytest.mark.parametrize(
    ("file", "old", "new", "word"),
    [
        (
            "FORMAT",
            'xapiSession.tell("initialized"',
            'xapiSession.tell("terminated"',
            "came before initialized",
        ),
        ("statement-sender", 'tell("terminated",', 'tell("none",', "terminated is missing"),
        ("statement-sender", "{ ...launch.context, registration }", "{}", "registration"),
    ],
    ids=["wrong order", "terminated missing", "context missing"],
)
def test_a_broken_player_is_caught(
    someone: Launched, module: Path, tmp_path: Path, file: str, old: str, new: str, word: str
) -> None:
    if file == "FORMAT" and someone.format == "cmi5":
        file = "xapi-session"
        old, new = (text.replace("xapiSession", "sender") for text in (old, new))
    _break(someone, module, tmp_path, file.replace("FORMAT", someone.format), old, new)
    someone.launch(**({"back": False} if someone.format == "cmi5" else {}))
    someone.begin()
    someone.read()
    someone.press("Klar")
    someone.says("Ni är klara.")
    someone.says(someone.goodbye)
    someone.press("Avsluta")
    expect(
        someone.page.get_by_role("button", name="Avsluta", exact=True)
    ).to_be_hidden()  # all of it was confirmed
    assert word in " | ".join(someone.judge())


@only_cmi5
def test_a_player_that_fetches_twice_is_caught(someone: Launched, module: Path, tmp_path: Path) -> None:
    twice = 'await request(environment, values.fetch, { method: "POST" });\n    if (!values.token) {'
    _break(someone, module, tmp_path, "cmi5", "if (!values.token) {", twice)
    someone.launch()
    someone.begin()
    someone.says("Det här passet är slut, och inget mer sparas. Öppna modulen igen från lärplattformen.")
    assert "fetch was called 2 times" in " | ".join(someone.judge(closed=False))


def _break(someone: Launched, module: Path, folder: Path, file: str, old: str, new: str) -> None:
    shutil.copytree(templates() / "player", folder / "player")
    broken = folder / "player" / "tracking" / f"{file}.js"
    source = broken.read_text("utf-8")
    assert old in source, "the player changed: this test breaks nothing"
    broken.write_text(source.replace(old, new), "utf-8")
    publisher, [built], _ = flow.read(flow.find_project(module), [module])
    assert publisher
    assert built
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(render, "linked", lambda entry: _linked(entry, folder / "player"))
        [package] = flow.build(
            publisher, [built], flow.BuildOptions(formats=(someone.format,), output=folder)
        )
    with zipfile.ZipFile(package.path) as archive:
        script = archive.read("player.js")
    someone.page.route(
        "**/player.js", lambda route: route.fulfill(body=script, content_type="text/javascript")
    )


def _linked(entry: str, folder: Path) -> Linked:
    """What the builder makes of the modules in that folder; it keeps only what it makes of its own."""
    script = link(entry, folder)
    return Linked(script, tuple(said_in(script)))
