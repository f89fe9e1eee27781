from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from larpaket.preview.lrs import Lrs

from .client import Answer, Client
from .samples import AGENT, GROUP, MEMBER

ACTIVITY = "https://example.org/module"
REGISTRATION = "ec531277-b57b-4c15-8d91-d292c5b2b8f7"

CONTEXTS: dict[str, dict[str, Any]] = {
    "activities/state": {"activityId": ACTIVITY, "agent": AGENT},
    "activities/profile": {"activityId": ACTIVITY},
    "agents/profile": {"agent": AGENT},
}
PROFILES = ["activities/profile", "agents/profile"]
NEW = {"If-None-Match": "*"}
everywhere = pytest.mark.parametrize("resource", CONTEXTS)


class Shelf:
    """The documents of one resource, in one context."""

    def __init__(self, client: Client, resource: str) -> None:
        self.client, self.resource = client, resource
        self.id_name = "stateId" if resource == "activities/state" else "profileId"

    def send(
        self,
        method: str,
        name: str | None = "one",
        body: object = None,
        headers: dict[str, str] | None = None,
        **more: object,
    ) -> Answer:
        identity = {} if name is None else {self.id_name: name}
        return self.client.send(
            method, self.resource, body, headers, **{**CONTEXTS[self.resource], **identity, **more}
        )


@everywhere
def test_put_get_delete(client: Client, resource: str) -> None:
    shelf = Shelf(client, resource)
    content = "Blåbär\n\x00".encode()
    assert shelf.send("GET").status == 404
    answer = shelf.send("PUT", body=content, headers={"Content-Type": "text/x-note; charset=utf-8", **NEW})
    assert (answer.status, answer.body) == (204, b"")
    got = shelf.send("GET")
    assert (got.status, got.body, got.headers["content-type"]) == (200, content, "text/x-note; charset=utf-8")
    assert got.headers["etag"] == f'"{hashlib.sha1(content).hexdigest()}"'
    assert "last-modified" in got.headers
    head = shelf.send("HEAD")
    assert (head.status, head.body, head.headers["etag"]) == (200, b"", got.headers["etag"])
    assert shelf.send("GET", "other").status == 404
    assert shelf.send("GET", "ONE").status == 404
    assert shelf.send("DELETE").status == 204
    assert shelf.send("GET").status == 404
    assert shelf.send("DELETE").status == 204


@everywhere
def test_post_merges_the_top_level(client: Client, resource: str) -> None:
    shelf = Shelf(client, resource)
    assert shelf.send("POST", body={"x": "foo", "y": {"a": 1}}).status == 204
    assert shelf.send("POST", body={"x": "bash", "y": {"b": 2}, "å": None}).status == 204
    assert shelf.send("GET").json == {"x": "bash", "y": {"b": 2}, "å": None}


@everywhere
@pytest.mark.parametrize(
    ("stored", "content_type", "posted", "posted_type"),
    [
        (b'{"x": 1}', "application/json", b"[1]", "application/json"),
        (b'{"x": 1}', "application/json", b"{", "application/json"),
        (b'{"x": 1}', "application/json", b'{"y": 2}', "text/plain"),
        (b"[1]", "application/json", b'{"y": 2}', "application/json"),
        (b'{"x": 1}', "text/plain", b'{"y": 2}', "application/json"),
        (None, "", b"{", "application/json"),
    ],
)
def test_post_that_cannot_merge(
    client: Client, resource: str, stored: bytes | None, content_type: str, posted: bytes, posted_type: str
) -> None:
    shelf = Shelf(client, resource)
    if stored is not None:
        assert shelf.send("PUT", body=stored, headers={"Content-Type": content_type, **NEW}).status == 204
    assert shelf.send("POST", body=posted, headers={"Content-Type": posted_type}).status == 400
    got = shelf.send("GET")
    assert (got.status, got.body) == (200, stored) if stored is not None else got.status == 404


@everywhere
@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b'{"x":1}', "application/json"),
        (b"1", "application/json"),
        (b"x", "text/plain"),
        (b"1", "application/x-www-form-urlencoded"),
    ],
)
def test_post_of_a_new_document_keeps_it_whatever_it_is(
    client: Client, resource: str, content: bytes, kind: str
) -> None:
    shelf = Shelf(client, resource)
    assert shelf.send("POST", body=content, headers={"Content-Type": kind}).status == 204
    got = shelf.send("GET")
    assert (got.body, got.headers["content-type"]) == (content, kind)


@everywhere
def test_preconditions(client: Client, resource: str) -> None:
    shelf = Shelf(client, resource)
    assert shelf.send("PUT", body={"v": 1}, headers={"If-Match": '"abc"'}).status == 412, (
        "nothing there to match"
    )
    assert shelf.send("PUT", body={"v": 1}, headers={"If-Match": "*"}).status == 412
    assert shelf.send("PUT", body={"v": 1}, headers=NEW).status == 204
    assert shelf.send("PUT", body={"v": 2}, headers=NEW).status == 412, "it is there"
    old = shelf.send("GET").headers["etag"]
    for method in ("PUT", "POST", "DELETE"):
        for wrong in ('"abc"', old.strip('"'), f"W/{old}", old.upper()):
            assert shelf.send(method, body={"v": 2}, headers={"If-Match": wrong}).status == 412, (
                method,
                wrong,
            )
    assert shelf.send("GET").json == {"v": 1}
    assert shelf.send("PUT", body={"v": 2}, headers={"If-Match": f'"abc", {old}'}).status == 204
    assert shelf.send("PUT", body={"v": 3}, headers={"If-Match": old}).status == 412, (
        "the tag is of an older state"
    )
    assert shelf.send("POST", body={"v": 3}, headers={"If-None-Match": "*"}).status == 412
    assert shelf.send("DELETE", headers={"If-Match": shelf.send("GET").headers["etag"]}).status == 204


@pytest.mark.parametrize("resource", PROFILES)
def test_a_profile_put_needs_a_header(client: Client, resource: str) -> None:
    shelf = Shelf(client, resource)
    assert shelf.send("PUT", body={"v": 1}).status == 400
    assert shelf.send("PUT", body={"v": 1}, headers=NEW).status == 204
    answer = shelf.send("PUT", body={"v": 2})
    assert answer.status == 409
    assert "Check its current state" in answer.text
    assert "If-Match" in answer.text
    assert shelf.send("GET").json == {"v": 1}
    assert shelf.send("POST", body={"w": 2}).status == 204
    assert shelf.send("DELETE").status == 204


def test_a_state_put_needs_none(client: Client) -> None:
    shelf = Shelf(client, "activities/state")
    assert [shelf.send("PUT", body={"v": number}).status for number in (1, 2)] == [204, 204]


def test_registrations_are_apart(client: Client) -> None:
    shelf = Shelf(client, "activities/state")
    shelf.send("PUT", body={"v": "none"})
    shelf.send("PUT", body={"v": "some"}, registration=REGISTRATION)
    assert shelf.send("GET").json == {"v": "none"}
    assert shelf.send("GET", registration=REGISTRATION.upper()).json == {"v": "some"}
    shelf.send("PUT", "two", body={}, registration=REGISTRATION)
    assert shelf.send("GET", None, registration=REGISTRATION).json == ["one", "two"]
    assert shelf.send("GET", None).json == ["one", "two"], "without a registration: those of all"
    assert shelf.send("DELETE", None, registration=REGISTRATION).status == 204
    assert shelf.send("GET", None).json == ["one"]
    assert shelf.send("DELETE", None).status == 204
    assert shelf.send("GET", None).json == []


def test_a_state_id_may_look_like_a_registration(client: Client) -> None:
    shelf = Shelf(client, "activities/state")
    shelf.send("PUT", REGISTRATION, body={"v": 1})
    assert shelf.send("GET", None, registration=REGISTRATION).json == []
    shelf.send("DELETE", None, registration=REGISTRATION)
    assert shelf.send("GET", REGISTRATION).json == {"v": 1}


def test_agents_and_activities_are_apart(client: Client) -> None:
    client.send(
        "PUT",
        "activities/state",
        {"v": 1},
        stateId="one",
        activityId=ACTIVITY,
        agent={"objectType": "Agent", "name": "A", **MEMBER},
    )
    same = {"mbox": "mailto:anna@EXAMPLE.ORG"}
    assert client.send("GET", "activities/state", stateId="one", activityId=ACTIVITY, agent=same).json == {
        "v": 1
    }
    for agent, activity in (
        (AGENT, ACTIVITY),
        (MEMBER, f"{ACTIVITY}/"),
        ({"mbox": "mailto:Anna@example.org"}, ACTIVITY),
    ):
        assert (
            client.send("GET", "activities/state", stateId="one", activityId=activity, agent=agent).status
            == 404
        )


@everywhere
def test_ids_since(served: Callable[..., Client], resource: str) -> None:
    now = [datetime(2026, 3, 2, 9, 30, tzinfo=UTC)]
    shelf = Shelf(served(Lrs(clock=lambda: now[0])), resource)
    for name in ("a", "b", "c"):
        shelf.send("PUT", name, body={}, headers=NEW)
        now[0] += timedelta(minutes=1)
    shelf.send("POST", "a", body={"x": 1})
    answer = shelf.send("GET", None)
    assert answer.json == ["a", "b", "c"]
    assert answer.headers["last-modified"] == "Mon, 02 Mar 2026 09:33:00 GMT"
    assert "etag" in answer.headers
    assert shelf.send("GET", None, since="2026-03-02T09:31:00Z").json == ["a", "c"], (
        "updated counts, and the time itself is left out"
    )
    assert shelf.send("GET", None, since="2026-03-02T10:33:00+01:00").json == []


@pytest.mark.parametrize(
    ("method", "resource", "parameters", "said"),
    [
        ("GET", "activities/state", {"agent": AGENT}, "activityId: the parameter is required"),
        ("GET", "activities/state", {"activityId": ACTIVITY}, "agent: the parameter is required"),
        (
            "PUT",
            "activities/state",
            {"activityId": ACTIVITY, "agent": AGENT},
            "stateId: the parameter is required",
        ),
        (
            "POST",
            "activities/state",
            {"activityId": ACTIVITY, "agent": AGENT},
            "stateId: the parameter is required",
        ),
        ("GET", "activities/state", {"activityId": "x", "agent": AGENT}, "activityId: must be an IRI"),
        (
            "GET",
            "activities/state",
            {"activityId": ACTIVITY, "agent": GROUP},
            "agent.objectType: must be `Agent`",
        ),
        (
            "GET",
            "activities/state",
            {"activityId": ACTIVITY, "agent": {"name": "x"}},
            "agent: an Agent needs",
        ),
        (
            "GET",
            "activities/state",
            {"activityId": ACTIVITY, "agent": AGENT, "registration": "x"},
            "registration: must be a UUID",
        ),
        (
            "GET",
            "activities/state",
            {"activityId": ACTIVITY, "agent": AGENT, "since": "x"},
            "since: must be a date",
        ),
        (
            "GET",
            "activities/state",
            {"activityId": ACTIVITY, "agent": AGENT, "stateId": "x", "since": "2026-03-02T09:30:00Z"},
            "since: applies to",
        ),
        (
            "GET",
            "activities/state",
            {"activityId": ACTIVITY, "agent": AGENT, "stateID": "x"},
            "the parameter is written `stateId`",
        ),
        ("DELETE", "activities/profile", {"activityId": ACTIVITY}, "profileId: the parameter is required"),
        ("DELETE", "agents/profile", {"agent": AGENT}, "profileId: the parameter is required"),
        (
            "GET",
            "agents/profile",
            {"agent": AGENT, "registration": REGISTRATION},
            "registration: is not a parameter",
        ),
        ("GET", "activities", {}, "activityId: the parameter is required"),
        ("GET", "agents", {}, "agent: the parameter is required"),
        ("GET", "about", {"x": "1"}, "x: is not a parameter"),
    ],
)
def test_parameters_refused(
    client: Client, method: str, resource: str, parameters: dict[str, Any], said: str
) -> None:
    answer = client.send(method, resource, {} if method in ("PUT", "POST") else None, **parameters)
    assert answer.status == 400
    assert said in answer.text


def test_json_that_is_none_is_not_kept_as_json(client: Client) -> None:
    shelf = Shelf(client, "activities/state")
    assert shelf.send("PUT", body=b"{").status == 400
    assert shelf.send("PUT", body=json.dumps([1]).encode()).status == 204
