"""ADL's CATAPULT, its player and its test suite (CTS), as a cmi5 package meets it; measured (cmi5.md).

A second `initialized`, `completed` or `terminated` of a session is refused by its verb, whatever its id: a
statement that is sent again because the answer was lost gets 403 too. `GET statements?statementId=` works
with the session's token and says whether it is there. In the test suite each session has an endpoint of its
own. In Review and Browse nothing but the beginning and the end is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

ONCE = frozenset({"initialized", "completed", "terminated"})
"""What a session may say only once."""
FRAME = frozenset({"initialized", "terminated"})
"""What a session may say in every mode."""

Statement = Mapping[str, Any]


@dataclass
class Session:
    """What CATAPULT knows about one session."""

    activity: str
    """The activity id of the launch; statements about other activities are not cmi5-defined."""
    mode: str = "Normal"
    said: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Refusal:
    """The answer to a refused request."""

    status: int
    text: str


def endpoint(session: str) -> str:
    """The path of a session's own endpoint in the test suite."""
    return f"/api/v1/sessions/{session}/lrs"


def refusal(session: Session, statements: Sequence[Statement]) -> Refusal | None:
    """The answer to statements in one request; None if they go on to the LRS."""
    verbs = [_verb(one) for one in statements if _id(one, "object") == session.activity]
    if session.mode != "Normal" and (len(verbs) < len(statements) or not FRAME.issuperset(verbs)):
        return Refusal(403, f"10.2.2.0-3: only initialized and terminated in {session.mode}")
    if "initialized" in verbs and len(statements) > 1:
        return Refusal(403, "9.3.2.0-1: initialized comes in a request of its own")
    told = [verb for verb in verbs if verb in ONCE and (verb in session.said or verbs.count(verb) > 1)]
    return Refusal(403, f"9.3.0.0-2: {told[0]} was already sent in this session") if told else None


def accept(session: Session, statements: Sequence[Statement]) -> None:
    """The LRS has accepted them."""
    session.said |= ONCE.intersection(
        _verb(one) for one in statements if _id(one, "object") == session.activity
    )


def _verb(statement: Statement) -> str:
    return _id(statement, "verb").rpartition("/")[2]


def _id(statement: Statement, part: str) -> str:
    """The id of its verb or object; whatever was sent has not been checked yet."""
    found = statement.get(part)
    return str(found.get("id", "")) if isinstance(found, dict) else ""
