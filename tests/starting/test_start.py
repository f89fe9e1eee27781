"""`larpaket new`: what it makes, what it asks, what it says."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from larpaket import load_module
from larpaket.cli import main
from larpaket.definition.load import publisher_at
from larpaket.definition.model import LearningModule
from larpaket.definition.publisher import Publisher
from larpaket.formats import FORMATS
from larpaket.problems import UsageError
from larpaket.starting.start import start
from starting.conftest import New, tree

GOLDEN = Path(__file__).parents[1] / "golden" / "starting"
PROJECT = {
    ".gitignore",
    "modules/.schemas/module.schema.json",
    "modules/.schemas/publisher.schema.json",
    "modules/publisher.yaml",
}


def files(name: str, language: str = "sv") -> set[str]:
    made = ("module.yaml", "film.mp4", f"film.{language}.vtt", f"textversion.{language}.md")
    return {f"modules/{name}/{file}" for file in made}


def publisher(folder: Path) -> Publisher:
    return publisher_at(folder, FORMATS)[1]


def questions(module: LearningModule) -> list[str]:
    [reflection] = [activity for activity in module.activities if activity.type == "reflection"]
    return [text for _, texts in reflection.prose() for text in texts.values()]


def test_an_empty_folder_becomes_a_project_with_a_module(here: Path, new: New) -> None:
    done = new("arbetsgladje")
    assert done.exit_code == 0, done.output
    assert set(tree(here)) == PROJECT | files("arbetsgladje")
    module = load_module(here / "modules" / "arbetsgladje")
    assert (module.id, module.title, module.languages) == (
        "arbetsgladje",
        {"sv": "Arbetsgladje"},
        ("sv",),
    )
    assert module.mode == "group"
    assert "dist/" in (here / ".gitignore").read_text("utf-8").split("\n")
    assert publisher(here).languages == ("sv", "en")


def test_a_name_is_made_from_the_title(here: Path, new: New) -> None:
    assert new("--title", "Må bra på jobbet: del 1").exit_code == 0
    module = load_module(here / "modules" / "ma-bra-pa-jobbet-del-1")
    assert module.title == {"sv": "Må bra på jobbet: del 1"}


@pytest.mark.parametrize(("language", "name"), [("sv", "min-forsta-modul"), ("en", "my-first-module")])
def test_without_anything_the_defaults_are_taken(here: Path, new: New, language: str, name: str) -> None:
    assert new("--language", language).exit_code == 0
    assert files(name, language) <= set(tree(here))
    assert publisher(here).languages[0] == language


@pytest.mark.parametrize(
    ("option", "mode", "language", "asked"),
    [
        ("--group", "group", "sv", "Vad i filmen känner ni igen hos er?"),
        ("--alone", "individual", "sv", "Vad i filmen känner du igen hos dig?"),
        ("--either", "either", "en", "What in the film is easy to recognise?"),
    ],
)
def test_who_takes_it(here: Path, new: New, option: str, mode: str, language: str, asked: str) -> None:
    assert new("x", option, "--language", language).exit_code == 0
    module = load_module(here / "modules" / "x")
    assert module.mode == mode
    assert questions(module) == [asked]


def test_another_module_leaves_the_project_as_it_is(here: Path, new: New) -> None:
    assert new("en", "--language", "en").exit_code == 0
    before = tree(here)
    done = new("tva")
    assert done.exit_code == 0, done.output
    after = tree(here)
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == files("tva", "en")  # in the publisher's first language


def test_a_project_by_hand_gets_the_module_beside_its_publisher(here: Path, new: New) -> None:
    (here / "publisher.yaml").write_text(
        "name: A\nbase: https://a.example.se\nlanguages: [fi, sv]\n", "utf-8"
    )
    (here / "texter").mkdir()
    os.chdir(here / "texter")
    assert new("ny").exit_code == 0
    assert set(tree(here)) == {
        "publisher.yaml",
        ".schemas/module.schema.json",
        ".schemas/publisher.schema.json",
        *(name.removeprefix("modules/") for name in files("ny")),
    }
    assert load_module(here / "ny").languages == ("sv",)


def test_a_folder_with_something_in_it_becomes_a_project_around_that(here: Path, new: New) -> None:
    (here / "modules").mkdir()
    (here / "modules" / "anteckningar.txt").write_text("mina", "utf-8")
    (here / ".gitignore").write_text("*.tmp\n", "utf-8")
    done = new("ny")
    assert done.exit_code == 0, done.output
    assert set(tree(here)) == PROJECT | files("ny") | {"modules/anteckningar.txt"}
    assert (here / ".gitignore").read_text("utf-8") == "*.tmp\n"
    assert "note: .gitignore was there already: add `dist/`" in done.output


def test_a_gitignore_that_knows_dist_is_not_spoken_of(here: Path, new: New) -> None:
    (here / ".gitignore").write_text("/dist\n", "utf-8")
    assert "note:" not in new("ny").output


def test_a_schema_of_another_version_stays_and_is_told_of(here: Path, new: New) -> None:
    new("ny")
    old = here / "modules" / ".schemas" / "module.schema.json"
    old.write_text("{}", "utf-8")
    done = new("nyare")
    assert done.exit_code == 0
    assert old.read_text("utf-8") == "{}"
    assert (
        f"note: {Path('modules/.schemas/module.schema.json')} is of another version: `larpaket schema module`"
        in (done.output)
    )


@pytest.mark.parametrize("there", ["ny", "NY"])
@pytest.mark.parametrize("kind", [Path.mkdir, Path.touch])
def test_what_is_there_is_never_overwritten(
    here: Path, new: New, there: str, kind: Callable[[Path], None]
) -> None:
    new("en")
    kind(here / "modules" / there)
    before = tree(here)
    done = new("ny")
    assert done.exit_code == 2
    assert "choose another name, as in `larpaket new ny-2`" in " ".join(done.output.split())
    assert tree(here) == before


def test_a_publisher_with_errors_is_shown_and_nothing_made(here: Path, new: New) -> None:
    (here / "publisher.yaml").write_text("name: A\n", "utf-8")
    done = new("ny")
    assert done.exit_code == 1
    assert "error[M106]: a publisher needs `base`" in done.output
    assert set(tree(here)) == {"publisher.yaml"}


def test_a_misnamed_publisher_is_no_empty_folder(here: Path, new: New) -> None:
    (here / "publisher.yml").touch()
    done = new("ny")
    assert done.exit_code == 2
    assert "rename it to publisher.yaml" in " ".join(done.output.split())
    assert set(tree(here)) == {"publisher.yml"}


def test_what_is_not_given_is_asked_for(here: Path) -> None:
    asked: list[tuple[str, str]] = []
    answers = iter(["en", "Good days", "either"])

    def ask(question: str, answer: str, choices: object) -> str:
        asked.append((question, answer))
        return next(answers)

    made = start(here, ask=ask)
    assert asked == [
        ("Language", "sv"),
        ("Title", "My first module"),
        ("For a group, one person, or either", "group"),
    ]
    assert (made.name, load_module(made.folder).mode) == ("good-days", "either")


def test_what_is_given_is_not_asked_for(here: Path) -> None:
    def ask(question: str, answer: str, choices: object) -> str:
        pytest.fail(f"asked: {question}")

    assert start(here, "x", title="X", language="en", mode="group", ask=ask).name == "x"


def test_a_title_that_gives_no_name(here: Path) -> None:
    with pytest.raises(UsageError, match="no name can be made from the title `☀`"):
        start(here, title="☀")
    answers = {"Language": "sv", "For a group, one person, or either": "individual"}
    made = start(here, title="☀", ask=lambda question, answer, choices: answers.get(question, "solen"))
    assert load_module(made.folder).title == {"sv": "☀"}


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal")
def test_in_a_terminal(here: Path) -> None:
    import pty

    terminal, stdin = pty.openpty()
    os.write(terminal, b"en\nGood days\n\n")
    command = [sys.executable, "-m", "larpaket", "new"]
    done = subprocess.run(command, stdin=stdin, capture_output=True, text=True, check=False, timeout=60)
    os.close(stdin)
    os.close(terminal)
    assert done.returncode == 0, done.stderr
    assert "Title [My first module]:" in done.stderr
    assert load_module(here / "modules" / "good-days").mode == "group"


def test_help_is_for_somebody_new() -> None:
    for command, said in (("new", "Begin a module that builds at once"), ("schema", "for editors")):
        done = CliRunner().invoke(main, [command, "--help"])
        assert done.exit_code == 0
        assert said in done.output


def of(here: Path) -> None:
    """A project with the module `en`."""
    start(here, "en")


CASES: dict[str, tuple[list[str], Callable[[Path], None] | None]] = {
    "an-empty-folder": (["arbetsgladje"], None),
    "another-module": (["tva", "--title", "Två"], of),
    "there-already": (["en"], of),
    "bad-name": (["Må bra"], None),
    "bad-name-of-a-path": (["modules/Hälsa"], None),
    "bad-name-of-a-device": (["con"], None),
    "no-name-in-it": (["☀"], None),
    "no-name-in-the-title": (["--title", "☀"], None),
    "title-too-long": (["x", "--title", "a" * 201], None),
    "title-of-two-lines": (["x", "--title", "a\nb"], None),
    "empty-title": (["x", "--title", " "], None),
    "language": (["x", "--language", "fi"], None),
}


@pytest.mark.parametrize("name", CASES)
def test_what_it_says(
    here: Path, new: New, name: str, update_golden: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments, before = CASES[name]
    if before:
        before(here)
    was = tree(here)
    done = new(*arguments)
    said = f"exit code {done.exit_code}\n{done.output}".replace(str(here.resolve()), "HERE")
    expected = GOLDEN / f"{name}.txt"
    if update_golden:
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(said, "utf-8")
    assert said == expected.read_text("utf-8")
    assert (done.exit_code == 0) == (tree(here) != was)
