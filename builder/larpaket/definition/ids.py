"""`ids.lock`: the ids that learners' results depend on. The first build writes it; it is committed. An id may
be renamed, but never disappear.

A line is an activity's id, or a question's after its activity's: `film`, `reflektion`, `reflektion/fraga`.
Renamed ids stay in the file, because their results stay in the LMS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from larpaket.definition.codes import Code
from larpaket.definition.fields import did_you_mean, is_id_path
from larpaket.definition.model import LearningModule
from larpaket.definition.source import DEFINITION, at, read_bytes
from larpaket.in_place import replacing
from larpaket.problems import Place, Problem
from larpaket.text.encoding import lines

LOCK = "ids.lock"
_HEAD = "# Written by larpaket; commit it. Learners' results depend on these ids.\n"
_CONFLICT = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_RESTORE = "restore the file from version control"


def check_ids(module: LearningModule, folder: Path) -> list[Problem]:
    """Problems: locked ids that the module no longer has, an unreadable lock, bad renames."""
    return check(module.ids, module.renamed, folder)


def check(
    ids: frozenset[str], renamed: Mapping[str, str], folder: Path, place: Callable[[str], Place] | None = None
) -> list[Problem]:
    """The same for ids alone; `place` finds where the definition renames an id."""
    locked, problems = _read(folder / LOCK)
    for old, new in renamed.items():
        text = ""
        if new not in ids:
            text, help = (
                f"`{old}` is renamed to `{new}`, which is not an id of the module",
                did_you_mean(new, sorted(ids)) or "write the id that it has now",
            )
        elif old in ids:
            text, help = (
                f"`{old}` is renamed, but the module still has it",
                "remove it here, or give the new one another id",
            )
        elif ("/" in old) != ("/" in new):
            text, help = (
                f"`{old}` and `{new}` are not of the same kind",
                "an activity can only become an activity, and a question a question",
            )
        if text:
            problems.append(
                at(place(old) if place else Place(folder / DEFINITION), Code.BAD_RENAME, text, help)
            )
    for old, line in locked.items():
        if old not in ids and old not in renamed and _moved(old, renamed) not in ids:
            text = f"the id `{old}` is gone from module.yaml, and learners' results with it"
            help = f"restore it, or add `renamed:` there, and below that `{old}: ` with its new id"
            problems.append(at(Place(folder / LOCK, line, 1, len(old)), Code.VANISHED_ID, text, help))
    return problems


def write_ids(module: LearningModule, folder: Path) -> None:
    """Add the module's new ids, if any, to its lock. An interruption leaves the old file intact."""
    path = folder / LOCK
    locked, _ = _read(path)
    if module.ids <= set(locked):
        return
    with replacing(path) as stream:
        stream.write((_HEAD + "".join(f"{id}\n" for id in sorted({*locked, *module.ids}))).encode())


def _moved(old: str, renamed: Mapping[str, str]) -> str:
    """A question moves with its activity."""
    activity, slash, question = old.partition("/")
    return renamed.get(activity, activity) + slash + question


def _read(path: Path) -> tuple[dict[str, int], list[Problem]]:
    """The locked ids with their line numbers; a line that is not an id is a problem."""
    if not path.exists() and not path.is_symlink():
        return {}, []
    data, problems = read_bytes(path, Code.BAD_LOCK)
    if data is None:
        return {}, problems
    locked: dict[str, int] = {}
    for number, line in enumerate(lines(data.decode("utf-8", "replace")).split("\n"), 1):
        if line.startswith(_CONFLICT):
            help = "keep the ids of both sides, and remove the lines that git added"
            return {}, [
                at(
                    Place(path, number, 1, len(line)),
                    Code.BAD_LOCK,
                    "the file contains a git conflict marker",
                    help,
                )
            ]
        if is_id_path(line):
            locked[line] = number
        elif line.strip() and not line.startswith("#"):
            return {}, [
                at(Place(path, number, 1, len(line)), Code.BAD_LOCK, "this line is not an id", _RESTORE)
            ]
    return locked, []
