"""How a build is watched: by nobody, as lines, or on a terminal with rate and remaining time."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

import click

from larpaket.cli.shared import show

if TYPE_CHECKING:
    from larpaket.build import Package
    from larpaket.problems import Problem


class Silence:
    """Nothing but what is wrong."""

    def plan(self, count: int) -> None:
        """So many packages have to be made."""

    def package(self, package: Package) -> None:
        """One is in place."""

    def problem(self, problem: Problem) -> None:
        """A warning."""
        show(problem)

    def close(self) -> None:
        """It is over, however it ended."""


class Lines(Silence):
    """A line for each package that was made; with `why`, for each one."""

    def __init__(self, *, why: bool) -> None:
        self._why = why

    def package(self, package: Package) -> None:
        """Name it."""
        if self._why:
            click.echo(f"  {package.path.name}: {package.why or 'nothing has changed'}", err=True)
        elif package.why:
            click.echo(f"  {package.path.name}", err=True)


class Bar(Silence):
    """A bar; what is wrong is said below it, at the end."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._began = time.monotonic()
        self._made = 0
        self._bar: Any = click.progressbar(
            length=0, label="Building", file=sys.stderr, show_pos=True, item_show_func=lambda _: self._rate()
        )

    def plan(self, count: int) -> None:
        """Begin."""
        self._bar.length = count
        if count:
            self._bar.render_progress()

    def package(self, package: Package) -> None:
        """Go on by one."""
        if package.why:
            self._made += 1
            self._bar.update(1)

    def problem(self, problem: Problem) -> None:
        """Keep it until the bar is complete."""
        self._problems.append(problem)

    def close(self) -> None:
        """End the bar's line, and say what is wrong."""
        if self._bar.length:
            self._bar.render_finish()
        for problem in self._problems:
            show(problem)

    def _rate(self) -> str:
        return f"{self._made / max(time.monotonic() - self._began, 0.001):.1f} a second"
