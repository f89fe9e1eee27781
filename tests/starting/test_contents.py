"""The files of a new module: they build at once, and every title is read back as it was given."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from definition.test_json_schema import refusals
from larpaket.activities import ACTIVITIES
from larpaket.cli import main
from larpaket.definition.errors import DefinitionError
from larpaket.definition.fields import plain_text
from larpaket.definition.load import load_module, load_publisher
from larpaket.definition.publisher import Publisher
from larpaket.definition.tree import read_tree
from larpaket.film.read import read_film
from larpaket.formats import FORMATS
from larpaket.starting.contents import LANGUAGES, MODES, Language, module_files, quoted
from larpaket.starting.schemas import SCHEMAS
from larpaket.starting.start import start
from larpaket.templates import templates
from starting.conftest import tree

PUBLISHER = Publisher(name="Kommunen", base="https://larande.example.se")
HARD = [
    'Sagt: "hej" # inte en kommentar',
    "it's",
    "- inte en lista",
    "{nej} [nej] & * ! | > % @ `",
    "C:\\ny\\x0",
    "$id $$schema ${mode}",
    "👋🏽 Välkommen",
    "null",
    "1.10",
    "ä" * 200,
    "\u00a0Mellan\u00a0ord",
    "<b>&amp;</b>",
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mode", MODES)
def test_it_builds_at_once(here: Path, language: Language, mode: str) -> None:
    option = {"group": "--group", "individual": "--alone", "either": "--either"}[mode]
    assert CliRunner().invoke(main, ["new", "ny", "--language", language, option]).exit_code == 0
    done = CliRunner().invoke(main, ["build"])
    assert done.exit_code == 0, done.output
    assert re.findall(r"(error|warning|advice)\[(\w+)\]", done.output) == [("warning", "M204")]
    packages = sorted((here / "dist").glob("*.zip"))
    assert [path.name for path in packages] == ["ny-scorm12.zip", "ny-web.zip"]
    for path in packages:
        assert not [name for name in zipfile.ZipFile(path).namelist() if "schema.json" in name]
    checked = CliRunner().invoke(main, ["check", "--ignore", "M204", "--strict", "modules/publisher.yaml"])
    assert checked.exit_code == 0, checked.output
    assert ".schemas" not in checked.output


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mode", MODES)
def test_an_editor_finds_nothing_wrong(here: Path, language: Language, mode: str) -> None:
    folder = start(here, "ny", title=HARD[0], language=language, mode=mode).folder  # type: ignore[arg-type]
    for path in (folder / "module.yaml", folder.parent / "publisher.yaml"):
        first = path.read_text("utf-8").split("\n")[0]
        named = first.removeprefix("# yaml-language-server: $schema=")
        assert first != named
        schema = json.loads((path.parent / named).read_text("utf-8"))
        Draft202012Validator.check_schema(schema)
        assert Draft202012Validator(schema).is_valid(read_tree(path)[0].plain())  # type: ignore[union-attr]
        assert refusals(path) == []


def test_every_comment_in_the_publishers_file_can_be_taken_off(here: Path) -> None:
    for language in LANGUAGES:
        path = start(here / language, "ny", language=language).folder.parent / "publisher.yaml"
        shown = re.sub(r"^# (?=(theme|privacy):|  \w+: )", "", path.read_text("utf-8"), flags=re.M)
        path.write_text(shown, "utf-8")
        found, problems = load_publisher(path, FORMATS)
        assert problems == []
        assert found
        assert found.theme.color == "#0b6e6e"
        assert found.privacy.controller


@pytest.mark.parametrize("title", HARD)
def test_a_hard_title_is_read_back(tmp_path: Path, title: str) -> None:
    for path, data in module_files("ny", title, "sv", "group").items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    module, problems = load_module(tmp_path / "ny", PUBLISHER, ACTIVITIES)
    assert problems == []
    assert module
    assert module.title == {"sv": title.strip()}


@given(st.text())
def test_any_title_is_read_back(tmp_path_factory: pytest.TempPathFactory, title: str) -> None:
    try:
        title = plain_text(title, title=True)
    except DefinitionError:
        return
    path = tmp_path_factory.getbasetemp() / "module.yaml"
    path.write_bytes(module_files("ny", title, "en", "either")[PurePosixPath("ny/module.yaml")])
    node, problems = read_tree(path)
    assert problems == []
    assert node
    assert node.plain()["title"] == title
    assert quoted(title) in path.read_text("utf-8")


def test_the_film_is_small_and_starts_at_once() -> None:
    path = templates() / "new" / "provfilm.mp4"
    assert path.stat().st_size <= 60_000
    film = read_film(path)
    assert film.faststart
    assert (film.video_codec[:4], film.audio_codec[:4] if film.audio_codec else None) == ("avc1", "mp4a")
    assert 5 <= film.seconds <= 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_module_has_the_files_that_it_names(language: Language) -> None:
    files = module_files("ny", "Ny", language, "group")
    named = re.findall(
        r"^ +(?:video|captions|transcript): (\S+)$", files[PurePosixPath("ny/module.yaml")].decode(), re.M
    )
    assert {PurePosixPath("ny") / name for name in named} | {PurePosixPath("ny/module.yaml")} == set(files)


@pytest.mark.parametrize("which", [None, *SCHEMAS])
def test_the_command_prints_what_new_writes(here: Path, which: str | None) -> None:
    start(here, "ny")
    done = CliRunner().invoke(main, ["schema", *([which] if which else [])])
    assert done.exit_code == 0
    assert done.output.encode() == tree(here)[f"modules/.schemas/{which or 'module'}.schema.json"]
    assert CliRunner().invoke(main, ["schema", "film"]).exit_code == 2
