"""Preview and play, if what they need is installed: the builder itself does without."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from larpaket.problems import LarpaketError

_NEEDED = frozenset({"starlette", "uvicorn", "watchfiles", "playwright", "axe_playwright_python"})


class MissingError(LarpaketError):
    """What a command needs is not installed; the text says how to install it."""


def run(named: Path | None, *, language: str, port: int | None, ready: Callable[[str], None]) -> None:
    """Preview until Ctrl-C; `ready` gets the page's address. MissingError without the extra."""
    with _installed("preview"):
        from larpaket.preview.serving import NEXT, preview
    preview(named, language=language, port=port or NEXT, ready=ready)


def play(
    packages: Sequence[Path], form: str, *, personas: tuple[str, ...], **options: Any
) -> tuple[str, bool]:
    """What a robot learner reports of the packages, in that form, and whether something failed. MissingError
    without the extra.
    """
    with _installed("play"):
        from larpaket.preview.play.playing import PlayOptions, play_all
        from larpaket.preview.play.reports import REPORTS
    results = play_all(packages, PlayOptions(personas=personas, **options))
    return REPORTS[form](results), any(one.fails for one in results)


@contextmanager
def _installed(extra: str) -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _NEEDED:
            raise
        # This Python's own pip: that of a shell may belong to another, above all if pipx installed larpaket.
        python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
        command = f"{python} -m pip install 'larpaket[{extra}]'"
        raise MissingError(f"`larpaket {extra}` needs further packages: run `{command}`") from None
