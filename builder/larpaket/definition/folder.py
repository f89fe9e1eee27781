"""Files that a definition names: inside the module's folder, spelt as on disk."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import Any

from larpaket.definition.codes import Code
from larpaket.definition.errors import DefinitionError, shown
from larpaket.definition.source import FORBIDDEN

_PICTURES = {b"\xff\xd8\xff": (".jpg", ".jpeg"), b"\x89PNG\r\n\x1a\n": (".png",)}
_LEAVES = re.compile(r"^/|^[A-Za-z]:|\\|^[A-Za-z][A-Za-z0-9+.-]*://|^~/")
_BACKSLASHES = re.compile(r"[^\\/:~][^:]*")  # a path inside, as Windows writes it


def inside(folder: Path, name: Any, called: str = "the module's folder") -> Path:
    """The file of that name in `folder`, or a DefinitionError; `called` is the folder's name in messages.

    The name must match the one on disk: a name in other case opens on Windows and macOS, but not on most web
    servers. Only `å` may be composed otherwise, as macOS does.
    """
    if not isinstance(name, str) or not name.strip() or FORBIDDEN.search(name):
        raise DefinitionError(
            Code.WRONG_VALUE,
            f"expected a file name, found {shown(name)}",
            "write it as `film.mp4`",
        )
    if _LEAVES.search(name) or ".." in name.split("/"):
        help = f"put the file into {called}, and write `/` between the names of folders"
        if "\\" in name and _BACKSLASHES.fullmatch(name) and ".." not in re.split(r"[\\/]", name):
            slashes = name.replace("\\", "/")
            help = f"write `/` between the names of folders, as on every system: {shown(slashes)}"
        raise DefinitionError(Code.OUTSIDE_THE_FOLDER, f"{shown(name)} is not a path inside {called}", help)
    try:
        path = _as_on_disk(folder, name, called)
        is_file, is_folder = path.is_file(), path.is_dir()
    except (
        OSError,
        RuntimeError,
    ):  # a name too long, circular links (RuntimeError until Python 3.12), a folder that may not be read
        raise DefinitionError(
            Code.MISSING_FILE, f"the file {shown(name)} cannot be read", f"put it into {called}"
        ) from None
    if not is_file:
        raise DefinitionError(
            Code.MISSING_FILE, f"{shown(name)} is {'a folder' if is_folder else 'not a file'}", "name a file"
        )
    return path


def among(folders: Sequence[Path], name: Any) -> Path:
    """The file of that name in the first of the folders that has it, or the DefinitionError of the first."""
    errors: list[DefinitionError] = []
    for folder in folders:
        try:
            return inside(folder, name)
        except DefinitionError as error:
            errors.append(error)
    raise errors[0]


def read_picture(path: Path) -> Path:
    """The path itself; DefinitionError unless the file is the JPEG or PNG picture that its name says."""
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
            f"{shown(path.name)} is a {endings[0][1:].upper()} picture, but its name says otherwise",
            f"rename it so that it ends in `{endings[0]}`",
        )
    return path


def _as_on_disk(folder: Path, name: str, called: str) -> Path:
    path = folder
    for part in PurePosixPath(name).parts:
        names = sorted(entry.name for entry in path.iterdir()) if path.is_dir() else []
        same = [one for one in names if _composed(one) == _composed(part)]
        if not same:
            raise DefinitionError(
                Code.MISSING_FILE, f"there is no file {shown(name)}", _nearest(part, names, called)
            )
        path = path / (part if part in same else same[0])
        if not path.resolve().is_relative_to(folder.resolve()):
            text = f"{shown(name)} is a link to a file outside {called}"
            raise DefinitionError(Code.OUTSIDE_THE_FOLDER, text, "put the file itself into the folder")
    return path


def _nearest(part: str, names: list[str], called: str) -> str:
    same = next((name for name in names if _folded(name) == _folded(part)), None)
    if same:
        return f"on disk it is `{same}`: case matters"
    near = get_close_matches(part[:100], names, 1)
    return f"did you mean `{near[0]}`?" if near else f"put it into {called}"


def _folded(name: str) -> str:
    return _composed(name).casefold()


def _composed(name: str) -> str:
    """The name with each `å` as one character."""
    return unicodedata.normalize("NFC", name)
