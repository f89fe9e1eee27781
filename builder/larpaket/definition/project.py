"""A project: `publisher.yaml`, and the modules in the folders beside it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from larpaket.definition.codes import Code
from larpaket.definition.source import DEFINITION
from larpaket.problems import Place, Problem, Severity, UsageError

PUBLISHER = "publisher.yaml"


_FIRST = f"""
There is no {PUBLISHER} here. `larpaket new` begins a project, with a first module that builds at once.

Or write the file yourself, with your own name and web address:

    name: Exempelkommunen
    base: https://larande.example.se   # identifiers are made from it: choose once, keep for ever

Then make a folder next to it for each module, named after its id, with a {DEFINITION}. The README shows one
that is complete. `larpaket build` makes the packages, and puts them into dist/."""
_NEXT = """
Next: `larpaket check {0}` looks for mistakes, and `larpaket build` makes the packages."""


class NotFoundError(UsageError):
    """What was named does not exist; the text says what was looked for."""


class NoProjectError(NotFoundError):
    """There is no project, and nothing that was meant to be one."""


def find_project(start: Path) -> Path:
    """The nearest `publisher.yaml`, in `start` or its `modules/`, then upwards."""
    for folder in (start, *start.parents):
        for place in (folder, folder / "modules"):
            if (place / PUBLISHER).is_file():
                _refuse_misnamed(place, PUBLISHER)
                return place / PUBLISHER
    _refuse_misnamed(start, PUBLISHER)
    _refuse_misnamed(start / "modules", PUBLISHER)
    raise NoProjectError(f"no {PUBLISHER} in {start} or above it: `larpaket new` begins a project")


def first_step(start: Path) -> str:
    """What somebody in the folder `start` can do next."""
    try:
        project = find_project(start)
    except NoProjectError:
        return _FIRST
    except NotFoundError as error:
        return f"\n{error}"
    return _NEXT.format(os.path.relpath(project, start))


def find_modules(project: Path, named: Sequence[str | Path]) -> list[Path]:
    """The folders of the modules named by path or id, or by the id of a catalogue that holds them; all in the
    project if `named` is empty.
    """
    if not named:
        beside = sorted(project.parent.iterdir())
        for folder in beside:
            _refuse_misnamed(folder, DEFINITION)
        folders = [folder for folder in beside if DEFINITION in _names(folder)]
        if not folders:
            raise NotFoundError(f"no module beside {project}: a module is a folder with a {DEFINITION}")
        return folders
    return list(dict.fromkeys(folder for name in named for folder in _find(project, name)))


def _find(project: Path, name: str | Path) -> list[Path]:
    try:
        return [_find_module(project, name)]
    except NotFoundError:
        if ids := _modules_of(project, str(name)):
            return [_find_module(project, id) for id in ids]
        raise


def _modules_of(project: Path, catalogue: str) -> list[str]:
    """The ids of the modules of the catalogue with that id, as publisher.yaml has them, right or wrong."""
    from larpaket.definition.tree import read_tree  # only here: it takes longer than all else

    node, _ = read_tree(project)
    entries = node.get("catalogues") if node else None
    for entry in entries.plain() if entries and isinstance(entries.value, list) else []:
        if isinstance(entry, dict) and entry.get("id") == catalogue:
            blocks = [entry, *(entry.get("sections") or [])]
            return [id for block in blocks if isinstance(block, dict) for id in block.get("modules") or []]
    return []


def left_out(project: Path, folders: Iterable[Path]) -> list[Problem]:
    """Warnings about folders that may have been meant as modules, if `folders` are all that there are."""
    beside = [folder for folder in sorted(project.parent.iterdir()) if folder.is_dir()]
    defined = {folder for folder in beside if DEFINITION in _names(folder)}
    if defined - set(folders):
        return []
    return [
        Problem(
            place=Place(folder),
            code=Code.NO_DEFINITION,
            text=f"the folder has no {DEFINITION}, so it is no module and is left out",
            help=f"write its {DEFINITION} (README, A module in five minutes), or move the folder elsewhere",
            severity=Severity.WARNING,
        )
        for folder in beside
        if folder not in defined and not folder.name.startswith(".") and _begun(folder)
    ]


def _begun(folder: Path) -> bool:
    """Whether the folder is empty, or has what a module is made of."""
    try:
        names = [path.name for path in folder.iterdir()]
    except OSError:  # nobody may read it
        return False
    return not names or any(name.lower().endswith((".mp4", ".webm", ".vtt", ".srt", ".md")) for name in names)


def find_named(named: Sequence[str | Path]) -> tuple[Path, list[Path]]:
    """The project of the first module, if named by a path, else of the current folder; and the modules'
    folders.
    """
    start = Path(named[0]) if named and Path(named[0]).exists() else Path.cwd()
    project = find_project(start.resolve())
    return project, find_modules(project, named)


def _find_module(project: Path, name: str | Path) -> Path:
    for folder in (Path(name), project.parent / name):
        if folder.name == DEFINITION and folder.is_file():
            folder = folder.parent
        _refuse_misnamed(folder, DEFINITION)
        if (folder / DEFINITION).is_file():
            return _as_on_disk(folder.resolve())
    raise NotFoundError(
        f"no module `{name}`: neither a folder with {DEFINITION} nor an id under {project.parent}"
    )


def _as_on_disk(folder: Path) -> Path:
    """The folder under its own name: macOS opens it under one in other case too."""
    names = _names(folder.parent)
    same = next((name for name in names if name.casefold() == folder.name.casefold()), folder.name)
    return folder if folder.name in names else folder.with_name(same)


def _refuse_misnamed(folder: Path, name: str) -> None:
    """Say what to do about a file in `folder` that was probably meant to be `name`.

    Windows hides endings, so that `module.yaml` may be `module.yaml.txt`. It also opens `module.YAML` as
    `module.yaml`, which another system does not.
    """
    likely = re.compile(rf"{name.removesuffix('.yaml')}\.ya?ml(\.(txt|ya?ml))?", re.I)
    names = _names(folder)
    found = next((one for one in names if one != name and likely.fullmatch(one)), "")
    if found and name not in names:
        raise NotFoundError(f"found {folder / found}: rename it to {name}")


def _names(folder: Path) -> list[str]:
    """The names in a folder; none in one that may not be read, as a drive's own on Windows."""
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError:  # or a file
        return []
