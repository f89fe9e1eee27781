"""How a build is watched: by nobody, as lines, or on a terminal with rate and remaining time."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from larpaket.cli.shared import show

_FEW = 30
"""More packages than this are counted at the end, not listed."""

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

    def done(self, packages: Sequence[Package]) -> None:
        """All are in place."""

    def close(self) -> None:
        """It is over, however it ended."""


class JsonLines(Silence):
    """One line of JSON for each package."""

    def package(self, package: Package) -> None:
        """Print its line."""
        click.echo(json.dumps(_facts(package), ensure_ascii=False))


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

    def done(self, packages: Sequence[Package]) -> None:
        """Sum up."""
        _summary(packages)


class Bar(Silence):
    """A bar; what is wrong is said below it, at the end."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._began = time.monotonic()
        self._made = 0
        self._bar: Any = click.progressbar(
            length=0,
            label="Building",
            file=sys.stderr,
            show_pos=True,
            show_eta=False,
            item_show_func=lambda _: self._rate(),
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

    def done(self, packages: Sequence[Package]) -> None:
        """End the bar, and sum up below."""
        self.close()
        _summary(packages)

    def close(self) -> None:
        """End the bar's line, and say what is wrong."""
        if self._bar.length:
            self._bar.render_finish()
        self._bar.length = 0
        while self._problems:
            show(self._problems.pop(0))

    def _rate(self) -> str:
        """Of the whole build so far: click's own estimate hangs on the first package for a second."""
        rate = self._made / max(time.monotonic() - self._began, 0.001)
        left = (self._bar.length - self._made) / rate if rate else 0
        return f"{rate:.1f} a second" + (f", {left:.0f} s left" if left else "")


def _facts(package: Package) -> dict[str, Any]:
    return {
        "path": str(package.path),
        "module": package.id,
        "version": package.version,
        "format": package.format,
        "size": package.size,
        "sha256": package.sha256,
        "made": bool(package.why),
        "why": package.why,
    }


def _summary(packages: Sequence[Package]) -> None:
    if not packages:
        click.echo("There is nothing in this shard: it is one of more than there are modules.")
        return
    made = [package for package in packages if package.why]
    if len(packages) <= _FEW:
        _table(packages)
    left = len(packages) - len(made)
    if left or len(packages) > _FEW:
        parts = [f"{len(made)} made"] if made else []
        parts += [f"{left} unchanged"] if left else []
        size = sum(package.size for package in packages)
        click.echo(f"{len(packages)} packages, {size / 1e6:,.1f} MB: {', '.join(parts)}.")
    _next(packages[0])


def _table(packages: Sequence[Package]) -> None:
    rows = [
        (str(package.path), f"{package.size / 1e6:.1f} MB", package.format, package.version)
        for package in packages
    ]
    head = ("Package", "Size", "Format", "Version")
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    for row in (head, *rows):
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _next(package: Package) -> None:
    page = package.path.parent / "index.html"
    if package.sha256:
        click.echo(
            "\nNext: upload a package to your learning platform as it is, without unpacking it. "
            f"{page} says how."
        )
    else:
        click.echo(f"\nNext: put a folder on a web server, or open its index.html. {page} lists them.")
