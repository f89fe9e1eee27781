"""`ids.lock`: the ids that learners' results hang on. Written by the first build and committed; an id may be renamed, never vanish."""

from __future__ import annotations

import re
from pathlib import Path

from builder.definition.codes import Code
from builder.definition.model import LearningModule
from builder.problems import Problem

LOCK = "ids.lock"
_HEAD = "# Written by larpaket; commit it. Learners' results hang on these ids.\n"
_LINE = re.compile(r"[a-z][a-z0-9-]*(/[a-z][a-z0-9-]*)?")


def check_ids(module: LearningModule, folder: Path, definition: Path) -> list[Problem]:
    """Problems for every locked id that the module no longer has, and for a lock that cannot be read."""
    locked, problems = _read(folder / LOCK)
    for old, new in module.renamed.items():
        if new not in module.ids:
            text = f"`{old}` is renamed to `{new}`, which is no id of the module"
            problems.append(Problem(path=definition, code=Code.BAD_RENAME, text=text, help=_known(module)))
    for old in sorted(locked - module.ids - set(module.renamed)):
        text = f"the id `{old}` has vanished, and learners' results with it"
        help = f"bring it back, or write `renamed:` with `{old}: <its new id>` below it"
        problems.append(Problem(path=definition, code=Code.VANISHED_ID, text=text, help=help))
    return problems


def write_ids(module: LearningModule, folder: Path) -> None:
    """Add the module's ids to its lock. The file is replaced in one step and left alone when nothing is new."""
    path = folder / LOCK
    locked, _ = _read(path)
    if module.ids <= locked:
        return
    temporary = path.with_name(f".{LOCK}.part")
    temporary.write_text(_HEAD + "".join(f"{id}\n" for id in sorted(locked | module.ids)), "utf-8")
    temporary.replace(path)


def _read(path: Path) -> tuple[frozenset[str], list[Problem]]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return frozenset(), []
    except (OSError, UnicodeDecodeError):
        return frozenset(), [Problem(path=path, code=Code.BAD_LOCK, text="the file cannot be read", help=_restore())]
    problems = []
    for number, line in enumerate(lines, 1):
        if line and not line.startswith("#") and not _LINE.fullmatch(line):
            problem = Problem(
                path=path, line=number, column=1, length=len(line), code=Code.BAD_LOCK, text="this line is no id", help=_restore()
            )
            problems.append(problem)
    return frozenset(line for line in lines if _LINE.fullmatch(line)), problems


def _restore() -> str:
    return "restore the file from version control; after a merge keep the lines of both sides"


def _known(module: LearningModule) -> str:
    return f"the ids are {', '.join(f'`{id}`' for id in sorted(module.ids))}"
