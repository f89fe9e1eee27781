"""Runs the checks; one that crashes does not hide the findings of the others."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from larpaket.definition.rule import Finding, Rule
from larpaket.problems import Problem

MOST_OF_A_KIND = 20
"""How many findings of one check are listed; the rest are counted."""
_MOST_COUNTED = 1000
_CHECKS = Path(__file__).parent

MakeProblem = Callable[[Rule[Any], Finding], Problem]
"""Turns a finding into a problem with its place in the author's files."""


def run(subject: object, problem: MakeProblem, rules: Iterable[Rule[Any]]) -> Iterator[Problem]:
    """The problems found by those `rules` that read a `type(subject)`."""
    for rule in rules:
        if rule.subject is type(subject):
            yield from _run_one(rule, subject, problem)


def _run_one(rule: Rule[Any], subject: object, problem: MakeProblem) -> Iterator[Problem]:
    try:
        findings = iter(rule.check(subject))
        for finding in islice(findings, MOST_OF_A_KIND):
            yield problem(rule, finding)
        rest = Counter(finding.severity for finding in islice(findings, _MOST_COUNTED))
        if more := rest.total():
            count = "many more places" if more == _MOST_COUNTED else f"{more} more place{'s' * (more > 1)}"
            severity = next(iter(rest)) if len(rest) == 1 else None
            yield problem(rule, Finding(text=f"the same in {count}", severity=severity))
    except Exception as error:  # our own fault: it must not hide other findings, nor be hidden
        places = traceback.extract_tb(error.__traceback__)
        place = next(
            (place for place in reversed(places) if Path(place.filename).is_relative_to(_CHECKS)), places[-1]
        )
        text = (
            f"this check crashed: {type(error).__name__} in {Path(place.filename).name}, line "
            f"{place.lineno}: {error}"
        )
        help = (
            "this is a fault in larpaket, not in what it checks: please report it, with the file if possible"
        )
        yield problem(rule, Finding(text=text, help=help))
