"""Reads modules, with all their problems."""

from __future__ import annotations

from collections.abc import Iterable
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
from larpaket.problems import Problem, order


def read(
    project: Path, folders: Iterable[Path], options: BuildOptions | None = None
) -> tuple[Publisher | None, list[LearningModule], list[Problem]]:
    """The publisher, the modules without errors, and all problems, from the top of each file."""
    publisher, problems = load_publisher(project, FORMATS)
    # Modules are read even if publisher.yaml has errors, so that all problems are shown at once.
    reader = publisher or Publisher(name="unknown", base="https://unknown.invalid")
    modules = []
    folders = list(folders)
    problems += left_out(project, folders)
    for folder in folders:
        module, found = load_module(folder, reader, ACTIVITIES)
        problems += found
        if module:
            modules.append(module)
            problems += check_definition(module, reader, for_release=options is not None and options.release)
    if publisher:
        named = (options.formats if options else ()) or publisher.formats or usual()
        problems += catalogue_problems(publisher, modules, [FORMATS[name] for name in named])
    return publisher, modules, sorted(problems, key=order)
