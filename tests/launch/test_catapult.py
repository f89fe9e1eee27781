"""CATAPULT's habits: what a session says once it may not say twice, and what is not CATAPULT's to judge goes
through.
"""

from __future__ import annotations

from typing import Any

import pytest

from larpaket.preview.personas.catapult import Session, accept, refusal

ACTIVITY = "https://lms.example/1"


def say(verb: str, activity: str = ACTIVITY) -> dict[str, Any]:
    return {"verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}"}, "object": {"id": activity}}


@pytest.mark.parametrize("verb", ["initialized", "completed", "terminated"])
def test_a_second_one_is_refused_whatever_its_id(verb: str) -> None:
    session = Session(ACTIVITY)
    assert refusal(session, [say(verb)]) is None
    assert refusal(session, [say(verb)]) is None  # what the LRS did not take was not said
    accept(session, [say(verb)])
    refused = refusal(session, [say(verb)])
    assert refused is not None
    assert (refused.status, verb in refused.text) == (403, True)
    assert refusal(Session(ACTIVITY), [say(verb)]) is None


def test_a_film_of_the_module_may_be_completed_as_often_as_it_likes() -> None:
    session = Session(ACTIVITY)
    film = [say("completed", f"{ACTIVITY}/film")]
    accept(session, film)
    assert refusal(session, [*film, *film]) is None


def test_one_that_is_refused_keeps_out_what_comes_with_it() -> None:
    session = Session(ACTIVITY)
    accept(session, [say("completed")])
    assert refusal(session, [say("responded"), say("completed"), say("terminated")]) is not None
    assert refusal(session, [say("terminated"), say("terminated")]) is not None
    assert refusal(session, [say("initialized"), say("responded")]) is not None


@pytest.mark.parametrize("mode", ["Review", "Browse"])
def test_who_only_looks_begins_and_ends(mode: str) -> None:
    session = Session(ACTIVITY, mode)
    assert refusal(session, [say("initialized")]) is None
    assert refusal(session, [say("terminated")]) is None
    for one in (
        say("completed"),
        say("responded", f"{ACTIVITY}/fraga"),
        say("terminated", f"{ACTIVITY}/film"),
    ):
        assert refusal(session, [one]) is not None
