"""What a check is: one small function whose docstring is its page, and one line that says what it is held against.

To add one: write the function, list its module in `builder/larpaket/checks/rules/__init__.py` if it is a new module, and make
`tests/golden/checks/<id>-<name>/`.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from textwrap import fill
from typing import Any, Generic, TypeVar

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

_WIDTH = 100
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
    section of a standard), `Help:` (how to mend it), `Passes:` and `Fails:` (an example each, indented).
    """

    def register(check: Callable[[Subject], Findings]) -> Callable[[Subject], Findings]:
        if id in RULES:
            raise ValueError(f"two checks are called {id}")
        RULES[id] = Rule(id, subject, formats, severity, elsewhere or severity, check, **_page(check.__doc__ or ""))
        return check

    return register


def page(rule: Rule[Any]) -> str:
    """What `larpaket check --explain` prints."""
    severity = rule.severity if rule.elsewhere == rule.severity else f"{rule.severity}; {rule.elsewhere} in packages of others"
    formats = "every format" if rule.formats == ALL else ", ".join(sorted(rule.formats))
    head = f"{rule.id}: {rule.summary}\n{severity} · {formats}"
    examples = f"Passes:\n\n{_indented(rule.passes)}\n\nFails:\n\n{_indented(rule.fails)}"
    return f"{head}\n\n{fill(rule.reason, _WIDTH)}\n\n{fill(f'How to mend it: {rule.help}', _WIDTH)}\n\n{examples}\n"


def _page(docstring: str) -> dict[str, str]:
    summary, *parts = re.split(r"\n\n(Reason|Help|Passes|Fails):", inspect.cleandoc(docstring))
    sections = {name.lower(): inspect.cleandoc(text) for name, text in zip(parts[::2], parts[1::2], strict=True)}
    prose = {name: " ".join(sections.get(name, "").split()) for name in ("reason", "help")}
    return {"summary": summary, **prose, "passes": sections.get("passes", ""), "fails": sections.get("fails", "")}


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.split("\n"))
