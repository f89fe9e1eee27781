"""`original.lock`: what an overlay's original said when the overlay was made against it. The build writes it;
it is committed. A newer original can thus be compared even where nobody has its old files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from larpaket.definition.codes import Code
from larpaket.definition.errors import DefinitionError
from larpaket.definition.folder import among
from larpaket.definition.overlay import Original
from larpaket.definition.source import at, read_bytes
from larpaket.definition.tree import Node
from larpaket.in_place import replacing
from larpaket.problems import Place, Problem, Severity
from larpaket.text.encoding import lines

LOCK = "original.lock"
_ABOUT = "Written by larpaket; commit it. What the original said when this overlay was made against it."
_TEXTS = (".md", ".vtt", ".srt")
_MOST_TEXT = 1_000_000  # bytes of a text that is remembered
_RESTORE = "restore the file from version control, or remove it and build again"


@dataclass(frozen=True, slots=True)
class _Known:
    """What the file says."""

    module: str
    version: str
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A text of the original that is another now: where it belongs, by ids and keys; `None` is no text."""

    where: str
    before: str | None
    now: str | None


def said(originals: Sequence[Original]) -> dict[str, str]:
    """Everything that the first of the originals says, by ids and keys: `samtal.title.sv`. Texts in files are
    there whole, other files with their sizes; the other originals are those that it extends itself.
    """
    found = dict(_said(originals[0].tree, "", [original.folder for original in originals]))
    return {where: text for where, text in found.items() if where not in ("id", "version")}


def changes(folder: Path, originals: Sequence[Original]) -> list[Change] | None:
    """What the original says otherwise than when the overlay in `folder` was made against it; None if that is
    not known.
    """
    known = _read(folder / LOCK)[0]
    if known is None or known.module != originals[0].id:
        return None
    now = said(originals)
    return [
        Change(where, known.texts.get(where), now.get(where))
        for where in sorted({*known.texts, *now})
        if known.texts.get(where) != now.get(where)
    ]


def check_originals(folder: Path, originals: Sequence[Original]) -> list[Problem]:
    """Problems of the overlay in `folder`, and of those that it extends: an original is another version than
    an overlay was made against, or says something else.
    """
    overlays = [folder, *(original.folder for original in originals)]
    return [
        problem for at, overlay in enumerate(overlays[:-1]) for problem in _check(overlay, originals[at:])
    ]


def _check(folder: Path, originals: Sequence[Original]) -> list[Problem]:
    problems = _read(folder / LOCK)[1]
    original, wanted = originals[0], str(originals[0].wanted.plain())
    found = changes(folder, originals) or []
    count = f"{len(found)} {'text has' if len(found) == 1 else 'texts have'} changed"
    if wanted != original.version:
        text = f"the original is now version {original.version}, and this was made against {wanted}"
        help = (
            f"`larpaket show --diff {folder.name}` lists what is new; when it suits you, write "
            f'`version: "{original.version}"` here'
        )
        counted = f"{text}: {count}" if found else text
        problems.append(at(original.wanted.place, Code.NEWER_ORIGINAL, counted, help))
    elif found:
        text = f"the original is still called version {original.version}, but {count}"
        help = f"`larpaket show --diff {folder.name}` lists them; remove {LOCK} to take them over"
        warning = at(original.wanted.place, Code.ORIGINAL_CHANGED, text, help)
        problems.append(replace(warning, severity=Severity.WARNING))
    return problems


def write_original(folder: Path, originals: Sequence[Original]) -> None:
    """Remember what the nearest original says, unless that is what is remembered: the same module in the same
    version. An interruption leaves the old file whole.
    """
    if not originals:
        return
    original, known = originals[0], _read(folder / LOCK)[0]
    if known and (known.module, known.version) == (original.id, original.version):
        return
    facts = {"about": _ABOUT, "module": original.id, "version": original.version, "texts": said(originals)}
    with replacing(folder / LOCK) as stream:
        stream.write(f"{json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode())


def in_words(found: list[Change], replaced: Mapping[str, Node]) -> Iterator[str]:
    """The changes as a person reads them; `replaced` are the overlay's own changes by id."""
    for change in found:
        yield change.where
        if change.before is not None:
            yield from (f"  - {line}" for line in change.before.split("\n"))
        if change.now is not None:
            yield from (f"  + {line}" for line in change.now.split("\n"))
        id, _, key = change.where.partition(".")
        own = replaced.get(id)
        if own and own.get(key.split(".")[0].split(" ")[0]):
            yield "  This overlay says something else here, which stays."


def _said(node: Node, prefix: str, folders: Sequence[Path]) -> Iterator[tuple[str, str]]:
    if isinstance(node.value, str):
        yield prefix, node.value
        if (file := _file(folders, node.value)) is not None:
            yield f"{prefix} ({node.value})", file
        return
    if isinstance(node.value, list):
        for number, item in enumerate(node.value):
            own = prefix if item.get("id") else f"{prefix}.{number + 1}".lstrip(".")
            yield from _said(item, own, folders)
        return
    id = node.get("id")
    base = id.value if id and isinstance(id.value, str) and prefix else prefix
    for key, child in node.value.items():
        yield from _said(child, f"{base}.{key}".lstrip("."), folders)


def _file(folders: Sequence[Path], name: str) -> str | None:
    """What a file says, or how large it is; None if there is no such file."""
    if "." not in name or "\n" in name or len(name) > 200:
        return None
    try:
        path = among(folders, name)
        size = path.stat().st_size
        if path.suffix.lower() in _TEXTS and size <= _MOST_TEXT:
            return lines(path.read_bytes().decode("utf-8", "replace")).strip()
    except (OSError, DefinitionError):
        return None
    return f"{size:,} bytes"


def _read(path: Path) -> tuple[_Known | None, list[Problem]]:
    if not path.exists():
        return None, []
    data, problems = read_bytes(path, Code.BAD_LOCK)
    if data is None:
        return None, problems
    try:
        found = json.loads(data)
        known = _Known(str(found["module"]), str(found["version"]), dict(found["texts"]))
        if not all(isinstance(text, str) for text in known.texts.values()):
            raise ValueError("a text is something else")
    except (ValueError, KeyError, TypeError):
        text = "the file is not what larpaket wrote"
        return None, [at(Place(path), Code.BAD_LOCK, text, _RESTORE)]
    return known, []
