"""The stored statements: each as the JSON to return, with what queries need."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from .identity import Identity, identities
from .messages import json_bytes
from .parts import Part, main_actors, object_type, related_activities, related_actors
from .validate import VOIDED

_Value = TypeVar("_Value", bound=Hashable)


class Contents(Protocol):
    """The statements' JSON, by their numbers from 0."""

    def __getitem__(self, number: int, /) -> bytes:
        """One of them."""

    def append(self, content: bytes, stored: datetime, unsent: tuple[str, ...]) -> None:
        """Add the next one, with what a record needs besides."""

    def all(self) -> Iterator[tuple[bytes, datetime, tuple[str, ...]]]:
        """Those that were there before, in order."""


class InMemory:
    """Contents that end with the process."""

    def __init__(self) -> None:
        self._found: list[bytes] = []

    def __getitem__(self, number: int, /) -> bytes:
        """One of them."""
        return self._found[number]

    def append(self, content: bytes, stored: datetime, unsent: tuple[str, ...]) -> None:
        """Add the next one."""
        self._found.append(content)

    def all(self) -> Iterator[tuple[bytes, datetime, tuple[str, ...]]]:
        """Nothing."""
        return iter(())


@dataclass(frozen=True, slots=True)
class Record:
    """A stored statement; `number` counts from 0 in the order of storing, and `contents` holds its JSON under
    it.

    `unsent` names those of timestamp and version that it came without. `agents` are the identities of the
    actor and of an Agent or Group as the object, with a Group's members, `related_agents` and
    `related_activities` all that Communication 2.1.3 names; `refers_to` is the id of a StatementRef, ""
    without one. Ids of statements and registrations are in lower case.
    """

    number: int
    stored: datetime
    contents: Contents
    unsent: tuple[str, ...]
    id: str
    verb: str
    registration: str
    activity: str
    related_activities: tuple[str, ...]
    agents: tuple[Identity, ...]
    related_agents: tuple[Identity, ...]
    refers_to: str

    @property
    def content(self) -> bytes:
        """The statement's JSON as it is returned."""
        return self.contents[self.number]

    @property
    def statement(self) -> Part:
        """The statement as returned; a new copy each time."""
        found: Part = json.loads(self.content)
        return found

    @property
    def received(self) -> Part:
        """The statement as received, except what a comparison ignores (Data 2.3.1)."""
        return {key: value for key, value in self.statement.items() if key not in self.unsent}

    @property
    def voids(self) -> bool:
        """Whether it voids another statement (Data 2.3.2)."""
        return self.verb == VOIDED


class StatementStore:
    """Statements in the order of storing, by id, and which of them are voided. Ids are looked up in any case.

    A statement is held once, as bytes: a tree of dictionaries takes four times the room. What statements
    share is shared.
    """

    def __init__(self, contents: Contents | None = None) -> None:
        """Start with what `contents` holds already; without it in memory, and empty."""
        self._contents: Contents = InMemory() if contents is None else contents
        self._records: list[Record] = []
        self._by_id: dict[str, Record] = {}
        self._void_targets: set[str] = set()
        self._shared: dict[Any, Any] = {}
        for content, stored, unsent in self._contents.all():
            self._index(json.loads(content), stored, unsent)

    def __len__(self) -> int:
        """How many statements there are."""
        return len(self._records)

    def __iter__(self) -> Iterator[Record]:
        """Oldest first."""
        return iter(self._records)

    def __reversed__(self) -> Iterator[Record]:
        """Newest first."""
        return reversed(self._records)

    def find(self, statement_id: str) -> Record | None:
        """The statement with that id, voided or not."""
        return self._by_id.get(statement_id.lower())

    def is_voided(self, record: Record) -> bool:
        """Data 2.3.2: a voiding statement refers to it, and it is not a voiding one itself."""
        return record.id in self._void_targets and not record.voids

    def next_moment(self, now: datetime) -> datetime:
        """A unique stored time, so that `since` neither skips nor repeats a statement."""
        if self._records and now <= self._records[-1].stored:
            return self._records[-1].stored + timedelta(microseconds=1)
        return now

    def add(self, statement: Part, received: Part, stored: datetime) -> None:
        """Store a statement with a new id, as it will be returned; `received` is what was sent."""
        unsent = tuple(key for key in ("timestamp", "version") if key not in received)
        self._contents.append(json_bytes(statement), stored, unsent)
        self._index(statement, stored, unsent)

    def _index(self, statement: Part, stored: datetime, unsent: tuple[str, ...]) -> None:
        thing = statement["object"]
        refers = object_type(thing) == "StatementRef"
        record = Record(
            number=len(self._records),
            stored=stored,
            contents=self._contents,
            unsent=self._one(unsent),
            id=statement["id"].lower(),
            verb=self._one(statement["verb"]["id"]),
            registration=self._one(statement.get("context", {}).get("registration", "").lower()),
            activity=self._one(thing["id"] if object_type(thing) == "Activity" else ""),
            related_activities=self._all(
                {activity["id"]: None for activity in related_activities(statement)}
            ),
            agents=self._all(identities(main_actors(statement))),
            related_agents=self._all(identities(related_actors(statement))),
            refers_to=thing["id"].lower() if refers else "",
        )
        self._records.append(record)
        self._by_id[record.id] = record
        if record.voids:
            self._void_targets.add(record.refers_to)

    def _one(self, value: _Value) -> _Value:
        """The stored equal value, if there is one."""
        found: _Value = self._shared.setdefault(value, value)
        return found

    def _all(self, values: dict[_Value, None]) -> tuple[_Value, ...]:
        return self._one(tuple(self._one(value) for value in values))
