"""`larpaket check`: checks what each path names, a package or modules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from larpaket.checks.check import CheckOptions, Report, check_package
from larpaket.checks.definition.read import read
from larpaket.definition.project import PUBLISHER, find_modules, find_project
from larpaket.definition.source import DEFINITION
from larpaket.explain import ignorable
from larpaket.overview import compare
from larpaket.problems import UsageError, larpaket_errors


@larpaket_errors(UsageError)
def check_paths(paths: Iterable[Path], options: CheckOptions) -> list[Report]:
    """A report on each package and module named. Raises UsageError for an unknown path or code."""
    options = replace(options, ignore=frozenset(ignorable(code) for code in options.ignore))
    reports = []
    for path in paths:
        reports += (
            _check_modules(path, options) or _check_built(path, options) or [check_package(path, options)]
        )
    return reports


def _check_built(path: Path, options: CheckOptions) -> list[Report]:
    """The reports on what `larpaket build` has put into a folder; empty if it is another folder."""
    problems = compare(path)
    if problems is None:
        return []
    wanted = tuple(problem for problem in problems if problem.code not in options.ignore)
    return [
        *(check_package(package, options) for package in sorted(path.glob("[!.]*.zip"))),
        Report(path, "built", True, wanted),
    ]


def _check_modules(path: Path, options: CheckOptions) -> list[Report]:
    """The reports on the modules that `path` names; empty if it names a package."""
    publisher = path if path.name == PUBLISHER else path / PUBLISHER
    is_module = path.name == DEFINITION or (path / DEFINITION).is_file()
    if not is_module and not publisher.is_file():
        return []
    project = find_project(path.resolve()) if is_module else publisher.resolve()
    return [
        _check_module(project, folder, options)
        for folder in find_modules(project, [path] if is_module else [])
    ]


def _check_module(project: Path, folder: Path, options: CheckOptions) -> Report:
    _, _, problems = read(project, [folder])
    return Report(
        folder,
        "definition",
        True,
        tuple(problem for problem in problems if problem.code not in options.ignore),
    )
