"""Our LRS beside Learning Locker's: the same requests to both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from .client import Answer, Client
from .learning_locker import learning_locker
from .rules import RULES
from .samples import ACTIVITY, AGENT, VERB
from .scenario import QUERIES, only_theirs, scenario

ANYBODY = "Basic bm9ib2R5Om5vdGhpbmc="

_UUIDS = '4.4: "UUIDs MUST be in the standard string form. It is recommended variant 2 in RFC 4122 is used."'
_ISO = '4.5: "A Timestamp MUST be formatted according to ISO 8601"'
_RFC3339 = '4.5: "A Timestamp SHOULD* be expressed using the format described in RFC 3339", "SHOULD* include the time zone"'
_DURATION = (
    '4.6: "A Duration MUST be expressed using the format for Duration in ISO 8601:2004(E) section 4.4.3.2"'
)
_IRI = '2.2: "The LRS MUST reject Statements with any non-format-following key or value where a string with a particular format is required"'
_PATTERN = '2.4.4.1: "An LRS MAY validate the remaining properties as specified for Interaction Activities"'

DIFFERENCES = {
    "id: braces": _UUIDS,
    "registration: braces": _UUIDS,
    "registration: another variant": _UUIDS,
    "version: 1.0": '2.4.10: "An LRS MUST reject all Statements with a version specified that does not start with 1.0."',
    "version: a pre-release": '2.4.10: "An LRS MUST accept all Statements where their version starts with 1.0. if they otherwise validate"',
    "timestamp: 30 February": _ISO,
    "timestamp: leap second": f"{_ISO}; second 60 is a leap second",
    "timestamp: a date": '4.5: "Timestamps … represent a specific time", and links to combined date and time',
    "timestamp: no seconds": _RFC3339,
    "timestamp: zone of hours": _RFC3339,
    "timestamp: basic format": _RFC3339,
    "mbox: one label": '2.4.2.3: "The required format is mailto:email address"; RFC 5322 asks for no dot in a domain',
    "mbox: å": '2.4.2.3: mbox is a "mailto IRI", and an IRI may hold å',
    "mbox: two dots": '2.4.2.3: "The required format is mailto:email address"; RFC 5322\'s dot-atom has no empty part',
    "mbox_sha1sum: 39 digits": '2.4.2.3: "The hex-encoded SHA1 hash of a mailto IRI", so 40 digits',
    "openid: å": '2.4.2.3: openid is a "URI", not an IRI',
    "group: a Group as member": '2.4.2.2: "An Anonymous Group MUST NOT contain Group Objects in the member identifiers"',
    "team: no objectType": '2.4.2.2: objectType "Group" is Required',
    "context.statement: no objectType": '2.4.4.3: "A Statement Reference MUST specify an objectType property with the value StatementRef"',
    **{
        f"IRI: {iri}": _IRI
        for iri in (
            *(
                "https://example.org/a b",
                "https://example.org/%zz",
                "https://example.org/<x>",
                "https://example.org/a|b",
            ),
            *("https:///x", "https:x", "1a:b"),
        )
    },
    "definition: two choices of one id": '2.4.4.1: "Within an array of interaction components, all id values MUST be distinct"',
    "definition: true-false, maybe": _PATTERN,
    "definition: numeric, words": _PATTERN,
    "definition: likert, two": _PATTERN,
    "score: min equals max": '2.4.5.1: min is a "Decimal number less than max (if present)"',
    **{f"duration: {text}": _DURATION for text in ("PT1,5S", "PT1.5H", "P0.5D", "P0.5W", "P1DT", "-PT1S")},
    "duration: P1Y4W": '4.6: "weeks cannot be combined with other time periods"',
    "attachment: length negative": '2.4.11: length is "The length of the Attachment data in octets"',
    "attachment: sha2 too short": '2.4.11: sha2 is "The SHA-2 hash of the Attachment data"',
}
"""The rules where the two answer differently, with the sentence of part two that ours follows."""


@pytest.fixture(scope="module")
def locker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with learning_locker(tmp_path_factory.mktemp("learning-locker")) as endpoint:
        yield endpoint


@pytest.fixture
def both(locker: str, served: Callable[..., Client]) -> Iterator[tuple[Client, Client]]:
    with closing(Client(locker, Authorization=ANYBODY)) as theirs:
        yield served(), theirs


def test_the_rules(both: tuple[Client, Client]) -> None:
    differing = set()
    for rule in RULES:
        statement = rule.statement()
        ours, theirs = (client.send("POST", "statements", statement).status for client in both)
        assert ours in (200, 400), rule.name
        assert theirs in (200, 400), rule.name
        if ours != theirs:
            differing.add(rule.name)
    assert differing == set(DIFFERENCES)


@pytest.mark.parametrize(
    ("change", "statuses"),
    [
        ({}, (204, 204)),
        ({"verb": {"id": "http://adlnet.gov/expapi/verbs/initialized"}}, (409, 409)),
        ({"result": {"completion": False}}, (409, 409)),
        ({"timestamp": "2026-03-02T09:30:00.124Z"}, (409, 409)),
        # 2.3.1 names these three as exceptions: "not considered part of the Statement itself".
        ({"timestamp": "2026-03-02T10:30:00.123+01:00"}, (204, 409)),
        ({"verb": {"id": VERB["id"], "display": {"de": "anders"}}}, (204, 409)),
        ({"object": {**ACTIVITY, "definition": {"name": {"sv": "Annat"}}}}, (204, 409)),
    ],
)
def test_the_same_id_again(
    both: tuple[Client, Client], change: dict[str, Any], statuses: tuple[int, int]
) -> None:
    statement = RULES[0].statement()
    for client, status in zip(both, statuses, strict=True):
        name = statement["id"]
        assert client.send("PUT", "statements", statement, statementId=name).status == 204
        again = client.send("PUT", "statements", {**statement, **change}, statementId=name)
        assert again.status == status, again.text


def test_the_queries(served: Callable[..., Client], tmp_path: Path) -> None:
    """The same statements in the same order, to a service of its own."""
    names, statements = scenario()
    with learning_locker(tmp_path) as endpoint, closing(Client(endpoint, Authorization=ANYBODY)) as locker:
        both = (served(), locker)
        for client in both:
            for statement in statements:
                assert client.send("POST", "statements", statement).status == 200
        for parameters in QUERIES:
            ours, theirs = (_found(client.send("GET", "statements", **parameters), names) for client in both)
            assert ours == [name for name in theirs if name not in only_theirs(parameters)], parameters


def test_what_is_stored(both: tuple[Client, Client]) -> None:
    """All that an LRS does not set itself comes back alike. Theirs adds objectTypes that were not sent, so
    all are sent.
    """
    statement = RULES[0].statement()
    statement["context"]["instructor"] = AGENT
    statement["context"]["contextActivities"]["parent"] = statement["context"]["contextActivities"]["parent"][
        0
    ]
    for form in ("exact", "ids"):
        returned = []
        for client in both:
            client.send("POST", "statements", statement)
            one = client.send("GET", "statements", statementId=statement["id"], format=form).json
            returned.append(
                {key: value for key, value in one.items() if key not in ("stored", "authority", "timestamp")}
            )
        ours, theirs = returned
        assert ours == theirs, form


def _found(answer: Answer, names: dict[str, str]) -> list[str]:
    assert answer.status == 200, answer.text
    return [names[one["id"]] for one in answer.json["statements"] if one["id"] in names]
