"""What a module needs before learners meet it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from checks.definition.test_golden import PUBLISHER, laid_out
from larpaket.activities import ACTIVITIES
from larpaket.checks.definition import check_definition, release
from larpaket.definition.load import load_module
from larpaket.player.strings import strings

VIDEO = "            video: film.mp4\n"


def found(module: Path, *, for_release: bool) -> list[tuple[str, int, str]]:
    loaded, errors = load_module(module, PUBLISHER, ACTIVITIES)
    assert loaded is not None, errors
    problems = check_definition(loaded, PUBLISHER, for_release=for_release)
    return [
        (problem.code, problem.line, problem.text) for problem in problems if problem.code.startswith("R")
    ]


def test_a_stand_in_is_refused_where_it_is_called_one(tmp_path: Path) -> None:
    module = laid_out(tmp_path, {"module.yaml": {VIDEO: f"{VIDEO}            stand_in: true\n"}})
    assert found(module, for_release=False) == []
    assert found(module, for_release=True) == [
        ("R101", 20, "the film of `film` is a stand-in, which --release refuses")
    ]


def test_a_translation_that_nobody_has_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = laid_out(tmp_path, {})
    assert found(module, for_release=True) == []
    monkeypatch.setattr(release, "strings", lambda language: replace(strings(language), reviewed=False))
    assert found(module, for_release=False) == []
    [(code, line, text)] = found(module, for_release=True)
    assert (code, line) == ("R102", 3)
    assert "`sv`" in text


def test_a_language_that_the_player_does_not_speak_is_always_an_error(tmp_path: Path) -> None:
    module = laid_out(tmp_path, {"module.yaml": {"languages: [sv]": "languages: [fi]"}})
    for for_release in (False, True):
        assert found(module, for_release=for_release) == [("R103", 3, "the player has no texts in `fi`")]
