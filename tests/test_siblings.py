"""A further activity type and a further format are at home everywhere, and are refused when a part of them is
missing.
"""

from __future__ import annotations

import re
import shutil
from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

import flow
from larpaket.activities import ACTIVITIES, ActivityError
from larpaket.activities import registry as activities
from larpaket.checks.check import Report, check_package
from larpaket.definition.activity import Activity
from larpaket.definition.page import Bundle, Import, Label
from larpaket.definition.privacy import Group, Row
from larpaket.definition.setting import Store
from larpaket.definition.state import Kind, StateKey
from larpaket.formats import FormatError
from larpaket.formats import registry as formats
from larpaket.player.strings import strings
from larpaket.problems import LarpaketError
from larpaket.templates import templates
from toys.house import add_pledge, add_templates, move_in
from toys.pledge import Pledge, PledgeData, promise_too_long
from toys.pocket import FORMAT

DATA = Path(__file__).parent / "data" / "project"
FILM = Path(__file__).parent / "film" / "data" / "faststart.mp4"
PARTS = sorted(Activity.__abstractmethods__)
MOUNT = Import("mountPledge", "activities/pledge/pledge.js")
FACTS = ("called", "data_model", "defaults", "state", "vital", "sends_text", "checks")


@pytest.fixture
def patch(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    yield monkeypatch
    strings.cache_clear()


def build(folder: Path, *formats: str) -> list[flow.Built]:
    shutil.copytree(DATA, folder / "project")
    module = folder / "project" / "provmodul"
    shutil.copy(FILM, module / "film.mp4")
    add_pledge(module)
    publisher, modules, problems = flow.read(module.parent / "publisher.yaml", [module])
    assert publisher, problems
    options = flow.BuildOptions(formats=formats, output=folder / "dist", unpacked=True)
    return flow.build(publisher, [modules[0]], options)


def told_by(report: Report) -> list[str]:
    return [problem.code for problem in report.problems if problem.severity == "error"]


def test_they_are_built_listed_told_of_and_checked(tmp_path: Path, patch: pytest.MonkeyPatch) -> None:
    move_in(tmp_path, patch)
    scorm, xapi, pocket = build(tmp_path, "scorm12", "xapi", "pocket")
    for package in (scorm, xapi, pocket):
        page = (package.path / "index.html").read_text("utf-8")
        assert "Vi ses igen om en månad." in page
        assert '"type":"pledge"' in page
        assert "Att ett löfte gavs." in (package.path / "dataskydd.html").read_text("utf-8")
        report = check_package(package.path)
        assert (report.format, report.ours, told_by(report)) == (package.format, True, [])
    assert "ett löfte" in (xapi.path / "dataskydd.html").read_text("utf-8")
    assert "https://verbs.example/promised" in (xapi.path / "index.html").read_text("utf-8")
    sheet = (pocket.path / "dataskydd.html").read_text("utf-8")
    assert "IndexedDB larpaket sessions" in sheet
    assert "cmi." not in sheet
    overview = (tmp_path / "dist" / "index.html").read_text("utf-8")
    assert "För fickan." in overview
    (pocket.path / "index.html").unlink()
    assert told_by(check_package(pocket.path)) != []  # it is held to rules


FILM_BLOCK = re.compile(r"          - id: film\n.*?(?=          - id: samtal\n)", re.S)


@pytest.mark.parametrize("mode", ["group", "individual", "either"])
def test_a_module_without_a_film_speaks_of_none(tmp_path: Path, patch: pytest.MonkeyPatch, mode: str) -> None:
    move_in(tmp_path, patch)
    shutil.copytree(DATA, tmp_path / "project")
    module = tmp_path / "project" / "provmodul"
    add_pledge(module)
    text = (module / "module.yaml").read_text("utf-8")
    assert "video:" not in FILM_BLOCK.sub("", text)
    for old, new in (
        ("film-och-fraga", "fraga-och-lofte"),
        ("Film och samtal", "Samtal"),
        ("Film och fråga", "Fråga"),
        ("Se filmen och samtala.", "Samtala."),
        ("En kort film och en fråga.", "En fråga."),
        ("Film and talk", "Talk"),
        ("Film and question", "Question"),
        ("Watch the film and talk.", "Talk."),
        ("A short film and a question.", "A question."),
        ("mode: group", f"mode: {mode}"),
    ):
        text = text.replace(old, new)
    (module / "module.yaml").write_text(FILM_BLOCK.sub("", text), "utf-8")
    publisher, modules, problems = flow.read(module.parent / "publisher.yaml", [module])
    assert publisher
    assert modules, problems
    options = flow.BuildOptions(formats=("xapi", "web"), output=tmp_path / "dist", unpacked=True)
    for package in flow.build(publisher, modules, options):
        for name in ("index.html", "dataskydd.html"):
            page = re.sub(r'data-t="[^"]*"', "", (package.path / name).read_text("utf-8"))
            assert re.findall(r".{0,30}\bfilm.{0,30}", page, re.I) == [], (package.format, name)


def test_a_checks_finding_and_an_unknown_key_name_the_type(tmp_path: Path, patch: pytest.MonkeyPatch) -> None:
    move_in(tmp_path, patch)
    shutil.copytree(DATA, tmp_path / "project")
    module = tmp_path / "project" / "provmodul"
    shutil.copy(FILM, module / "film.mp4")
    add_pledge(module)
    text = (module / "module.yaml").read_text("utf-8")
    (module / "module.yaml").write_text(
        text.replace("om en månad.", "om en månad, och sedan varje vecka."), "utf-8"
    )
    _, _, problems = flow.read(module.parent / "publisher.yaml", [module])
    (found,) = [problem for problem in problems if problem.code == "M290"]
    assert found.line == len(text.splitlines()) - 1
    (module / "module.yaml").write_text(
        text.replace("            promise:", "            promisse:"), "utf-8"
    )
    _, _, problems = flow.read(module.parent / "publisher.yaml", [module])
    assert [problem.text for problem in problems if problem.code == "M104"] == [
        "`promisse` is not a key of a pledge"
    ]


def test_the_script_knows_the_members_of_its_saved_state(tmp_path: Path, patch: pytest.MonkeyPatch) -> None:
    move_in(tmp_path, patch)
    keys = (templates() / "player" / "state-keys.js").read_text("utf-8")
    assert "  b: isAmount,\n" in keys
    assert 'COUNTED = "dnhxyzvkb"' in keys
    assert '(["b", "x", "y", "z"])' in keys
    patch.setattr(Pledge, "state", {"t": StateKey(Kind.PROSE)})
    with pytest.raises(ActivityError, match="another type keeps something else in the saved state as `t`"):
        activities(*ACTIVITIES.values())


@pytest.mark.parametrize("part", PARTS)
def test_a_type_without_a_part_is_refused(tmp_path: Path, patch: pytest.MonkeyPatch, part: str) -> None:
    add_templates(tmp_path, patch)
    activities(Pledge)
    half: Any = type("Half", (Pledge,), {part: abstractmethod(lambda self: None), "__module__": __name__})
    with pytest.raises(ActivityError, match=f"^activity type Half: it lacks `{part}`$"):
        activities(half)


@pytest.mark.parametrize("fact", FACTS)
def test_a_type_without_a_fact_is_refused(tmp_path: Path, patch: pytest.MonkeyPatch, fact: str) -> None:
    add_templates(tmp_path, patch)
    patch.delattr(Pledge, fact)
    with pytest.raises(ActivityError, match=f"lacks `{fact}`"):
        activities(Pledge)


def test_a_types_data_are_held_to_their_shape(tmp_path: Path, patch: pytest.MonkeyPatch) -> None:
    add_templates(tmp_path, patch)
    patch.delattr(PledgeData, "has_text_version")
    with pytest.raises(ActivityError, match="PledgeData lacks `has_text_version`"):
        activities(Pledge)


@pytest.mark.parametrize("file", ["stage.html.jinja", "below.html.jinja"])
def test_a_type_without_its_page_is_refused(tmp_path: Path, patch: pytest.MonkeyPatch, file: str) -> None:
    (add_templates(tmp_path, patch) / "activities" / "pledge" / file).unlink()
    with pytest.raises(ActivityError, match=f"there is no templates/player/activities/pledge/{file}"):
        activities(Pledge)


@pytest.mark.parametrize(
    ("fact", "value", "text"),
    [
        ("called", "", "`called` is empty"),
        (
            "defaults",
            frozenset({"mood"}),
            "`defaults` names `mood`, which is not a key of a module's `defaults`",
        ),
        ("checks", (promise_too_long, promise_too_long), "the check M290 is registered by `pledge` too"),
        ("sends_text", True, "`sends_text` must be true exactly if it derives from `WritesText`"),
        ("checks", (replace(promise_too_long, reason=""),), "the page of its check M290 lacks `reason`"),
    ],
)
def test_a_type_that_does_not_hold_together_is_refused(
    tmp_path: Path, patch: pytest.MonkeyPatch, fact: str, value: Any, text: str
) -> None:
    add_templates(tmp_path, patch)
    patch.setattr(Pledge, fact, value)
    with pytest.raises(ActivityError, match=f"^activity type Pledge: {text}$"):
        activities(Pledge)


@pytest.mark.parametrize(
    ("file", "old", "new", "text"),
    [
        (
            "pledge.css",
            "@layer part {",
            ".pledge { color: red; }\n@layer part {",
            "has rules outside a layer",
        ),
        ("stage.html.jinja", 'id="a-{{ activity.id }}" ', "", "has no element with id"),
    ],
)
def test_a_page_that_would_break_is_refused(
    tmp_path: Path, patch: pytest.MonkeyPatch, file: str, old: str, new: str, text: str
) -> None:
    path = add_templates(tmp_path, patch) / "activities" / "pledge" / file
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(ActivityError, match=f"activities/pledge/{file} {text}"):
        activities(Pledge)


def test_two_types_of_one_name_are_refused(tmp_path: Path, patch: pytest.MonkeyPatch) -> None:
    add_templates(tmp_path, patch)
    with pytest.raises(ActivityError, match="another type has this name"):
        activities(Pledge, Pledge)


@pytest.mark.parametrize("part", [one.name for one in fields(FORMAT)])
def test_a_format_without_a_part_is_refused(part: str) -> None:
    given = {one.name: getattr(FORMAT, one.name) for one in fields(FORMAT) if one.name != part}
    with pytest.raises(TypeError, match=f"'{part}'"):
        type(FORMAT)(**given)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"adapter": "nowhere"}, "there is no adapter templates/player/tracking/nowhere.js"),
        ({"adapter": "marker"}, "marker.js does not export `marker`"),
        ({"answers": "answerPocket"}, "answers.js does not export `answerPocket`"),
        ({"overview": {"sv": "För fickan."}}, "`overview` has no line in `en`"),
        ({"statuses": frozenset({"asleep"})}, "no text in templates/player/strings says the status `asleep`"),
        ({"servers": ("server.moon",)}, "no text in templates/privacy/strings says `server.moon`"),
        ({"store": Store.LMS}, "`elements` must be set if the LMS keeps the progress, and only then"),
        ({"store": Store.LRS}, "the LRS keeps the progress, but `profile` is None"),
    ],
)
def test_a_format_that_does_not_hold_together_is_refused(
    tmp_path: Path, patch: pytest.MonkeyPatch, changes: dict[str, Any], text: str
) -> None:
    add_templates(tmp_path, patch)
    with pytest.raises(FormatError, match=f"^format `pocket`: {text}$"):
        formats(replace(FORMAT, **changes))


def test_two_formats_of_one_id_are_refused(tmp_path: Path, patch: pytest.MonkeyPatch) -> None:
    add_templates(tmp_path, patch)
    with pytest.raises(FormatError, match="another format has this id"):
        formats(FORMAT, FORMAT)


@pytest.mark.parametrize(
    ("part", "value", "text"),
    [
        ("texts", lambda self, language, known: {}, "there is no text `a.lofte.promise` in `sv`: add it to"),
        ("label", lambda self: Label("pledge.short"), "there is no text `pledge.short` in `sv`: add it to"),
        (
            "bundle",
            lambda *given: Bundle(MOUNT, {"projector": MOUNT}),
            "activity type `pledge`: another part of the script is called `projector`",
        ),
        (
            "bundle",
            lambda *given: Bundle(MOUNT, styles=("plain",)),
            "there is no style sheet templates/player/activities/pledge/plain.css",
        ),
        (
            "bundle",
            lambda *given: Bundle(Import("mountPromise", MOUNT.file)),
            "pledge.js does not export `mountPromise`",
        ),
        (
            "privacy",
            lambda pledges, setting: iter([Row(Group.TOLD, "what.word", setting.record)] * len(pledges)),
            "there is no text `sheet.what.word` in `sv`: add it to templates/player/strings/sv.json",
        ),
    ],
)
def test_what_a_page_lacks_is_named(
    tmp_path: Path, patch: pytest.MonkeyPatch, part: str, value: Any, text: str
) -> None:
    move_in(tmp_path, patch)
    whole = part in ("bundle", "privacy")
    patch.setattr(Pledge, part, staticmethod(value) if whole else value)
    with pytest.raises(LarpaketError, match=re.escape(text)):
        build(tmp_path, "web")
