"""`larpaket check` and `larpaket explain`."""

from __future__ import annotations

from pathlib import Path

import click

from larpaket.cli.shared import command, errors_shown, folder, repeatable


def _explain(context: click.Context, parameter: click.Parameter, code: str | None) -> None:
    if code is None:
        return
    from larpaket.explain import explain

    with errors_shown():
        click.echo(explain(code), nl=False)
    context.exit()


@click.command("explain")
@click.argument("code", required=False)
@command
def explain_command(code: str | None) -> None:
    """Explain what CODE, as in error[M104], means and how to fix it.

    A letter, such as M, lists the codes that begin with it. Without CODE, all codes are listed.
    """
    from larpaket.explain import explain, overview

    click.echo(explain(code) if code else overview(), nl=False)


@click.command("check")
@click.argument(
    "paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True)
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help="Output for people (text) or machines.",
)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@repeatable("--ignore", metavar="CODE", help="Skip this check")
@click.option(
    "--schemas",
    type=folder(exists=True),
    metavar="DIR",
    help="Check manifests against the official schema files in DIR (or DIR/<format>), not the package's own.",
)
@click.option(
    "--previous",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="ZIP",
    help="The package that this one will replace.",
)
@click.option(
    "--explain",
    metavar="CODE",
    is_eager=True,
    expose_value=False,
    callback=_explain,
    help="Explain a check, as `larpaket explain` does.",
)
@command
def check_command(
    paths: tuple[Path, ...],
    form: str,
    strict: bool,
    ignore: tuple[str, ...],
    schemas: Path | None,
    previous: Path | None,
) -> None:
    """Find problems that an LMS would not report.

    PATH is a finished package from any tool (a zip, or its folder), a module's folder, or publisher.yaml for
    all of its modules.
    """
    from larpaket.checking import check_paths
    from larpaket.checks.check import CheckOptions
    from larpaket.output import OUTPUTS

    reports = check_paths(paths, CheckOptions(frozenset(ignore), schemas, previous))
    click.echo(OUTPUTS[form](reports, Path.cwd()), nl=False)
    if any(report.fails(strict=strict) for report in reports):
        raise click.exceptions.Exit(1)
