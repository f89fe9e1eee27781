"""What is special to an activity type or a format stands in its own record: no shared file knows one by name."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pydantic import BaseModel
from tree_sitter import Node

import larpaket
from larpaket import activities, formats
from larpaket.activities import ACTIVITIES
from larpaket.definition.activity import Activity
from larpaket.definition.page import ActivityData
from larpaket.formats import FORMATS
from larpaket.player.script_syntax import PROPERTIES, every, parse, text
from larpaket.templates import templates

PRODUCT = Path(larpaket.__file__).parent
PLAYER = templates() / "player"
IDS = {*ACTIVITIES, *FORMATS}
ORDINARY = {"text"}
"""Types named by a word that means other things too: they are looked for only where a type is asked for."""
NAMES = IDS - ORDINARY
REGISTRIES = {PRODUCT / "activities" / "__init__.py", PRODUCT / "formats" / "__init__.py"}
WRITERS = (PRODUCT / "importing",)
"""Write definitions, as authors do, and so the types' names; what a type is they do not know either."""
PUBLIC = {
    "larpaket.activities": {*activities.__all__, "registry"},
    "larpaket.formats": {*formats.__all__, "format", "imscp", "xml"},
}
OWN = [f"larpaket.activities.{name}" for name in ACTIVITIES] + [
    f"larpaket.formats.{path.stem}"
    for path in (PRODUCT / "formats").glob("*.py")
    if path.stem in {f.adapter for f in FORMATS.values()}
]
PREFIXES = ("startswith", "endswith", "removeprefix", "removesuffix")


@cache
def models() -> dict[str, type[BaseModel]]:
    """The classes of the types' own modules, by name."""
    for name in ACTIVITIES:
        package = importlib.import_module(f"larpaket.activities.{name}")
        for module in pkgutil.iter_modules(getattr(package, "__path__", ()), f"{package.__name__}."):
            importlib.import_module(module.name)
    return {
        kind.__name__: kind for kind in below(BaseModel) if f"{kind.__module__}.".startswith(beginnings())
    }


def below(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


def beginnings() -> tuple[str, ...]:
    return tuple(f"{name}." for name in OWN)


@cache
def fields() -> frozenset[str]:
    """What an author or the script is told of one type only: `questions`, `transcript`."""
    kinds = [{*kind.model_fields, *kind.data_model.model_fields} for kind in ACTIVITIES.values()]
    counted = Counter(name for kind in kinds for name in kind)
    shared = {*Activity.model_fields, *ActivityData.model_fields}
    return frozenset(name for name, number in counted.items() if number == 1 and name not in shared)


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


def imported(node: ast.AST, path: Path) -> Iterator[str]:
    """The modules that a statement imports, and names that their package does not give away."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        package = ["larpaket", *path.relative_to(PRODUCT).parent.parts]
        above = package[: len(package) - node.level + 1] if node.level else []
        module = ".".join([*above, *([node.module] if node.module else [])])
        yield from [module] if strange(module) else [f"{module}.{alias.name}" for alias in node.names]


def strange(name: str) -> bool:
    """Whether a dotted name leads into a type's or a format's own module, or past what a registry shows."""
    if f"{name}.".startswith(beginnings()):
        return True
    package, _, last = name.rpartition(".")
    return package in PUBLIC and last not in PUBLIC[package]


def knows(node: ast.AST) -> Iterator[str]:
    """What a node, but a string of its own, says of a type or a format."""
    if isinstance(node, ast.Name | ast.Attribute):
        name = node.id if isinstance(node, ast.Name) else node.attr
        if name in models():
            yield f"names {name}"
    if isinstance(node, ast.Compare) and "type" in {
        getattr(one, "attr", "") for one in ast.walk(node) if isinstance(one, ast.Attribute)
    }:
        values = {one.value for one in ast.walk(node) if isinstance(one, ast.Constant)}
        yield from (f"compares a type with {word!r}" for word in sorted(ORDINARY & values))
    if isinstance(node, ast.Call):
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        said = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant)]
        words = {one for one in said if isinstance(one, str)}
        if called in ("hasattr", "getattr"):
            yield from (f"asks for {word!r}" for word in sorted(words & fields()))
        if called == "split" and isinstance(node.func, ast.Attribute):
            within = {word for one in words for word in re.findall(r"[\w-]+", one)} & NAMES
            yield from (f"lists {word!r}" for word in sorted(within))
        if called in PREFIXES:
            yield from (f"compares with {word!r}" for word in sorted(words) if begins(word))


def begins(word: str) -> bool:
    """Whether an id begins with a word, or the word with an id."""
    head = re.split(r"[^\w]", word, maxsplit=1)[0]
    return len(word) > 2 and (head in NAMES or any(id.startswith(word) for id in NAMES))


def offences(path: Path, source: str) -> Iterator[str]:
    tree = ast.parse(source)
    quoted = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    for node in ast.walk(tree):
        line = f"{path}:{getattr(node, 'lineno', 0)}"
        writes = any(path.is_relative_to(folder) for folder in WRITERS)
        named = isinstance(node, ast.Constant) and id(node) not in quoted and not writes
        said = node.value if isinstance(node, ast.Constant) and named else None
        if isinstance(said, str) and (said in NAMES | models().keys() or f"{said}.".startswith(beginnings())):
            yield f"{line}: {said!r}"
        if path in REGISTRIES:
            continue
        yield from (f"{line}: imports {name}" for name in imported(node, path) if strange(name))
        yield from (f"{line}: {found}" for found in knows(node))


def test_no_module_knows_a_type_or_a_format_by_name() -> None:
    modules = shared_modules()
    assert len(modules) > 150
    assert [found for path in modules for found in offences(path, path.read_text("utf-8"))] == []


def script_offences(source: str) -> Iterator[str]:
    for node in every(parse(source.encode())):
        yield from (f"{node.start_point[0] + 1}: {found}" for found in script_knows(node))


def script_knows(node: Node) -> Iterator[str]:
    said = text(node)
    if node.type == "string_fragment":
        if said in NAMES or re.match(r"\.{1,2}/(?:.*/)?activities/", said):
            yield repr(said)
        asked = node.parent and node.parent.parent
        if said in ORDINARY and asked and re.search(r"\.type\b", text(asked)):
            yield f"compares a type with {said!r}"
        selector = r"[.#]([\w-]+)" if is_selector(node) else r"(?<![\w/}])[.#]([\w-]+)"
        filled = node.prev_sibling and node.prev_sibling.type == "template_substitution"
        named = set(re.findall(selector, f"}}{said}" if filled else said)) & own_classes()
        yield from (f"selects {name!r}" for name in sorted(named))
    if node.type in PROPERTIES and said in NAMES:
        yield f"has the key {said!r}"


def is_selector(fragment: Node) -> bool:
    """Whether it is given to something that looks for elements: `querySelector("p.film")`."""
    call = fragment.parent and fragment.parent.parent and fragment.parent.parent.parent
    called = call.child_by_field_name("function") if call and call.type == "call_expression" else None
    names = r"(?:querySelector(?:All)?|closest|matches|find)"
    return called is not None and re.search(rf"\b{names}$", text(called)) is not None


@cache
def own_classes() -> frozenset[str]:
    """The classes that only the types' own pages have, and the ids."""
    own = {name for path in PLAYER.glob("activities/*/*.jinja") for name in classes(path.read_text("utf-8"))}
    shared = {name for path in PLAYER.glob("*.jinja") for name in classes(path.read_text("utf-8"))}
    return frozenset(own - shared | NAMES)


def classes(page: str) -> set[str]:
    """The classes in a template: without the parts that jinja decides, whose words are classes too."""
    plain = re.sub(r"\{[{%#].*?[%}#]\}", " ", page, flags=re.S)
    return {name for names in re.findall(r'\bclass="([^"]*)"', plain) for name in names.split()}


def test_no_script_does() -> None:
    scripts = shared_scripts()
    assert len(scripts) > 50
    found = [f"{path}:{one}" for path in scripts for one in script_offences(path.read_text("utf-8"))]
    assert found == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('a.type === "film"', "'film'"),
        ("a.type === `film`", "'film'"),
        ('a.type === "text"', "compares a type with 'text'"),
        ('write({ text: "text" })', ""),
        ('import { mountFilm } from "./activities/film/film.js";', "'./activities/film/film.js'"),
        ('import("./activities/film/film.js")', "'./activities/film/film.js'"),
        ("x = { film: 1 }", "has the key 'film'"),
        ("x = { film }", "has the key 'film'"),
        ("parts.film()", "has the key 'film'"),
        ('find(".film")', "selects 'film'"),
        ('querySelector("#film, p")', "selects 'film'"),
        ('page.querySelectorAll("p.film")', "selects 'film'"),
        ('view.querySelector(".view .ask > h2")', "selects 'ask'"),
        ('querySelector(".way")', ""),
        ('t("paper.notes")', ""),
        ("read(`cmi.${n}.time`)", ""),
        ("// film", ""),
    ],
)
def test_it_would_be_seen_in_a_script(source: str, found: str) -> None:
    assert [one.split(": ", 1)[1] for one in script_offences(source)] == ([found] if found else [])


def template_offences(page: str) -> Iterator[str]:
    for part in re.findall(r"\{[{%].*?[%}]\}", page, re.S):
        for word in re.findall(r"[\"']([^\"']*)[\"']", part):
            parts = re.split(r"[/.]", word)
            own = parts[0] == "activities" or ".type" in part
            if (IDS if own else NAMES) & set(parts):
                yield repr(word)
        for name in re.findall(r"\bactivity(?:\.|\[[\"'])(\w+)", part):
            if name not in Activity.model_fields and not hasattr(Activity, name):
                yield f"activity.{name}"
        yield from (f"own.{name}" for name in re.findall(r"\bown\.(\w+)", part))
    yield from (f"class {name!r}" for name in sorted(classes(page) & NAMES))


def test_no_template_does() -> None:
    pages = [
        path
        for path in sorted(templates().rglob("*.jinja"))
        if not path.is_relative_to(PLAYER / "activities")
    ]
    assert len(pages) >= 5
    assert [
        f"{path}: {found}" for path in pages for found in template_offences(path.read_text("utf-8"))
    ] == []


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ('{% if activity.type == "film" %}x{% endif %}', "'film'"),
        ('{% if activity.type == "text" %}x{% endif %}', "'text'"),
        ('{{ t("text.read") }}', ""),
        ('{% include "activities/film/stage.html.jinja" %}', "'activities/film/stage.html.jinja'"),
        ('{% include "activities/text/stage.html.jinja" %}', "'activities/text/stage.html.jinja'"),
        ('{% include "activities/" ~ activity.type ~ "/stage.html.jinja" %}', ""),
        ("{% if activity.transcript is defined %}x{% endif %}", "activity.transcript"),
        ("{{ activity['questions']|length }}", "activity.questions"),
        ("{{ own.versions }}", "own.versions"),
        ('<p class="lead film">', "class 'film'"),
        ("{{ activity.label().key }} {{ activity.id }}", ""),
    ],
)
def test_it_would_be_seen_in_a_template(page: str, found: str) -> None:
    assert list(template_offences(page)) == ([found] if found else [])


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('kind = "film"', "'film'"),
        ('key = "text"', ""),
        ('one.type == "text"', "compares a type with 'text'"),
        ('one.type in ("text", "x")', "compares a type with 'text'"),
        ('"""film"""', ""),
        ("from larpaket.activities.film import Film", "imports larpaket.activities.film"),
        ("from larpaket.activities import Film", "imports larpaket.activities.Film"),
        ("from larpaket.activities import ACTIVITIES, ActivityError", ""),
        ("from .activities.film import Film", "imports larpaket.activities.film"),
        ("from .activities import film", "imports larpaket.activities.film"),
        ("from larpaket.formats import cmi5", "imports larpaket.formats.cmi5"),
        ("from larpaket.formats import imscp", ""),
        ("import larpaket.formats.cmi5", "imports larpaket.formats.cmi5"),
        ('import_module("larpaket.activities.film.model")', "'larpaket.activities.film.model'"),
        ("isinstance(one, Film)", "names Film"),
        ("isinstance(one, contract.FilmData)", "names FilmData"),
        ("match one:\n    case Film():\n        pass", "names Film"),
        ('type(one).__name__ == "Film"', "'Film'"),
        ('hasattr(one, "questions")', "asks for 'questions'"),
        ('getattr(one, "transcript", None)', "asks for 'transcript'"),
        ('getattr(one, "title")', ""),
        ('one.type in "film other".split()', "lists 'film'"),
        ('one.type.startswith("fil")', "compares with 'fil'"),
        ('key.startswith(("film.", "x"))', "compares with 'film.'"),
        ('key.startswith("filter")', ""),
    ],
)
def test_it_would_be_seen(source: str, found: str) -> None:
    assert [offence.split(": ", 1)[1] for offence in offences(PRODUCT / "build.py", source)] == (
        [found] if found else []
    )


def test_it_would_be_seen_further_down() -> None:
    found = list(offences(PRODUCT / "checks" / "run.py", "from ..activities.film import Film"))
    assert [one.split(": ", 1)[1] for one in found] == ["imports larpaket.activities.film"]


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
