"""A strict judge of one cmi5 session, by what it sent; numbers are sections of the cmi5 specification
(cmi5.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from launch import judge
from launch.judge import verb
from launch.lms import SESSION, Exchange, Launch

CMI5 = "https://w3id.org/xapi/cmi5/context/categories/cmi5"
MOVEON = "https://w3id.org/xapi/cmi5/context/categories/moveon"
PROGRESS = "https://w3id.org/xapi/cmi5/result/extensions/progress"
DEFINED = ("initialized", "completed", "passed", "failed", "terminated")


def complaints(
    log: Sequence[Exchange], launch: Launch, *, closed: bool = True, earlier: Sequence[dict[str, Any]] = ()
) -> list[str]:
    """What is wrong. `closed`: the session is over. `earlier`: the statements of the registration's sessions
    before it.
    """
    # What was refused or lost is no part of the record; a re-send of the same statement is none either.
    sent = list(
        {
            one.get("id", id(one)): one for exchange in log if exchange.taken for one in exchange.statements
        }.values()
    )
    return [
        *judge.requests(log, launch),
        *_launch(log),
        *judge.statements(sent, launch),
        *judge.order([verb(one) if _is_defined(one, launch) else "another" for one in sent], closed=closed),
        *_after_the_end(log),
        *_alone(log),
        *[complaint for one in sent for complaint in _statement(one, launch)],
        *_registration([*earlier, *sent], launch),
        *_mode(log, sent, launch),
    ]


def _is_defined(statement: dict[str, Any], launch: Launch) -> bool:
    """One that the specification defines (7.1.2): its verb, about the activity that was launched."""
    return verb(statement) in DEFINED and statement.get("object", {}).get("id") == launch.activity


def _launch(log: Sequence[Exchange]) -> Iterator[str]:
    fetches = [at for at, exchange in enumerate(log) if exchange.resource == "fetch"]
    data = [at for at, exchange in enumerate(log) if exchange.query.get("stateId") == "LMS.LaunchData"]
    preferences = [
        at for at, exchange in enumerate(log) if exchange.query.get("profileId") == "cmi5LearnerPreferences"
    ]
    first = next((at for at, exchange in enumerate(log) if exchange.statements), len(log))
    if len(fetches) != 1:
        yield f"fetch was called {len(fetches)} times (8.2)"
    if not data or data[0] > first:
        yield "the launch data were not read before the first statement (10)"
    if any(log[at].request.method != "GET" for at in data):
        yield "the launch data were written (10)"
    if not preferences or preferences[0] > first:
        yield "the learner's preferences were not read at the start (11)"
    if any(log[at].request.method != "GET" for at in preferences):
        yield "the learner's preferences were written (11)"


def _after_the_end(log: Sequence[Exchange]) -> Iterator[str]:
    ended = False
    for exchange in log:
        if ended and exchange.request.method != "GET":
            yield f"{exchange.request.method} {exchange.resource} came after terminated (9.3)"
        ended = ended or (exchange.taken and any(verb(one) == "terminated" for one in exchange.statements))


def _alone(log: Sequence[Exchange]) -> Iterator[str]:
    for exchange in log:
        verbs = [verb(one) for one in exchange.statements]
        if "initialized" in verbs and len(verbs) > 1:
            yield "initialized shared its request (CATAPULT refuses that)"


def _statement(one: dict[str, Any], launch: Launch) -> Iterator[str]:
    name, result = verb(one), one.get("result", {})
    context = one.get("context", {})
    activities = context.get("contextActivities", {})
    for kind, wanted in launch.template["contextActivities"].items():
        if activities.get(kind, [])[: len(wanted)] != wanted:
            yield f"{name}: the template's {kind} is not there first and whole (10.2.1)"
    for key, value in launch.template["extensions"].items():
        if context.get("extensions", {}).get(key) != value:
            yield f"{name}: {'the session id' if key == SESSION else key} is missing from the context (10.2.1)"
    categories = [activity["id"] for activity in activities.get("category", [])]
    if not _is_defined(one, launch):
        if CMI5 in categories:
            yield f"{name} of {one['object']['id']}: carries the cmi5 category, but is not what cmi5 defines (9.6.2.1)"
        if name in ("initialized", "terminated"):
            yield f"{name}: is about {one['object']['id']}, not about the launched activity (9.4)"
        return
    if CMI5 not in categories:
        yield f"{name}: without the cmi5 category (9.6.2.1)"
    if (MOVEON in categories) != ("success" in result or "completion" in result):
        yield f"{name}: the moveon category goes with success and completion (9.6.2.2)"
    if name == "completed" and (result.get("completion") is not True or "duration" not in result):
        yield "completed: needs completion true and a duration (9.5)"
    if name == "terminated" and "duration" not in result:
        yield "terminated: needs a duration (9.5.4.1)"
    if "score" in result and name not in ("passed", "failed"):
        yield f"{name}: a score belongs to passed and failed (9.5.1)"
    if name == "completed" and PROGRESS in result.get("extensions", {}):
        yield "completed: carries a progress (9.5.5.1)"


def _registration(sent: Sequence[dict[str, Any]], launch: Launch) -> Iterator[str]:
    verbs = [verb(one) for one in sent if _is_defined(one, launch)]
    for once in ("completed", "passed"):
        if verbs.count(once) > 1:
            yield f"{once} came {verbs.count(once)} times in one registration (9.3)"
    if "passed" in verbs and "failed" in verbs[verbs.index("passed") :]:
        yield "failed came after passed (9.3.5)"


def _mode(log: Sequence[Exchange], sent: Sequence[dict[str, Any]], launch: Launch) -> Iterator[str]:
    if launch.mode == "Normal":
        return
    for one in sent:
        if verb(one) not in ("initialized", "terminated"):
            yield f"{verb(one)} was sent in {launch.mode} (10.2.2)"
    if any(exchange.resource == "state" and exchange.request.method != "GET" for exchange in log):
        yield f"a state was written in {launch.mode}"
