"""A folder a check: the module in `hamnen/` and its publisher, changed as `recipe.yaml` says, give what stands in `problems.txt`; its other half passes.

A recipe has `fails` and `passes`: for each file (`module.yaml`, `publisher.yaml` …) a map of texts that stand in it and what takes their place. `passes` may be left
out: the plain module. `add` are files that both halves have: their text, or how many bytes a drawing has. The examples on a check's page are held against the same files.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from larpaket.activities import ACTIVITIES
from larpaket.checks.definition import check_definition, definition_rules
from larpaket.definition.load import load_module, load_publisher
from larpaket.definition.publisher import Publisher
from larpaket.definition.rule import page
from larpaket.formats import FORMATS
from larpaket.problems import Problem, show

HERE = Path(__file__).parent
GOLDEN = HERE.parents[1] / "golden" / "definition-checks"
FILM = HERE.parents[1] / "film" / "data" / "faststart.mp4"
CASES = sorted(folder.name for folder in GOLDEN.iterdir())
RULES = definition_rules()
IDS = sorted(id for id in RULES if id.startswith("M"))  # test_release.py has R


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><desc>{}</desc></svg>'


def laid_out(
    folder: Path,
    changes: dict[str, dict[str, str]],
    seconds: int = 20,
    added: dict[str, str | int] | None = None,
) -> Path:
    """The module in `folder`, changed, and its publisher; its film lasts `seconds`, and some files are `added`."""
    module = folder / "hamnen"
    shutil.copytree(HERE / "hamnen", module)
    shutil.copy(HERE / "publisher.yaml", folder)
    film = bytearray(FILM.read_bytes().replace(b"edts", b"free"))  # all samples count
    delta = film.index(b"stts") + 16  # of the picture's 2 seconds
    film[delta : delta + 4] = (int.from_bytes(film[delta : delta + 4], "big") * seconds // 2).to_bytes(
        4, "big"
    )
    (module / "film.mp4").write_bytes(film)
    for name, content in (added or {}).items():
        (module / name).write_text(
            content if isinstance(content, str) else DRAWING.format(name[:1] * content), "utf-8"
        )
    for name, replacements in changes.items():
        path = (folder if name == "publisher.yaml" else module) / name
        text = path.read_text("utf-8")
        for old, new in replacements.items():
            assert old in text, f"{old!r} is not in {name}"
            text = text.replace(old, new or "")
        path.write_text(text, "utf-8")
    return module


def publisher_in(folder: Path) -> Publisher:
    publisher, errors = load_publisher(folder / "publisher.yaml", FORMATS)
    assert publisher is not None, [show(error) for error in errors]
    return publisher


PUBLISHER = publisher_in(HERE)


def problems_of(module: Path) -> list[Problem]:
    publisher = publisher_in(module.parent)
    found, errors = load_module(module, publisher, ACTIVITIES)
    assert found is not None, [show(error) for error in errors]
    return check_definition(found, publisher)


def recipe_of(name: str) -> dict[str, Any]:
    return dict(YAML(typ="safe").load(GOLDEN / name / "recipe.yaml"))


@pytest.mark.parametrize("name", CASES)
def test_case(name: str, update_golden: bool, tmp_path: Path) -> None:
    recipe, code = recipe_of(name), name.split("-")[0]
    failed = problems_of(
        laid_out(tmp_path / "fails", recipe["fails"], recipe.get("seconds", 20), recipe.get("add"))
    )
    said = "".join(show(problem, relative_to=tmp_path / "fails") + "\n" for problem in failed)
    expected = GOLDEN / name / "problems.txt"
    if update_golden:
        expected.write_text(said, "utf-8")
    assert said == expected.read_text("utf-8")
    assert {problem.code for problem in failed} == {code}
    passed = problems_of(laid_out(tmp_path / "passes", recipe.get("passes", {}), added=recipe.get("add")))
    assert code not in {problem.code for problem in passed}


def test_the_plain_module_has_no_problem(tmp_path: Path) -> None:
    assert problems_of(laid_out(tmp_path, {})) == []


@pytest.mark.parametrize("id", IDS)
def test_every_check_has_a_folder_and_a_page_whose_examples_hold(id: str, tmp_path: Path) -> None:
    rule = RULES[id]
    assert all((rule.summary, rule.reason, rule.help, rule.passes, rule.fails)), page(rule)
    names = [name for name in CASES if name.startswith(f"{id}-")]
    assert names
    for variant, example in (("passes", rule.passes), ("fails", rule.fails)):
        recipes = {name: recipe_of(name) for name in names}
        folders = [
            laid_out(tmp_path / name / variant, recipe.get(variant, {}), added=recipe.get("add"))
            for name, recipe in recipes.items()
        ]
        texts = [
            "".join(path.read_text("utf-8") for path in folder.parent.rglob("*.*") if path.suffix != ".mp4")
            for folder in folders
        ]
        lines = [" ".join(line.split("  #")[0].split()) for line in example.split("\n") if line.strip()]
        missing = [[line for line in lines if line not in " ".join(text.split())] for text in texts]
        assert [] in missing, (variant, missing)


def test_no_folder_is_for_a_check_that_is_gone() -> None:
    assert [name for name in CASES if name.split("-")[0] not in IDS] == []
