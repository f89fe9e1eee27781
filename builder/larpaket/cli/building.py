"""`larpaket build`, and `larpaket show`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from larpaket.cli.shared import command, folder, repeatable, show

if TYPE_CHECKING:
    from larpaket.build import Package


@click.command()
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
@command
def build(modules: tuple[str, ...], **options: Any) -> None:
    """Build packages of the named modules, by folder or id; of all modules if none are named."""
    from larpaket.build import BuildOptions, build_modules

    _table(build_modules(modules, BuildOptions(**options), on_problem=show, on_package=_progress))


@click.command("show")
@click.argument("module")
@click.option("--diff", is_flag=True, help="List what its original says otherwise than when it was made.")
@command
def show_module(module: str, diff: bool) -> None:
    """Print a module's whole definition, with the file and line that each value comes from."""
    from larpaket.showing import differences, whole

    for line in differences(module) if diff else whole(module):
        click.echo(line)


def _progress(package: Package) -> None:
    click.echo(f"  {package.path.name}", err=True)


def _table(packages: Sequence[Package]) -> None:
    rows = [
        (str(package.path), f"{package.size / 1e6:.1f} MB", package.format, package.module.version)
        for package in packages
    ]
    head = ("Package", "Size", "Format", "Version")
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    for row in (head, *rows):
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    page = packages[0].path.parent / "index.html"
    if packages[0].sha256:
        click.echo(
            "\nNext: upload a package to your learning platform as it is, without unpacking it. "
            f"{page} says how."
        )
    else:
        click.echo(f"\nNext: put a folder on a web server, or open its index.html. {page} lists them.")
