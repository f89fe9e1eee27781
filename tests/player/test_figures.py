"""What docs/statements.md says that statements can answer, against meetings whose truth is known."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from larpaket.formats import FORMATS
from larpaket.player.render import player_files
from player.test_bundle import load
from player.test_render import read
from tools.node import find_node

DOCS = Path(__file__).parents[2] / "docs" / "statements.md"
WALKS = Path(__file__).with_name("figures.mjs")
EITHER = ("mode: group", "mode: either")
OPTIONAL = ("            type: film\n", "            type: film\n            required: false\n")
MORE = """                time: 5 min
              - id: hinder
                text:
                  sv: Vad hindrar?
                  en: What stops you?
"""
SEVERAL = ("                time: 5 min\n", MORE)


@cache
def figures() -> Callable[[list[dict[str, Any]]], dict[str, int]]:
    """The very text of the docs."""
    (code,) = re.findall(r"```python\n(.*?)```", DOCS.read_text("utf-8"), re.S)
    made: dict[str, Any] = {}
    exec(code, made)
    found: Callable[[list[dict[str, Any]]], dict[str, int]] = made["figures"]
    return found


def walked(folder: Path, seed: int) -> dict[str, Any]:
    module, publisher = load(folder, "project", "provmodul", EITHER, OPTIONAL, SEVERAL)
    page = b"".join(
        part
        for part in player_files(module, publisher, FORMATS["xapi"])[0].content
        if isinstance(part, bytes)
    )
    data = folder / "data.json"
    data.write_text(read(page).data, "utf-8")
    done = subprocess.run(
        [str(find_node()), str(WALKS), str(data), str(seed)],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("seed", range(1, 5))
def test_the_three_questions_are_answered_as_it_was(tmp_path: Path, seed: int) -> None:
    found = walked(tmp_path, seed)
    truth, statements = found["truth"], found["statements"]
    assert len(statements) > 150
    assert min(truth[name] for name in ("corrections", "again", "gone", "lost", "alone")) > 0, (
        "nothing was hard"
    )
    assert truth["pages"] > truth["groups"]
    assert found["posts"] > len(statements), "nothing was sent twice"
    answer = figures()(statements)
    assert {name: answer[name] for name in ("groups", "people", "alone")} == {
        name: truth[name] for name in ("groups", "people", "alone")
    }
    # A page is seen while it loads, and one that goes may take a second with it.
    assert abs(answer["seconds"] - truth["seconds"]) <= 3 * truth["pages"] + truth["groups"]
    # In any order, and with all of them twice.
    assert figures()([*reversed(statements), *statements]) == answer


def test_what_was_replaced_or_voided_is_not_counted(tmp_path: Path) -> None:
    statements = walked(tmp_path, 1)["statements"]
    replaces = "https://larande.example.se/_extensions/replaces"
    heads = "https://larande.example.se/_extensions/head-count"
    by_id = {one["id"]: one for one in statements}
    (old, new), *_ = [
        (by_id[one["context"]["extensions"][replaces]], one)
        for one in statements
        if replaces in one["context"].get("extensions", {}) and heads in one["result"]["extensions"]
    ]
    before = figures()(statements)
    assert figures()([one for one in statements if one != old]) == before
    voiding = {
        "id": "v",
        "timestamp": "x",
        "verb": {"id": "http://adlnet.gov/expapi/verbs/voided"},
        "object": {"id": new["id"]},
    }
    less = new["result"]["extensions"][heads] - old["result"]["extensions"].get(heads, 0)
    assert figures()([*statements, voiding])["people"] == before["people"] - less


def test_what_is_sent_says_what_it_is_in_plain_words(tmp_path: Path) -> None:
    """Each verb's display is a map from language to text, and so is each name."""
    for one in walked(tmp_path, 1)["statements"]:
        definition = one["object"]["definition"]
        for said in (
            one["verb"]["display"],
            definition["name"],
            definition.get("description", one["verb"]["display"]),
        ):
            assert set(said) == {"en", "sv"}
            assert all(isinstance(text, str) and text for text in said.values())
        assert one.get("result", {"some": True}) != {}
