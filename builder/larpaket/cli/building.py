"""`larpaket build`, `larpaket overview`, and `larpaket show`."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from larpaket.cli.build_options import EPILOG, OPTIONS
from larpaket.cli.progress import Bar, JsonLines, Lines, Silence
from larpaket.cli.shared import command, folder, with_options


@click.command(epilog=EPILOG)
@click.argument("modules", metavar="[MODULE…]", nargs=-1)
@with_options(*OPTIONS)
@command
def build(modules: tuple[str, ...], why: bool, quiet: bool, as_json: bool, **options: Any) -> None:
    """Build packages of the named modules, by folder or id; of all modules if none are named."""
    from larpaket.build import BuildOptions, build_modules

    with closing(_watch(quiet=quiet, as_json=as_json, why=why)) as watch:
        packages = build_modules(
            modules,
            BuildOptions(**options),
            on_plan=watch.plan,
            on_problem=watch.problem,
            on_package=watch.package,
        )
        watch.done(packages)


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


def _watch(*, quiet: bool, as_json: bool, why: bool) -> Silence:
    if as_json:
        return JsonLines()
    if quiet:
        return Silence()
    return Bar() if sys.stderr.isatty() and not why else Lines(why=why)
