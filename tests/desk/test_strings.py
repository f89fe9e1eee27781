"""The desk's texts: both languages say everything, with the same values, and nothing is said that no page asks for."""

from __future__ import annotations

import json
import re

import pytest

from larpaket.formats import FORMATS
from larpaket.preview.choices import FAULTS, LAUNCHERS, LEARNERS, MODES, PERSONAS
from larpaket.preview.page import LANGUAGES, desk_page, desk_style, texts
from larpaket.templates import templates

ROOM = templates() / "preview"
MADE = (
    *(f"persona.{name}" for name in (*PERSONAS, *LAUNCHERS)),
    *(f"format.{name}" for name in FORMATS),
    *(f"learner.{name}" for name in LEARNERS),
    *(f"mode.{name}" for name in MODES),
    *(f"fault.{name}" for name in FAULTS),
    *(f"status.{name}" for name in ("none", "started", "done", "passed", "failed")),
    *(
        f"event.{name}"
        for name in ("launched", "restarted", "emptied", "built", "failed", "missing", "blocked")
    ),
    *(f"choose.{name}" for name in ("format", "persona", "learner", "language", "mode", "width")),
    *(f"check.{name}" for name in ("error", "warning", "advice")),
    *(f"tab.{name}" for name in ("all", "wrong", "statements", "record")),
    *("lost", "key", "language.", "on", "off", "note.offline", "note.storage"),
)
"""Keys that are put together."""
PREFIXES = ("code.", "verb.", "width.")


def test_both_languages_say_the_same_with_the_same_values() -> None:
    first, *others = (texts(language) for language in LANGUAGES)
    for other in others:
        assert list(other) == list(first)
        for key, text in first.items():
            assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", other[key])), key
            assert text.lstrip() == text
            assert "--" not in text


def asked() -> set[str]:
    """The keys that the page and its scripts name."""
    found = set(re.findall(r'\bt\("([\w.@-]+)"', (ROOM / "desk.html.jinja").read_text("utf-8")))
    for path in (ROOM / "desk").glob("*.js"):
        source = path.read_text("utf-8")
        found |= {
            key for call in re.findall(r"\bt\(([^()]*)", source) for key in re.findall(r'"([\w.-]+)"', call)
        }
        found |= set(re.findall(r'"((?:built|read|say|untrue|standing|distance)[\w.]*)"', source)) & set(
            texts("sv")
        )
    return found


def test_every_text_is_there_and_none_too_many() -> None:
    known = set(texts("sv"))
    assert {key for key in asked() if not key.endswith(".")} <= known
    assert set(MADE) <= known
    unused = {key for key in known - asked() - set(MADE) if not key.startswith(PREFIXES)}
    assert unused == set()


@pytest.mark.parametrize("language", [*LANGUAGES, "de", "", "<b>"])
def test_the_page_is_whole_in_any_language_that_is_asked_for(language: str) -> None:
    page = desk_page(language)
    shown = language if language in LANGUAGES else LANGUAGES[0]
    assert f'<html lang="{shown}">' in page
    assert texts(shown)["launch"] in page
    data = page.partition('id="texts">')[2].partition("</script>")[0]
    assert json.loads(data) == texts(shown)
    assert "style=" not in page


def test_one_style_sheet_has_the_players_own_tokens() -> None:
    style = desk_style()
    for part in (".calls", ".tune", ".boards", ".pick", "prefers-color-scheme:dark", "forced-colors:active"):
        assert part in style.replace(": ", ":")
