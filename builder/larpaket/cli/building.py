"""`larpaket build`, `larpaket overview`, and `larpaket show`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from larpaket.cli.progress import Bar, Lines, Silence
from larpaket.cli.shared import command, folder, repeatable

if TYPE_CHECKING:
    from larpaket.build import Package

_FEW = 30
"""More packages than this are counted at the end, not listed."""


def _shard(context: click.Context, option: click.Parameter, value: str) -> tuple[int, int]:
    """`2/5` as the number and the count."""
    number, _, count = value.partition("/")
    if not (number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise click.BadParameter(f"`{value}` is not a shard: write 2/5 for the second of five")
    return int(number), int(count)


@click.command(
    epilog="A package is left alone if everything that decides its bytes is as it was, and it too. A file "
    "counts as unchanged if its size, both its times and its inode are; if not, its content decides. Only "
    "who sets both times back by hand needs --force. On Windows, where the second time is that of the file's "
    "creation, files under 1 MB are always read; a larger one that was changed with its time set back needs "
    "--force."
)
@click.argument("modules", metavar="[MODULE…]", nargs=-1)
@repeatable("--format", "formats", metavar="FORMAT", help="A format to build instead of publisher.yaml's")
@click.option("--output", type=folder(), default=Path("dist"), show_default=True, help="Where packages go.")
@click.option("--unpacked", is_flag=True, help="Write folders, not zips, for a web server or USB stick.")
@click.option(
    "--schemas",
    type=folder(exists=True),
    metavar="DIR",
    help="Add the official schema files in DIR (or DIR/<format>) to SCORM packages, as ADL's test requires.",
)
@click.option("--release", is_flag=True, help="Refuse what learners must not see yet, such as a stand-in.")
@click.option("--allow-readable-key", is_flag=True, help="With `auth: key`: allow a key that can read.")
@click.option("--force", is_flag=True, help="Make every package, even if nothing has changed.")
@click.option("--why", is_flag=True, help="Say of each package why it was made, or that nothing has changed.")
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="How many processes.  [default: one for each core]"
)
@click.option(
    "--shard",
    callback=_shard,
    default="1/1",
    metavar="I/N",
    help="Build the I-th of N parts of the modules: N machines build one each.",
)
@click.option("--quiet", is_flag=True, help="Say nothing but what is wrong.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON for each package.")
@command
def build(
    modules: tuple[str, ...], why: bool, quiet: bool, as_json: bool, jobs: int | None, **options: Any
) -> None:
    """Build packages of the named modules, by folder or id; of all modules if none are named."""
    from larpaket.build import BuildOptions, build_modules

    watch = _watch(quiet=quiet or as_json, why=why)

    def on_package(package: Package) -> None:
        if as_json:
            click.echo(json.dumps(_facts(package), ensure_ascii=False))
        watch.package(package)

    with closing(watch):
        packages = build_modules(
            modules,
            BuildOptions(jobs=jobs or 0, **options),
            on_plan=watch.plan,
            on_problem=watch.problem,
            on_package=on_package,
        )
    if not (quiet or as_json):
        _summary(packages)


@click.command()
@click.argument("output", type=folder(exists=True), default=Path("dist"))
@command
def overview(output: Path) -> None:
    """Write the index.html of a folder of packages anew, as after putting those of several machines together.

    The folder is dist/ if none is named; the project is the one around the current folder.
    """
    from larpaket.build import list_packages

    count, page = list_packages(output)
    click.echo(f"{page} lists {count} package{'' if count == 1 else 's'}.")


@click.command("show")
@click.argument("module")
@click.option("--diff", is_flag=True, help="List what its original says otherwise than when it was made.")
@command
def show_module(module: str, diff: bool) -> None:
    """Print a module's whole definition, with the file and line that each value comes from."""
    from larpaket.showing import differences, whole

    for line in differences(module) if diff else whole(module):
        click.echo(line)


def _watch(*, quiet: bool, why: bool) -> Silence:
    if quiet:
        return Silence()
    return Bar() if sys.stderr.isatty() and not why else Lines(why=why)


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
    made = [package for package in packages if package.why]
    if len(packages) <= _FEW:
        _table(packages)
    left = len(packages) - len(made)
    if left or len(packages) > _FEW:
        parts = [f"{len(made)} made"] if made else []
        parts += [f"{left} unchanged"] if left else []
        size = sum(package.size for package in packages)
        click.echo(f"{len(packages)} packages, {size / 1e6:,.1f} MB: {', '.join(parts)}.")
    if packages:
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
