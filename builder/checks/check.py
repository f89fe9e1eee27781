"""Run the checks over a package; everything is found at once."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from builder.checks import rules  # noqa: F401  # registers them
from builder.checks.archive import ArchiveFault
from builder.checks.document import Document
from builder.checks.package import Package, read_folder, read_zip
from builder.checks.rule import RULES, Finding, Rule
from builder.checks.scorm import Scorm
from builder.problems import Problem, Severity, order

MOST_OF_A_KIND = 20
"""Findings of one check that are listed; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one thing that was checked: `format` is an id of `FORMATS`, `unknown`, or `definition`."""

    path: Path
    format: str
    ours: bool
    """Whether larpaket made it, so that its own rules were held against it; else anybody's."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """`schemas` holds the official schema files; `previous` is an older package of the same module."""

    ignore: frozenset[str] = field(default=frozenset())
    schemas: Path | None = None
    previous: Path | None = None


def check_package(path: Path, options: Options = Options()) -> Report:
    """Check the zip or the unpacked package at `path`; OSError when it cannot be opened."""
    if path.is_dir():
        return check(read_folder(path, schemas=options.schemas), options)
    with path.open("rb") as stream:
        return check_stream(stream, path, options)


def check_stream(stream: BinaryIO, path: Path, options: Options = Options()) -> Report:
    """Check the zip in `stream`, calling it `path`."""
    try:
        package = read_zip(stream, path, schemas=options.schemas)
    except ArchiveFault as fault:
        finding = Finding(text=str(fault), help=fault.help)
        return Report(path, "unknown", False, (_problem(finding, RULES["Z01"], path, ours=False),))
    return check(package, options)


def check(package: Package, options: Options = Options()) -> Report:
    """Check what was read."""
    found = run(_subjects(package), package.format, package.path, options.ignore, ours=package.ours)
    return Report(package.path, package.format, package.ours, tuple(sorted(found, key=order)))


def run(subjects: Iterable[object], format: str, path: Path, ignore: frozenset[str], *, ours: bool) -> Iterator[Problem]:
    """The problems of every check of the format that reads one of the subjects."""
    by_type = {type(subject): subject for subject in subjects}
    for rule in RULES.values():
        if rule.subject in by_type and format in rule.formats and rule.id not in ignore:
            yield from _run_one(rule, by_type[rule.subject], path, ours=ours)


def _run_one(rule: Rule[Any], subject: object, path: Path, *, ours: bool) -> Iterator[Problem]:
    try:
        findings = iter(rule.check(subject))
        for finding in islice(findings, MOST_OF_A_KIND):
            yield _problem(finding, rule, path, ours=ours)
        if more := sum(1 for _ in findings):
            yield _problem(Finding(text=f"the same in {more:,} more places"), rule, path, ours=ours)
    except Exception as error:  # a fault of ours hides no other finding, and is not hidden itself
        place = traceback.extract_tb(error.__traceback__)[-1]
        text = f"this check broke: {type(error).__name__} at {Path(place.filename).name}:{place.lineno}: {error}"
        yield Problem(path=path, code=rule.id, text=text, help="this is a fault in larpaket; report it, if you can with the package")


def _problem(finding: Finding, rule: Rule[Any], path: Path, *, ours: bool) -> Problem:
    severity: Severity = finding.severity or (rule.severity if ours else rule.elsewhere)
    return Problem(
        path=path,
        entry=finding.entry,
        line=finding.line,
        column=finding.column,
        length=finding.length,
        source=finding.source,
        code=rule.id,
        text=finding.text,
        reason=rule.reason,
        help=finding.help or rule.help,
        severity=severity,
    )


def _subjects(package: Package) -> Iterator[object]:
    yield package
    if document := package.document:
        yield document
        if package.format.startswith("scorm"):
            yield Scorm(package, document)


__all__ = ["Document", "Options", "Report", "check", "check_package", "check_stream", "run"]
