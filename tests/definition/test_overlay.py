"""A municipality's own module, made from somebody else's, and what it hears when that one changes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from larpaket.activities import ACTIVITIES
from larpaket.definition.load import load_module, load_publisher
from larpaket.definition.model import LearningModule
from larpaket.formats import FORMATS
from larpaket.problems import Problem

TESTS = Path(__file__).parents[1]
OVERLAY = """\
id: eget
version: "2.0"
extends:
  module: ../provmodul
  version: "1.0"
"""
MORE = """\
  - after: samtal
    activity:
      id: mer
      type: reflection
      title: {sv: "Mer", en: "More"}
      questions:
        - id: vidare
          text:
            sv: Vad gör ni nu?
            en: What now?
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a module in Swedish and English that others extend."""
    folder = tmp_path / "modules"
    shutil.copytree(TESTS / "data" / "project", folder)
    shutil.copy(TESTS / "film" / "data" / "faststart.mp4", folder / "provmodul" / "film.mp4")
    (folder / "eget").mkdir()
    return folder


def load(project: Path, text: str, name: str = "eget") -> tuple[LearningModule | None, list[Problem]]:
    (project / name / "module.yaml").write_text(text, "utf-8")
    publisher, _ = load_publisher(project / "publisher.yaml", FORMATS)
    assert publisher
    return load_module(project / name, publisher, ACTIVITIES)


def loaded(project: Path, text: str, name: str = "eget") -> LearningModule:
    module, problems = load(project, text, name)
    assert problems == []
    assert module
    return module


def ids(module: LearningModule) -> list[str]:
    return [activity.id for activity in module.activities]


def larpaket(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "larpaket", *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, encoding="utf-8", check=False)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_what_is_not_said_is_the_originals(project: Path) -> None:
    module = loaded(project, OVERLAY)
    assert (module.id, module.version, module.languages) == ("eget", "2.0", ("sv", "en"))
    assert module.title["sv"] == "Att prova & lära"
    assert ids(module) == ["film", "samtal"]
    assert project / "provmodul" / "film.mp4" in module.files
    assert module.originals[0].id == "provmodul"


def test_changes_by_id_language_by_language(project: Path) -> None:
    changes = "changes:\n  samtal:\n    title:\n      sv: Hos oss\n  fraga:\n    time: 10 min\n"
    module = loaded(project, OVERLAY + changes)
    samtal = list(module.activities)[1]
    assert samtal.title == {"sv": "Hos oss", "en": "Talk together"}
    assert samtal.minutes() == 10


def test_parts_are_removed_with_what_they_leave_empty(project: Path) -> None:
    assert ids(loaded(project, OVERLAY + "remove:\n  - samtal\n")) == ["film"]
    _, problems = load(project, OVERLAY + "remove:\n  - samtal\n  - film\n")
    assert [problem.code for problem in problems] == ["M107"]


@pytest.mark.parametrize(
    ("place", "order"), [("after: samtal", 2), ("before: samtal", 1), ("after: film", 1), ("before: film", 0)]
)
def test_activities_are_added_beside_others(project: Path, place: str, order: int) -> None:
    added = MORE.replace('{sv: "Mer", en: "More"}', "\n        sv: Mer\n        en: More")
    module = loaded(project, OVERLAY + "add:\n" + added.replace("after: samtal", place))
    assert ids(module).index("mer") == order


def test_texts_in_languages_that_it_does_not_have_are_left_out(project: Path) -> None:
    module = loaded(project, OVERLAY + "languages: [sv]\ntitle: Eget\n")
    assert module.title == {"sv": "Eget"}
    assert [activity.title for activity in module.activities][1] == {"sv": "Tala tillsammans"}


def test_a_file_of_its_own_takes_the_place_of_the_originals(project: Path) -> None:
    (project / "eget" / "text.sv.md").write_text("Vår egen text.\n", "utf-8")
    module = loaded(project, OVERLAY)
    assert project / "eget" / "text.sv.md" in module.files
    assert project / "provmodul" / "text.en.md" in module.files


def test_a_problem_is_in_the_file_that_has_it(project: Path) -> None:
    change(project / "provmodul" / "module.yaml", "type: reflection", "type: reflektion")
    _, [problem] = load(project, OVERLAY)
    assert (problem.path.parent.name, problem.code) == ("provmodul", "M107")
    change(project / "provmodul" / "module.yaml", "type: reflektion", "type: reflection")
    _, [problem] = load(project, OVERLAY + "changes:\n  fraga:\n    time: fem\n")
    assert (problem.path.parent.name, problem.line, problem.code) == ("eget", 8, "M123")


def test_an_overlay_of_an_overlay(project: Path) -> None:
    loaded(project, OVERLAY + "changes:\n  fraga:\n    time: 7 min\n")
    (project / "sedan").mkdir()
    text = 'id: sedan\nversion: "1.0"\nextends:\n  module: ../eget\n  version: "2.0"\n'
    module = loaded(project, text, "sedan")
    assert [original.id for original in module.originals] == ["eget", "provmodul"]
    assert list(module.activities)[1].minutes() == 7


def test_a_package_of_it_names_the_original_in_every_statement(project: Path) -> None:
    loaded(project, OVERLAY)
    done = larpaket(project, "build", "eget", "--format", "xapi")
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(project / "dist" / "eget-xapi.zip") as package:
        page = package.read("index.html").decode()
        assert "media/film.mp4" in package.namelist()
    data = json.loads(page.split('id="data">')[1].split("</script>")[0])
    grouping = {"id": "https://larande.example.se/provmodul"}
    assert data["statements"]
    for statement in data["statements"].values():
        assert statement["context"]["contextActivities"]["grouping"] == [grouping]
        assert "/eget" in statement["object"]["id"]


def test_a_newer_original_is_told_in_words_even_without_the_old_files(project: Path) -> None:
    loaded(project, OVERLAY + "changes:\n  fraga:\n    text:\n      sv: Vad gör vi?\n")
    assert larpaket(project, "build", "eget", "--format", "web").returncode == 0
    assert larpaket(project, "show", "--diff", "eget").stdout == "Nothing has changed.\n"
    original = project / "provmodul" / "module.yaml"
    change(original, 'version: "1.0"', 'version: "1.1"')
    change(original, "sv: Vad vill ni prova?", "sv: Vad ska ni prova?")
    (project / "provmodul" / "text.sv.md").write_text("Någon berättar mer.\n", "utf-8")
    done = larpaket(project, "build", "eget", "--format", "web")
    assert done.returncode == 1
    assert "error[M161]: the original is now version 1.1" in done.stderr
    said = larpaket(project, "show", "--diff", "eget").stdout
    assert "fraga.text.sv\n  - Vad vill ni prova?\n  + Vad ska ni prova?\n  This overlay says" in said
    assert "film.transcript.sv (text.sv.md)\n  - " in said
    assert "+ Någon berättar mer." in said
    change(project / "eget" / "module.yaml", '  version: "1.0"', '  version: "1.1"')
    assert larpaket(project, "build", "eget", "--format", "web").returncode == 0
    assert larpaket(project, "show", "--diff", "eget").stdout == "Nothing has changed.\n"


def test_the_same_version_with_other_texts_is_a_warning(project: Path) -> None:
    loaded(project, OVERLAY)
    assert larpaket(project, "build", "eget", "--format", "web").returncode == 0
    change(project / "provmodul" / "module.yaml", "sv: Vad vill ni prova?", "sv: Vad ska ni prova?")
    done = larpaket(project, "build", "eget", "--format", "web")
    assert done.returncode == 0
    assert "warning[M162]" in done.stderr


def test_show_prints_where_each_value_comes_from_and_can_be_read_again(project: Path) -> None:
    loaded(project, OVERLAY + "changes:\n  fraga:\n    time: 7 min\n")
    said = larpaket(project, "show", "eget").stdout
    assert said.startswith("id: eget")
    times = next(line for line in said.split("\n") if "time: 7 min" in line)
    assert times.split("# ")[1] == "eget/module.yaml:8"
    (project / "platt").mkdir()
    for name in ("film.mp4", "film.sv.vtt", "film.en.vtt", "text.sv.md", "text.en.md"):
        shutil.copy(project / "provmodul" / name, project / "platt")
    flat = "\n".join(line.split("  # ")[0].rstrip() for line in said.split("\n"))
    module = loaded(project, flat.replace("id: eget", "id: platt"), "platt")
    assert ids(module) == ["film", "samtal"]


def test_a_lock_that_is_not_ours(project: Path) -> None:
    (project / "eget" / "original.lock").write_text("<<<<<<< HEAD\n", "utf-8")
    _, [problem] = load(project, OVERLAY)
    assert (problem.path.name, problem.code) == ("original.lock", "M125")


def test_diff_of_a_module_that_extends_nothing(project: Path) -> None:
    done = larpaket(project, "show", "--diff", "provmodul")
    assert (done.returncode, done.stdout) == (1, "")
    assert "`provmodul` extends no other module" in done.stderr


def test_what_lies_two_modules_below_is_compared_too(project: Path) -> None:
    loaded(project, OVERLAY)
    (project / "sedan").mkdir()
    text = 'id: sedan\nversion: "1.0"\nextends:\n  module: ../eget\n  version: "2.0"\n'
    loaded(project, text, "sedan")
    assert larpaket(project, "build", "--format", "web").returncode == 0
    (project / "provmodul" / "text.sv.md").write_text("Någon berättar mer.\n", "utf-8")
    assert "+ Någon berättar mer." in larpaket(project, "show", "--diff", "sedan").stdout
    change(project / "provmodul" / "module.yaml", 'version: "1.0"', 'version: "1.1"')
    _, problems = load(project, text, "sedan")
    assert {(problem.path.parent.name, problem.code) for problem in problems} == {
        ("eget", "M161"),
        ("sedan", "M162"),
    }


def test_another_original_in_the_same_version_is_remembered_anew(project: Path) -> None:
    loaded(project, OVERLAY)
    assert larpaket(project, "build", "eget", "--format", "web").returncode == 0
    shutil.copytree(project / "provmodul", project / "annan", ignore=shutil.ignore_patterns("*.lock"))
    change(project / "annan" / "module.yaml", "id: provmodul", "id: annan")
    change(project / "annan" / "module.yaml", "sv: Vad vill ni prova?", "sv: Vad ska ni prova?")
    loaded(project, OVERLAY.replace("../provmodul", "../annan"))
    assert "does not say what the original said" in larpaket(project, "show", "--diff", "eget").stderr
    assert larpaket(project, "build", "eget", "--format", "web").returncode == 0
    assert larpaket(project, "show", "--diff", "eget").stdout == "Nothing has changed.\n"


def test_the_pictures_of_the_originals_texts_are_found_beside_them(project: Path) -> None:
    read = """\
          - id: lasning
            type: text
            title:
              sv: Läs
              en: Read
            content:
              sv: las.md
              en: las.md
"""
    original = project / "provmodul" / "module.yaml"
    change(original, "          - id: samtal\n", f"{read}          - id: samtal\n")
    (project / "provmodul" / "las.md").write_text("Läs.\n\n![En punkt.](bild.svg)\n", "utf-8")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>'
    (project / "provmodul" / "bild.svg").write_text(svg, "utf-8")
    loaded(project, OVERLAY)
    done = larpaket(project, "build", "eget", "--format", "web")
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(project / "dist" / "eget-web.zip") as package:
        assert [name for name in package.namelist() if name.endswith(".svg")]
