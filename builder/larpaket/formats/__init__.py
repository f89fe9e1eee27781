"""The package formats: one module each with one record (`Format` says what it contains).

A new format is one module, one adapter and one line in `FORMATS`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from larpaket.definition.setting import Store
from larpaket.formats import cmi5, scorm12, scorm2004, web, xapi
from larpaket.formats.format import Format
from larpaket.problems import LarpaketError
from larpaket.templates import templates

_OVERVIEW_LANGUAGES = ("sv", "en")


class FormatError(LarpaketError):
    """A format's record is inconsistent."""


def registry(*formats: Format) -> dict[str, Format]:
    """The formats by id; FormatError if one would produce a broken page or a package that tracks nothing."""
    found: dict[str, Format] = {}
    for format in formats:
        if problem := _problem(format, found):
            raise FormatError(f"format `{format.id}`: {problem}")
        found[format.id] = format
    return found


def format_of(
    manifest: str, namespace: str, schemaversion: str, among: Iterable[Format] | None = None
) -> Format | None:
    """The format of a package with that manifest, as LMSs see it; None if the file is not a manifest.

    A namespace takes precedence over a schemaversion, except that of the first format, which is the fallback,
    as in Moodle (scormlib.php:56).
    """
    named = [
        format for format in among or FORMATS.values() if format.manifest and format.manifest.file == manifest
    ]
    same = [format for format in named if format.manifest and format.manifest.namespace == namespace]
    said = [format for format in named if format.manifest and format.manifest.schemaversion == schemaversion]
    if same and same[0] is not named[0]:
        said = [format for format in said if format in same] or same
    return next(iter(said or named), None)


def usual() -> tuple[str, ...]:
    """The ids of the formats that are built if no others are named."""
    return tuple(format.id for format in FORMATS.values() if format.usual)


def manifests() -> list[str]:
    """The manifests' names, in order of precedence."""
    known = {format.manifest.file: format.manifest.rank for format in FORMATS.values() if format.manifest}
    return sorted(known, key=lambda file: known[file])


def _problem(format: Format, others: dict[str, Format]) -> str:
    tracking = templates() / "player" / "tracking"
    adapter = tracking / f"{format.adapter}.js"
    if format.id in others:
        return "another format has this id"
    if not adapter.is_file():
        return f"there is no adapter templates/player/tracking/{format.adapter}.js"
    if not _exports(adapter.read_text("utf-8"), format.adapter):
        return f"{adapter.name} does not export `{format.adapter}`"
    if format.answers and not _exports((tracking / "answers.js").read_text("utf-8"), format.answers):
        return f"answers.js does not export `{format.answers}`"
    if format.objectives and not _exports((tracking / "objectives.js").read_text("utf-8"), format.objectives):
        return f"objectives.js does not export `{format.objectives}`"
    if missing := [language for language in _OVERVIEW_LANGUAGES if not format.overview.get(language)]:
        return f"`overview` has no line in `{missing[0]}`"
    if unsaid := sorted(status for status in format.statuses if f"save.{status}" not in _texts("player")):
        return f"no text in templates/player/strings says the status `{unsaid[0]}`"
    if unsaid := sorted(who for who in format.servers if who not in _texts("privacy")):
        return f"no text in templates/privacy/strings says `{unsaid[0]}`"
    if (format.store is Store.LMS) != (format.elements is not None):
        return "`elements` must be set if the LMS keeps the progress, and only then"
    if format.store is Store.LRS and format.profile is None:
        return "the LRS keeps the progress, but `profile` is None"
    return ""


def _texts(room: str) -> dict[str, object]:
    """The texts of a room of the templates, by key, in a language that every room has."""
    found = json.loads((templates() / room / "strings" / "sv.json").read_text("utf-8"))
    return dict(found.get("texts", found))


def _exports(script: str, name: str) -> bool:
    return re.search(rf"^export (?:const|function) {re.escape(name)}\b", script, re.M) is not None


FORMATS: dict[str, Format] = registry(
    scorm12.FORMAT, *scorm2004.EDITIONS, xapi.FORMAT, cmi5.FORMAT, web.FORMAT
)

__all__ = ["FORMATS", "Format", "FormatError", "format_of", "manifests", "registry", "usual"]
