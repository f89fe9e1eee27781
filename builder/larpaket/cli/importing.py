"""`larpaket import`."""

from __future__ import annotations

from pathlib import Path

import click

from larpaket.cli.shared import command, folder


@click.command("import")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--into",
    type=folder(),
    metavar="DIR",
    help="Put the module's folder here.  [default: the project's modules]",
)
@click.option("--id", metavar="ID", help="The module's id, instead of one made from its title.")
@click.option("--language", metavar="TAG", help="The language of the text, such as sv, instead of a guess.")
@command
def import_command(files: tuple[Path, ...], into: Path | None, id: str | None, language: str | None) -> None:
    """Make a module from what exists: a text page, subtitles, a film.

    FILE is one page (.txt, .md or .docx), subtitles (.srt, .vtt, .sbv), a film (.mp4, .webm) and a picture
    for it (.jpg, .png), in any combination. Nothing is ever overwritten, and no line of the text is lost.
    """
    from larpaket.importing.report import report
    from larpaket.importing.run import import_files

    for line in report(import_files(files, into, id, language)):
        click.echo(line)
