"""Which statements a GET returns: its filters and the page (xAPI Communication 2.1.3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from .identity import Identity, identity
from .parameters import Parameters
from .store import Record, StatementStore

CURSOR = "after"
"""Our own parameter, in `more` only: the number of the last statement on the previous page."""

FILTERS = (
    *("agent", "verb", "activity", "registration", "related_activities", "related_agents"),
    *("since", "until", "limit", "ascending", "format", "attachments", CURSOR),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """The filters of a request; None means no filter."""

    agent: Identity | None
    verb: str | None
    activity: str | None
    registration: str | None
    related_activities: bool
    related_agents: bool
    since: datetime | None
    until: datetime | None
    limit: int
    ascending: bool
    cursor: int | None

    @classmethod
    def of(cls, values: Parameters) -> Query:
        """The filters in the parameters; 400 for an invalid value."""
        agent = values.agent_or_group()
        return cls(
            agent=None if agent is None else identity(agent),
            verb=values.iri("verb"),
            activity=values.iri("activity"),
            registration=values.uuid("registration"),
            related_activities=values.boolean("related_activities"),
            related_agents=values.boolean("related_agents"),
            since=values.moment("since"),
            until=values.moment("until"),
            limit=values.whole_number("limit"),
            ascending=values.boolean("ascending"),
            cursor=values.whole_number(CURSOR) if CURSOR in values else None,
        )

    def page(self, store: StatementStore, size: int) -> tuple[list[Record], bool]:
        """At most `size` statements, newest or oldest first, and whether there are more."""
        found: list[Record] = []
        for record in store if self.ascending else reversed(store):
            if self._in_time(record) and not store.is_voided(record) and self._meant(record, store.find):
                if len(found) == size:
                    return found, True
                found.append(record)
        return found, False

    def _in_time(self, record: Record) -> bool:
        if self.cursor is not None and (
            record.number <= self.cursor if self.ascending else record.number >= self.cursor
        ):
            return False
        return (self.since is None or record.stored > self.since) and (
            self.until is None or record.stored <= self.until
        )

    def _meant(self, record: Record | None, find: Callable[[str], Record | None]) -> bool:
        """Whether the filters match it or a statement that it refers to, at any distance (2.1.3, 2.1.4)."""
        seen: set[int] = set()
        while record is not None and record.number not in seen:
            if self._fits(record):
                return True
            seen.add(record.number)
            record = find(record.refers_to) if record.refers_to else None
        return False

    def _fits(self, record: Record) -> bool:
        activities = record.related_activities if self.related_activities else (record.activity,)
        agents = record.related_agents if self.related_agents else record.agents
        return (
            (self.verb is None or record.verb == self.verb)
            and (self.registration is None or record.registration == self.registration)
            and (self.activity is None or self.activity in activities)
            and (self.agent is None or self.agent in agents)
        )
