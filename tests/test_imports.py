"""The contracts of import-linter in pyproject.toml leave no room, no activity type and no format out."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import larpaket
from larpaket import activities, formats
from larpaket.activities import ACTIVITIES
from larpaket.formats import FORMATS

ROOT = Path(__file__).parents[1]
PRODUCT = Path(larpaket.__file__).parent
SETTINGS: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
CONTRACTS: dict[str, dict[str, Any]] = {contract["name"]: contract for contract in SETTINGS["contracts"]}
ROOMS = {f"larpaket.{room.name}" for room in iter_modules(larpaket.__path__)} - {"larpaket.__main__"}
REGISTRIES = {"larpaket.activities", "larpaket.formats"}


def types() -> set[str]:
    """The module or folder in `activities` of every registered type."""
    return {".".join(kind.__module__.split(".")[:3]) for kind in ACTIVITIES.values()}


def records() -> set[str]:
    """The modules in `formats` that hold a registered record."""
    registered = {id(record) for record in FORMATS.values()}
    found = set()
    for name in (f"larpaket.formats.{module.name}" for module in iter_modules(formats.__path__)):
        for thing in vars(import_module(name)).values():
            if registered & {id(one) for one in (thing if isinstance(thing, tuple) else (thing,))}:
                found.add(name)
    return found


def test_every_type_and_format_is_in_the_contracts() -> None:
    assert types() <= {f"larpaket.activities.{module.name}" for module in iter_modules(activities.__path__)}
    assert len(records()) >= 5
    assert set(CONTRACTS["Activity types know nothing of each other"]["modules"]) == types()
    assert set(CONTRACTS["Formats share format, imscp and xml only"]["modules"]) == records()
    nobody = CONTRACTS["Nobody but the registry knows an activity type or a format"]
    assert set(nobody["forbidden_modules"]) == types() | records()
    assert set(CONTRACTS["Formats know no activity type"]["forbidden_modules"]) == types()


def test_every_other_room_is_told_to_know_none() -> None:
    nobody = CONTRACTS["Nobody but the registry knows an activity type or a format"]
    assert set(nobody["source_modules"]) == ROOMS - REGISTRIES


def test_siblings_on_a_row_are_independent() -> None:
    layers = CONTRACTS["Imports point down"]["layers"]
    assert [row for row in layers if ":" in row] == []
    named = {f"larpaket.{name}" for row in layers for name in re.findall(r"\w+", row)}
    assert named >= ROOMS  # `report` is still to come


def test_no_room_imports_from_the_top() -> None:
    """What `larpaket/__init__.py` holds lies above every room, where import-linter does not see it."""
    found = [
        f"{path.relative_to(PRODUCT)}:{node.lineno}"
        for path in PRODUCT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "larpaket"
        if not {f"larpaket.{alias.name}" for alias in node.names} <= ROOMS
    ]
    assert found == []


def test_each_dependency_with_one_owner_is_a_dependency() -> None:
    contract = CONTRACTS["Each of these packages has one owner"]
    owned = {line.split(" -> ")[1] for line in contract["ignore_imports"]}
    assert owned == set(contract["forbidden_modules"])
    assert SETTINGS["include_external_packages"] is True


def test_the_drawing_shows_every_room() -> None:
    drawing = (ROOT / "docs" / "architecture.md").read_text("utf-8").split("```text")[2].split("```")[0]
    assert {room.removeprefix("larpaket.") for room in ROOMS} <= set(re.findall(r"\w+", drawing))
