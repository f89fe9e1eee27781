"""Checks on a definition that loads: what a learner would stumble over although nothing is wrong with it as a file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from builder.checks.check import run
from builder.checks.definition import captions, films, markdown, text_version, texts
from builder.checks.definition.subject import DEFINITIONS, Definition
from builder.definition.model import LearningModule, Publisher
from builder.problems import Problem, order

__all__ = ["DEFINITIONS", "Definition", "captions", "check_definition", "films", "markdown", "text_version", "texts"]


def check_definition(module: LearningModule, publisher: Publisher, folder: Path, ignore: Collection[str] = ()) -> list[Problem]:
    """Every warning and all advice on `module` in `folder`, file by file from the top, but for the codes in `ignore`."""
    (format,) = DEFINITIONS
    found = run((Definition(module, publisher, folder),), format, folder, frozenset(ignore), ours=True)
    # Each text names what follows from it: the page's reason would say it again for every caption.
    placed = (replace(problem, path=folder / problem.entry, entry="", reason="") for problem in found)
    return sorted(placed, key=order)
