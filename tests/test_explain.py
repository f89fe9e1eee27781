"""Every code that is printed has a page, the page has all its parts, and its examples do what it says."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import larpaket
from checks.definition.test_golden import laid_out
from film.test_vtt import read as read_vtt
from larpaket.definition.codes import Code
from larpaket.definition.rule import RULES
from larpaket.explain import FAMILIES, PAGES, explain, ignorable
from larpaket.pages import WIDTH, Page
from larpaket.problems import UsageError
from text.test_markdown import read as read_text

TESTS = Path(__file__).parent
PRODUCT = Path(larpaket.__file__).parent
GOLDEN = TESTS / "golden"
SHAPE = re.compile(r"[A-Z][0-9]{2,3}")
PRINTED = re.compile(r"\b(?:error|warning|advice|problem|note)\[([^\]]+)\]")


def written() -> Iterator[str]:
    """Every string in the product that has the shape of a code: as an argument, a default, an enum's value, a
    key.
    """
    for path in PRODUCT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and SHAPE.fullmatch(node.value):
                yield node.value


def printed() -> Iterator[str]:
    for path in GOLDEN.rglob("*.txt"):
        yield from PRINTED.findall(path.read_text("utf-8", "replace"))


def larpaket_says(*arguments: str, folder: Path = TESTS) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "larpaket", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


def test_every_code_has_a_page() -> None:
    codes = {*written(), *printed(), *RULES, *(code.value for code in Code)}
    assert len(codes) > 150
    assert codes - set(PAGES) == set()


def test_every_page_is_of_a_code_that_can_be_printed() -> None:
    assert set(PAGES) - {*written(), *RULES} == set()


def test_a_family_has_a_prefix_of_its_own() -> None:
    prefixes = [family.prefix for family in FAMILIES]
    assert len(prefixes) == len(set(prefixes))
    assert {page.code for family in FAMILIES for page in family.pages} == set(PAGES)
    owners: dict[str, set[str]] = {}
    for path in PRODUCT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and SHAPE.fullmatch(node.value):
                room = path.relative_to(PRODUCT).parts[0]
                owners.setdefault(node.value[0], set()).add(room)
    # Packages repeat what is wrong with a film's captions; a definition's checks go on where its errors end.
    shared = {prefix: rooms for prefix, rooms in owners.items() if len(rooms) > 1}
    assert shared == {"M": {"activities", "catalogue", "checks", "definition"}, "V": {"checks", "film"}}


@pytest.mark.parametrize("page", PAGES.values(), ids=list(PAGES))
def test_a_page_has_all_its_parts(page: Page) -> None:
    assert all((page.severity, page.where, page.summary, page.reason, page.help, page.passes, page.fails))
    assert page.passes != page.fails
    assert page.summary.endswith(".")
    for prose in (page.reason, page.help):
        assert prose.endswith((".", ")")), prose
        assert "  " not in prose
    too_long = [line for line in str(page).split("\n") if len(line) > WIDTH]
    assert too_long == []


GERMANISM = re.compile(r"\b(?:mend(?:ed|s)?|whoever|in silence|in the words of|stands)\b", re.I)


@pytest.mark.parametrize("page", PAGES.values(), ids=list(PAGES))
def test_a_page_is_plain_english(page: Page) -> None:
    assert [GERMANISM.findall(prose) for prose in (page.summary, page.reason, page.help)] == [[], [], []]


# What a file of text cannot show: its size, its encoding, the film that it belongs to.
UNSEEN = {"V100", "V101", "V111", "P101", "P102"}


@pytest.mark.parametrize("code", [code for code in PAGES if code[0] in "VP" and code not in UNSEEN])
def test_an_example_is_judged_as_the_page_says(code: str, tmp_path: Path) -> None:
    read = read_vtt if code.startswith("V") else read_text
    page = PAGES[code]
    assert read(tmp_path, page.passes + "\n")[1] == []
    fails = page.fails if not page.fails.startswith("# the file is empty") else ""
    assert code in {problem.code for problem in read(tmp_path, fails + "\n")[1]}


@pytest.mark.parametrize("code", [code.value for code in Code])
def test_what_fails_is_in_a_project_that_fails(code: str) -> None:
    example = [" ".join(line.split()) for line in PAGES[code].fails.split("\n") if not line.startswith("# ")]
    missing = []
    for folder in sorted(GOLDEN.glob(f"definition/{code}-*/in")):
        files = [path for path in folder.rglob("*") if path.is_file() or path.is_symlink()]
        texts = [
            path.read_text("utf-8", "replace")
            for path in files
            if path.is_file() and path.stat().st_size < 1_000_000
        ]
        lines = {
            line.strip() for text in texts for line in text.replace("\a", "□").replace("\t", "→ ").split("\n")
        }
        missing.append(
            [line for line in example if not any(line in " ".join(found.split()) for found in lines)]
        )
    assert [] in missing, missing


def test_the_page_is_printed_whole() -> None:
    said = explain("M104")
    assert said.startswith(f"M104: {PAGES['M104'].summary}\nerror · module.yaml, publisher.yaml\n\n")
    for part in ("How to fix it: ", "Passes:\n\n    title: Mötet", "Fails:\n\n    titel: Mötet"):
        assert part in said


def test_three_ways_to_the_same_page() -> None:
    for arguments in (
        ("explain", "M104"),
        ("explain", "m104"),
        ("check", "--explain", "m104"),
        ("explain", "[M104]"),
        ("explain", "error[M104]"),
        ("explain", "[m104]:"),
        ("explain", "a/module.yaml:3:1: error[M104]: `tme` is not a key of a question [sv]"),
    ):
        assert larpaket_says(*arguments) == (0, explain("M104"), "")


@pytest.mark.parametrize("arguments", [("explain",), ("check", "--explain")])
def test_an_unknown_code_is_wrong_use_and_near_ones_are_named(arguments: tuple[str, ...]) -> None:
    code, _, said = larpaket_says(*arguments, "M1044")
    assert (code, "there is no code `M1044`" in said, "M104" in said.split("did you mean")[1]) == (
        2,
        True,
        True,
    )
    code, _, said = larpaket_says(*arguments, "M1")
    assert (code, "there is no code `M1`: run `larpaket explain M` for those" in said) == (2, True)
    code, _, said = larpaket_says(*arguments, "hello")
    assert (code, "run `larpaket explain` for a list" in said) == (2, True)


@pytest.mark.parametrize(
    ("wanted", "near"),
    [
        ("M1044", ["M104"]),
        ("C1", ["C01"]),
        ("M1", []),
        ("M999", []),
        ("Z99", []),
        ("hello", []),
        ("", []),
        ("M14", []),  # any of a dozen
    ],
)
def test_only_codes_that_are_near_are_named(wanted: str, near: list[str]) -> None:
    with pytest.raises(UsageError) as caught:
        explain(wanted)
    named = re.findall(r"[A-Z]\d{2,3}", str(caught.value).split("did you mean")[1]) if near else []
    assert set(named) <= set(near)
    assert ("did you mean" in str(caught.value)) == bool(near)


def test_a_family_is_listed_by_its_letter() -> None:
    for family in FAMILIES:
        assert explain(family.prefix) == explain(family.prefix.lower()) == str(family)
        assert re.findall(r"^  ([A-Z][0-9]+) ", str(family), re.M) == [page.code for page in family.pages]
    assert larpaket_says("explain", "m") == (0, explain("M"), "")
    assert larpaket_says("explain", "F")[0] == 2


def test_without_a_code_all_are_listed_by_family() -> None:
    code, said, _ = larpaket_says("explain")
    assert code == 0
    assert re.findall(r"^  ([A-Z][0-9]+) ", said, re.M) == [
        page.code for family in FAMILIES for page in family.pages
    ]
    assert all(family.title in said for family in FAMILIES)
    assert max(map(len, said.split("\n"))) <= WIDTH


def test_every_check_can_be_ignored_and_no_error_of_form() -> None:
    assert {ignorable(code.lower()) for code in RULES} == set(RULES)
    assert ignorable("V110") == "V110"  # a warning
    for code in (code for code, page in PAGES.items() if page.severity == "error"):
        if code[0] not in "VP" and code not in set(Code):
            continue
        with pytest.raises(
            UsageError, match=f"^{code} cannot be ignored: it is an error that stops the build"
        ):
            ignorable(code)


def test_what_check_never_prints_cannot_be_ignored_there() -> None:
    for code in (code for code in PAGES if code[0] == "L" or code in ("R101", "R102")):
        with pytest.raises(UsageError, match=f"^{code} cannot be ignored: `larpaket check` never prints it$"):
            ignorable(code)
    assert ignorable("R103") == "R103"


def test_ignoring_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "publisher.yaml").write_text("name: Hamnen\nbase: https://larande.example.se\n", "utf-8")
    module = laid_out(
        tmp_path,
        {
            "module.yaml": {
                "            video: film.mp4\n": "            video: film.mp4\n            stand_in: true\n"
            }
        },
    )
    sarif = json.loads(larpaket_says("check", str(module), "--format", "sarif")[1])
    [run] = sarif["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["M204"]
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == set(PAGES)
    assert "warning[M204]" in larpaket_says("check", str(module))[1]
    assert "M204" not in larpaket_says("check", str(module), "--ignore", "m204")[1]
    code, _, said = larpaket_says("check", str(module), "--ignore", "M104")
    assert (code, "M104 cannot be ignored" in said) == (2, True)
    code, _, said = larpaket_says("check", str(module), "--ignore", "M999")
    assert (code, "there is no code `M999`" in said) == (2, True)
