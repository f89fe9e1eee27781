"""A problem as the desk's page shows it: with the marked line of its file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from larpaket.problems import Problem


def marked(problem: Problem) -> dict[str, Any]:
    """The problem's facts, as JSON."""
    return {
        "severity": str(problem.severity),
        "code": problem.code,
        "text": problem.text,
        "help": problem.help,
        "file": problem.entry or Path(problem.path).name,
        "line": problem.line,
        "column": problem.column,
        "length": problem.length,
        "source": problem.source or _line(problem),
    }


def _line(problem: Problem) -> str:
    """The marked line of a file of the module's."""
    if problem.entry or not problem.line:
        return ""
    try:
        lines = problem.path.read_text("utf-8").splitlines()
    except (OSError, UnicodeError):
        return ""
    return lines[problem.line - 1] if problem.line <= len(lines) else ""
