"""Checks a finished package, whoever made it, and reports everything at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from larpaket.checks.activity_manifests import Activities
from larpaket.checks.catalogue import all_rules
from larpaket.checks.content.media import Media
from larpaket.checks.content.subject import Content
from larpaket.checks.package import Package, read_folder, read_zip
from larpaket.checks.run import run
from larpaket.checks.scorm import Scorm
from larpaket.checks.zip_reader import ArchiveReadError
from larpaket.definition.rule import CMI5, SCORM, XAPI, Finding, Rule
from larpaket.definition.source import DEFINITION
from larpaket.problems import Place, Problem, Severity, UsageError, larpaket_errors, order


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one package or definition.

    `format` is an id of `FORMATS`, `unknown`, `definition`, or `built` for a folder of packages. `ours` says
    whether larpaket made it: if so, its own stricter rules apply.
    """

    path: Path
    format: str
    ours: bool
    problems: tuple[Problem, ...]

    def fails(self, *, strict: bool = False) -> bool:
        """Whether there is an error or, if `strict`, a warning."""
        failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
        return any(problem.severity in failing for problem in self.problems)


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """`ignore` names checks, `schemas` has the official schema files, `previous` is an older package.

    The content of the files `copied` is what was copied there just now: it is not read to see if it is
    damaged. A path or a single code may be a str.
    """

    ignore: frozenset[str] = field(default=frozenset())
    schemas: Path | None = None
    previous: Path | None = None
    copied: frozenset[str] = field(default=frozenset())

    def __post_init__(self) -> None:
        """Accept a str for a path, and any series of codes or a single one."""
        lone = isinstance(self.ignore, str)
        object.__setattr__(self, "ignore", frozenset([self.ignore] if lone else self.ignore))
        for name in ("schemas", "previous"):
            if (path := getattr(self, name)) is not None:
                object.__setattr__(self, name, Path(path))


@larpaket_errors(UsageError)
def check_package(path: str | Path, options: CheckOptions = CheckOptions()) -> Report:
    """Check the zip or the unpacked package at `path`; UsageError when there is none."""
    path = Path(path)
    if not path.exists():
        raise UsageError(f"{path} does not exist")
    if path.name == DEFINITION or (path / DEFINITION).is_file():
        raise UsageError(
            f"{path} is a module, not a package: read it with `load_module`, or run `larpaket check`"
        )
    if path.is_dir():
        return _check(read_folder(path), options)
    with path.open("rb") as stream:
        return check_stream(stream, path, options)


def check_stream(stream: BinaryIO, path: Path, options: CheckOptions = CheckOptions()) -> Report:
    """Check the zip in `stream`, and report it as `path`."""
    try:
        package = read_zip(stream, path)
    except ArchiveReadError as fault:
        finding = Finding(text=str(fault), help=fault.help)
        return Report(path, "unknown", False, (_problem(all_rules()["Z01"], finding, path, ours=False),))
    return _check(package, options)


def _check(package: Package, options: CheckOptions) -> Report:
    package.schemas = options.schemas
    package.copied = options.copied
    if options.previous is None:
        return _report(package, options)
    with suppress(ArchiveReadError, OSError), options.previous.open("rb") as stream:
        package.previous = read_zip(stream, options.previous)
        return _report(package, options)
    return _report(package, options)


def _report(package: Package, options: CheckOptions) -> Report:
    wanted = [
        rule for rule in all_rules().values() if package.is_about(rule) and rule.id not in options.ignore
    ]

    def problem(rule: Rule[Any], finding: Finding) -> Problem:
        return _problem(rule, finding, package.path, ours=package.ours)

    found = chain.from_iterable(run(subject, problem, wanted) for subject in _subjects(package))
    return Report(package.path, package.format, package.ours, tuple(sorted(found, key=order)))


def _subjects(package: Package) -> Iterator[object]:
    yield package
    yield (pages := Content(package))
    yield Media(pages)
    if package.source:
        yield package.source
    if package.document:
        yield package.document
        if package.standards & SCORM:
            yield Scorm(package, package.document)
        if package.standards & (XAPI | CMI5):
            yield Activities(package, package.document)


def _problem(rule: Rule[Any], finding: Finding, path: Path, *, ours: bool) -> Problem:
    return Problem(
        place=Place(path, finding.line, finding.column, finding.length),
        entry=finding.entry,
        source=finding.source,
        code=rule.id,
        text=finding.text,
        reason=rule.reason,
        help=finding.help or rule.help,
        severity=finding.severity or (rule.severity if ours else rule.elsewhere),
    )


__all__ = ["CheckOptions", "Report", "check_package", "check_stream"]
