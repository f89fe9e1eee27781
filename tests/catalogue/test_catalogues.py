"""Catalogues: what is wrong with them, what their packages contain, and whether an LMS's record holds them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from formats.modules import PUBLISHER, make_module
from formats.structure import MANIFESTS
from formats.xsd import complaints, needs_schemas
from larpaket.catalogue.files import catalogue_files
from larpaket.catalogue.gathering import gathered, sheet_of
from larpaket.catalogue.page import overview_data
from larpaket.catalogue.problems import catalogue_problems
from larpaket.catalogue.room import most, share
from larpaket.checks.definition.read import read
from larpaket.definition.catalogue import Block, Catalogue
from larpaket.definition.gathered import Gathered, gather
from larpaket.definition.model import LearningModule
from larpaket.definition.project import NotFoundError, find_modules
from larpaket.definition.publisher import Lrs, Publisher
from larpaket.files import PackageFile
from larpaket.formats import FORMATS
from larpaket.player.setting import setting_of
from larpaket.problems import show

DATA = Path(__file__).parents[1] / "data"
GOLDEN = Path(__file__).parents[1] / "golden" / "catalogue"
IDS = ("delaktighet", "kommunikation", "ledarskap")
MODULES = [make_module(id, id.title()) for id in IDS]
SECTIONS = (
    Block.model_construct(title={"": "Först"}, modules=IDS[:2]),
    Block.model_construct(title={"": "Sedan"}, modules=IDS[2:]),
)
LRS = Lrs(endpoint="https://lrs.example.se/xapi")


def make(modules: list[LearningModule] = MODULES, *, sections: bool = False, scos: str = "one") -> Gathered:
    known = Catalogue.model_construct(
        id="friskfaktorer",
        title={"sv": "Friskfaktorer: tre samtal"},
        modules=() if sections else tuple(module.id for module in modules),
        sections=SECTIONS if sections else (),
        scos=scos,
    )
    found = gather(known, PUBLISHER, modules)
    assert found is not None
    return found


def files_of(catalogue: Gathered, format: str, publisher: Publisher = PUBLISHER) -> dict[str, bytes]:
    return {
        file.path: b"".join(piece for piece in file.content if isinstance(piece, bytes))
        for file in catalogue_files(catalogue, publisher, FORMATS[format])
    }


def manifest_of(format: str, **how: object) -> bytes:
    """The manifest over files that only have names."""
    catalogue, record = make(**how), FORMATS[format]  # type: ignore[arg-type]
    launched = record.launches(catalogue)
    names = [
        "player.css",
        "player.js",
        *(f"{id}/{name}" for id in IDS for name in ("index.html", "film.mp4")),
    ]
    files = [PackageFile(name, ()) for name in (names if launched else ["index.html", *names])]
    add = record.add_several if launched else record.add_files
    assert add is not None
    [made] = add(catalogue, PUBLISHER, files)
    assert made.path == MANIFESTS[format]
    return b"".join(piece for piece in made.content if isinstance(piece, bytes))


CASES = [
    *((format, {}) for format in MANIFESTS),
    *((format, {"sections": True, "scos": "several"}) for format in MANIFESTS if format != "xapi"),
]


@pytest.mark.parametrize(("format", "how"), CASES)
def test_golden_manifest(format: str, how: dict[str, object], update_golden: bool) -> None:
    expected = GOLDEN / f"{format}{'-several' if how else ''}.xml"
    made = manifest_of(format, **how)
    if update_golden:
        GOLDEN.mkdir(exist_ok=True)
        expected.write_bytes(made)
    assert made == expected.read_bytes()


@needs_schemas
@pytest.mark.parametrize(("format", "how"), CASES)
def test_valid_manifest(format: str, how: dict[str, object]) -> None:
    assert complaints(format if format != "xapi" else "tincan", manifest_of(format, **how)) == []


@pytest.fixture
def everything(tmp_path: Path) -> tuple[Publisher, LearningModule]:
    """A module that uses everything."""
    project = tmp_path / "everything"
    shutil.copytree(DATA / "everything", project)
    shutil.copy(DATA.parent / "film" / "data" / "faststart.mp4", project / "allt" / "film.mp4")
    publisher, [module], problems = read(project / "publisher.yaml", [project / "allt"])
    assert publisher is not None, problems
    return publisher, module


@pytest.mark.parametrize(
    ("format", "scos"), [("web", "several"), ("scorm12", "one"), ("scorm12", "several"), ("cmi5", "one")]
)
def test_the_player_lies_there_once_and_each_module_in_its_folder(format: str, scos: str) -> None:
    files = files_of(make(scos=scos), format)
    assert [path for path in files if path.endswith("player.js")] == ["player.js"]
    assert [path for path in files if path.endswith("player.css")] == ["player.css"]
    for id in IDS:
        page = files[f"{id}/index.html"].decode()
        assert 'src="../player.js"' in page
        assert 'href="../player.css"' in page
    launched = FORMATS[format].launches(make(scos=scos))
    assert ("index.html" in files) is not launched
    assert (f"{IDS[0]}/larpaket.json" in files) is launched
    assert json.loads(files["larpaket.json"])["module"] == "friskfaktorer"


def test_modules_that_differ_share_a_script_and_each_names_its_own_parts(
    everything: tuple[Publisher, LearningModule],
) -> None:
    publisher, module = everything
    other = make_module()
    known = Catalogue.model_construct(id="allt", title={"sv": "Allt"}, modules=(other.id, module.id))
    found = gather(known, publisher, [module, other])
    assert found is not None
    files = files_of(found, "scorm12", publisher)
    parts = [
        re.findall('data-uses="([^"]*)"', files[f"{id}/index.html"].decode())[0].split()
        for id in (other.id, module.id)
    ]
    assert set(parts[0]) < set(parts[1])


def test_only_the_catalogues_page_stamps_statements() -> None:
    publisher = PUBLISHER.model_copy(update={"lrs": LRS})
    catalogue = make()
    format = FORMATS["scorm12"]
    settings = [setting_of(module, publisher, format, framed=True) for module in catalogue.modules]
    said = overview_data(catalogue, publisher, format, settings).statements
    whole = {"id": "https://larande.example.se/friskfaktorer"}
    assert said["completed"]["object"]["id"] == whole["id"]
    assert "contextActivities" not in said["completed"]["context"]
    done = said["ledarskap.completed"]
    assert done["object"]["id"] == "https://larande.example.se/ledarskap"
    assert done["context"]["contextActivities"]["parent"] == [whole]
    name = next(name for name in said if name.startswith("ledarskap/"))
    talk = said[name]["context"]["contextActivities"]
    assert talk["parent"][0]["id"].startswith("https://larande.example.se/ledarskap")
    assert talk["grouping"] == [whole]
    assert not any(name.endswith((".initialized", ".terminated")) for name in said)
    page = files_of(catalogue, "scorm12", publisher)["ledarskap/index.html"].decode()
    assert f'"{name.removeprefix("ledarskap/")}":{{}}' in page
    assert "lrs.example.se" not in page


def test_the_privacy_sheet_says_what_all_modules_do(everything: tuple[Publisher, LearningModule]) -> None:
    publisher, module = everything
    other = make_module()
    known = Catalogue.model_construct(id="allt", title={"sv": "Allt"}, modules=(other.id, module.id))
    found = gather(known, publisher, [module, other])
    assert found is not None
    format = FORMATS["xapi"]
    whole = sheet_of(found, publisher, format)
    for one in (module, other):
        own = sheet_of(one, publisher, format)
        assert set(own.rows) <= set(whole.rows)
        assert set(own.events) <= set(whole.events)
    assert "dataskydd.html" in files_of(found, "xapi", publisher)


@pytest.mark.parametrize("count", [12])
def test_twelve_modules_fit_in_scorm_12_and_what_cannot_is_counted(count: int) -> None:
    long = [make_module(f"modul-{number:02}-{'x' * 45}") for number in range(60)]
    format = FORMATS["scorm12"]
    assert most(make(long[:count]), PUBLISHER, format) == count
    assert share(make(long[:count]), PUBLISHER, format) > 1000
    fit = most(make(long), PUBLISHER, format)
    assert 12 < fit < 60
    assert most(make(long[:fit]), PUBLISHER, format) == fit
    assert most(make(long[: fit + 1]), PUBLISHER, format) == fit
    assert most(make(long), PUBLISHER, FORMATS["xapi"]) == 60


def test_a_catalogue_that_does_not_fit_is_an_error_that_says_how_many_do(update_golden: bool) -> None:
    modules = [make_module(f"modul-{number:02}-{'x' * 45}") for number in range(60)]
    known = Catalogue.model_construct(
        id="allt", title={"sv": "Allt"}, modules=tuple(module.id for module in modules)
    )
    publisher = PUBLISHER.model_copy(update={"catalogues": (known,)})
    found = catalogue_problems(publisher, modules, FORMATS.values())
    said = "".join(show(problem) + "\n" for problem in found)
    expected = GOLDEN / "M171.txt"
    if update_golden:
        expected.write_text(said, "utf-8")
    assert said == expected.read_text("utf-8")


def test_a_module_must_have_the_languages_of_the_catalogue(update_golden: bool) -> None:
    known = Catalogue.model_construct(id="allt", title={"sv": "Allt", "en": "All"}, modules=IDS)
    publisher = PUBLISHER.model_copy(update={"catalogues": (known,)})
    found = catalogue_problems(publisher, MODULES[:2], FORMATS.values())
    said = "".join(show(problem) + "\n" for problem in found)
    expected = GOLDEN / "M170.txt"
    if update_golden:
        expected.write_text(said, "utf-8")
    assert said == expected.read_text("utf-8")


def test_a_catalogue_is_built_with_all_its_modules_only() -> None:
    known = Catalogue.model_construct(id="allt", title={"sv": "Allt"}, modules=IDS)
    publisher = PUBLISHER.model_copy(update={"catalogues": (known,)})
    assert [one.id for one in gathered(publisher, MODULES)] == ["allt"]
    assert gathered(publisher, MODULES[:2]) == []


def test_a_catalogue_can_be_named_like_a_module(tmp_path: Path) -> None:
    for id in IDS:
        (tmp_path / id).mkdir()
        (tmp_path / id / "module.yaml").write_text("", "utf-8")
    project = tmp_path / "publisher.yaml"
    project.write_text(
        "catalogues:\n  - id: allt\n    modules: [ledarskap, delaktighet]\n"
        "  - id: delar\n    sections:\n      - modules: [kommunikation]\n      - modules: [ledarskap]\n",
        "utf-8",
    )

    def named(*names: str) -> list[str]:
        return [folder.name for folder in find_modules(project, names)]

    assert named("allt") == ["ledarskap", "delaktighet"]
    assert named("allt", "delar") == ["ledarskap", "delaktighet", "kommunikation"]
    with pytest.raises(NotFoundError, match="no module `inget`"):
        named("inget")
    project.write_text("catalogues:\n  - allt\n  - id: allt\n    modules: 3\n", "utf-8")
    with pytest.raises(NotFoundError):
        named("inget")
