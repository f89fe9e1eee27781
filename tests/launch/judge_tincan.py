"""A strict judge of one session that was launched the TinCan way (xapi.md sections 1 and 2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from launch import judge
from launch.judge import verb
from launch.lms import Exchange, Launch


def complaints(log: Sequence[Exchange], launch: Launch, *, closed: bool = True) -> list[str]:
    """What is wrong. `closed`: the session is over."""
    sent = list(
        {
            one.get("id", id(one)): one for exchange in log if exchange.taken for one in exchange.statements
        }.values()
    )
    own = [verb(one) for one in sent if one.get("object", {}).get("id") == launch.activity]
    return [
        *judge.requests(log, launch),
        *judge.statements(sent, launch),
        *judge.order(
            [verb(one) if one["object"]["id"] == launch.activity else "another" for one in sent],
            closed=closed,
        ),
        *([f"completed came {own.count('completed')} times"] if own.count("completed") > 1 else []),
        *_state(log, launch),
    ]


def _state(log: Sequence[Exchange], launch: Launch) -> Iterator[str]:
    for exchange in log:
        if exchange.resource != "state":
            continue
        if exchange.query.get("activityId") != launch.activity:
            yield f"a state of {exchange.query.get('activityId')}, which was not launched"
        if exchange.query.get("registration", "") != launch.registration:
            yield "a state outside the launch's registration"
        if exchange.request.method == "PUT" and not (
            exchange.request.header("If-Match") or exchange.request.header("If-None-Match")
        ):
            yield "a state was written over whatever is there: without an ETag"
