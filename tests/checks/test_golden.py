"""A folder a check: the package of `recipe.yaml` fails with what stands in `findings.txt`; its other half, or the plain package, passes.

The examples of a check's page are held against the same packages, so that no page tells of what it does not find.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.recipes import OFFICIAL, PACKAGES, Files, base, check_data, files_of, load, pack, report_of
from larpaket import __version__
from larpaket.checks import catalogue  # noqa: F401  # registers them
from larpaket.checks.check import Report
from larpaket.definition.rule import RULES, page
from larpaket.problems import show

GOLDEN = Path(__file__).parents[1] / "golden" / "checks"
CASES = sorted(folder.name for folder in GOLDEN.iterdir())
IDS = list(RULES)


def said(report: Report) -> str:
    return "".join(show(problem) + "\n" for problem in report.problems).replace(__version__, "{release}")


def squeezed(files: Files) -> str:
    return " ".join(
        "\n".join([*files, *(data.decode("utf-8", "replace") for data in files.values())]).split()
    )


@pytest.mark.parametrize("name", CASES)
def test_case(name: str, update_golden: bool) -> None:
    recipe = load(GOLDEN / name / "recipe.yaml")
    if recipe.get("schemas") == "official" and not OFFICIAL.is_dir():
        pytest.skip("the official XSDs are not beside the checkout")
    code = name.split("-")[0]
    failed = report_of(recipe, "fails")
    expected = GOLDEN / name / "findings.txt"
    if update_golden:
        expected.write_text(said(failed), "utf-8")
    assert said(failed) == expected.read_text("utf-8")
    assert code in {problem.code for problem in failed.problems}
    assert code not in {problem.code for problem in report_of(recipe, "passes").problems}


@pytest.mark.parametrize("format", sorted({path.name for path in PACKAGES.iterdir()} - {"web"}))
def test_the_plain_packages_have_no_finding(format: str) -> None:
    found = {problem.code for problem in check_data(pack(base(format))).problems}
    assert found == ({"S29"} if format == "scorm2004-2nd" else set())


@pytest.mark.parametrize("id", IDS)
def test_every_check_has_a_folder(id: str) -> None:
    assert any(name.startswith(f"{id}-") for name in CASES)


def test_no_folder_is_for_a_check_that_is_gone() -> None:
    assert [name for name in CASES if name.split("-")[0] not in RULES] == []


@pytest.mark.parametrize("id", IDS)
def test_every_check_has_a_page_whose_examples_hold(id: str) -> None:
    rule = RULES[id]
    assert all((rule.summary, rule.reason, rule.help, rule.passes, rule.fails)), page(rule)
    assert rule.summary.endswith(".")
    assert "\n" not in rule.summary
    recipes = [load(GOLDEN / name / "recipe.yaml") for name in CASES if name.startswith(f"{id}-")]
    for variant, example in (("passes", rule.passes), ("fails", rule.fails)):
        packages = [squeezed(files_of(recipe, variant)) for recipe in recipes]
        lines = [
            " ".join(line.split())
            for line in example.split("\n")
            if line.strip() and not line.startswith("# ")
        ]
        missing = [[line for line in lines if line not in package] for package in packages]
        assert [] in missing, (variant, missing)
