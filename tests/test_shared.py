"""What is special to an activity type or a format stands in its own record: no shared file knows one by name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import larpaket
from larpaket.activities import ACTIVITIES
from larpaket.formats import FORMATS
from larpaket.player.script_syntax import every, parse, text
from larpaket.templates import templates

PRODUCT = Path(larpaket.__file__).parent
PLAYER = templates() / "player"
IDS = {*ACTIVITIES, *FORMATS}
REGISTRIES = {PRODUCT / "activities" / "__init__.py", PRODUCT / "formats" / "__init__.py"}
OWN = [f"larpaket.activities.{name}" for name in ACTIVITIES] + [
    f"larpaket.formats.{path.stem}"
    for path in (PRODUCT / "formats").glob("*.py")
    if path.stem in {f.adapter for f in FORMATS.values()}
]
MODELS = {
    model.__name__ for kind in ACTIVITIES.values() for model in (kind, kind.__mro__[1], kind.data_model)
}


def shared_modules() -> list[Path]:
    own = [PRODUCT / name.replace(".", "/").removeprefix("larpaket/") for name in OWN]
    return [
        path
        for path in sorted(PRODUCT.rglob("*.py"))
        if not any(path.is_relative_to(folder) or path.with_suffix("") == folder for folder in own)
    ]


def shared_scripts() -> list[Path]:
    own = {PLAYER / "tracking" / f"{format.adapter}.js" for format in FORMATS.values()}
    return [
        path
        for path in sorted(PLAYER.rglob("*.js"))
        if not path.is_relative_to(PLAYER / "activities") and path not in own
    ]


def imported(node: ast.AST) -> Iterator[str]:
    """The modules that a statement imports."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom) and node.module:
        wholes = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from [whole for whole in wholes if whole in OWN] or [node.module]


def offences(path: Path, source: str) -> Iterator[str]:
    tree = ast.parse(source)
    quoted = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in IDS and id(node) not in quoted:
            yield f"{path}:{node.lineno}: {node.value!r}"
        for name in imported(node) if path not in REGISTRIES else ():
            if name.startswith(tuple(OWN)):
                yield f"{path}:{getattr(node, 'lineno', 0)}: imports {name}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "isinstance":
            names = {getattr(name, "id", getattr(name, "attr", "")) for name in ast.walk(node.args[1])}
            if names & MODELS:
                yield f"{path}:{node.lineno}: isinstance of {names & MODELS}"


def test_no_module_knows_a_type_or_a_format_by_name() -> None:
    modules = shared_modules()
    assert len(modules) > 150
    assert [found for path in modules for found in offences(path, path.read_text("utf-8"))] == []


def test_no_script_does() -> None:
    scripts = shared_scripts()
    assert len(scripts) > 50
    found = [
        f"{path}:{node.start_point[0] + 1}: {text(node)}"
        for path in scripts
        for node in every(parse(path.read_bytes()))
        if node.type == "string_fragment" and text(node) in IDS
    ]
    assert found == []


def test_no_template_does() -> None:
    pages = [
        path
        for path in sorted(templates().rglob("*.jinja"))
        if not path.is_relative_to(PLAYER / "activities")
    ]
    assert len(pages) >= 5
    found = [
        f"{path}: {word}"
        for path in pages
        for part in re.findall(r"\{[{%].*?[%}]\}", path.read_text("utf-8"), re.S)
        for word in re.findall(r"[\"']([^\"']*)[\"']", part)
        if word in IDS
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('kind = "film"', "'film'"),
        ('"""film"""', ""),
        ("from larpaket.activities.film import Film", "imports larpaket.activities.film"),
        ("from larpaket.formats import cmi5", "imports larpaket.formats.cmi5"),
        ("import larpaket.formats.cmi5", "imports larpaket.formats.cmi5"),
        ("isinstance(one, Film | Question)", "isinstance of {'Film'}"),
        ("isinstance(one, contract.FilmData)", "isinstance of {'FilmData'}"),
    ],
)
def test_it_would_be_seen(source: str, found: str) -> None:
    assert [offence.split(": ", 1)[1] for offence in offences(PRODUCT / "build.py", source)] == (
        [found] if found else []
    )


IRI = re.compile(r"https?://(?:[\w.]*(?:adlnet|w3id|imsglobal|imsproject|ieee|projecttincan))[\w./#-]*")


def test_every_iri_stands_in_the_vocabulary() -> None:
    """But in the local LRS, which judges what the rest sends and must not take its word for it; and in the
    examples of pages.
    """
    known = IRI.findall((PRODUCT / "vocabulary.py").read_text("utf-8"))
    strangers = []
    for path in sorted(PRODUCT.rglob("*.py")):
        if path.name == "vocabulary.py" or path.is_relative_to(PRODUCT / "preview"):
            continue
        tree = ast.parse(path.read_text("utf-8"))
        said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        texts = [
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in said
        ]
        strangers += [f"{path}: {one}" for one in texts if isinstance(one, str) and IRI.match(one)]
    assert strangers == []
    scripts = [iri for path in PLAYER.rglob("*.js") for iri in IRI.findall(path.read_text("utf-8"))]
    assert len(scripts) == 3
    assert set(scripts) <= set(known)
