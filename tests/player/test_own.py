"""The properties that get short names: nobody but the player's own script knows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from larpaket.formats import FORMATS
from larpaket.player.contract import schema
from larpaket.player.own import OWN
from larpaket.player.script_syntax import PROPERTIES, every, parse, text
from larpaket.player.setting import setting_of
from larpaket.player.shorten import shorten
from larpaket.player.statement_templates import statement_templates
from larpaket.templates import templates
from player.test_bundle import load

ROOT = Path(__file__).parents[2]
TYPES = ROOT / "tests" / "node_modules" / "@typescript"
WORD = re.compile(r"[A-Za-z_$][\w$]*")


@cache
def words_of_the_script() -> tuple[frozenset[str], frozenset[str]]:
    """What its properties are called, and what stands in strings and templates."""
    properties, said = set(), set()
    for path in (templates() / "player").rglob("*.js"):
        for node in every(parse(path.read_bytes())):
            if node.type in PROPERTIES:
                properties.add(text(node))
            if node.type in ("string_fragment", "regex_pattern"):
                said.update(WORD.findall(text(node)))
    return frozenset(properties), frozenset(said)


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    if isinstance(value, list | tuple):
        for inner in value:
            yield from keys(inner)


def test_each_is_a_property_of_the_script_and_never_in_a_string() -> None:
    properties, said = words_of_the_script()
    assert properties >= OWN
    assert OWN & said == set()


def test_no_browser_knows_one() -> None:
    member = re.compile(r"^\s*(?:readonly |get |set |var |declare var )*([A-Za-z_$][\w$]*)\??\s*[:(<]", re.M)
    known = {name for path in TYPES.rglob("lib.*.d.ts") for name in member.findall(path.read_text("utf-8"))}
    assert {"querySelector", "passive", "onversionchange", "flatMap", "limits"} <= known
    assert OWN & known == set()


def test_none_is_handed_over_or_sent(tmp_path: Path) -> None:
    module, publisher = load(tmp_path, "everything", "allt")
    detailed = publisher.model_copy(update={"tracking": "detailed"})
    handed = set(keys(schema())) | set(
        keys(statement_templates(setting_of(module, detailed, FORMATS["cmi5"])))
    )
    assert {"state_limit", "contextActivities", "interactionType"} <= handed
    assert OWN & handed == set()


@pytest.mark.parametrize("page", ["state.md", "statements.md", "lms.md"])
def test_none_is_written_down_as_stored_or_sent(page: str) -> None:
    code = re.findall(r"`([^`\n]+)`", (ROOT / "docs" / page).read_text("utf-8"))
    assert OWN & {word for piece in code for word in WORD.findall(piece)} == set()


def test_it_is_short_wherever_it_stands_and_no_other_property_is_called_so() -> None:
    script = "(()=>{const {parts,other}=go({parts:1,A:2});let {say=parts}=other;say.parts=other.parts?.say;return{say,parts(){}}})();"
    assert (
        shorten(script) == "(()=>{let{B:e,other:t}=go({B:1,A:2}),{C:a=e}=t;a.B=t.B?.C;return{C:a,B(){}}})();"
    )
