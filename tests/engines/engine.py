"""What a walk asks of a browser engine, whichever way it is driven."""

from __future__ import annotations

from typing import Any, Protocol


class Engine(Protocol):
    """A browser with one tab. `frame`: inside the page's iframe; a script is the source of a function."""

    version: str
    finishes: bool
    """A closing page's script runs to its end (docs/lms.md)."""

    def open(self, address: str) -> None:
        """Go there, and wait until it has loaded."""

    def run(self, script: str, *values: object, frame: bool = False) -> Any:
        """Return what the function returns, or what its promise resolves to; raises if it throws."""

    def press(self, selector: str, *, frame: bool = False) -> None:
        """Click the first visible element as a pointer does, which counts as the learner's own gesture."""

    def resize(self, width: int, height: int) -> None:
        """Give the page this width, and the window about this height."""

    def renew(self) -> None:
        """Close the tab as a learner does, and continue in an empty new one."""

    def quit(self) -> None:
        """End the browser."""
