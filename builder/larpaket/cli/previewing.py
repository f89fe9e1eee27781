"""`larpaket preview` and `larpaket play`."""

from __future__ import annotations

from pathlib import Path

import click

from larpaket.cli.shared import command, folder, repeatable


@click.command("preview")
@click.argument("what", metavar="[MODULE | PACKAGE]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--language",
    type=click.Choice(["sv", "en"]),
    default="sv",
    show_default=True,
    help="The language of the page.",
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar="PORT",
    help="The page's port.  [default: the next free one]",
)
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


@click.command("play")
@click.argument(
    "packages", metavar="PACKAGE…", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True)
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "junit", "json"]),
    default="text",
    help="Output for people (text) or machines.",
)
@repeatable(
    "--persona",
    "personas",
    type=click.Choice(["moodle", "loose", "frappe", "openedx", "strict", "lms", "catapult"]),
    help="The LMS to play it in: `lms` and `catapult` for cmi5, the others for SCORM. "
    "[default: `moodle`; for cmi5 `lms`]",
)
@click.option(
    "--script",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Walk by these steps instead.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(1, 600),
    metavar="SECONDS",
    default=20,
    show_default=True,
    help="How long another tool's package is explored without a script.",
)
@click.option("--pictures", type=folder(), metavar="DIR", help="Put screenshots there.")
@command
def play_command(
    packages: tuple[Path, ...],
    form: str,
    personas: tuple[str, ...],
    script: Path | None,
    seconds: float,
    pictures: Path | None,
) -> None:
    """Let a robot learner walk finished packages, and say what an LMS would have recorded.

    A package that larpaket built is walked to its end. In another tool's, the robot follows the script, or
    presses what a learner would find. It then says what it saw, and judges only what it saw fail. The exit
    code is 1 if something failed or was not completed.
    """
    from larpaket.preview.extra import play

    said, fails = play(packages, form, personas=personas, script=script, seconds=seconds, pictures=pictures)
    click.echo(said, nl=False)
    if fails:
        raise click.exceptions.Exit(1)
