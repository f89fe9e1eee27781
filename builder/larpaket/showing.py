"""What `larpaket show` prints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from larpaket.definition.original import LOCK, changes, in_words
from larpaket.definition.overlay import Original, merged
from larpaket.definition.project import find_named
from larpaket.definition.shown import shown
from larpaket.definition.source import DEFINITION
from larpaket.definition.tree import Node, read_tree
from larpaket.problems import LarpaketError, ProblemsError, Severity


def whole(named: str) -> Iterator[str]:
    """The definition of the module of that id or path, merged with those that it extends. Raises
    ProblemsError where it cannot be merged; what else is wrong with it does not matter here.
    """
    _, tree, _, _ = _read(named)
    return shown(tree, Path.cwd())


def differences(named: str) -> Iterator[str]:
    """What the original says otherwise than when the overlay was made against it, in words."""
    folder, _, originals, own = _read(named)
    if not originals:
        raise LarpaketError(f"`{folder.name}` extends no other module")
    found = changes(folder, originals)
    if found is None:
        text = f"{folder / LOCK} does not say what the original said: the first build writes it"
        raise LarpaketError(text)
    if not found:
        yield "Nothing has changed."
    replaced = own.get("changes")
    yield from in_words(found, replaced.value if replaced and isinstance(replaced.value, dict) else {})


def _read(named: str) -> tuple[Path, Node, tuple[Original, ...], Node]:
    _, [folder] = find_named([named])
    own, problems = read_tree(folder / DEFINITION)
    tree: Node | None = None
    originals: tuple[Original, ...] = ()
    if own is not None:
        tree, originals, found = merged(folder / DEFINITION, own)
        problems += found
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if own is None or tree is None or errors:
        raise ProblemsError(errors)
    return folder, tree, originals, own
