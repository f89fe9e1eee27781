"""Packages from small text recipes: one of `packages/` with changes.

A recipe is YAML: `from` names the package, `fails` the changes that a check must find, `passes` (else none)
those that it must let through. Changes, in this order: `rename: {old: new}`, `remove: [name]`, `add: {name:
text}` (listed in a SCORM manifest), `film: {name: file of tests/film/data}` (`… plus 1000000`: bytes of
nothing behind it), `put: {name: text}` (not listed), `change: {file: {old: new}}`, each old text being there.
`ours: true` marks the package as larpaket's, with the notice of the licence and with `data: {films: 2, talks:
1}`. `previous` is what learners have now, `schemas` are files, or `official` for those beside the checkout.
`name` is the zip's, and `zip` does to it what `TRICKS` says. `{release}` stands for larpaket's own version.
"""

from __future__ import annotations

import io
import struct
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from larpaket import __version__
from larpaket.activities.film.contract import FilmData, VersionData, VideoData
from larpaket.activities.reflection.contract import QuestionData, ReflectionData
from larpaket.checks.check import CheckOptions, Report, check_stream
from larpaket.definition.page import ActivityData
from larpaket.marker import marker_file
from larpaket.player.contract import player_data_model
from larpaket.templates import templates

OFFICIAL = Path(__file__).parents[3] / "shared" / "schemas"
PACKAGES = Path(__file__).parent / "packages"
FILMS = Path(__file__).parents[1] / "film" / "data"
Files = dict[str, bytes]


def load(path: Path) -> dict[str, Any]:
    return dict(YAML(typ="safe").load(path.read_text("utf-8").replace("{release}", __version__)))


def base(name: str) -> Files:
    folder = PACKAGES / name
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def film(name: str, padding: str = "0") -> bytes:
    """A film of the tests', with so many bytes of nothing behind it."""
    size = int(padding)
    return (FILMS / name).read_bytes() + (
        (size + 8).to_bytes(4, "big") + b"free" + bytes(size) if size else b""
    )


FILM = VersionData(name="film", videos={"en": VideoData(src="film.mp4", seconds=180, line=0)}, captions={})


def player_data(films: int = 0, talks: int = 0, id: str = "film", **more: Any) -> str:
    """What larpaket's page hands to its script, of a module with so many films and reflections."""
    activities: list[ActivityData] = [
        FilmData(type="film", id=f"{id}{number or ''}", required=True, versions=(FILM,))
        for number in range(films)
    ]
    for number in range(talks):
        question = QuestionData(id=f"question-{number}", seconds=300)
        activities.append(
            ReflectionData(
                type="reflection",
                id=f"talk-{number}",
                required=True,
                notes="none",
                counted=False,
                questions=(question,),
            )
        )
    facts = {
        "id": "harbour",
        "version": "1.0",
        "languages": ("en",),
        "directions": {"en": "ltr"},
        "score": True,
        "state_limit": 3500,
    }
    facts |= {
        "mode": "group",
        "steps": (),
        "activities": tuple(activities),
        "statements": {},
        "extensions": "",
        "team": "",
        "lrs": None,
        "keys": (),
        "texts": {},
    }
    return player_data_model().model_validate(facts | more).model_dump_json()


def files_of(recipe: dict[str, Any], variant: str) -> Files:
    files = base(recipe["from"])
    if recipe.get("ours"):
        marker = marker_file(recipe["from"], "harbour", "1.0")
        _add(files, marker.path, b"".join(piece for piece in marker.content if isinstance(piece, bytes)))
        _add(files, "licence.txt", (templates() / "player" / "licence.txt").read_bytes())
    changes = recipe.get(variant) or {}
    if changes.get("data", {}).get("films"):
        _add(files, "film.mp4", film("faststart.mp4"))
    if recipe.get("ours"):
        data = f'<script type="application/json" id="data">{player_data(**changes.get("data", {}))}</script>\n</body>'
        files["index.html"] = files["index.html"].replace(b"</body>", data.encode())
    for old, new in changes.get("rename", {}).items():
        for name in files:
            files[name] = files[name].replace(f'href="{old}"'.encode(), f'href="{new}"'.encode())
        files[new] = files.pop(old)
    for name in changes.get("remove", []):
        del files[name]
    added = {name: (text or "").encode() for name, text in changes.get("add", {}).items()}
    added |= {name: film(*str(source).split(" plus ")) for name, source in changes.get("film", {}).items()}
    for name, content in added.items():
        _add(files, name, content)
    for name, text in changes.get("put", {}).items():
        files[name] = (text or "").encode()
    for name, replacements in changes.get("change", {}).items():
        for old, new in replacements.items():
            assert old.encode() in files[name], f"{old!r} is not in {name}"
            files[name] = files[name].replace(old.encode(), (new or "").encode())
    return files


def _add(files: Files, name: str, content: bytes) -> None:
    """Add a file, and list it where there is a list."""
    files[name] = content
    if "imsmanifest.xml" in files:
        listed = f'  <file href="{name}"/>\n    </resource>'.encode()
        files["imsmanifest.xml"] = files["imsmanifest.xml"].replace(b"</resource>", listed, 1)


def pack(files: Files) -> bytes:
    """A plain zip: the manifest first, the others sorted, fixed times."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(
            files, key=lambda name: (name not in ("imsmanifest.xml", "tincan.xml", "cmi5.xml"), name)
        ):
            archive.writestr(zipfile.ZipInfo(name), files[name])
    return stream.getvalue()


def check_data(data: bytes, name: str = "harbour.zip", options: CheckOptions = CheckOptions()) -> Report:  # noqa: B008
    return check_stream(io.BytesIO(data), Path(name), options)


def set_bits(data: bytes, offset: int, bits: int) -> bytes:
    """Set bits of a 16-bit field of the first central record."""
    at = data.index(b"PK\x01\x02") + offset
    return (
        data[:at]
        + (int.from_bytes(data[at : at + 2], "little") | bits).to_bytes(2, "little")
        + data[at + 2 :]
    )


def twice(data: bytes) -> bytes:
    stream = io.BytesIO(data)
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(zipfile.ZipInfo("style.css"), b"")
    return stream.getvalue()


def unsorted(data: bytes) -> bytes:
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(zipfile.ZipInfo("another.css"), b"")
    return stream.getvalue()


def padded(data: bytes, megabytes: int) -> bytes:
    """The zip with so much of nothing before its directory."""
    start = int.from_bytes(data[-6:-2], "little")
    place = (start + megabytes * 1_000_000).to_bytes(4, "little")
    return data[:start] + bytes(megabytes * 1_000_000) + data[start:-6] + place + data[-2:]


def zip64(data: bytes) -> bytes:
    """With the end that zip64 has, although nothing needs it (APPNOTE 4.3.14 to 4.3.16)."""
    end = len(data) - 22
    count, size, start = struct.unpack_from("<H2L", data, end + 10)
    larger = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    return (
        data[:end]
        + larger
        + locator
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    )


TRICKS: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda data: data[: len(data) // 2],
    "encrypted": lambda data: set_bits(data, 8, 1),
    "other method": lambda data: set_bits(data, 10, 14),
    "checksum": lambda data: set_bits(data, 16, 0xFFFF),
    "twice": twice,
    "unsorted": unsorted,
    "60 MB": lambda data: padded(data, 60),
    "zip64": zip64,
    "rar": lambda data: b"Rar!\x1a\x07" + data[6:-22],
}


def report_of(recipe: dict[str, Any], variant: str) -> Report:
    changes = recipe.get(variant) or {}
    trick = changes.get("zip")
    data = pack(files_of(recipe, variant))
    data = TRICKS[trick](data) if trick else data
    with tempfile.TemporaryDirectory() as temporary:
        previous = Path(temporary, "harbour-before.zip")
        if "previous" in recipe:
            previous.write_bytes(pack(files_of(recipe, "previous")))
        schemas = (
            OFFICIAL
            if recipe.get("schemas") == "official"
            else Path(temporary, "schemas")
            if "schemas" in recipe
            else None
        )
        for name, text in recipe["schemas"].items() if schemas and schemas != OFFICIAL else ():
            (schemas / name).parent.mkdir(parents=True)
            (schemas / name).write_text(text, "utf-8")
        return check_data(
            data, changes.get("name", "harbour.zip"), CheckOptions(schemas=schemas, previous=previous)
        )
