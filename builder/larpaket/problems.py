"""What is wrong with an author's input, and how it is shown.

A problem never travels as a traceback: whoever finds one makes a `Problem`, and the command line shows all of
them at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_FRAME_WIDTH = 160
_LONGEST = 600


class Severity(StrEnum):
    """How bad it is: an error stops the build."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: `line` and `column` count from 1, in characters, 0 means the whole file;
    `length` is that of what is marked.
    """

    path: Path
    line: int = 0
    column: int = 0
    length: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to fix.

    `entry` is a file inside the package that `place` names; then `source` is the marked line. `reason` says
    what goes wrong because of it.
    """

    place: Place
    entry: str = ""
    source: str = ""
    code: str
    text: str
    reason: str = ""
    help: str = ""
    severity: Severity = Severity.ERROR

    @property
    def path(self) -> Path:
        """The file, or the package."""
        return self.place.path

    @property
    def line(self) -> int:
        """From 1; 0 means the whole file."""
        return self.place.line

    @property
    def column(self) -> int:
        """From 1, in characters."""
        return self.place.column

    @property
    def length(self) -> int:
        """Of what is marked, in characters."""
        return self.place.length


class LarpaketError(Exception):
    """What larpaket cannot do; the text says why, for whoever asked."""


class UsageError(LarpaketError):
    """What was asked for cannot be meant: a module that is not there, a format that does not exist."""


class ProblemsError(LarpaketError):
    """What was read or made has errors; `problems` are all of them, warnings included."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n\n".join(show(problem) for problem in self.problems))


def show(problem: Problem, *, relative_to: Path | None = None) -> str:
    """The problem as text: one line, the marked source line when there is one, and the help."""
    lines = [f"{where(problem, relative_to)}: {problem.severity}[{problem.code}]: {printable(problem.text)}"]
    lines += _frame(problem)
    if problem.reason:
        lines.append(f"  why:  {problem.reason}")
    if problem.help:
        lines.append(f"  help: {problem.help}")
    return "\n".join(lines)


def where(problem: Problem, start: Path | None = None) -> str:
    """`path`, `path:line:column`, or `package!entry:line:column`; relative to `start` where it lies below."""
    entry = f"!{printable(problem.entry)}" if problem.entry else ""
    position = f":{problem.line}:{problem.column}" if problem.line else ""
    return f"{printable(_relative(problem.path, start))}{entry}{position}"


def printable(text: str) -> str:
    """On one line, and without what would control a terminal: others' text is shown, never obeyed."""
    shown = "".join(
        character if character.isprintable() else f"\\x{ord(character):02x}" for character in text
    )
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def order(problem: Problem) -> tuple[str, str, int, int, str]:
    """Sort key: file by file, from the top."""
    return (str(problem.path), problem.entry, problem.line, problem.column, problem.code)


def _relative(path: Path, start: Path | None) -> str:
    if start is not None and path.is_relative_to(start):
        return str(path.relative_to(start))
    return str(path)


def _frame(problem: Problem) -> list[str]:
    if not problem.line:
        return []
    source = problem.source
    if problem.entry and not source:
        return []
    if not problem.entry:
        try:
            source = (
                problem.path.read_text("utf-8-sig", errors="replace")
                .split("\n")[problem.line - 1]
                .rstrip("\r")
            )
        except (OSError, IndexError):
            return []
    first = max(0, problem.column - 1 - _FRAME_WIDTH // 2)  # a very long line is shown around the place
    shown = source[first : first + _FRAME_WIDTH]
    margin = " " * (problem.column - 1 - first)
    marked = max(1, min(problem.length, len(shown) - len(margin)))
    number = f"{problem.line:5}"
    blank = " " * len(number)
    # Tabs and control characters would shift or break the frame.
    shown = "".join(" " if not character.isprintable() else character for character in shown)
    return [f"{number} | {shown}", f"{blank} | {margin}{'^' * marked}"]
