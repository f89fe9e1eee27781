"""The page of a code: what `larpaket explain` prints. Each is written as a text with named paragraphs.

The requirement, in one sentence.

Where: the files that it applies to; for a check of packages, its formats say so.

Reason: what goes wrong for a learner, an LMS or an author, and the section of a standard that says so.

Help: how to fix it.

Passes: an example, indented.

Fails: an example, indented.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import fill, indent

from larpaket.problems import Severity

WIDTH = 100
"""Columns of a page."""
_PARAGRAPHS = re.compile(r"\n\n(Where|Reason|Help|Passes|Fails):")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The page of a code."""

    code: str
    severity: str
    where: str
    summary: str
    reason: str
    help: str
    passes: str
    fails: str

    @property
    def family(self) -> str:
        """The letters at the beginning of its code."""
        return self.code.rstrip("0123456789")

    def __str__(self) -> str:
        """The whole page."""
        head = fill(f"{self.code}: {self.summary}", WIDTH, subsequent_indent=" " * (len(self.code) + 2))
        head += "\n" + fill(f"{self.severity} · {self.where}", WIDTH)
        prose = f"{_fill(self.reason)}\n\n{_fill(f'How to fix it: {self.help}')}"
        return (
            f"{head}\n\n{prose}\n\nPasses:\n\n{_example(self.passes)}\n\nFails:\n\n{_example(self.fails)}\n"
        )


def paragraphs(text: str) -> dict[str, str]:
    """The parts of a page's text by name, in lower case; the first is the `summary`."""
    summary, *parts = _PARAGRAPHS.split(inspect.cleandoc(text))
    found = {name.lower(): inspect.cleandoc(part) for name, part in zip(parts[::2], parts[1::2], strict=True)}
    prose = {name: " ".join(found.get(name, "").split()) for name in ("where", "reason", "help")}
    examples = {name: found.get(name, "") for name in ("passes", "fails")}
    return {"summary": " ".join(summary.split()), **prose, **examples}


def pages(texts: Mapping[str, str], *, where: str = "", severity: str = Severity.ERROR) -> tuple[Page, ...]:
    """The pages for texts by code; `where` applies to all of them, unless they have a paragraph `Where:`."""
    return tuple(
        Page(code=str(code), severity=str(severity), **_with(where, paragraphs(text)))
        for code, text in texts.items()
    )


def _with(where: str, parts: dict[str, str]) -> dict[str, str]:
    return parts | {"where": parts["where"] or where}


def _fill(text: str) -> str:
    return fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def _example(text: str) -> str:
    return indent(text, "    ")
