"""The command line; nothing else knows click. Exit codes: 0 fine, 1 problems, 2 usage.

What a command needs is imported inside it, so that `--help` answers at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder import __version__

if TYPE_CHECKING:
    from builder.build import Package
    from builder.problems import Problem


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="larpaket")
def main() -> None:
    """Turn module definitions into packages for any learning management system."""


@main.command()
@click.argument("modules", metavar="[MODULE…]", nargs=-1)
@click.option(
    "--format", "formats", metavar="FORMAT", multiple=True, help="A format to build; may be given again. Default: those in publisher.yaml."
)
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), default=Path("dist"), show_default=True, help="Where the packages go."
)
@click.option("--unpacked", is_flag=True, help="Write folders instead of zips, for a web server or a USB stick.")
@click.option(
    "--schemas",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="Put the official schema files from DIR (or DIR/<format>) into SCORM packages; ADL's validator asks for them.",
)
@click.option("--release", is_flag=True, help="Refuse what is not for learners yet, such as a stand-in film.")
def build(modules: tuple[str, ...], formats: tuple[str, ...], output: Path, unpacked: bool, schemas: Path | None, release: bool) -> None:
    """Build packages of the modules named by folder or id; of all when none is named."""
    from builder import build as flow
    from builder.formats import FORMATS

    if unknown := [name for name in formats if name not in FORMATS]:
        raise click.UsageError(f"no format `{unknown[0]}`: there is {', '.join(FORMATS)}")
    try:
        start = Path(modules[0]) if modules and Path(modules[0]).exists() else Path.cwd()
        project = flow.find_project(start.resolve())
        folders = flow.find_modules(project, modules)
    except flow.NotFoundError as error:
        raise click.UsageError(str(error)) from None
    publisher, found, problems = flow.read(project, folders, release=release)
    if problems:
        _show(problems)
    if publisher is None or any(problem.severity == "error" for problem in problems):
        raise click.exceptions.Exit(1)
    by_id = {folder.name: folder for folder in folders}
    try:
        packages = flow.build(
            publisher,
            [(module, by_id[module.id]) for module in found],
            formats or publisher.formats,
            output,
            unpacked=unpacked,
            schemas=schemas,
            report=lambda package: click.echo(f"  {package.path.name}", err=True),
        )
    except flow.SchemaError as error:
        raise click.UsageError(str(error)) from None
    except (flow.ArchiveError, OSError) as error:
        click.echo(f"error: {error}. The packages from before are as they were.", err=True)
        raise click.exceptions.Exit(1) from None
    _table(packages)


def _show(problems: Sequence[Problem]) -> None:
    from builder.problems import show

    for problem in problems:
        click.echo(show(problem, relative_to=Path.cwd()) + "\n", err=True)
    errors = sum(problem.severity == "error" for problem in problems)
    click.echo(f"{errors} error{'' if errors == 1 else 's'}. Nothing was built." if errors else "", err=True, nl=bool(errors))


def _table(packages: Sequence[Package]) -> None:
    rows = [(str(package.path), f"{package.size / 1e6:.1f} MB", package.format, package.module.version) for package in packages]
    head = ("Package", "Size", "Format", "Version")
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    for row in (head, *rows):
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    page = packages[0].path.parent / "index.html"
    if packages[0].sha256:
        click.echo(f"\nNext: upload a package to your LMS as it is, without unpacking it. {page} says which, and how.")
    else:
        click.echo(f"\nNext: put a folder where it is to be served, or open its index.html. {page} lists them.")
