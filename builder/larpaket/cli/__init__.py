"""The command line, the only user of click. Exit codes: 0 success, 1 problems, 2 wrong usage.

A command parses its options, calls one function and prints. It imports what it needs inside, so that `--help`
answers at once.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from larpaket.cli.building import build, overview, show_module
from larpaket.cli.checks import check_command, explain_command
from larpaket.cli.importing import import_command
from larpaket.cli.lrs import lrs
from larpaket.cli.previewing import play_command, preview_command
from larpaket.cli.starting import new, schema
from larpaket.version import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.version_option(__version__, prog_name="larpaket")
@click.pass_context
def main(context: click.Context) -> None:
    """Turn module definitions into packages for any learning management system."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A console on Windows, or a pipe from it, may know only 256 characters.
        sys.stdout.reconfigure(errors="backslashreplace")
    if context.invoked_subcommand is None:
        from larpaket.definition.project import first_step

        click.echo(context.get_help())
        click.echo(first_step(Path.cwd()))


for each in (
    new,
    import_command,
    build,
    overview,
    show_module,
    explain_command,
    check_command,
    preview_command,
    play_command,
    schema,
    lrs,
):
    main.add_command(each)
