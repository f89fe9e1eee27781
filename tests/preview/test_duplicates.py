from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from .client import Client
from .samples import ACTIVITY, AGENT, GROUP, MEMBER, VALID, Rule


def _valid(**changes: Any) -> dict[str, Any]:
    return Rule("", changes).statement()


def _put(client: Client, statement: dict[str, Any]) -> int:
    return client.send("PUT", "statements", statement, statementId=statement["id"]).status


@pytest.mark.parametrize(("duplicates", "put", "post"), [("ignore", 204, 200), ("conflict", 409, 409)])
def test_an_identical_statement_again(
    served: Callable[..., Client], duplicates: str, put: int, post: int
) -> None:
    client = served(duplicates=duplicates)
    statement, fresh = _valid(), _valid()
    assert _put(client, statement) == 204
    before = client.send("GET", "statements", statementId=statement["id"]).json
    assert _put(client, statement) == put
    assert client.send("POST", "statements", statement).status == post
    answer = client.send("POST", "statements", [fresh, statement])
    assert answer.status == post
    stored = client.send("GET", "statements").json["statements"]
    assert [one["id"] for one in stored] == ([fresh["id"]] if post == 200 else []) + [statement["id"]]
    assert stored[-1] == before


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"id": None}, True),  # written in capitals, below
        ({"verb.display": {"de": "anders"}}, True),
        ({"object.definition": {"name": {"sv": "Annat"}}}, True),
        ({"context.contextActivities.parent": [{**ACTIVITY, "definition": {}}]}, True),
        ({"context.contextActivities.parent": ACTIVITY}, True),
        ({"timestamp": "2026-03-02T11:30:00.1230+02:00"}, True),
        ({"stored": "2026-03-02T11:30:00Z"}, True),
        ({"authority": MEMBER}, True),
        ({"context.instructor": {"mbox": "mailto:anna@EXAMPLE.org"}}, True),
        ({"context.language": "SV-se"}, True),
        ({"context.registration": VALID["context"]["registration"].upper()}, True),
        ({"result.score.raw": 100.0}, True),
        ({"result.duration": "PT1M30.5S"}, True),
        ({"result.duration": "PT90.5S"}, False),
        ({"result.success": False}, False),
        ({"result.extensions": {"https://example.org/ext/count": True}}, False),
        ({"timestamp": "2026-03-02T09:30:00.124Z"}, False),
        ({"version": "1.0.3"}, False),
        ({"context.instructor": {"mbox": "mailto:Anna@example.org"}}, False),
        ({"context.instructor": {"objectType": "Agent", **MEMBER}}, False),
        ({"actor.name": "Anna"}, False),
        ({"object.id": "https://example.org/modul"}, False),
        ({"context.contextActivities.parent": []}, False),
        ({"context.extensions": {}}, False),
        ({"verb.id": "https://example.org/did"}, False),
    ],
)
def test_statement_comparison(client: Client, changes: dict[str, Any], same: bool) -> None:
    statement = _valid()
    assert _put(client, statement) == 204
    again = {**_valid(**changes), "id": statement["id"].upper() if "id" in changes else statement["id"]}
    answer = client.send("POST", "statements", again)
    assert answer.status == (200 if same else 409), answer.text


@pytest.mark.parametrize("key", ["timestamp", "version"])
def test_what_an_lrs_may_have_set_makes_no_difference(client: Client, key: str) -> None:
    with_it = _valid()
    without = {name: value for name, value in with_it.items() if name != key}
    assert [_put(client, one) for one in (with_it, without)] == [204, 204]
    other = str(uuid.uuid4())
    assert [_put(client, {**one, "id": other}) for one in (without, with_it)] == [204, 204]


def test_members_are_not_in_order_and_durations_end_at_hundredths(client: Client) -> None:
    team = {**GROUP, "member": [MEMBER, AGENT]}
    statement = _valid(**{"context.team": team, "result.duration": "PT1.239S"})
    assert _put(client, statement) == 204
    assert (
        _put(
            client,
            {
                **_valid(
                    **{"context.team": {**team, "member": [AGENT, MEMBER]}, "result.duration": "PT1.231S"}
                ),
                "id": statement["id"],
            },
        )
        == 204
    )


def test_true_is_not_one(client: Client) -> None:
    one, true = ({"result.extensions": {"https://example.org/ext/x": value}} for value in (1, True))
    statement = _valid(**one)
    assert _put(client, statement) == 204
    assert _put(client, {**_valid(**true), "id": statement["id"]}) == 409
