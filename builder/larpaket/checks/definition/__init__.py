"""Checks on a definition that loads: what a learner would stumble over although the file is correct."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from larpaket.checks.definition import captions, films, markdown, release, text_version, texts
from larpaket.checks.definition.release import Release
from larpaket.checks.definition.subject import DEFINITIONS, Definition
from larpaket.checks.rule import Finding, Rule
from larpaket.checks.run import run
from larpaket.definition.model import LearningModule, Publisher
from larpaket.problems import Problem, order

__all__ = ["DEFINITIONS", "Definition", "captions", "check_definition", "films", "markdown", "release", "text_version", "texts"]


def check_definition(module: LearningModule, publisher: Publisher, folder: Path, *, for_release: bool = False) -> list[Problem]:
    """Everything that the checks find in `module` in `folder`, file by file from the top."""

    def problem(rule: Rule[Any], finding: Finding) -> Problem:
        # Each text names what follows from it: the page's reason would say it again for every caption.
        return Problem(
            path=folder / finding.entry,
            line=finding.line,
            column=finding.column,
            length=finding.length,
            code=rule.id,
            text=finding.text,
            help=finding.help or rule.help,
            severity=finding.severity or rule.severity,
        )

    found = list(run(Definition(module, publisher, folder), problem))
    if for_release:
        found += run(Release(module, publisher, folder), problem)
    return sorted(found, key=order)
