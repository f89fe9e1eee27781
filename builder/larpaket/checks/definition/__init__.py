"""Checks on a definition that loads: what would trouble learners although the file is valid."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from larpaket.activities import ACTIVITIES
from larpaket.checks.definition import markdown, privacy, release, wording
from larpaket.checks.definition.release import Release
from larpaket.checks.run import run
from larpaket.definition.definition import Definition
from larpaket.definition.model import LearningModule
from larpaket.definition.publisher import Publisher
from larpaket.definition.rule import Finding, Rule
from larpaket.problems import Place, Problem, order

__all__ = ["Definition", "check_definition", "definition_rules"]


def definition_rules() -> dict[str, Rule[Any]]:
    """Every check on definitions by its code: those on all modules, and those of each activity type."""
    own: Iterable[Rule[Any]] = (rule for kind in ACTIVITIES.values() for rule in kind.checks)
    return {
        rule.id: rule for rule in (*own, *markdown.CHECKS, *wording.CHECKS, *privacy.CHECKS, *release.CHECKS)
    }


def check_definition(
    module: LearningModule, publisher: Publisher, *, for_release: bool = False
) -> list[Problem]:
    """Everything that the checks find in `module`, file by file from the top."""

    def problem(rule: Rule[Any], finding: Finding) -> Problem:
        # Each text names its consequence: the page's reason would repeat it for every caption.
        return Problem(
            place=Place(
                Path(os.path.normpath(module.folder / finding.entry)),
                finding.line,
                finding.column,
                finding.length,
            ),
            code=rule.id,
            text=finding.text,
            help=finding.help or rule.help,
            severity=finding.severity or rule.severity,
        )

    rules = definition_rules().values()
    found = list(run(Definition(module, publisher), problem, rules))
    if for_release:
        found += run(Release(module, publisher), problem, rules)
    return sorted(found, key=order)
