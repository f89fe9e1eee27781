"""What is previewed: a module of ours, which is built anew for each change, or anybody's finished package."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from larpaket.build import read
from larpaket.catalogue.gathering import package_files
from larpaket.checks.check import check_package
from larpaket.checks.package import read_folder, read_zip
from larpaket.checks.zip_reader import ArchiveReadError
from larpaket.definition.project import find_named
from larpaket.definition.source import DEFINITION
from larpaket.formats import FORMATS
from larpaket.preview.shown import PackageError, Shown, shown_module, shown_package
from larpaket.problems import Problem, ProblemsError, Severity, UsageError


class Subject(ABC):
    """`formats` are the ids that can be shown, the first at the start; `watched` are the folders whose
    changes matter.
    """

    formats: tuple[str, ...]
    watched: tuple[Path, ...] = ()

    @abstractmethod
    def show(self, format: str, lrs: str) -> Shown:
        """The package as it is now; `lrs` is the endpoint of the preview's LRS. Raises LarpaketError."""


@dataclass
class ModuleSubject(Subject):
    """A module's folder. Its statements go to the preview's LRS, whatever publisher.yaml names."""

    project: Path
    folder: Path

    def __post_init__(self) -> None:
        """Every format can be shown."""
        self.formats = tuple(FORMATS)
        self.watched = (self.project.parent,)

    def show(self, format: str, lrs: str) -> Shown:
        """Read and build it; nothing is written, so no id is locked by a preview."""
        publisher, modules, problems = read(self.project, [self.folder])
        errors = [problem for problem in problems if problem.severity == Severity.ERROR]
        if publisher is None or errors or not modules:
            raise ProblemsError(errors or problems)
        if publisher.lrs:
            own = publisher.lrs.model_copy(update={"endpoint": lrs, "auth": "gateway"})
            publisher = publisher.model_copy(update={"lrs": own})
        record = FORMATS[format]
        return shown_module(modules[0], publisher, record, package_files(modules[0], publisher, record))


class PackageSubject(Subject):
    """A finished zip or its folder. A zip is read within the limits of `check`, never unpacked to disk."""

    def __init__(self, path: Path, stack: ExitStack) -> None:
        """The zip stays open as long as the `stack`."""
        try:
            package = (
                read_folder(path) if path.is_dir() else read_zip(stack.enter_context(path.open("rb")), path)
            )
        except ArchiveReadError as error:
            raise PackageError(f"{path}: {error}") from None
        self._shown = shown_package(package, _worth(check_package(path).problems))
        self.formats = (self._shown.format.id,)

    def show(self, format: str, lrs: str) -> Shown:
        """The same each time."""
        return self._shown


def subject_of(named: Path | None, stack: ExitStack) -> Subject:
    """What was named: a zip, a package's folder, a module's folder or id; without a name the project's only
    module.
    """
    if named is not None and (named.is_file() or (named.is_dir() and not (named / DEFINITION).is_file())):
        return PackageSubject(named, stack)
    project, folders = find_named([named] if named is not None else [])
    if len(folders) > 1:
        names = ", ".join(f"`{folder.name}`" for folder in folders)
        raise UsageError(f"there are several modules: name one of {names}")
    return ModuleSubject(project, folders[0])


def _worth(problems: Sequence[Problem]) -> list[Problem]:
    order = list(Severity)
    return sorted(problems, key=lambda problem: order.index(problem.severity))
