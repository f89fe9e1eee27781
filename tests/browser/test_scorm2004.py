"""SCORM 2004 with scorm-again and a strict judge: the same walk and the same faults."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from browser.learner import LOOKING, Learner
from larpaket.formats.scorm2004 import EDITIONS

third_edition = pytest.mark.parametrize("format", ["scorm2004-3rd"], indirect=True)
every_edition = pytest.mark.parametrize("format", [edition.id for edition in EDITIONS], indirect=True)
API = "API_1484_11"


def status(learner: Learner) -> Any:
    return learner.record().get("completion_status")


def complete(learner: Learner) -> None:
    learner.begin()
    learner.read()
    learner.press("Klar")
    learner.says(learner.goodbye)


@every_edition
def test_the_walk(learner: Learner) -> None:
    learner.open(api=API)
    learner.begin()
    learner.says("Sparat")
    assert status(learner) == "incomplete"
    learner.watch()
    learner.wrote("cmi.progress_measure", "0.50")
    learner.press("Klar")
    learner.says(learner.goodbye)
    assert status(learner) == "completed"
    assert learner.record()["score"]["raw"] == "100"
    assert learner.record()["score"]["scaled"] == "1"
    assert learner.written("cmi.completion_status") == ["incomplete", "completed"]
    learner.press("Avsluta")
    learner.page.wait_for_function("judge.calls.some((call) => call.method === 'Terminate')")
    expect(learner.sco.get_by_role("button", name="Avsluta")).to_be_hidden()


@third_edition
def test_a_completed_attempt_comes_back_and_is_neither_repeated_nor_lowered(learner: Learner) -> None:
    learner.open(api=API)
    complete(learner)
    learner.open(api=API)
    learner.says("Film och fråga")
    learner.press("Klar")
    learner.says(learner.goodbye)
    assert learner.written("cmi.completion_status") == []
    assert learner.written("cmi.score.raw") == []
    assert status(learner) == "completed"


@third_edition
def test_leaving_calls_terminate_without_a_commit(learner: Learner) -> None:
    learner.open(api=API)
    learner.begin()
    before = learner.sco.evaluate(
        """() => {
            const before = parent.judge.calls.length;
            dispatchEvent(new PageTransitionEvent("pagehide", { persisted: false }));
            return before;
        }"""
    )
    methods = [call["method"] for call in learner.calls[before:]]
    assert methods[-1] == "Terminate"
    assert "Commit" not in methods


@third_edition
@pytest.mark.parametrize("mode", ["review", "browse"])
def test_looking_back_writes_nothing(learner: Learner, mode: str) -> None:
    learner.open(api=API, mode=mode)
    learner.says(LOOKING[mode])
    learner.begin()
    learner.read()
    learner.press("Klar")
    learner.says("Ni är klara.")
    assert {call["method"] for call in learner.calls} <= {"Initialize", "GetValue", "GetLastError"}


@third_edition
def test_the_api_of_the_other_version_is_not_taken(learner: Learner) -> None:
    learner.page.clock.install()
    learner.open(api="API", begun=False)
    learner.begin()
    learner.page.clock.run_for(11_000)
    learner.says("Ingen lärplattform hittades. Inget sparas.")
