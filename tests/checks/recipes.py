"""Packages from small text recipes: one of `packages/` with changes.

A recipe is YAML: `from` names the package, `fails` the changes that a check must find, `passes` (else none) those that it must let
through. Changes, in this order: `rename: {old: new}`, `remove: [name]`, `add: {name: text}`, `change: {file: {old: new}}`, each old text being
there. `ours: true` marks the package as larpaket's, `name` is the zip's, `ignore` lists codes. `zip: trick` in a variant does to the zip what
`TRICKS` says.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from builder.checks.check import Options, Report, check_stream
from builder.marker import marker_file

PACKAGES = Path(__file__).parent / "packages"
Files = dict[str, bytes]


def load(path: Path) -> dict[str, Any]:
    return dict(YAML(typ="safe").load(path.read_text("utf-8")))


def base(name: str) -> Files:
    folder = PACKAGES / name
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def files_of(recipe: dict[str, Any], variant: str) -> Files:
    files = base(recipe["from"])
    if recipe.get("ours"):
        marker = marker_file(recipe["from"], "harbour", "1.0")
        files[marker.path] = b"".join(piece for piece in marker.content if isinstance(piece, bytes))
    changes = recipe.get(variant) or {}
    for old, new in changes.get("rename", {}).items():
        for name in files:
            files[name] = files[name].replace(f'href="{old}"'.encode(), f'href="{new}"'.encode())
        files[new] = files.pop(old)
    for name in changes.get("remove", []):
        del files[name]
    for name, text in changes.get("add", {}).items():
        files[name] = (text or "").encode()
    for name, replacements in changes.get("change", {}).items():
        for old, new in replacements.items():
            assert old.encode() in files[name], f"{old!r} is not in {name}"
            files[name] = files[name].replace(old.encode(), (new or "").encode())
    return files


def pack(files: Files) -> bytes:
    """A plain zip: the manifest first, the others sorted, fixed times."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(files, key=lambda name: (name not in ("imsmanifest.xml", "tincan.xml", "cmi5.xml"), name)):
            archive.writestr(zipfile.ZipInfo(name), files[name])
    return stream.getvalue()


def check_data(data: bytes, name: str = "harbour.zip", options: Options = Options()) -> Report:  # noqa: B008
    return check_stream(io.BytesIO(data), Path(name), options)


def set_bits(data: bytes, offset: int, bits: int) -> bytes:
    """Set bits of a 16-bit field of the first central record."""
    at = data.index(b"PK\x01\x02") + offset
    return data[:at] + (int.from_bytes(data[at : at + 2], "little") | bits).to_bytes(2, "little") + data[at + 2 :]


TRICKS: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda data: data[: len(data) // 2],
    "encrypted": lambda data: set_bits(data, 8, 1),
    "other method": lambda data: set_bits(data, 10, 14),
    "checksum": lambda data: set_bits(data, 16, 0xFFFF),
    "rar": lambda data: b"Rar!\x1a\x07" + data[6:-22],
}


def report_of(recipe: dict[str, Any], variant: str) -> Report:
    options = Options(ignore=frozenset(recipe.get("ignore", ())))
    trick = (recipe.get(variant) or {}).get("zip")
    data = pack(files_of(recipe, variant))
    return check_data(TRICKS[trick](data) if trick else data, recipe.get("name", "harbour.zip"), options)
