"""A package in its place, as scripts and the command line see it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from larpaket.definition.project import find_project
from larpaket.problems import Problem

if TYPE_CHECKING:
    from larpaket.definition.model import LearningModule


@dataclass(frozen=True, slots=True)
class Product:
    """What is built as packages of one name: the id of a module, or of what is made of several, and the
    folders of its modules.
    """

    id: str
    folders: tuple[Path, ...]
    is_catalogue: bool = False


@dataclass(frozen=True, slots=True)
class Package:
    """A package: its module's id, version and folder, its own format, path, size in bytes and checksum (""
    for a folder), and the warnings and advice from its checks. `why` it was made; "" if it was there already.
    """

    id: str
    version: str
    folder: Path
    format: str
    path: Path
    size: int
    sha256: str
    problems: tuple[Problem, ...]
    why: str

    @property
    def module(self) -> LearningModule:
        """The module as its folder has it now. Raises ProblemsError."""
        from larpaket.checks.definition.read import read_whole

        return read_whole(find_project(self.folder), self.folder)


def package_name(module: str, format: str, *, unpacked: bool = False) -> str:
    """`hamnen-scorm12.zip`, or the folder `hamnen-scorm12`."""
    return f"{module}-{format}{'' if unpacked else '.zip'}"
