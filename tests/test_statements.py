"""The templates: what tincan makes of them, the same at every build, and judged by the local LRS once
stamped.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from formats.modules import PUBLISHER, make_module
from larpaket import vocabulary
from larpaket.definition.publisher import Publisher
from larpaket.formats import FORMATS
from larpaket.player.setting import setting_of
from larpaket.player.statement_templates import statement_templates
from larpaket.preview.lrs.validate import statement as validate
from larpaket.statements import Activity, template

STAMP: dict[str, Any] = {
    "id": "6ba7b811-9dad-41d1-80b4-00c04fd430c8",
    "actor": {"account": {"homePage": "https://lms.example", "name": "a"}},
    "timestamp": "2026-01-02T03:04:05.006Z",
}


def made(format: str, publisher: Publisher = PUBLISHER) -> dict[str, Any]:
    return statement_templates(setting_of(make_module(), publisher, FORMATS[format]))


@pytest.mark.parametrize("profile", ["xapi", "cmi5"])
def test_a_strict_lrs_takes_each_of_them(profile: str) -> None:
    templates = made(profile)
    assert list(templates) == ["initialized", "completed", "terminated", "samtal-0/fraga-0.responded"]
    for name, value in templates.items():
        assert list(validate({**value, **STAMP})) == [], name


def test_a_package_without_an_lrs_carries_none() -> None:
    assert made("scorm12") == {}


def test_the_iris_are_the_publishers() -> None:
    objects = [value["object"]["id"] for value in made("xapi").values()]
    assert objects == ["https://larande.example.se/provmodul"] * 3 + [
        "https://larande.example.se/provmodul/samtal-0/fraga-0"
    ]


def test_cmi5_marks_what_it_defines_and_what_moves_on() -> None:
    found = {
        name: [
            activity["id"] for activity in value["context"].get("contextActivities", {}).get("category", [])
        ]
        for name, value in made("cmi5").items()
    }
    assert found == {
        "initialized": [vocabulary.CMI5_CATEGORY],
        "completed": [vocabulary.CMI5_CATEGORY, vocabulary.MOVEON_CATEGORY],
        "terminated": [vocabulary.CMI5_CATEGORY],
        "samtal-0/fraga-0.responded": [],
    }


def test_a_score_comes_with_the_completion_where_it_may() -> None:
    assert made("xapi")["completed"]["result"] == {
        "completion": True,
        "score": {"scaled": 1, "raw": 100, "min": 0, "max": 100},
    }
    none = PUBLISHER.model_copy(update={"score": "none"})
    assert (
        made("xapi", none)["completed"]["result"]
        == made("cmi5")["completed"]["result"]
        == {"completion": True}
    )


def test_a_question_is_an_interaction_without_a_right_answer() -> None:
    definition = made("xapi")["samtal-0/fraga-0.responded"]["object"]["definition"]
    assert definition["interactionType"] == "long-fill-in"
    assert definition["description"] == {"sv": "Vad?"}
    assert "correctResponsesPattern" not in definition


def test_what_it_is_given_is_left_as_it_was() -> None:
    result = {"completion": True, "extensions": {"https://x.example/a": 1}}
    before = json.dumps(result)
    template(
        vocabulary.COMPLETED,
        Activity("https://x.example", "https://t.example", {"sv": "X"}),
        revision="1",
        result=result,
    )
    assert json.dumps(result) == before


def test_equal_input_gives_equal_bytes_in_every_process() -> None:
    program = (
        "import json; from formats.modules import PUBLISHER, make_module; from larpaket.formats import FORMATS; "
        "from larpaket.player.setting import setting_of; from larpaket.player.statement_templates import statement_templates; "
        "print(json.dumps(statement_templates(setting_of(make_module(), PUBLISHER, FORMATS['cmi5']))))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "tests:."},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1
