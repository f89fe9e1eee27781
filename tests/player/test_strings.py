"""The player's languages: complete, with the same keys, every key used and every used key there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from larpaket.player.strings import available, fill, strings
from larpaket.templates import templates

PLAYER = templates() / "player"
FOLDER = PLAYER / "strings"
KEY = re.compile(
    r'"((?:nav|start|time|film|text|timer|rest|save|done|left|language|unsent|hand|notes|question|group|privacy|screen|mode|guide|paper|access)\.[A-Za-z]+)"'
)


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


def test_every_text_is_used_and_every_used_text_is_there() -> None:
    builder = Path(__file__).parents[2] / "builder" / "larpaket"
    own = [path for folder in ("formats", "activities") for path in (builder / folder).rglob("*.py")]
    sources = [
        *PLAYER.rglob("*.js"),
        *PLAYER.rglob("*.jinja"),
        *own,
        builder / "player" / "render.py",
        builder / "player" / "texts.py",
    ]
    used = {key for path in sources for key in KEY.findall(path.read_text("utf-8"))}
    assert used == set(forms("sv"))


@pytest.mark.parametrize("address", ["du", "ni"])
@pytest.mark.parametrize("language", available())
def test_texts_resolve_for_one_and_for_a_group(language: str, address: str) -> None:
    texts = strings(language).texts("du" if address == "du" else "ni")
    assert fill(texts["timer.started"], 1) != fill(texts["timer.started"], 5)
    if language == "sv":
        assert f"om {address} vill" in fill(texts["timer.end"], 0)


def test_a_regional_language_falls_back_to_its_base() -> None:
    assert strings("sv-FI").language == "sv"
    with pytest.raises(KeyError):
        strings("xx")
