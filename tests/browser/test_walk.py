"""The whole walk, and what must survive on the way."""

from __future__ import annotations

from playwright.sync_api import expect

from browser.learner import Learner


def test_a_new_attempt_is_incomplete_and_confirmed(learner: Learner) -> None:
    learner.open()
    learner.begin()
    learner.says("Sparat")
    assert learner.record()["core"]["lesson_status"] == "incomplete"
    assert learner.record()["core"]["exit"] == "suspend"


def test_film_and_reflection_complete_the_module(learner: Learner) -> None:
    learner.open()
    learner.begin()
    learner.watch()
    assert learner.record()["core"]["lesson_status"] == "incomplete"
    learner.press("Klar")
    learner.says("Ni är klara.")
    learner.says(learner.goodbye)
    assert learner.record()["core"]["lesson_status"] == "completed"
    assert learner.record()["core"]["score"]["raw"] == "100"
    assert learner.written("cmi.core.lesson_status") == ["incomplete", "completed"]
    learner.press("Avsluta")
    expect(learner.sco.get_by_role("button", name="Avsluta")).to_be_hidden()
    assert [call["method"] for call in learner.calls].count("Finish") == 1
    learner.says(learner.goodbye)


def test_the_text_version_counts_as_the_film(learner: Learner) -> None:
    learner.open()
    learner.begin()
    learner.read()
    learner.press("Klar")
    learner.says("Ni är klara.")
    learner.says(learner.goodbye)
    assert learner.record()["core"]["lesson_status"] == "completed"


def test_finishing_before_the_film_says_what_is_left(learner: Learner) -> None:
    learner.open()
    learner.begin()
    learner.press("Klar")
    learner.says("Filmen återstår. Se den, eller läs den som text och markera att ni har läst.")
    assert learner.record()["core"]["lesson_status"] == "incomplete"
    learner.watch()
    learner.says("Allt är klart.")
    learner.becomes("completed")  # at once, not only when somebody presses something
    learner.press("Klar")
    learner.says("Ni är klara.")
