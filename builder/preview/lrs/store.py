"""The statements that the LRS holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from .parts import Part
from .validate import VOIDED


@dataclass(frozen=True, slots=True)
class Record:
    """A stored statement: `statement` as it is returned, `received` as it came, `number` counts from 0 in the order of storing."""

    number: int
    stored: datetime
    statement: Part
    received: Part


class StatementStore:
    """Statements in the order of storing, by id, and which of them are voided. Ids are looked up in any case."""

    def __init__(self) -> None:
        """An empty store."""
        self._records: list[Record] = []
        self._by_id: dict[str, Record] = {}
        self._void_targets: set[str] = set()

    def __len__(self) -> int:
        """How many statements there are."""
        return len(self._records)

    def __iter__(self) -> Iterator[Record]:
        """Oldest first."""
        return iter(self._records)

    def find(self, statement_id: str) -> Record | None:
        """The statement with that id, voided or not."""
        return self._by_id.get(statement_id.lower())

    def is_voided(self, record: Record) -> bool:
        """Data 2.3.2: a voiding statement refers to it, and it is not a voiding one itself."""
        return record.statement["id"].lower() in self._void_targets and not _voids(record.statement)

    def next_moment(self, now: datetime) -> datetime:
        """A time of storing that no earlier statement has, so that `since` leaves none out and doubles none."""
        if self._records and now <= self._records[-1].stored:
            return self._records[-1].stored + timedelta(microseconds=1)
        return now

    def add(self, statement: Part, received: Part, stored: datetime) -> None:
        """Store a statement whose id is new."""
        record = Record(len(self._records), stored, statement, received)
        self._records.append(record)
        self._by_id[statement["id"].lower()] = record
        if _voids(statement):
            self._void_targets.add(statement["object"]["id"].lower())


def _voids(statement: Part) -> bool:
    return bool(statement["verb"]["id"] == VOIDED)
