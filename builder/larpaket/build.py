"""Building, for scripts and for the command line.

What reads definitions and makes packages is imported only where something has to be made: a build with
nothing to do would spend all its time on that.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from larpaket.building.package import Package
from larpaket.building.run import Run, Watch
from larpaket.definition.project import find_named, find_project
from larpaket.in_place import alone_in
from larpaket.options import BuildOptions
from larpaket.problems import Problem, larpaket_errors

if TYPE_CHECKING:
    from larpaket.definition.model import LearningModule

    Named: TypeAlias = str | Path | LearningModule
    """A module: its id, its folder, or what `load_module` made of it."""


@larpaket_errors()
def build_modules(
    named: Named | Iterable[Named] = (),
    options: BuildOptions = BuildOptions(),
    *,
    on_plan: Callable[[int], None] = lambda count: None,
    on_problem: Callable[[Problem], None] = lambda problem: None,
    on_package: Callable[[Package], None] = lambda package: None,
    environment: Mapping[str, str] = os.environ,
) -> list[Package]:
    """Make packages of the named modules, or of all in the project if none are named.

    A package that is as it would be made is left alone. A module with errors, or with a package that does not
    pass its checks, does not stop the others: a ProblemsError comes at the end. Any other LarpaketError stops
    the build. Its `outcome` says what is in place.

    `on_plan` is called with the number of packages that have to be made, `on_problem` with each warning, and
    `on_package` with each package. The key to the LRS comes from the `environment`.
    """
    project, folders = find_named(_names(named))
    watch = Watch(on_plan, on_problem, on_package)
    run = Run(project, folders, options, environment, watch)
    with alone_in(options.output):
        run.build()
    return run.packages


@larpaket_errors()
def list_packages(output: Path) -> tuple[int, Path]:
    """Write the overview of the packages in `output`, for the project above the current folder; returns their
    number and its path. Raises UsageError if there are none.
    """
    from larpaket.building.listing import list_folder

    with alone_in(output):
        return list_folder(find_project(Path.cwd()), output)


@larpaket_errors()
def load_module(
    folder: str | Path, *, on_problem: Callable[[Problem], None] = lambda problem: None
) -> LearningModule:
    """The module in `folder`; ProblemsError, with every problem, if it or its publisher has an error.

    `on_problem` is called with each warning.
    """
    from larpaket.checks.definition.read import read_whole

    project, folders = find_named([folder])
    return read_whole(project, folders[0], on_problem)


def _names(named: Any) -> list[str | Path]:
    """What was named as a list; a module is read again from its folder."""
    one = isinstance(named, str | Path) or hasattr(named, "folder")
    return [getattr(each, "folder", each) for each in ([named] if one else named)]


__all__ = ["BuildOptions", "Package", "build_modules", "load_module"]
