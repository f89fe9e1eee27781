"""`larpaket new` and `larpaket schema`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from larpaket.cli.shared import command


@click.command()
@click.argument("name", required=False)
@click.option("--title", metavar="TEXT", help="What the module is called.")
@click.option("--language", type=click.Choice(["sv", "en"]), help="The language of its texts and comments.")
@click.option("--group", "mode", flag_value="group", help="A group takes it together.")
@click.option("--alone", "mode", flag_value="individual", help="One person takes it alone.")
@click.option("--either", "mode", flag_value="either", help="The learners say which when they begin.")
@command
def new(name: str | None, **options: Any) -> None:
    """Begin a module that builds at once, and a project for it if there is none.

    NAME is the module's folder: a-z, 0-9 and `-`. Without it, the name is made from the title. In a terminal,
    you are asked for what you do not give; in a script, the defaults are a Swedish module for a group.

    The module has a film that stands in for yours, captions, a text version and a question. Its module.yaml
    says in comments what to change. Nothing that is there already is overwritten.
    """
    from larpaket.starting.start import default, start

    made = start(Path.cwd(), name, ask=_ask if sys.stdin.isatty() else default, **options)
    for path in made.files:
        click.echo(f"  {os.path.relpath(path)}", err=True)
    for note in made.notes:
        click.echo(f"note: {note}", err=True)
    click.echo(f"{os.path.relpath(made.folder)} is a module. Begin with its module.yaml.\n")
    click.echo(f"Next: `larpaket preview {made.name}` shows it as learners see it, and")
    click.echo(f"`larpaket build {made.name}` makes its packages, and puts them into dist/.")


@click.command()
@click.argument(
    "which", metavar="[module|publisher]", type=click.Choice(["module", "publisher"]), default="module"
)
@command
def schema(which: Any) -> None:
    """Print the JSON Schema of module.yaml or publisher.yaml, for editors.

    An editor that knows it completes keys, describes them, and marks mistakes while you write. `larpaket new`
    writes both schemas into .schemas, and a line at the top of each file that names its schema: editors that
    use yaml-language-server (VS Code with the extension YAML by Red Hat, and others) need nothing else.
    """
    from larpaket.starting.schemas import schema_text

    click.echo(schema_text(which), nl=False)


def _ask(question: str, answer: str, choices: Sequence[str]) -> str:
    kind = click.Choice(choices) if choices else None
    found: str = click.prompt(question, default=answer or None, type=kind, err=True)
    return found
