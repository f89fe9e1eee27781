"""Reads modules, with all their problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from larpaket.activities import ACTIVITIES
from larpaket.catalogue.problems import catalogue_problems
from larpaket.checks.definition import check_definition
from larpaket.definition.load import load_module, load_publisher
from larpaket.definition.model import LearningModule
from larpaket.definition.project import left_out
from larpaket.definition.publisher import Publisher
from larpaket.formats import FORMATS, usual
from larpaket.options import BuildOptions
from larpaket.problems import Problem, ProblemsError, Severity, order


def read(
    project: Path, folders: Iterable[Path], options: BuildOptions | None = None
) -> tuple[Publisher | None, list[LearningModule], list[Problem]]:
    """The publisher, the modules without errors, and all problems, from the top of each file."""
    publisher, problems = read_publisher(project)
    # Modules are read even if publisher.yaml has errors, so that all problems are shown at once.
    reader = publisher or Publisher(name="unknown", base="https://unknown.invalid")
    modules = []
    folders = list(folders)
    problems += left_out(project, folders)
    for folder in folders:
        module, found = read_module(folder, reader, release=options is not None and options.release)
        # A stand-in for the publisher may lack what the real one has: only errors are certain then.
        problems += found if publisher else [one for one in found if one.severity == Severity.ERROR]
        if module:
            modules.append(module)
    if publisher:
        named = (options.formats if options else ()) or publisher.formats or usual()
        problems += catalogue_problems(publisher, modules, [FORMATS[name] for name in named])
    return publisher, modules, sorted(problems, key=order)


def read_publisher(project: Path) -> tuple[Publisher | None, list[Problem]]:
    """The publisher, or None if it has errors; and its problems."""
    return load_publisher(project, FORMATS)


def read_module(
    folder: Path, publisher: Publisher, *, release: bool = False
) -> tuple[LearningModule | None, list[Problem]]:
    """The module in a folder, or None if it has errors in its files; and all its problems."""
    module, problems = load_module(folder, publisher, ACTIVITIES)
    if module:
        problems += check_definition(module, publisher, for_release=release)
    return module, problems


def read_whole(
    project: Path, folder: Path, on_problem: Callable[[Problem], None] = lambda problem: None
) -> LearningModule:
    """A module; ProblemsError, with every problem, if it or its publisher has an error.

    `on_problem` is called with each warning.
    """
    publisher, modules, problems = read(project, [folder])
    if publisher is None or has_error(problems):
        raise ProblemsError(worth(problems))
    for problem in worth(problems):
        on_problem(problem)
    return modules[0]


def worth(problems: Iterable[Problem]) -> list[Problem]:
    """Those that a build shows: advice is left to `larpaket check`."""
    return [problem for problem in problems if problem.severity != Severity.ADVICE]


def has_error(problems: Iterable[Problem]) -> bool:
    """Whether one of them stops a build."""
    return any(problem.severity == Severity.ERROR for problem in problems)
