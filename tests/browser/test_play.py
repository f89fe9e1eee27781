"""The robot learner: packages of ours in every format and persona, ten good packages of others, and ten broken."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from lxml import etree

import flow
from browser.catalogues import FIRST, SECOND, write_catalogue
from browser.packages import write_module
from desk.shapes import BROKEN, GOOD, Shape
from larpaket.cli import main
from larpaket.cli.previewing import play_command
from larpaket.formats import FORMATS
from larpaket.preview.choices import LAUNCHERS, PERSONAS


def play(*arguments: object) -> tuple[int, str]:
    """In a thread: the tests' own driver keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        result = pool.submit(CliRunner().invoke, main, ["play", *map(str, arguments)]).result()
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result.exit_code, result.output


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Packages of every format, in a folder."""
    module = write_module(tmp_path_factory.mktemp("project"))
    publisher, modules, problems = flow.read(module.parent / "publisher.yaml", [module])
    assert publisher, problems
    folder = tmp_path_factory.mktemp("dist")
    flow.build(publisher, [modules[0]], flow.BuildOptions(formats=tuple(FORMATS), output=folder))
    return folder


def test_ours_are_completed_in_every_format_and_persona(packages: Path, tmp_path: Path) -> None:
    """Every persona with one format, and every format with one persona."""
    first, *others = sorted(packages.glob("*.zip"), key=lambda path: "-scorm12" not in path.name)
    personas = [option for persona in PERSONAS for option in ("--persona", persona)]
    results = []
    for arguments in ([first, *personas], others):
        code, said = play(*arguments, "--format", "json", "--pictures", tmp_path / "pictures")
        assert code == 0, said
        results += json.loads(said)
    assert [one["persona"] for one in results[: len(PERSONAS)]] == list(PERSONAS)
    assert len(results) == len(PERSONAS) + len(FORMATS) - 1
    assert {one["outcome"] for one in results} == {"completed"}
    for one in results:
        assert all(Path(picture).stat().st_size > 5000 for picture in one["pictures"])
        assert one["faults"] == []


def test_a_catalogue_is_walked_to_its_end_through_all_its_modules(tmp_path: Path) -> None:
    project = write_catalogue(tmp_path / "project")
    publisher_file = flow.find_project(project)
    publisher, modules, problems = flow.read(publisher_file, flow.find_modules(publisher_file, []))
    assert publisher, problems
    formats = ("scorm12", "scorm2004-3rd", "xapi", "web")
    options = flow.BuildOptions(formats=formats, output=tmp_path / "dist")
    flow.build(publisher, modules, options)
    packages = sorted((tmp_path / "dist").glob("samtal-*.zip"))
    assert len(packages) == 4
    code, said = play(*packages, "--format", "json")
    assert code == 0, said
    for one in json.loads(said):
        assert (one["outcome"], one["faults"], one["findings"]) == ("completed", [], [])
        titles = [step.removeprefix("opened ") for step in one["steps"] if step.startswith("opened ")]
        assert titles in ([FIRST, SECOND], ["To try & learn", "To listen"])
        ends = ["came back to the list"] if one["format"] == "web" else ["pressed Finish", "pressed Avsluta"]
        assert one["steps"][-2] in ends
        assert one["steps"][-1] == "came to the end"


def test_a_persona_is_played_where_it_is_offered_and_said_where_not(packages: Path) -> None:
    asked = [option for persona in ("moodle", "catapult", "lms") for option in ("--persona", persona)]
    found = {name: next(packages.glob(f"*-{name}.zip")) for name in ("cmi5", "xapi", "scorm2004-4th")}
    code, said = play(*found.values(), *asked, "--format", "json")
    assert code == 0, said
    results = json.loads(said)
    assert [(one["format"], one["persona"], one["notes"]) for one in results] == [
        ("cmi5", "catapult", ["the persona `moodle` is not offered for cmi5"]),
        ("cmi5", "lms", []),
        ("xapi", "", [f"the persona `{one}` is not offered for xapi" for one in ("moodle", "catapult", "lms")]),
        ("scorm2004-4th", "moodle", [
            f"the persona `{one}` is not offered for scorm2004-4th" for one in ("catapult", "lms")
        ]),
    ]  # fmt: skip
    assert {one["outcome"] for one in results} == {"completed"}
    code, said = play(found["xapi"], "--persona", "moodle")
    assert code == 0
    assert "\n  note: the persona `moodle` is not offered for xapi\n" in said


def test_every_persona_can_be_asked_for() -> None:
    option = next(one for one in play_command.params if one.name == "personas")
    assert isinstance(option.type, click.Choice)
    assert tuple(option.type.choices) == (*PERSONAS, *LAUNCHERS)


@pytest.mark.parametrize("shape", GOOD, ids=lambda shape: shape.name)
def test_a_good_package_of_another_tool_passes(tmp_path: Path, shape: Shape) -> None:
    package, script = shape.write(tmp_path)
    code, said = play(package, "--script", script)
    assert code == 0, said
    assert ": completed. " in said


@pytest.mark.parametrize("shape", BROKEN, ids=lambda shape: shape.name)
def test_a_broken_package_is_caught(tmp_path: Path, shape: Shape, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("larpaket.preview.play.robot._PATIENCE", 2000)
    package, script = shape.write(tmp_path)
    code, said = play(package, "--script", script)
    assert code == 1, said
    assert shape.says in said


def test_a_failure_is_one_for_a_build_server_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("larpaket.preview.play.robot._PATIENCE", 1000)
    package, script = BROKEN[0].write(tmp_path)
    code, said = play(package, "--script", script, "--format", "junit")
    case = etree.fromstring(said).find("testcase")
    assert code == 1
    assert case is not None
    failure = case.find("failure")
    assert failure is not None
    assert "nobody called Initialize" in (failure.text or "")


def test_without_a_script_a_package_is_explored_and_never_called_impossible(tmp_path: Path) -> None:
    for shape in GOOD:
        if shape.name in ("slides", "frameset"):
            package, _ = shape.write(tmp_path)
            code, said = play(package, "--seconds", 5)
            assert code == 0, said
            assert ": completed. " in said
    silent = next(shape for shape in BROKEN if shape.name == "never-completes")
    package, _ = silent.write(tmp_path)
    code, said = play(package, "--seconds", 2)
    assert code == 0
    assert ": not judged. an LMS would show: in progress" in said
    code, said = play(package, "--seconds", 2, "--format", "junit")
    case = etree.fromstring(said).find("testcase")
    assert case is not None
    assert case.find("skipped") is not None
    fails = next(shape for shape in BROKEN if shape.name == "never-begins")
    package, _ = fails.write(tmp_path)
    assert play(package, "--seconds", 2)[0] == 1


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("steps: []\n", "write `steps:`"),
        ("press: Next\n", "write `steps:`"),
        ("steps:\n- jump: Next\n", ":2: is not a step: write one of `press:`"),
        ("steps:\n- press: Next\n- write: Name\n", ":3: `write` needs `into` and `text`"),
        ("steps:\n- press:\n", ":2: `press` needs a text"),
        ("steps:\n- press: [a, b]\n", ":2: `press` needs a text"),
        ("steps:\n- {press: a, tick: b}\n", ":2: is not a step"),
    ],
)
def test_a_script_that_says_nothing_is_explained(tmp_path: Path, script: str, said: str) -> None:
    package, path = GOOD[0].write(tmp_path)
    path.write_text(script, "utf-8")
    code, output = play(package, "--script", path)
    assert code == 2, output
    assert said in output


@pytest.mark.parametrize("script", ["", "- press: Next\n", "steps: [\n"])
def test_a_script_that_is_no_yaml_has_a_place(tmp_path: Path, script: str) -> None:
    package, path = GOOD[0].write(tmp_path)
    path.write_text(script, "utf-8")
    code, output = play(package, "--script", path)
    assert code == 1
    assert "one-page.yaml:1:1: error[" in output.replace(":2:1:", ":1:1:")
