"""The judges: a good session passes, and each thing that is done wrong is named."""

from __future__ import annotations

import copy
import json
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from larpaket.preview.lrs import Request, Response
from launch import judge_cmi5, judge_tincan
from launch.lms import SESSION, Exchange, Launch

ACTOR = {"objectType": "Agent", "account": {"homePage": "https://lms.example", "name": "a"}}
REGISTRATION = "6ba7b811-9dad-41d1-80b4-00c04fd430c8"
PUBLISHER = {"objectType": "Activity", "id": "https://larande.example.se/provmodul"}
TEMPLATE: dict[str, Any] = {"contextActivities": {"grouping": [PUBLISHER]}, "extensions": {SESSION: "s1"}}
LAUNCH = Launch("", ACTOR, "https://lms.example/1", REGISTRATION, "Basic tok", TEMPLATE)
HEADERS = {"X-Experience-API-Version": "1.0.3", "Authorization": "Basic tok"}
Log = list[Exchange]


def say(
    verb: str, activity: str = LAUNCH.activity, *, categories: tuple[str, ...] = (), **result: Any
) -> dict[str, Any]:
    context = {**copy.deepcopy(TEMPLATE), "registration": REGISTRATION}
    if categories:
        context["contextActivities"]["category"] = [{"id": category} for category in categories]
    made = {
        "id": str(uuid.uuid4()),
        "actor": ACTOR,
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}"},
        "object": {"id": activity},
        "timestamp": "2026-01-02T03:04:05.006Z",
        "context": context,
    }
    return {**made, "result": result} if result else made


def exchange(
    method: str, target: str, body: object = None, status: int = 200, headers: dict[str, str] = HEADERS
) -> Exchange:
    return Exchange(
        Request.to(method, target, headers, b"" if body is None else json.dumps(body).encode()),
        Response(status),
    )


def post(*statements: dict[str, Any], status: int = 200) -> Exchange:
    return exchange("POST", "/xapi/statements", list(statements), status)


def state(method: str, id: str, headers: dict[str, str] = HEADERS) -> Exchange:
    return exchange(
        method,
        f"/xapi/activities/state?stateId={id}&activityId={LAUNCH.activity}&registration={REGISTRATION}",
        headers=headers,
    )


def good_cmi5() -> Log:
    return [
        exchange("POST", "/fetch/1", headers={}),
        state("GET", "LMS.LaunchData"),
        exchange("GET", "/xapi/agents/profile?profileId=cmi5LearnerPreferences", status=404),
        state("GET", "larpaket"),
        post(say("initialized", categories=(judge_cmi5.CMI5,))),
        post(say("completed", "https://larande.example.se/provmodul/film", completion=True)),
        post(
            say(
                "completed",
                categories=(judge_cmi5.CMI5, judge_cmi5.MOVEON),
                completion=True,
                duration="PT0H1M2.5S",
            )
        ),
        state("PUT", "larpaket"),
        post(say("terminated", categories=(judge_cmi5.CMI5,), duration="PT0H1M3S")),
    ]


def edit(at: int, change: Callable[[dict[str, Any]], object]) -> Callable[[Log], Log]:
    def broken(log: Log) -> Log:
        statement = log[at].statements[0]
        change(statement)
        return [*log[:at], post(statement), *log[at + 1 :]]

    return broken


def swap(first: int, second: int) -> Callable[[Log], Log]:
    def broken(log: Log) -> Log:
        log[first], log[second] = log[second], log[first]
        return log

    return broken


def without(at: int) -> Callable[[Log], Log]:
    return lambda log: log[:at] + log[at + 1 :]


def with_headers(at: int, **changes: str) -> Callable[[Log], Log]:
    def broken(log: Log) -> Log:
        headers = {
            **log[at].request.headers,
            **{name.replace("_", "-").lower(): value for name, value in changes.items()},
        }
        return [
            *log[:at],
            replace(log[at], request=replace(log[at].request, headers=headers)),
            *log[at + 1 :],
        ]

    return broken


CMI5_FAULTS: dict[str, tuple[Callable[[Log], Log], str]] = {
    "second fetch": (lambda log: [log[0], *log], "fetch was called 2 times"),
    "no fetch": (without(0), "fetch was called 0 times"),
    "launch data not read": (without(1), "launch data were not read"),
    "launch data read late": (swap(1, 4), "launch data were not read"),
    "launch data written": (lambda log: [*log[:2], state("PUT", "LMS.LaunchData"), *log[2:]], "launch data were written"),
    "preferences not read": (without(2), "preferences were not read"),
    "no version": (with_headers(3, X_Experience_API_Version="1.0.2"), "without X-Experience-API-Version"),
    "another login": (with_headers(3, Authorization="Basic x"), "not authorized as launched"),
    "wrong order": (swap(4, 5), "came before initialized"),
    "initialized twice": (lambda log: [*log[:5], post(say("initialized", categories=(judge_cmi5.CMI5,))), *log[5:]], "initialized came 2 times"),
    "initialized in company": (lambda log: [*log[:4], post(log[4].statements[0], log[5].statements[0]), *log[6:]], "shared its request"),
    "terminated missing": (without(8), "terminated is missing"),
    "terminated not last": (swap(6, 8), "came after terminated"),
    "state after terminated": (swap(7, 8), "PUT state came after terminated"),
    "completed twice": (lambda log: [*log[:7], edit(6, lambda one: one.update(id=str(uuid.uuid4())))(log)[6], *log[7:]], "completed came 2 times"),
    "no id": (edit(4, lambda one: one.pop("id")), "no UUID"),
    "id of another": (lambda log: [*log[:5], post({**log[5].statements[0], "id": log[4].statements[0]["id"]}), *log[6:]], ""),
    "local time": (edit(4, lambda one: one.update(timestamp="2026-01-02T03:04:05+01:00")), "no timestamp in UTC"),
    "another actor": (edit(4, lambda one: one.update(actor={"mbox": "mailto:a@b.se"})), "the actor is not the launch's"),
    "no registration": (edit(4, lambda one: one["context"].pop("registration")), "not in the launch's registration"),
    "context missing": (edit(4, lambda one: one.pop("context")), "template's grouping"),
    "template not first": (edit(5, lambda one: one["context"]["contextActivities"]["grouping"].insert(0, {"id": "https://x.example"})), "template's grouping"),
    "no session id": (edit(5, lambda one: one["context"]["extensions"].clear()), "the session id is missing"),
    "no cmi5 category": (edit(4, lambda one: one["context"]["contextActivities"].pop("category")), "without the cmi5 category"),
    "allowed with the category": (edit(5, lambda one: one["context"]["contextActivities"].update(category=[{"id": judge_cmi5.CMI5}])), "carries the cmi5 category"),
    "no moveon": (edit(6, lambda one: one["context"]["contextActivities"]["category"].pop()), "moveon category"),
    "another activity": (edit(4, lambda one: one["object"].update(id="https://x.example")), "not about the launched activity"),
    "completed without completion": (edit(6, lambda one: one["result"].pop("completion")), "needs completion true"),
    "completed without duration": (edit(6, lambda one: one["result"].pop("duration")), "needs completion true and a duration"),
    "terminated without duration": (edit(8, lambda one: one.pop("result")), "terminated: needs a duration"),
    "no duration at all": (edit(8, lambda one: one["result"].update(duration="12 s")), "is no duration"),
    "score": (edit(6, lambda one: one["result"].update(score={"scaled": 1})), "a score belongs to"),
    "progress": (edit(6, lambda one: one["result"].update(extensions={judge_cmi5.PROGRESS: 100})), "carries a progress"),
}  # fmt: skip


def test_a_good_session_passes() -> None:
    assert judge_cmi5.complaints(good_cmi5(), LAUNCH) == []
    assert judge_cmi5.complaints(good_cmi5()[:-1], LAUNCH, closed=False) == []


@pytest.mark.parametrize("name", CMI5_FAULTS)
def test_a_fault_is_named(name: str) -> None:
    broken, word = CMI5_FAULTS[name]
    found = judge_cmi5.complaints(broken(good_cmi5()), LAUNCH)
    assert found
    assert word in " | ".join(found)


@pytest.mark.parametrize("mode", ["Browse", "Review"])
def test_browse_and_review_say_two_things_only(mode: str) -> None:
    launch = replace(LAUNCH, mode=mode)
    log = good_cmi5()
    assert judge_cmi5.complaints([*log[:5], log[8]], launch) == []
    assert any("was sent in" in complaint for complaint in judge_cmi5.complaints(log, launch))
    assert any("state was written" in complaint for complaint in judge_cmi5.complaints(log, launch))


def test_a_completion_of_an_earlier_session_counts() -> None:
    assert judge_cmi5.complaints(good_cmi5(), LAUNCH, earlier=good_cmi5()[6].statements) == [
        "completed came 2 times in one registration (9.3)"
    ]


def test_what_was_refused_or_sent_again_is_no_second_statement() -> None:
    log = good_cmi5()
    again = [*log[:6], post(log[6].statements[0], status=503), post(log[6].statements[0]), *log[6:]]
    assert judge_cmi5.complaints(again, LAUNCH) == []


def good_tincan() -> Log:
    first, later = ({**HEADERS, name: value} for name, value in (("If-None-Match", "*"), ("If-Match", '"1"')))
    return [
        state("GET", "larpaket"),
        post(say("initialized")),
        state("PUT", "larpaket", first),
        post(say("completed", completion=True, score={"scaled": 1})),
        state("PUT", "larpaket", later),
        post(say("terminated", duration="PT0H0M1S")),
    ]


TINCAN_FAULTS: dict[str, tuple[Callable[[Log], Log], str]] = {
    "wrong order": (swap(1, 3), "came before initialized"),
    "terminated missing": (without(5), "terminated is missing"),
    "completed twice": (lambda log: [*log[:4], post(say("completed")), *log[4:]], "completed came 2 times"),
    "another registration": (
        edit(1, lambda one: one["context"].update(registration=str(uuid.uuid4()))),
        "registration",
    ),
    "state without an ETag": (lambda log: [*log[:2], state("PUT", "larpaket"), *log[3:]], "without an ETag"),
    "state of another activity": (
        lambda log: [exchange("GET", "/xapi/activities/state?activityId=x"), *log[1:]],
        "was not launched",
    ),
    "another login": (with_headers(0, Authorization="tok"), "not authorized as launched"),
}


def test_a_good_tincan_session_passes() -> None:
    assert judge_tincan.complaints(good_tincan(), LAUNCH) == []


@pytest.mark.parametrize("name", TINCAN_FAULTS)
def test_a_tincan_fault_is_named(name: str) -> None:
    broken, word = TINCAN_FAULTS[name]
    assert word in " | ".join(judge_tincan.complaints(broken(good_tincan()), LAUNCH))
