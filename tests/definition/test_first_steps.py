"""What people who have never seen a definition do first."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from definition.conftest import MODULE, Load
from larpaket.checks.definition.read import read
from larpaket.definition.amounts import length, seconds, size
from larpaket.definition.errors import DefinitionError
from larpaket.definition.load import load_publisher
from larpaket.definition.project import NotFoundError, find_modules, find_project, first_step, left_out
from larpaket.formats import FORMATS
from larpaket.problems import show
from larpaket.version import __version__

SPACES = st.sampled_from(["", " ", "  ", "\u00a0", "\u202f", "\t"])
UNITS = {
    1: ("s", "sek", "sekunder", "seconds"),
    60: ("min", "minut", "minuter", "minutes", "Min"),
    86_400: ("day", "days", "dag", "dagar"),
    604_800: ("week", "weeks", "vecka", "veckor"),
}


@given(
    count=st.integers(0, 999_999),
    unit=st.sampled_from([(each, word) for each, words in UNITS.items() for word in words]),
    space=SPACES,
)
def test_a_duration_as_people_write_it(count: int, unit: tuple[int, str], space: str) -> None:
    each, word = unit
    assert seconds(f"{count}{space}{word}") == count * each


@pytest.mark.parametrize(
    "text", ["", "5", "min", "5 m", "fem minuter", "5,5 min", "-5 min", "5 min 3", "5 h"]
)
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(DefinitionError, match="is not a duration"):
        seconds(text)


def test_no_break_spaces_in_the_other_amounts() -> None:
    assert length("3\u00a0min\u00a012\u202fs") == 192
    assert size("24\u00a0MB") == 24_000_000


@pytest.mark.parametrize(
    "name", ["module.yml", "Module.yaml", "module.yaml.txt", "module.yaml.yaml", "MODULE.YML"]
)
@pytest.mark.parametrize("named", [True, False])
def test_a_definition_under_another_name(tmp_path: Path, name: str, named: bool) -> None:
    project = tmp_path / "publisher.yaml"
    project.touch()
    for folder in ("hamnen", "skogen"):
        (tmp_path / folder).mkdir()
    (tmp_path / "hamnen" / name).touch()
    (tmp_path / "skogen" / "module.yaml").touch()
    with pytest.raises(NotFoundError) as caught:
        find_modules(project, ["hamnen"] if named else [])
    assert str(caught.value) == f"found {tmp_path / 'hamnen' / name}: rename it to module.yaml"
    assert find_modules(project, ["skogen"]) == [tmp_path / "skogen"]


@pytest.mark.parametrize("folder", [".", "modules"])
def test_a_publisher_under_another_name(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / folder / "publisher.yml").touch()
    with pytest.raises(NotFoundError, match=r"publisher\.yml: rename it to publisher\.yaml$"):
        find_project(tmp_path)


def test_files_beside_a_definition_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "publisher.yaml").touch()
    (tmp_path / "hamnen").mkdir()
    for name in ("module.yaml", "module.yml", "module.yaml.txt"):
        (tmp_path / "hamnen" / name).touch()
    assert find_modules(tmp_path / "publisher.yaml", []) == [tmp_path / "hamnen"]


def test_an_empty_folder_is_told_what_to_write(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "larpaket"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Usage: ")
    assert done.stdout.endswith(first_step(tmp_path) + "\n")
    # What it shows can be written as it is.
    shown = "".join(
        line[4:] for line in first_step(tmp_path).splitlines(keepends=True) if line.startswith("    ")
    )
    (tmp_path / "publisher.yaml").write_text(shown, "utf-8")
    publisher, problems = load_publisher(tmp_path / "publisher.yaml", FORMATS)
    assert (publisher is not None, problems) == (True, [])
    assert "`larpaket check publisher.yaml`" in first_step(tmp_path)


def test_a_misnamed_publisher_is_the_first_step(tmp_path: Path) -> None:
    (tmp_path / "publisher.yml").touch()
    assert "publisher.yml: rename it to publisher.yaml" in first_step(tmp_path)


@pytest.mark.parametrize("encoding", ["cp1252", "cp437"])
def test_a_console_that_knows_few_characters_shows_what_it_can(tmp_path: Path, encoding: str) -> None:
    hamnen = Path(__file__).parents[1] / "checks" / "definition"
    shutil.copy(hamnen / "publisher.yaml", tmp_path)
    shutil.copytree(hamnen / "hamnen", tmp_path / "hamnen")
    definition = tmp_path / "hamnen" / "module.yaml"
    definition.write_text(definition.read_text("utf-8").replace("time:", "tid→Ω:"), "utf-8")
    for command in (["check", "hamnen"], ["build", "hamnen"], ["explain", "P101"], []):
        done = subprocess.run(
            [sys.executable, "-m", "larpaket", *command],
            cwd=tmp_path,
            env={**os.environ, "PYTHONIOENCODING": encoding},
            capture_output=True,
            check=False,
        )
        assert done.returncode == (1 if "hamnen" in command else 0)
        assert b"Traceback" not in done.stderr
        if "hamnen" in command:
            assert b"tid\\u2192" in done.stdout + done.stderr


def test_the_readme_names_this_release() -> None:
    readme = Path(__file__).parents[2] / "README.md"
    assert set(re.findall(r"larpaket-([\d.]+)-py3", readme.read_text("utf-8"))) == {__version__}


@pytest.mark.parametrize(
    ("folder", "written"),
    [
        ("skogen", "write `id: skogen`, and remove"),
        (
            "Skogen på Lidingö",
            "write `id: skogen-p-liding`, and call the folder `skogen-p-liding`, and remove",
        ),
        ("2", "write `id: hamnen-2`, and call the folder `hamnen-2`, and remove"),
    ],
)
def test_a_copied_module_is_led_to_an_id_of_its_own(tmp_path: Path, folder: str, written: str) -> None:
    hamnen = Path(__file__).parents[1] / "checks" / "definition"
    shutil.copy(hamnen / "publisher.yaml", tmp_path)
    for name in ("hamnen", folder):
        shutil.copytree(hamnen / "hamnen", tmp_path / name)
    [problem] = [
        one for one in read(tmp_path / "publisher.yaml", [tmp_path / folder])[2] if one.code == "M111"
    ]
    assert problem.text == f"the module's id is `hamnen`, but its folder is `{folder}`"
    assert problem.help.startswith(f"this looks like a copy of `hamnen`: {written} its ids.lock")


def test_no_break_spaces_are_blanks_in_yaml_and_stay_in_texts(load: Load) -> None:
    pasted = MODULE.replace("    ", "\u00a0\u00a0\u00a0 ").replace(
        "title: Mötet", "title:\u00a0Mötet 5\u00a0maj"
    )
    module, problems = load(text=pasted.replace("- id:", "-\u00a0id:"))
    assert problems == []
    assert module
    assert module.title["sv"] == "Mötet 5\u00a0maj"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (MODULE.encode("cp1252"), "4 | title: Mötet"),
        (MODULE.encode("utf-16"), "the file is UTF-16, not UTF-8"),
        (
            b"PK\x03\x04\x14\x00\xff\xfe",
            "the file is a Word document (.docx), or another zip, whatever its name",
        ),
        (b"{\\rtf1\\ansi id: x}", "the file is formatted text (.rtf), whatever its name says"),
    ],
)
def test_what_is_no_text_in_utf8_is_named_and_never_shown_as_other_letters(
    load: Load, data: bytes, said: str
) -> None:
    (problem,) = load(data=data)[1]
    assert problem.code == "M101"
    assert said in show(problem)
    assert "\ufffd" not in show(problem)


def test_a_folder_that_was_begun_is_named_where_all_are_built(tmp_path: Path) -> None:
    project = tmp_path / "publisher.yaml"
    for name in ("defined", "empty", "pictures", "with-a-film", ".git"):
        (tmp_path / name).mkdir()
    (tmp_path / "defined" / "module.yaml").write_text("", "utf-8")
    (tmp_path / "pictures" / "logo.svg").write_text("", "utf-8")
    (tmp_path / "with-a-film" / "Film.MP4").write_text("", "utf-8")
    found = left_out(project, [tmp_path / "defined"])
    assert [problem.path.name for problem in found] == ["empty", "with-a-film"]
    assert left_out(project, []) == []  # one module among others was named
