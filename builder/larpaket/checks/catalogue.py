"""Every check there is, by its code."""

from __future__ import annotations

from typing import Any

from larpaket.checks import content, rules  # noqa: F401  # registers their checks
from larpaket.checks.definition import definition_rules
from larpaket.definition.rule import RULES, Rule


def all_rules() -> dict[str, Rule[Any]]:
    """Those on packages, then those on definitions."""
    return RULES | definition_rules()
