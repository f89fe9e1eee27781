"""What `larpaket import` prints."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from larpaket.importing.run import Imported
from larpaket.problems import printable

_WIDTH = 100


def report(imported: Imported) -> Iterator[str]:
    """The files, what was not understood, what is left to decide, and the next command."""
    yield f"{printable(str(imported.folder))}: {', '.join(imported.files)}"
    if imported.unknown:
        yield "\nNot understood:"
        for line in imported.unknown:
            yield f"  | {printable(line.text)}"
    yield "\nStill to decide:"
    for number, text in enumerate(imported.decisions, 1):
        yield from wrap(
            printable(text),
            _WIDTH,
            initial_indent=f"{number:2}. ",
            subsequent_indent="    ",
            break_on_hyphens=False,
        )
    yield f"\nThe list is in module.yaml too. Next: `larpaket check {printable(str(imported.folder))}`."
