"""`original.lock`: what an overlay's original said when the overlay was made against it. The build writes it;
it is committed. A newer original can thus be compared even where nobody has its old files.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from larpaket.definition.codes import Code
from larpaket.definition.overlay import Original
from larpaket.definition.source import at, read_bytes
from larpaket.definition.tree import Node
from larpaket.problems import Place, Problem, Severity
from larpaket.text.encoding import lines

LOCK = "original.lock"
_ABOUT = "Written by larpaket; commit it. What the original said when this overlay was made against it."
_TEXTS = (".md", ".vtt", ".srt")
_MOST_TEXT = 1_000_000  # bytes of a text that is remembered
_RESTORE = "restore the file from version control, or remove it and build again"


@dataclass(frozen=True, slots=True)
class Change:
    """A text of the original that is another now: where it belongs, by ids and keys; `None` is no text."""

    where: str
    before: str | None
    now: str | None


def said(original: Original) -> dict[str, str]:
    """Everything that the original says, by ids and keys: `samtal.title.sv`. Texts in files are there whole,
    other files with their sizes.
    """
    found = dict(_said(original.tree, "", original.folder))
    return {where: text for where, text in found.items() if where not in ("id", "version")}


def changes(folder: Path, original: Original) -> list[Change]:
    """What the original says otherwise than when the overlay in `folder` was made against it."""
    before = _read(folder / LOCK)[0]
    now = said(original)
    if before is None:
        return []
    return [
        Change(where, before.get(where), now.get(where))
        for where in sorted({*before, *now})
        if before.get(where) != now.get(where)
    ]


def check_original(folder: Path, original: Original) -> list[Problem]:
    """Problems: the original is another version than the overlay was made against, or another text."""
    before, problems = _read(folder / LOCK)
    found = changes(folder, original) if before is not None else []
    count = f"{len(found)} {'text has' if len(found) == 1 else 'texts have'} changed"
    if _wanted(original) != original.version:
        text = (
            f"the original is now version {original.version}, and this was made against {_wanted(original)}"
        )
        help = (
            f"`larpaket show --diff {folder.name}` lists what is new; when it suits you, write "
            f'`version: "{original.version}"` here'
        )
        counted = f"{text}: {count}" if found else text
        problems.append(at(original.wanted.place, Code.NEWER_ORIGINAL, counted, help))
    elif found:
        text = f"the original is still called version {original.version}, but {count}"
        help = f"`larpaket show --diff {folder.name}` lists them; remove {LOCK} to take them over"
        problems.append(
            Problem(
                place=original.wanted.place,
                code=Code.ORIGINAL_CHANGED,
                text=text,
                help=help,
                severity=Severity.WARNING,
            )
        )
    return problems


def write_original(folder: Path, originals: tuple[Original, ...]) -> None:
    """Remember what the nearest original says, if the overlay was made against another version before, or
    nothing is remembered. An interruption leaves the old file whole.
    """
    path = folder / LOCK
    if not originals or _version(path) == originals[0].version:
        return
    original = originals[0]
    known = {"about": _ABOUT, "module": original.id, "version": original.version, "texts": said(original)}
    temporary = path.with_name(f".{LOCK}.{os.getpid()}.part")
    try:
        text = json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        temporary.write_text(text, "utf-8", newline="\n")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


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


def _wanted(original: Original) -> str:
    return str(original.wanted.plain())


def _said(node: Node, prefix: str, folder: Path) -> Iterator[tuple[str, str]]:
    if isinstance(node.value, str):
        yield prefix, node.value
        if (file := _file(folder, node.value)) is not None:
            yield f"{prefix} ({node.value})", file
        return
    if isinstance(node.value, list):
        for number, item in enumerate(node.value):
            yield from _said(item, prefix if item.get("id") else f"{prefix}.{number + 1}".lstrip("."), folder)
        return
    id = node.get("id")
    base = id.value if id and isinstance(id.value, str) and prefix else prefix
    for key, child in node.value.items():
        yield from _said(child, f"{base}.{key}".lstrip("."), folder)


def _file(folder: Path, name: str) -> str | None:
    """What a file says, or how large it is; None if there is no such file."""
    if "." not in name or "\n" in name or len(name) > 200:
        return None
    path = folder / name
    try:
        if not path.is_file():
            return None
        size = path.stat().st_size
        if path.suffix.lower() in _TEXTS and size <= _MOST_TEXT:
            return lines(path.read_bytes().decode("utf-8", "replace")).strip()
    except OSError:
        return None
    return f"{size:,} bytes"


def _read(path: Path) -> tuple[dict[str, str] | None, list[Problem]]:
    if not path.exists():
        return None, []
    data, problems = read_bytes(path, Code.BAD_LOCK)
    if data is None:
        return None, problems
    try:
        texts = json.loads(data)["texts"]
        if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
            raise ValueError("no texts")
    except (ValueError, KeyError, TypeError):
        text = "the file is not what larpaket wrote"
        return None, [at(Place(path), Code.BAD_LOCK, text, _RESTORE)]
    return texts, []


def _version(path: Path) -> str:
    try:
        return str(json.loads(path.read_bytes())["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
