from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from .client import Client
from .samples import MEMBER, REF, VERB, Rule
from .scenario import QUERIES, scenario


def _valid(**changes: Any) -> dict[str, Any]:
    return Rule("", changes).statement()


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"statementId": "x"}, "statementId: must be a UUID"),
        ({"statementId": REF["id"], "voidedStatementId": REF["id"]}, "statementId: allows only format"),
        (
            {"statementId": REF["id"], "limit": "1"},
            "statementId: allows only format and attachments with it, not limit",
        ),
        ({"verb": "did"}, "verb: must be an IRI"),
        ({"activity": "x"}, "activity: must be an IRI"),
        ({"registration": "x"}, "registration: must be a UUID"),
        ({"agent": "x"}, "agent: is not JSON"),
        ({"agent": {"name": "Anna"}}, "agent: an Agent needs one of"),
        ({"agent": {"objectType": "Group", "member": [MEMBER]}}, "agent: an identified Group needs one of"),
        ({"since": "2026-03-02"}, "since: must be a date"),
        ({"until": "2026-03-02T09:30:00 01:00"}, "until: must be a date"),
        ({"limit": "-1"}, "limit: must be a whole number"),
        ({"limit": "1.5"}, "limit: must be a whole number"),
        ({"ascending": "True"}, "ascending: must be true or false"),
        ({"related_agents": "1"}, "related_agents: must be true or false"),
        ({"format": "Exact"}, "format: must be one of exact, ids, canonical"),
        ({"Verb": VERB["id"]}, "Verb: the parameter is written `verb`"),
        ({"actor": MEMBER}, "actor: is not a parameter of GET here"),
    ],
)
def test_get_refused(client: Client, parameters: dict[str, Any], said: str) -> None:
    answer = client.send("GET", "statements", **parameters)
    assert answer.status == 400
    assert said in answer.text


EXPECTED = [
    "void on-wrong on-note note planned about-anna instructed with-team by-team by-berit film plain",
    "plain film by-berit by-team with-team instructed about-anna planned note on-note on-wrong void",
    "void on-wrong on-note",
    "plain film by-berit",
    "void on-wrong with-team by-team by-berit plain",
    "on-wrong on-note note planned about-anna instructed film",
    "by-berit plain",
    "void on-wrong on-note note film",
    "on-note note by-berit film plain",
    "void on-wrong on-note note planned film",
    "",
    "void on-wrong on-note note planned about-anna instructed with-team film plain",
    "void on-wrong on-note note about-anna by-team by-berit",
    "by-team",
    "void on-wrong on-note note planned about-anna instructed with-team film plain",
    "void on-wrong on-note note planned about-anna instructed with-team by-team by-berit",
    "by-team by-berit",
    "film instructed about-anna planned note on-note",
    "on-note note film plain",
    "on-note note film",
    "void",
    "",
    "",
]


def test_queries(client: Client) -> None:
    names, statements = scenario()
    assert client.send("POST", "statements", statements).status == 200
    for parameters, expected in zip(QUERIES, EXPECTED, strict=True):
        found = [
            names[one["id"]] for one in client.send("GET", "statements", **parameters).json["statements"]
        ]
        assert found == expected.split(), parameters


@pytest.mark.parametrize("ascending", ["true", "false"])
@pytest.mark.parametrize("size", ["1", "5", "7", "100"])
def test_more_gives_each_statement_once(served: Callable[..., Client], ascending: str, size: str) -> None:
    client = served(page_size=7)
    sent = client.send("POST", "statements", [_valid() for _ in range(20)]).json
    found: list[str] = []
    answer = client.send("GET", "statements", limit=size, ascending=ascending, verb=VERB["id"]).json
    for _ in range(30):
        assert len(answer["statements"]) <= min(int(size), 7)
        found += [one["id"] for one in answer["statements"]]
        if ascending == "false" and len(found) < 20:
            client.send("POST", "statements", _valid())  # what comes meanwhile stands before the first page
        if not answer["more"]:
            break
        assert answer["more"].startswith("/xapi/statements?")
        answer = client.send("GET", answer["more"]).json
    assert found == (sent if ascending == "true" else sent[::-1])


def test_since_and_until(served: Callable[..., Client]) -> None:
    client = served(clock=lambda: datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
    sent = client.send("POST", "statements", [_valid() for _ in range(3)]).json
    times = [client.send("GET", "statements", statementId=name).json["stored"] for name in sent]
    assert times == sorted(set(times)), "each its own, though they came together"

    def found(**parameters: Any) -> list[str]:
        return [
            one["id"]
            for one in client.send("GET", "statements", ascending="true", **parameters).json["statements"]
        ]

    assert found(since=times[0]) == sent[1:], "exclusive"
    assert found(until=times[1]) == sent[:2], "inclusive"
    assert found(since=times[0], until=times[1]) == sent[1:2]


def test_a_registration_has_no_case(client: Client) -> None:
    name = "ec531277-b57b-4c15-8d91-d292c5b2b8f7"
    client.send(
        "POST", "statements", [_valid(**{"context.registration": one}) for one in (name, name.upper())]
    )
    for asked in (name, name.upper()):
        assert len(client.send("GET", "statements", registration=asked).json["statements"]) == 2
