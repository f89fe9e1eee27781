"""`larpaket lrs`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from larpaket.cli.shared import command, folder, repeatable

_ORIGIN = "An address that packages are served from"


@click.group()
def lrs() -> None:
    """The publisher's learning record store (LRS)."""


@lrs.command("serve")
@click.option(
    "--file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Keep the statements in this SQLite file.  [default: in memory]",
)
@click.option(
    "--port", type=click.IntRange(1, 65535), metavar="PORT", help="Its port.  [default: a free one]"
)
@command
def serve_command(file: Path | None, port: int | None) -> None:
    """Serve an LRS on this computer, for a workshop or a class.

    It answers only to this computer, and is no LRS for learners: for those there are Ralph, SQL LRS and
    Learning Locker. The key is that of LARPAKET_LRS_KEY and LARPAKET_LRS_SECRET, or else a new one. Ctrl-C
    ends it.
    """
    from larpaket.preview.workshop import Open, serve_lrs

    def ready(opened: Open) -> None:
        click.echo(f"Endpoint  {opened.endpoint}\nKey       {opened.key}\nSecret    {opened.secret}")
        kept = f"kept in {file}" if file else "gone when it ends"
        click.echo(f"{opened.count} statements, {kept}. Ctrl-C ends it.")

    serve_lrs(os.environ, file=file, port=port or 0, ready=ready)


@lrs.command()
@repeatable("--origin", "origins", metavar="URL", help=_ORIGIN)
@click.option(
    "--lrs",
    "behind",
    metavar="URL",
    default="",
    help="With `auth: gateway`: the LRS behind the gateway, to check what its key may do.",
)
@command
def check(origins: tuple[str, ...], behind: str) -> None:
    """Check the LRS in publisher.yaml, and what the key in the environment may do there.

    The key is read from LARPAKET_LRS_KEY and LARPAKET_LRS_SECRET. The command writes a test statement, and
    voids it if the key may. It also writes documents to State and to an Agent's profile, and removes them.
    What counts as a problem depends on `auth` in publisher.yaml: a key that can read is a problem with `auth:
    key`, but not behind a gateway. With `auth: key`, the result is recorded beside publisher.yaml for
    `build`.
    """
    from larpaket.lrs.commands import check_lrs

    found = check_lrs(Path.cwd(), os.environ, origins, behind)
    click.echo(found.table())
    for note in found.notes:
        click.echo(note, err=True)
    if not found.fine:
        raise click.exceptions.Exit(1)


@lrs.command()
@click.option(
    "--lrs", metavar="URL", required=True, help="The LRS behind the gateway, as https://lrs.example.se/xapi."
)
@repeatable("--origin", "origins", metavar="URL", required=True, help=_ORIGIN)
@click.option(
    "--listen", default="443 ssl", show_default=True, help="The value of nginx's `listen` directive."
)
@click.option("--rate", default=10, show_default=True, help="Requests per second from one address.")
@click.option(
    "--ca",
    metavar="FILE",
    help="A file of certificate authorities to trust for the LRS. Default: Debian's.",
)
@click.option("--output", type=folder(), default=Path(), help="The folder for the two files.")
@command
def gateway(**options: Any) -> None:
    """Write an nginx configuration for the endpoint in publisher.yaml.

    It adds the LRS's key to what packages send, so that no package contains it. It is open to all: anybody
    who knows its address can write statements that look like a learner's, but nobody can read any. The key is
    read from LARPAKET_LRS_KEY and LARPAKET_LRS_SECRET. Use one that may not void statements, if the LRS has
    such keys.
    """
    from larpaket.lrs.commands import write_gateway
    from larpaket.lrs.gateway import CONFIGURATION, CREDENTIAL

    write_gateway(Path.cwd(), os.environ, **options)
    click.echo(f"Next: put both files beside nginx.conf and include {CONFIGURATION} there.")
    click.echo(f"{CREDENTIAL} contains the key.")
