"""A valid statement, its parts, and what a rule of the table is."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

DROP = object()

AGENT: dict[str, Any] = {
    "objectType": "Agent",
    "account": {"homePage": "https://lms.example.org/", "name": "4711"},
}
MEMBER: dict[str, Any] = {"mbox": "mailto:anna@example.org"}
GROUP: dict[str, Any] = {
    "objectType": "Group",
    "account": {"homePage": "https://lms.example.org/", "name": "team"},
}
ACTIVITY: dict[str, Any] = {"objectType": "Activity", "id": "https://example.org/module"}
REF: dict[str, Any] = {"objectType": "StatementRef", "id": "8f87ccde-bb56-4c2e-ab83-44982ef22df0"}
VERB: dict[str, Any] = {
    "id": "http://adlnet.gov/expapi/verbs/responded",
    "display": {"en": "responded", "sv-SE": "svarade"},
}
VOIDED: dict[str, Any] = {"id": "http://adlnet.gov/expapi/verbs/voided"}
SUB: dict[str, Any] = {"objectType": "SubStatement", "actor": AGENT, "verb": VERB, "object": ACTIVITY}
FILE: dict[str, Any] = {
    "usageType": "https://example.org/usage",
    "display": {"sv": "Intyg"},
    "contentType": "text/plain; charset=utf-8",
    "length": 5,
    "sha2": "a" * 64,
    "fileUrl": "https://example.org/file",
}
AUTHORITY: dict[str, Any] = {"objectType": "Group", "member": [AGENT, MEMBER]}

VALID: dict[str, Any] = {
    "actor": AGENT,
    "verb": VERB,
    "object": {
        **ACTIVITY,
        "definition": {
            "name": {"sv": "Reflektera"},
            "description": {"sv": "Vad gör ni?", "en": "What do you do?"},
            "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
            "interactionType": "long-fill-in",
            "moreInfo": "https://example.org/om",
            "extensions": {"https://example.org/ext/x": None},
        },
    },
    "result": {
        "score": {"scaled": 1, "raw": 100, "min": 0, "max": 100},
        "success": True,
        "completion": True,
        "response": "",
        "duration": "PT1M30.5S",
        "extensions": {"https://example.org/ext/count": 8},
    },
    "context": {
        "registration": "ec531277-b57b-4c15-8d91-d292c5b2b8f7",
        "instructor": MEMBER,
        "team": GROUP,
        "contextActivities": {
            "parent": [ACTIVITY],
            "grouping": [ACTIVITY],
            "category": [ACTIVITY],
            "other": [ACTIVITY],
        },
        "revision": "1.0",
        "platform": "larpaket",
        "language": "sv-SE",
        "statement": REF,
        "extensions": {"https://example.org/ext/anything": {"deep": [None, {"also": None}]}},
    },
    "timestamp": "2026-03-02T09:30:00.123Z",
    "version": "1.0.0",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """`changes`: by dotted path (numbers are indexes), the new value or DROP. `place`: what the refusal
    names, "" for a valid statement.
    """

    name: str
    changes: Mapping[str, Any]
    place: str = ""

    def statement(self) -> dict[str, Any]:
        """The changed statement, with an id of its own."""
        statement = copy.deepcopy(VALID)
        statement["id"] = str(uuid.uuid4())
        for path, value in self.changes.items():
            change(statement, path.split("."), value)
        return statement


def change(target: Any, path: list[str], value: Any) -> None:
    """Set or drop what is at the path."""
    key: Any = int(path[0]) if isinstance(target, list) else path[0]
    if path[1:]:
        change(target[key], path[1:], value)
    elif value is DROP:
        del target[key]
    else:
        target[key] = copy.deepcopy(value)


def values(name: str, path: str, good: Mapping[str, Any], bad: Mapping[str, Any]) -> Iterator[Rule]:
    """Rules for the values of one property."""
    yield from (Rule(f"{name}: {case}", {path: value}) for case, value in good.items())
    yield from (Rule(f"{name}: {case}", {path: value}, path) for case, value in bad.items())


NOT_OBJECTS: dict[str, Any] = {
    "null": None,
    "a string": "x",
    "a number": 1,
    "an array": [],
    "a boolean": True,
}
NOT_STRINGS: dict[str, Any] = {
    "null": None,
    "a number": 1,
    "a boolean": True,
    "an object": {},
    "an array": [],
}
