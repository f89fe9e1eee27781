"""What every command shares: its options' kinds, how errors are shown, and the exit codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec

import click

if TYPE_CHECKING:
    from larpaket.problems import LarpaketError, Problem

P = ParamSpec("P")


def folder(**options: Any) -> click.Path:
    """The kind of an option that is a folder."""
    return click.Path(path_type=Path, file_okay=False, **options)


def repeatable(*names: str, help: str, **options: Any) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """An option that may be given several times."""
    return click.option(*names, multiple=True, help=f"{help}; may be repeated.", **options)


def with_options(
    *options: Callable[[Callable[P, None]], Callable[P, None]],
) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Many options at once, in this order."""

    def decorate(function: Callable[P, None]) -> Callable[P, None]:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def command(function: Callable[P, None]) -> Callable[P, None]:
    """Report errors, and exit with 0 for success, 1 for problems and 2 for wrong usage."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        with errors_shown():
            function(*args, **kwargs)

    return run


@contextmanager
def errors_shown() -> Iterator[None]:
    """Show what goes wrong inside, and exit with its code."""
    from larpaket.problems import LarpaketError, ProblemsError, UsageError, larpaket_errors

    try:
        with larpaket_errors():
            yield
    except UsageError as error:
        raise click.UsageError(_said(error)) from None
    except ProblemsError as error:
        for problem in error.problems:
            show(problem)
        codes = [problem.code for problem in error.problems if problem.severity == "error"]
        count = f"{len(codes)} error{'' if len(codes) == 1 else 's'}."
        click.echo(f"{count} {error.outcome}".rstrip(), err=True)
        which = "it" if len(codes) == 1 else "the first"
        click.echo(f"For more about {which}, run `larpaket explain {codes[0]}`.", err=True)
        raise click.exceptions.Exit(1) from None
    except LarpaketError as error:
        click.echo(f"error: {_said(error)}", err=True)
        raise click.exceptions.Exit(1) from None


def _said(error: LarpaketError) -> str:
    return f"{error}. {error.outcome}" if error.outcome else str(error)


def show(problem: Problem) -> None:
    """Print a problem, with its line of the file and how to fix it."""
    from larpaket.problems import show

    click.echo(show(problem, relative_to=Path.cwd()) + "\n", err=True)
