from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from larpaket.preview.lrs import Lrs, Request

from .client import Client
from .rules import RULES
from .samples import ACTIVITY, AGENT, GROUP, MEMBER, SUB, VALID, VERB, VOIDED, Rule


def _valid(**changes: Any) -> dict[str, Any]:
    return Rule("", changes).statement()


def _put(client: Client, statement: dict[str, Any]) -> int:
    return client.send("PUT", "statements", statement, statementId=statement["id"]).status


def _void(target: str) -> dict[str, Any]:
    return {
        "id": str(uuid.uuid4()),
        "actor": AGENT,
        "verb": VOIDED,
        "object": {"objectType": "StatementRef", "id": target},
    }


def test_put_and_get(client: Client) -> None:
    statement = _valid()
    answer = client.send("PUT", "statements", statement, statementId=statement["id"])
    assert (answer.status, answer.body) == (204, b"")
    got = client.send("GET", "statements", statementId=statement["id"].upper())
    assert got.status == 200
    stored = got.json
    assert {key: stored[key] for key in statement} == statement
    assert stored.keys() - statement.keys() == {"stored", "authority"}
    assert stored["stored"].endswith("Z")
    age = datetime.now(UTC) - parsedate_to_datetime(got.headers["last-modified"])
    assert timedelta() <= age < timedelta(minutes=1)


def test_what_the_lrs_sets(client: Client) -> None:
    statement = _valid(id=str(uuid.uuid4()), stored="2001-01-01T00:00:00Z", authority=AGENT)
    for key in ("timestamp", "version", "id"):
        del statement[key]
    (name,) = client.send("POST", "statements", statement).json
    stored = client.send("GET", "statements", statementId=name).json
    assert stored["id"] == name
    assert stored["version"] == "1.0.0"
    assert stored["timestamp"] == stored["stored"] > "2026"
    assert stored["authority"] != AGENT


def test_a_version_is_kept_and_a_timestamp_comes_back_in_utc(client: Client) -> None:
    statement = _valid(version="1.0.2", timestamp="2026-03-02T00:30:00.123456789+01:00")
    assert _put(client, statement) == 204
    stored = client.send("GET", "statements", statementId=statement["id"]).json
    assert stored["version"] == "1.0.2"
    assert stored["timestamp"] == "2026-03-01T23:30:00.123456789Z"


def test_a_single_context_activity_becomes_an_array(client: Client) -> None:
    statement = _valid(
        **{
            "context.contextActivities": {"parent": ACTIVITY},
            "object": {**SUB, "context": {"contextActivities": {"other": ACTIVITY}}},
        }
    )
    del statement["context"]["revision"], statement["context"]["platform"]
    assert _put(client, statement) == 204
    stored = client.send("GET", "statements", statementId=statement["id"]).json
    assert stored["context"]["contextActivities"] == {"parent": [ACTIVITY]}
    assert stored["object"]["context"]["contextActivities"] == {"other": [ACTIVITY]}


def test_post_answers_the_ids_in_order(client: Client) -> None:
    statements = [_valid() for _ in range(3)]
    statements[1].pop("id")
    ids = client.send("POST", "statements", statements).json
    assert [ids[0], ids[2]] == [statements[0]["id"], statements[2]["id"]]
    assert uuid.UUID(ids[1]).version == 4
    assert client.send("POST", "statements", []).json == []


@pytest.mark.parametrize(
    ("parameters", "changes", "said"),
    [
        ({}, {}, "statementId: the parameter is required"),
        ({"statementId": "x"}, {}, "statementId: must be a UUID"),
        ({"statementId": str(uuid.uuid4())}, {}, "id: must be the parameter statementId"),
        ({"statementId": VALID["context"]["registration"], "extra": "1"}, {}, "extra: is not a parameter"),
        ({"statementid": VALID["context"]["registration"]}, {}, "the parameter is written `statementId`"),
    ],
)
def test_put_refused(client: Client, parameters: dict[str, Any], changes: dict[str, Any], said: str) -> None:
    answer = client.send("PUT", "statements", _valid(**changes), **parameters)
    assert answer.status == 400
    assert said in answer.text


def test_put_takes_the_id_from_the_parameter_and_no_array(client: Client) -> None:
    statement = _valid()
    name = statement.pop("id")
    assert client.send("PUT", "statements", [statement], statementId=name).status == 400
    assert client.send("PUT", "statements", statement, statementId=name).status == 204
    assert client.send("GET", "statements", statementId=name).json["id"] == name


def test_a_batch_is_stored_whole_or_not_at_all(client: Client) -> None:
    good, bad = _valid(), _valid(actor={})
    answer = client.send("POST", "statements", [good, bad])
    assert answer.status == 400
    assert answer.text.startswith("[1].actor: an Agent needs one of")
    twice = client.send("POST", "statements", [good, good])
    assert (twice.status, twice.text.strip()) == (
        400,
        "[1].id: is also the id of [0]; ids in a batch must be unique (Communication 2.1.1)",
    )
    assert _put(client, good) == 204
    other = _valid()
    assert client.send("POST", "statements", [other, {**good, "result": {}}]).status == 409
    assert client.send("GET", "statements", statementId=other["id"]).status == 404


def test_every_fault_is_named(client: Client) -> None:
    statement = _valid(**{"context.team.objectType": "Agent", "result.score.scaled": 2, "verb.id": "x"})
    places = [line.split(":")[0] for line in client.send("POST", "statements", statement).text.splitlines()]
    assert places == ["verb.id", "result.score.scaled", "context.team.objectType"]
    as_json = client.send("POST", "statements", statement, {"Accept": "application/json"})
    assert [line.split(":")[0] for line in as_json.json["error"]] == places


def test_voiding(client: Client) -> None:
    wrong, right = _valid(), _valid()
    void = _void(wrong["id"].upper())
    ahead = _void(right["id"])
    assert client.send("POST", "statements", [wrong, void, ahead]).status == 200
    assert client.send("GET", "statements", statementId=wrong["id"]).status == 404
    assert client.send("GET", "statements", voidedStatementId=wrong["id"]).json["id"] == wrong["id"]
    assert client.send("GET", "statements", voidedStatementId=void["id"]).status == 404
    assert [one["id"] for one in client.send("GET", "statements").json["statements"]] == [
        ahead["id"],
        void["id"],
    ]
    assert _put(client, right) == 204
    assert client.send("GET", "statements", statementId=right["id"]).status == 404, "voided before it came"
    assert _put(client, _void(void["id"])) == 204
    assert client.send("GET", "statements", statementId=void["id"]).status == 200, (
        "a voiding statement cannot be voided"
    )


def test_format_ids(client: Client) -> None:
    team = {"objectType": "Group", "name": "Vi", "member": [{"name": "Anna", **MEMBER}]}
    statement = _valid(**{"context.team": team, "actor.name": "Anna"})
    about = {**_valid(object={**AGENT, "name": "Anna"}), "context": {}}
    client.send("POST", "statements", [statement, about])
    one = client.send("GET", "statements", statementId=statement["id"], format="ids").json
    assert one["actor"] == {"account": AGENT["account"]}
    assert one["verb"] == {"id": VERB["id"]}
    assert one["object"] == {"id": ACTIVITY["id"]}
    assert one["context"]["team"] == {"objectType": "Group", "member": [MEMBER]}
    assert one["context"]["contextActivities"]["parent"] == [{"id": ACTIVITY["id"]}]
    assert client.send("GET", "statements", statementId=about["id"], format="ids").json["object"] == AGENT


def test_format_canonical_and_the_activity(client: Client) -> None:
    old = _valid(
        **{"object.definition": {"name": {"sv": "Gammalt", "fr": "Vieux"}, "type": "https://example.org/old"}}
    )
    choices = [{"id": "a", "description": {"en": "A", "sv": "Ä"}}, {"id": "b"}]
    definition = {"name": {"sv": "Nytt", "en-GB": "New"}, "interactionType": "choice", "choices": choices}
    new = _valid(**{"object.definition": definition, "verb.display": {"de": "antwortete"}})
    client.send("POST", "statements", [old, new])
    accept = {"Accept-Language": "fi, en;q=0.5, fr;q=0.8, sv;q=0"}
    one = client.send("GET", "statements", headers=accept, statementId=old["id"], format="canonical").json
    assert one["object"]["definition"] == {
        "name": {"fr": "Vieux"},
        "type": "https://example.org/old",
        "interactionType": "choice",
        "choices": [{"id": "a", "description": {"en": "A"}}, {"id": "b"}],
    }
    assert one["verb"]["display"] == {"en": "responded"}
    assert client.send("GET", "statements", statementId=old["id"]).json["object"] == old["object"]
    activity = client.send("GET", "activities", activityId=ACTIVITY["id"]).json
    assert activity["definition"]["name"] == {"sv": "Nytt", "fr": "Vieux", "en-GB": "New"}
    unknown = "https://example.org/unheard-of"
    assert client.send("GET", "activities", activityId=unknown).json == {
        "objectType": "Activity",
        "id": unknown,
    }


def test_agents(client: Client) -> None:
    team = {**GROUP, "member": [{**MEMBER, "name": "A. Andersson"}]}
    client.send(
        "POST", "statements", [_valid(actor={**MEMBER, "name": "Anna"}), _valid(**{"context.team": team})]
    )
    person = client.send("GET", "agents", agent={"mbox": "mailto:anna@EXAMPLE.org"}).json
    assert person == {
        "objectType": "Person",
        "mbox": ["mailto:anna@EXAMPLE.org"],
        "name": ["Anna", "A. Andersson"],
    }
    nobody = {"account": {"homePage": "https://x.example/", "name": "x"}}
    assert client.send("GET", "agents", agent=nobody).json == {
        "objectType": "Person",
        "account": [nobody["account"]],
    }
    assert client.send("GET", "agents", agent=GROUP).status == 400


def test_consistent_through_is_on_every_answer() -> None:
    now = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    lrs = Lrs(clock=lambda: now)
    for request in (
        Request.to("GET", "/xapi/statements"),
        Request.to("PUT", "/xapi/statements", {"X-Experience-API-Version": "1.0.3"}),
    ):
        assert (
            lrs.handle(request).headers["X-Experience-API-Consistent-Through"]
            == "2026-03-02T09:30:00.000000Z"
        )
    assert "X-Experience-API-Consistent-Through" not in lrs.handle(Request.to("GET", "/xapi/about")).headers


def test_the_table_has_both_kinds() -> None:
    assert sum(not rule.place for rule in RULES) > 100
    assert sum(bool(rule.place) for rule in RULES) > 250
