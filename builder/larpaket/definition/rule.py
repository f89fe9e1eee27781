"""What a check is: one small function whose docstring is its page, and one line that says what it applies to.

To add one: write the function, list its module in `builder/larpaket/checks/rules/__init__.py` if it is a new
module, and make `tests/golden/checks/<id>-<name>/`. A check on an activity is listed in that activity's
`checks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from larpaket.pages import Page, paragraphs
from larpaket.problems import Severity
from larpaket.standards import SCORM_2004, Standard

ERROR, WARNING, ADVICE = Severity.ERROR, Severity.WARNING, Severity.ADVICE

SCORM12 = frozenset({Standard.SCORM_12})
SCORM2004 = SCORM_2004
SCORM = SCORM12 | SCORM2004
XAPI = frozenset({Standard.TINCAN})
CMI5 = frozenset({Standard.CMI5})
UNKNOWN = frozenset({Standard.NONE})
ALL: frozenset[Standard] = frozenset()
"""Packages of every standard, and packages without one."""

Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check found, and where; the run turns it into a `Problem`.

    `entry` is the file inside the package, "" for the package as a whole. `line` and `column` count from 1; 0
    means all of it. `source` is the line's text. `help` and `severity` override the rule's own.
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
    """What the function reads; the check runs if there is one."""
    standards: frozenset[Standard]
    """Those that it applies to; empty for all packages."""
    severity: Severity
    elsewhere: Severity
    """The severity in packages that larpaket did not make."""
    check: Callable[[Subject], Findings]
    where: str
    """The files that it applies to, or "" if its standards say so."""
    summary: str
    reason: str
    help: str
    passes: str
    fails: str


RULES: dict[str, Rule[Any]] = {}
"""Every check by its id."""


def rule(
    subject: type[Subject],
    id: str,
    standards: frozenset[Standard] = ALL,
    severity: Severity = ERROR,
    *,
    elsewhere: Severity | None = None,
) -> Callable[[Callable[[Subject], Findings]], Callable[[Subject], Findings]]:
    """Register a function as the check `id` of every package of these `standards` that has a `subject`.

    Its docstring is the page: the requirement in one sentence, then paragraphs `Reason:` (what goes wrong, in
    which LMS or by which section of a standard), `Help:` (how to fix it), `Passes:` and `Fails:` (an example
    each, indented).
    """

    def register(check: Callable[[Subject], Findings]) -> Callable[[Subject], Findings]:
        if id in RULES:
            raise ValueError(f"two checks are called {id}")
        RULES[id] = make_rule(subject, id, standards, severity, elsewhere or severity, check)
        return check

    return register


def make_rule(
    subject: type[Subject],
    id: str,
    standards: frozenset[Standard],
    severity: Severity,
    elsewhere: Severity,
    check: Callable[[Subject], Findings],
    where: str = "",
) -> Rule[Subject]:
    """The check, not registered; its docstring is as for `rule`."""
    return Rule(id, subject, standards, severity, elsewhere, check, where, **_texts(check.__doc__ or ""))


def page(rule: Rule[Any]) -> Page:
    """The rule's page."""
    severity = (
        rule.severity
        if rule.elsewhere == rule.severity
        else f"{rule.severity}; {rule.elsewhere} in packages made by others"
    )
    formats = ", ".join(sorted(standard.value for standard in rule.standards)) or "every format"
    return Page(
        code=rule.id,
        severity=str(severity),
        where=rule.where or formats,
        summary=rule.summary,
        reason=rule.reason,
        help=rule.help,
        passes=rule.passes,
        fails=rule.fails,
    )


def _texts(docstring: str) -> dict[str, str]:
    return {name: text for name, text in paragraphs(docstring).items() if name != "where"}
