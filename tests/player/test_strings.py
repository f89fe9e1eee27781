"""The player's languages: complete, with the same keys, every key used and every used key there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import larpaket
from larpaket.activities import ACTIVITIES
from larpaket.player.strings import available, fill, strings
from larpaket.player.texts import SHEET
from larpaket.templates import templates

BUILDER = Path(larpaket.__file__).parent
PLAYER = templates() / "player"
FOLDER = PLAYER / "strings"
QUOTED = re.compile(r'"([a-z]+\.[A-Za-z]+)"')
TAKEN = re.compile(r'(?:\bt\(|\bdata-t(?:-label)?=)"([a-z]+\.[A-Za-z]+)"')
MODULES_OWN = ("a.", "module.", "section.", "step.")


def forms(language: str) -> dict[str, object]:
    texts: dict[str, object] = json.loads((FOLDER / f"{language}.json").read_text("utf-8"))["texts"]
    return texts


def test_swedish_and_english_ship() -> None:
    assert {"sv", "en"} <= set(available())


@pytest.mark.parametrize("language", available())
def test_a_language_is_complete(language: str) -> None:
    assert list(forms(language)) == list(forms("sv"))
    for key, form in forms(language).items():
        texts = [form] if isinstance(form, str) else list(form.values())  # type: ignore[attr-defined]
        assert all(text.strip() == text and text for text in texts), key


@pytest.mark.parametrize("language", available())
def test_the_same_places_are_filled(language: str) -> None:
    for key, form in forms(language).items():
        assert set(re.findall(r"\{\w+\}", json.dumps(form))) == set(
            re.findall(r"\{\w+\}", json.dumps(forms("sv")[key]))
        ), key


def used(source: str, roots: set[str]) -> set[str]:
    """The keys that a source names: what stands where a text is taken, and what begins as the texts do."""
    quoted = {key for key in QUOTED.findall(source) if key.partition(".")[0] in roots}
    return quoted | {key for key in TAKEN.findall(source) if not key.startswith(MODULES_OWN)}


def test_a_used_text_is_seen() -> None:
    source = (
        't("film.size"), x = "film.chapters"; <p data-t="new.key"> t("new.other") t("module.title") "new.css"'
    )
    assert used(source, {"film"}) == {"film.size", "film.chapters", "new.key", "new.other"}


def test_every_text_is_used_and_every_used_text_is_there() -> None:
    own = [path for folder in ("formats", "activities") for path in (BUILDER / folder).rglob("*.py")]
    sources = [
        *PLAYER.rglob("*.js"),
        *PLAYER.rglob("*.jinja"),
        *own,
        BUILDER / "player" / "render.py",
        BUILDER / "player" / "texts.py",
    ]
    texts = {key for key in forms("sv") if not key.startswith(SHEET)}
    roots = {key.partition(".")[0] for key in texts}
    found = set().union(*(used(path.read_text("utf-8"), roots) for path in sources))
    found |= {f"come.{kind}" for kind in (*ACTIVITIES, "other")}  # the list of a catalogue composes them
    assert found - texts == set(), "add these to templates/player/strings/*.json"
    assert texts - found == set(), "nothing says these: take them out of templates/player/strings/*.json"


def test_every_text_of_the_privacy_sheet_is_used() -> None:
    """Those of the activity types: `sheet.what.x` is a row's, `sheet.event.x` goes with a statement `{id}.x`."""
    source = "".join(path.read_text("utf-8") for path in (BUILDER / "activities").rglob("*.py"))
    own = [key.removeprefix(SHEET) for key in forms("sv") if key.startswith(SHEET)]
    assert [key for key in own if f'"{key}"' not in source and f'.{key.split(".")[-1]}"' not in source] == []


@pytest.mark.parametrize("address", ["du", "ni"])
@pytest.mark.parametrize("language", available())
def test_texts_resolve_for_one_and_for_a_group(language: str, address: str) -> None:
    texts = strings(language).texts("du" if address == "du" else "ni")
    assert fill(texts["timer.started"], 1) != fill(texts["timer.started"], 5)
    if language == "sv":
        assert f"om {address} vill" in fill(texts["timer.onward"], 0)


def test_a_regional_language_falls_back_to_its_base() -> None:
    assert strings("sv-FI").language == "sv"
    with pytest.raises(KeyError):
        strings("xx")
