"""The preview, if what it needs is installed: the builder itself does without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from larpaket.problems import LarpaketError

NEEDED = ("starlette", "uvicorn", "watchfiles")
INSTALL = "pip install 'larpaket[preview]'"


class MissingError(LarpaketError):
    """What a command needs is not installed; the text says how to install it."""


def run(named: Path | None, *, language: str, port: int | None, ready: Callable[[str], None]) -> None:
    """Preview until Ctrl-C; `ready` gets the page's address. MissingError without the extra."""
    try:
        from larpaket.preview.serving import NEXT, preview
    except ModuleNotFoundError as error:
        if error.name not in NEEDED:
            raise
        raise MissingError(f"the preview needs further packages: run `{INSTALL}`") from None
    preview(named, language=language, port=port or NEXT, ready=ready)
