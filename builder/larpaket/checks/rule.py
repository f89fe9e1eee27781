"""What a check is: one small function whose docstring is its page, and one line that says what it is held against.

To add one: write the function, list its module in `builder/larpaket/checks/rules/__init__.py` if it is a new module, and make
`tests/golden/checks/<id>-<name>/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from larpaket.pages import Page, paragraphs
from larpaket.problems import Severity

ERROR, WARNING, ADVICE = Severity.ERROR, Severity.WARNING, Severity.ADVICE

SCORM12 = frozenset({"scorm12"})
SCORM2004 = frozenset({"scorm2004-2nd", "scorm2004-3rd", "scorm2004-4th"})
SCORM = SCORM12 | SCORM2004
XAPI = frozenset({"xapi"})
CMI5 = frozenset({"cmi5"})
WEB = frozenset({"web"})
UNKNOWN = frozenset({"unknown"})
"""A zip without any manifest."""
ALL = SCORM | XAPI | CMI5 | WEB | UNKNOWN

_WHERE = {"definition": "module.yaml and the files that it names"}
Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check saw, and where; the run makes it a `Problem`.

    `entry` is the file inside the package, "" for the package as a whole. `line` and `column` count from 1; 0 means all of it.
    `source` is the line's text. `help` and `severity` stand in for the rule's own where a single finding knows better.
    """

    text: str
    entry: str = ""
    line: int = 0
    column: int = 0
    length: int = 1
    source: str = ""
    help: str = ""
    severity: Severity | None = None


Findings = Iterable[Finding]


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """A check, its page, and what it is for."""

    id: str
    subject: type[Subject]
    """What the function reads; it runs where there is one."""
    formats: frozenset[str]
    severity: Severity
    elsewhere: Severity
    """For packages that larpaket did not make."""
    check: Callable[[Subject], Findings]
    summary: str
    reason: str
    help: str
    passes: str
    fails: str


RULES: dict[str, Rule[Any]] = {}
"""Every check by its id."""


def rule(
    subject: type[Subject], id: str, formats: frozenset[str] = ALL, severity: Severity = ERROR, *, elsewhere: Severity | None = None
) -> Callable[[Callable[[Subject], Findings]], Callable[[Subject], Findings]]:
    """Register a function as the check `id` of every package in `formats` that has a `subject`.

    Its docstring is the page: what is asked for in one line, then paragraphs `Reason:` (what goes wrong, in which LMS or by which
    section of a standard), `Help:` (how to fix it), `Passes:` and `Fails:` (an example each, indented).
    """

    def register(check: Callable[[Subject], Findings]) -> Callable[[Subject], Findings]:
        if id in RULES:
            raise ValueError(f"two checks are called {id}")
        RULES[id] = Rule(id, subject, formats, severity, elsewhere or severity, check, **_texts(check.__doc__ or ""))
        return check

    return register


def page(rule: Rule[Any]) -> Page:
    """The rule's page."""
    severity = rule.severity if rule.elsewhere == rule.severity else f"{rule.severity}; {rule.elsewhere} in packages of others"
    where = "every format" if rule.formats == ALL else ", ".join(sorted(rule.formats))
    return Page(
        code=rule.id,
        severity=str(severity),
        where=_WHERE.get(where, where),
        summary=rule.summary,
        reason=rule.reason,
        help=rule.help,
        passes=rule.passes,
        fails=rule.fails,
        ignorable=True,
    )


def _texts(docstring: str) -> dict[str, str]:
    return {name: text for name, text in paragraphs(docstring).items() if name != "where"}
