"""What is said of a build that did not make everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from larpaket.problems import ProblemsError

_MOST_NAMED = 8


def outcome(made: Sequence[Path], *, stopped: bool, failed: Sequence[str] = (), modules: int = 1) -> str:
    """What is in place: `made` by this build, which `stopped` half-way, or could not make the `failed` of so
    many modules.
    """
    parts = []
    if failed and modules > 1:
        names = _some(failed)
        parts.append(f"{len(failed)} of {modules} could not be built: {names}.")
    if not made:
        return " ".join([*parts, "Nothing was built."])
    what = _some([str(path) for path in made])
    left = (
        "Other packages, and index.html, are as they were." if stopped else "Other packages are as they were."
    )
    return " ".join([*parts, f"Built and in place: {what}. {left}"])


def all_failures(failures: Mapping[str, ProblemsError], made: Sequence[Path], modules: int) -> ProblemsError:
    """One error for everything that could not be built, by module id."""
    errors = list(failures.values())
    whole = (
        errors[0] if len(errors) == 1 else ProblemsError(one for error in errors for one in error.problems)
    )
    whole.outcome = outcome(made, stopped=False, failed=list(failures), modules=modules)
    return whole


def _some(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
