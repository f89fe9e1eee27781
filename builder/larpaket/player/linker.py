"""Links the player's ES modules into one classic script.

Module scripts fail from `file://` and with wrong MIME types (lms-quirks.md 54, 55), so a package contains one
script. Only two forms are supported, on purpose: `import { a, b } from "./x.js";` (or `"../x.js"`) and
`export function|const|class`. Everything else is an error.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rjsmin import jsmin

from larpaket.player.script_syntax import said_in
from larpaket.player.shorten import shorten
from larpaket.player.unused import drop_unused
from larpaket.problems import LarpaketError
from larpaket.templates import templates
from larpaket.unchanged.cache import recall, remember

_IMPORT = re.compile(r'^import \{([^{}]*)\} from "(\.\.?/[\w./-]+\.js)";$', re.M)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class) |const )", re.M)
_TOP_LEVEL = re.compile(r"^(?:export )?(?:async )?(?:function\*?|const|let|var|class) +([\w$]+|[\[{])", re.M)
_LEFT_OVER = re.compile(r"^(?:import|export)\b.*|.*\bimport\s*\(.*|.*\bimport\.meta\b.*", re.M)
_BLOCK_COMMENT = re.compile(r"/\*.*?\*/", re.S)


class LinkError(LarpaketError):
    """A module cannot be linked; the text begins with file and line."""


@dataclass(frozen=True, slots=True)
class _Module:
    path: Path
    source: str
    imports: tuple[tuple[Path, tuple[str, ...]], ...]
    names: tuple[str, ...]
    exports: frozenset[str]


class Linked(NamedTuple):
    """A script, and what stands in its strings and templates, piece by piece."""

    script: str
    said: tuple[str, ...]


@cache
def linked(entry: str) -> Linked:
    """The script for `entry`, a module beside the player's, as `link` makes it. Raises LinkError.

    It depends on the entry and on this installation alone, and takes longer than all else in a package: it is
    kept.
    """
    if kept := recall("script", entry):
        script, *said = json.loads(kept)
    else:
        script = link(entry, templates() / "player")
        said = list(said_in(script))
        remember("script", entry, json.dumps([script, *said]).encode())
    return Linked(script, tuple(said))


def link(entry: str, folder: Path) -> str:
    """The script for `entry`, the source of a module in `folder`: strict, in its own scope, minified. Raises
    LinkError.
    """
    modules: dict[Path, _Module] = {}
    _visit(folder / "entry.js", entry, modules, ())
    _check_names(modules)
    body = drop_unused(jsmin("\n".join(_strip(module.source) for module in modules.values())))
    return shorten(f'(function () {{\n"use strict";\n{body}\n}})();\n')


def _visit(path: Path, source: str, modules: dict[Path, _Module], above: tuple[Path, ...]) -> None:
    module = _parse(path, source)
    for imported, names in module.imports:
        if imported in (*above, path):
            raise LinkError(
                f"{path}:{_line(source, imported.name)}: {imported.name} also imports this module"
            )
        if imported not in modules:
            try:
                text = imported.read_text("utf-8")
            except OSError:
                raise LinkError(f"{path}:{_line(source, imported.name)}: there is no {imported}") from None
            _visit(imported, text, modules, (*above, path))
        for name in names:
            if name not in modules[imported].exports:
                raise LinkError(f"{path}:{_line(source, name)}: {imported.name} does not export `{name}`")
    modules[path] = module


@cache
def _parse(path: Path, source: str) -> _Module:
    # Comments may contain anything; their line breaks are kept, so that line numbers stay correct.
    code = _BLOCK_COMMENT.sub(lambda match: "\n" * match[0].count("\n"), source)
    imports = tuple((path.parent / match[2], _names(match[1])) for match in _IMPORT.finditer(code))
    imports = tuple((imported.resolve(), names) for imported, names in imports)
    bare = _EXPORT.sub("", _IMPORT.sub(lambda match: "\n" * match[0].count("\n"), code))
    if other := _LEFT_OVER.search(bare):
        raise LinkError(
            f"{path}:{bare.count(chr(10), 0, other.start()) + 1}: only `import {{ a }} from './x.js'` "
            "and `export function|const|class`"
        )
    names = tuple(match[1] for match in _TOP_LEVEL.finditer(code))
    if not all(name[0] not in "[{" for name in names):
        raise LinkError(
            f"{path}: a module's top level must declare one name at a time, without destructuring"
        )
    exports = frozenset(match[1] for match in _TOP_LEVEL.finditer(code) if match[0].startswith("export "))
    return _Module(path, code, imports, names, exports)


def _names(inside: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in inside.split(",") if name.strip())


def _check_names(modules: dict[Path, _Module]) -> None:
    owners: dict[str, Path] = {}
    for module in modules.values():
        for name in module.names:
            if other := owners.get(name):
                raise LinkError(
                    f"{module.path}:{_line(module.source, name)}: `{name}` is also a top-level name of "
                    f"{other}"
                )
            owners[name] = module.path
        for imported, names in module.imports:
            for name in names:
                if " as " in name:
                    raise LinkError(
                        f"{module.path}:{_line(module.source, name)}: `{name}` from {imported.name}: "
                        "import it by its own name"
                    )


def _strip(source: str) -> str:
    return _EXPORT.sub("", _IMPORT.sub("", source))


def _line(source: str, word: str) -> int:
    return source.count("\n", 0, max(0, source.find(word))) + 1
