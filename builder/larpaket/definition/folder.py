"""Files that a definition names: inside the module's folder, written as on the disk."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import Any

from larpaket.definition.codes import Code
from larpaket.definition.errors import DefinitionError, shown
from larpaket.definition.source import FORBIDDEN

_PICTURES = {b"\xff\xd8\xff": (".jpg", ".jpeg"), b"\x89PNG\r\n\x1a\n": (".png",)}
_LEAVES = re.compile(r"^/|^[A-Za-z]:|\\|^[A-Za-z][A-Za-z0-9+.-]*://")


def inside(folder: Path, name: Any, called: str = "the module's folder") -> Path:
    """The file of that name in `folder`, or a DefinitionError; `called` says to an author which folder that
    is.

    The name must be the disk's to the letter: what opens on Windows and macOS in spite of it is missing on
    the server.
    """
    if not isinstance(name, str) or not name.strip() or FORBIDDEN.search(name):
        raise DefinitionError(
            Code.WRONG_VALUE,
            f"the name of a file is needed here, not {shown(name)}",
            "write it as `film.mp4`",
        )
    if _LEAVES.search(name) or ".." in name.split("/"):
        help = f"put the file into {called}, and write `/` between the names of folders"
        raise DefinitionError(Code.OUTSIDE_THE_FOLDER, f"{shown(name)} is not a path inside {called}", help)
    try:
        if not (folder / name).resolve().is_relative_to(folder.resolve()):
            text = f"{shown(name)} is a link that leaves {called}"
            raise DefinitionError(Code.OUTSIDE_THE_FOLDER, text, "put the file itself into the folder")
        path = _as_on_disk(folder, name, called)
        is_file, is_folder = path.is_file(), path.is_dir()
    except (
        OSError,
        RuntimeError,
    ):  # a name too long, links in a circle (RuntimeError until Python 3.12), a folder that may not be read
        raise DefinitionError(
            Code.MISSING_FILE, f"there is no file {shown(name)} that can be read", f"put it into {called}"
        ) from None
    if not is_file:
        raise DefinitionError(
            Code.MISSING_FILE, f"{shown(name)} is {'a folder' if is_folder else 'not a file'}", "name a file"
        )
    return path


def read_picture(path: Path) -> Path:
    """The path itself, when the file is the JPEG or PNG that its ending says; else a DefinitionError."""
    with path.open("rb") as stream:
        head = stream.read(8)
    endings = next((endings for magic, endings in _PICTURES.items() if head.startswith(magic)), ())
    if not endings:
        raise DefinitionError(
            Code.BAD_PICTURE,
            f"{shown(path.name)} is neither a JPEG nor a PNG picture",
            "export it as .jpg or .png",
        )
    if path.suffix.lower() not in endings:
        raise DefinitionError(
            Code.BAD_PICTURE,
            f"{shown(path.name)} is a {endings[0][1:].upper()} picture, but its name says another",
            f"end it in `{endings[0]}`",
        )
    return path


def _as_on_disk(folder: Path, name: str, called: str) -> Path:
    path = folder
    for part in PurePosixPath(name).parts:
        names = sorted(entry.name for entry in path.iterdir()) if path.is_dir() else []
        if part not in names:
            raise DefinitionError(
                Code.MISSING_FILE, f"there is no file {shown(name)}", _nearest(part, names, called)
            )
        path = path / part
    return path


def _nearest(part: str, names: list[str], called: str) -> str:
    same = next((name for name in names if _folded(name) == _folded(part)), None)
    if same and unicodedata.normalize("NFC", same) == unicodedata.normalize("NFC", part):
        return (
            f"on the disk, the letters of `{same}` are composed otherwise: rename the file, typing its name "
            "again"
        )
    if same:
        return f"on the disk it is `{same}`: capital and small letters count"
    near = get_close_matches(part[:100], names, 1)
    return f"did you mean `{near[0]}`?" if near else f"put it into {called}"


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
