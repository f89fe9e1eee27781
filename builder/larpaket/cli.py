"""The command line, the only user of click. Exit codes: 0 success, 1 problems, 2 wrong usage.

A command parses its options, calls one function and prints. It imports what it needs inside, so that `--help`
answers at once.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec

import click

from larpaket.version import __version__

if TYPE_CHECKING:
    from larpaket.build import Package
    from larpaket.problems import LarpaketError, Problem

P = ParamSpec("P")
_ORIGIN = "An address that packages are served from"


def _folder(**options: Any) -> click.Path:
    return click.Path(path_type=Path, file_okay=False, **options)


def _repeatable(*names: str, help: str, **options: Any) -> Callable[[Callable[P, None]], Callable[P, None]]:
    return click.option(*names, multiple=True, help=f"{help}; may be repeated.", **options)


def _command(function: Callable[P, None]) -> Callable[P, None]:
    """Report errors, and exit with the code that the module promises."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        with _errors_shown():
            function(*args, **kwargs)

    return run


@contextmanager
def _errors_shown() -> Iterator[None]:
    from larpaket.problems import LarpaketError, ProblemsError, UsageError, larpaket_errors

    try:
        with larpaket_errors():
            yield
    except UsageError as error:
        raise click.UsageError(_said(error)) from None
    except ProblemsError as error:
        for problem in error.problems:
            _show(problem)
        codes = [problem.code for problem in error.problems if problem.severity == "error"]
        count = f"{len(codes)} error{'' if len(codes) == 1 else 's'}."
        click.echo(f"{count} {error.outcome}".rstrip(), err=True)
        which = "it" if len(codes) == 1 else "the first"
        click.echo(f"For more about {which}, run `larpaket explain {codes[0]}`.", err=True)
        raise click.exceptions.Exit(1) from None
    except LarpaketError as error:
        click.echo(f"error: {_said(error)}", err=True)
        raise click.exceptions.Exit(1) from None


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


@main.command()
@click.argument("modules", metavar="[MODULE…]", nargs=-1)
@_repeatable("--format", "formats", metavar="FORMAT", help="A format to build instead of publisher.yaml's")
@click.option("--output", type=_folder(), default=Path("dist"), show_default=True, help="Where packages go.")
@click.option("--unpacked", is_flag=True, help="Write folders, not zips, for a web server or USB stick.")
@click.option(
    "--schemas",
    type=_folder(exists=True),
    metavar="DIR",
    help="Add the official schema files in DIR (or DIR/<format>) to SCORM packages, as ADL's test requires.",
)
@click.option("--release", is_flag=True, help="Refuse what learners must not see yet, such as a stand-in.")
@click.option("--allow-readable-key", is_flag=True, help="With `auth: key`: allow a key that can read.")
@_command
def build(modules: tuple[str, ...], **options: Any) -> None:
    """Build packages of the named modules, by folder or id; of all modules if none are named."""
    from larpaket.build import BuildOptions, build_modules

    _table(build_modules(modules, BuildOptions(**options), on_problem=_show, on_package=_progress))


@main.command("show")
@click.argument("module")
@click.option("--diff", is_flag=True, help="List what its original says otherwise than when it was made.")
@_command
def show_module(module: str, diff: bool) -> None:
    """Print a module's whole definition, with the file and line that each value comes from."""
    from larpaket.showing import differences, whole

    for line in differences(module) if diff else whole(module):
        click.echo(line)


def _explain(context: click.Context, parameter: click.Parameter, code: str | None) -> None:
    if code is None:
        return
    from larpaket.explain import explain

    with _errors_shown():
        click.echo(explain(code), nl=False)
    context.exit()


@main.command("explain")
@click.argument("code", required=False)
@_command
def explain_command(code: str | None) -> None:
    """Explain what CODE, as in error[M104], means and how to fix it.

    A letter, such as M, lists the codes that begin with it. Without CODE, all codes are listed.
    """
    from larpaket.explain import explain, overview

    click.echo(explain(code) if code else overview(), nl=False)


@main.command("check")
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
@_repeatable("--ignore", metavar="CODE", help="Skip this check")
@click.option(
    "--schemas",
    type=_folder(exists=True),
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
@_command
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


@main.group()
def lrs() -> None:
    """The publisher's learning record store (LRS)."""


@lrs.command()
@_repeatable("--origin", "origins", metavar="URL", help=_ORIGIN)
@click.option(
    "--lrs",
    "behind",
    metavar="URL",
    default="",
    help="With `auth: gateway`: the LRS behind the gateway, to check what its key may do.",
)
@_command
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
@_repeatable("--origin", "origins", metavar="URL", required=True, help=_ORIGIN)
@click.option(
    "--listen", default="443 ssl", show_default=True, help="The value of nginx's `listen` directive."
)
@click.option("--rate", default=10, show_default=True, help="Requests per second from one address.")
@click.option(
    "--ca",
    metavar="FILE",
    help="A file of certificate authorities to trust for the LRS. Default: Debian's.",
)
@click.option("--output", type=_folder(), default=Path(), help="The folder for the two files.")
@_command
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


def _said(error: LarpaketError) -> str:
    return f"{error}. {error.outcome}" if error.outcome else str(error)


def _show(problem: Problem) -> None:
    from larpaket.problems import show

    click.echo(show(problem, relative_to=Path.cwd()) + "\n", err=True)


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
