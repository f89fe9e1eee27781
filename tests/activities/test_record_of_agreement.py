"""What the rest of the builder is told of an agreement."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from flow import read
from larpaket.definition.model import LearningModule
from larpaket.definition.publisher import Publisher
from larpaket.formats import FORMATS
from larpaket.player.render import player_files
from larpaket.player.setting import setting_of
from larpaket.privacy.sheet import sheet

MODULE = """id: x
version: "1.0"
languages: [sv]
title: Mötet
description: Ett beslut.
{defaults}sections:
  - title: Starta
    steps:
      - id: steg
        title: Steg
        activities:
{activities}"""
REFLECTION = """          - id: samtal
            type: reflection
            title: Samtal
            notes: lms
            questions:
              - id: fraga
                text: Vad gör ni?
"""
AGREEMENT = """          - id: beslut
            type: agreement
            title: Vad bestämmer vi?
"""


def load(folder: Path, *keys: str, defaults: str = "", before: str = "") -> tuple[LearningModule, Publisher]:
    (folder / "x").mkdir(parents=True)
    (folder / "publisher.yaml").write_text(
        "name: Exempelkommunen\nbase: https://larande.example.se\nlanguages: [sv]\n", "utf-8"
    )
    activities = before + AGREEMENT + "".join(f"            {key}\n" for key in keys)
    (folder / "x" / "module.yaml").write_text(
        MODULE.format(defaults=defaults, activities=activities), "utf-8"
    )
    publisher, modules, problems = read(folder / "publisher.yaml", [folder / "x"])
    assert publisher, problems
    return modules[0], publisher


def own(module: LearningModule) -> Any:
    return list(module.activities)[-1]


def page(module: LearningModule, publisher: Publisher, format: str) -> str:
    files = player_files(module, publisher, FORMATS[format])
    (index,) = (file for file in files if file.path == "index.html")
    return b"".join(piece for piece in index.content if isinstance(piece, bytes)).decode()


def test_what_an_author_need_not_write(tmp_path: Path) -> None:
    module, _ = load(tmp_path)
    agreement = own(module)
    said = (agreement.mode, agreement.notes, agreement.names, agreement.follow_up, agreement.required)
    assert said == ("group", "private", False, True, False)


def test_the_modules_mode_is_its_default_and_the_modules_notes_are_not(tmp_path: Path) -> None:
    module, _ = load(tmp_path, defaults="defaults:\n  mode: individual\n  notes: lms\n")
    assert (own(module).mode, own(module).notes) == ("individual", "private")


@pytest.mark.parametrize(("notes", "kept"), [("lms", "device"), ("private", "private"), ("device", "device")])
def test_without_an_lms_it_stays_on_this_computer(tmp_path: Path, notes: str, kept: str) -> None:
    module, publisher = load(tmp_path, f"notes: {notes}")
    assert own(module).notes_in(setting_of(module, publisher, FORMATS["web"])) == kept


def test_a_statement_says_that_and_not_what(tmp_path: Path) -> None:
    module, publisher = load(tmp_path)
    (name, template), *more = own(module).statements(setting_of(module, publisher, FORMATS["xapi"])).items()
    assert (name, more) == ("beslut.responded", [])
    assert template["verb"]["id"] == "http://adlnet.gov/expapi/verbs/responded"
    assert template["object"]["id"] == "https://larande.example.se/x/beslut"
    assert template["object"]["definition"]["type"] == "http://adlnet.gov/expapi/activities/cmi.interaction"
    assert template["result"] == {"completion": True}


def test_the_privacy_sheet_tells_of_it_once(tmp_path: Path) -> None:
    module, publisher = load(tmp_path, "notes: lms", before=REFLECTION)
    rows = sheet(setting_of(module, publisher, FORMATS["cmi5"]), ()).rows
    assert [row.what for row in rows].count("what.notes") == 1
    (row,) = [row for row in rows if row.what == "what.agreed"]
    assert row.facts == ("https://larande.example.se/_extensions/agreed-items",)


@pytest.mark.parametrize(("key", "asked"), [("names: false", "roller"), ("names: true", "")])
def test_names_are_asked_for_by_nobody(tmp_path: Path, key: str, asked: str) -> None:
    module, publisher = load(tmp_path, key)
    text = page(module, publisher, "web")
    assert ("Skriv roller i stället för namn, och inget om hälsa." in text) == bool(asked)
    assert ("Skriv inget om hälsa." in text) == (not asked)


def test_there_is_a_day_only_if_it_is_wanted(tmp_path: Path) -> None:
    for number, (key, days) in enumerate((("follow_up: true", 1), ("follow_up: false", 0))):
        text = page(*load(tmp_path / str(number), key), "scorm12")
        assert len(re.findall('type="date"', text)) == days


def test_a_reflection_beside_it_keeps_its_own_texts(tmp_path: Path) -> None:
    text = page(*load(tmp_path, before=REFLECTION), "scorm12")
    for said in (
        "Era tankar (frivilligt)",
        "Skriv inte namn eller något om hälsa.",
        "Texten finns bara här på sidan.",
    ):
        assert said in text
