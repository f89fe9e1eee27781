"""`larpaket preview`."""

from __future__ import annotations

from pathlib import Path

import click

from larpaket.cli.shared import command


@click.command("preview")
@click.argument("what", metavar="[MODULE | PACKAGE]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--language",
    type=click.Choice(["sv", "en"]),
    default="sv",
    show_default=True,
    help="The language of the page.",
)
@click.option("--port", type=click.IntRange(1, 65535), help="The page's port.  [default: the next free one]")
@click.option("--no-browser", is_flag=True, help="Print the address, and open nothing.")
@command
def preview_command(what: Path | None, language: str, port: int | None, no_browser: bool) -> None:
    """Play a module or a package in a pretended LMS on this computer.

    Beside the player stands what an LMS would be told: each call with its answer, the saved state, each
    statement. A module is built anew at every change. PACKAGE is anybody's finished zip, or its folder.

    Nothing leaves this computer. Ctrl-C ends it.
    """
    from larpaket.preview.extra import run

    def ready(address: str) -> None:
        click.echo(f"{address}\nCtrl-C ends the preview.")
        if not no_browser:
            click.launch(address)

    run(what, language=language, port=port, ready=ready)
