"""Problems with an author's input, and how they are shown.

A problem is never a traceback: the code that finds one makes a `Problem`, and the command line shows all at
once.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_FRAME_WIDTH = 160
_LONGEST = 600
_LONGEST_ON_WINDOWS = 259


class Severity(StrEnum):
    """How serious it is: an error stops the build."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file: `line` and `column` count from 1, in characters; line 0 means the whole file.
    `length` is the number of marked characters.
    """

    path: Path
    line: int = 0
    column: int = 0
    length: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to fix.

    `entry` is a file inside the package at `place`; `source` is then the marked line. `reason` says what the
    problem leads to.
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
        """The number of marked characters."""
        return self.place.length


class LarpaketError(Exception):
    """larpaket cannot do what was asked; the text tells the user why.

    If a build fails, `outcome` says which packages are in place all the same.
    """

    outcome: str = ""


class UsageError(LarpaketError):
    """The request makes no sense: it names a module or a format that does not exist, for example."""


class ProblemsError(LarpaketError):
    """The input or the result has errors; `problems` are all problems, including warnings."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n\n".join(show(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[ProblemsError], tuple[tuple[Problem, ...]]]:
        """How it comes from another process."""
        return type(self), (self.problems,)


@contextmanager
def larpaket_errors(kind: type[LarpaketError] = LarpaketError) -> Iterator[None]:
    """An OSError in the block, or in the function that this decorates, becomes a `kind`."""
    try:
        yield
    except BrokenPipeError:  # the reader has closed the pipe: click handles it
        raise
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise kind("the disk is full: free some space, then try again") from error
        name = str(error.filename2 or error.filename or "a file")
        why = f"{error.strerror or error}{_advice(error, name)}"
        raise kind(f"{name} cannot be read or written: {why}") from error


def _advice(error: OSError, name: str) -> str:
    if isinstance(error, PermissionError):
        return "; close the program that has it open, and check that it is not read-only"
    if len(name) > _LONGEST_ON_WINDOWS:
        return f"; the path has {len(name)} characters, and Windows may allow only {_LONGEST_ON_WINDOWS}"
    return ""


def show(problem: Problem, *, relative_to: Path | None = None) -> str:
    """The problem as text: one line, the marked source line if there is one, the reason and the help."""
    lines = [f"{where(problem, relative_to)}: {problem.severity}[{problem.code}]: {printable(problem.text)}"]
    lines += _frame(problem)
    if problem.reason:
        lines.append(f"  why:  {problem.reason}")
    if problem.help:
        lines.append(f"  help: {problem.help}")
    return "\n".join(lines)


def where(problem: Problem, start: Path | None = None) -> str:
    """`path`, `path:line:column`, or `package!entry:line:column`; relative to `start` if it is below that."""
    entry = f"!{printable(problem.entry)}" if problem.entry else ""
    position = f":{problem.line}:{problem.column}" if problem.line else ""
    return f"{printable(_relative(problem.path, start))}{entry}{position}"


def printable(text: str) -> str:
    """The text on one line, without characters that would control a terminal."""
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
            source = _shown(problem.path.read_bytes()).split("\n")[problem.line - 1].rstrip("\r")
        except (OSError, IndexError):
            return []
    first = max(
        0, problem.column - 1 - _FRAME_WIDTH // 2
    )  # of a very long line, show the part around the place
    shown = source[first : first + _FRAME_WIDTH]
    margin = " " * (problem.column - 1 - first)
    marked = max(1, min(problem.length, len(shown) - len(margin)))
    number = f"{problem.line:5}"
    blank = " " * len(number)
    # Tabs and control characters would shift or break the frame.
    shown = "".join(" " if not character.isprintable() else character for character in shown)
    return [f"{number} | {shown}", f"{blank} | {margin}{'^' * marked}"]


def _shown(data: bytes) -> str:
    """A file as text; what is not UTF-8 is most often the encoding that Windows calls ANSI."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="backslashreplace")
