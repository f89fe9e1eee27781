"""Whatever happens between two builds, the second leaves what a whole build would have made."""

from __future__ import annotations

import json
import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from larpaket.build import BuildOptions, build_modules
from larpaket.building.package import Package
from larpaket.problems import Problem, ProblemsError
from larpaket.unchanged import tool
from test_build import MODULE, checksum, make_project

NAMES = ("ett", "fyra", "tre")
FORMATS = ("scorm12", "web")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three modules; the cache folder, of which everything is made that is known of files, is empty."""
    monkeypatch.setattr("larpaket.unchanged.store.user_cache_path", lambda *_, **__: tmp_path / "cache")
    folder = make_project(tmp_path / "project")
    for name in NAMES:
        shutil.copytree(folder / MODULE, folder / name)
        edit(folder / name / "module.yaml", f"id: {MODULE}", f"id: {name}")
    shutil.rmtree(folder / MODULE)
    monkeypatch.chdir(folder)
    return folder


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def build(**options: object) -> list[Package]:
    return build_modules(options=BuildOptions(formats=FORMATS, **{"jobs": 1, **options}))  # type: ignore[arg-type]


def why(packages: list[Package]) -> dict[str, str]:
    """The reasons by package; those that were left alone are not named."""
    return {package.path.name: package.why for package in packages if package.why}


def everything(folder: Path) -> dict[str, str]:
    return {path.name: checksum(path) for path in sorted(folder.iterdir()) if path.is_file()}


def test_nothing_is_made_twice(project: Path) -> None:
    assert set(why(build()).values()) == {"it has not been built here before"}
    before = everything(project / "dist")
    again = build()
    assert [package.why for package in again] == [""] * 6
    assert [package.sha256 for package in again] == [checksum(package.path) for package in again]
    assert everything(project / "dist") == before


def test_warnings_are_repeated(project: Path) -> None:
    edit(project / "ett" / "module.yaml", "            audio_description: not-needed\n", "")
    told: list[list[str]] = []
    for _ in range(2):
        found: list[Problem] = []
        build_modules(options=BuildOptions(formats=FORMATS), on_problem=found.append)
        told.append([problem.code for problem in found])
    assert told[0] == told[1]
    assert "M203" in told[0]


def swap(one: Path, other: Path) -> None:
    aside = one.with_name("aside")
    one.rename(aside)
    other.rename(one)
    aside.rename(other)


REASONS: dict[str, tuple[Callable[[Path], object], dict[str, str]]] = {
    "a text": (
        lambda folder: edit(folder / "ett" / "module.yaml", "sv: Att prova", "sv: Ny, att prova"),
        {f"ett-{name}.zip": "ett/module.yaml has changed" for name in FORMATS},
    ),
    "a touch": (lambda folder: (folder / "ett" / "module.yaml").touch(), {}),
    "a new file": (
        lambda folder: (folder / "ett" / "more.txt").write_text("", "utf-8"),
        {f"ett-{name}.zip": "files have come to ett/, or gone from it" for name in FORMATS},
    ),
    "a package": (
        lambda folder: (folder / "dist" / "fyra-web.zip").unlink(),
        {"fyra-web.zip": f"{Path('dist', 'fyra-web.zip')} is not there"},
    ),
    "a page beside it": (
        lambda folder: (folder / "dist" / "fyra-web-dataskydd.html").write_text("", "utf-8"),
        {"fyra-web.zip": f"{Path('dist', 'fyra-web-dataskydd.html')} has been changed since"},
    ),
    "the publisher": (
        lambda folder: edit(folder / "publisher.yaml", "name: ", "name: Nya "),
        {f"{name}-{format}.zip": "publisher.yaml has changed" for name in NAMES for format in FORMATS},
    ),
    "the ids": (
        lambda folder: edit(folder / "tre" / "ids.lock", "film\n", "film\n\n"),
        {f"tre-{name}.zip": "tre/ids.lock has changed" for name in FORMATS},
    ),
    "the overview": (lambda folder: (folder / "dist" / "index.html").unlink(), {}),
}


@pytest.mark.parametrize("name", REASONS)
def test_what_changed_is_made_anew_and_nothing_else(project: Path, name: str) -> None:
    build()
    change, expected = REASONS[name]
    change(project)
    assert why(build()) == expected
    assert everything(project / "dist") == whole(project)
    assert why(build()) == {}


def test_a_folder_is_made_anew_if_anything_in_it_is_another(project: Path) -> None:
    build(unpacked=True)
    assert why(build(unpacked=True)) == {}
    (project / "dist" / "ett-web" / "more.txt").touch()
    (project / "dist" / "tre-web" / "player.js").write_text("", "utf-8")
    shutil.rmtree(project / "dist" / "fyra-scorm12")
    assert why(build(unpacked=True)) == {
        "ett-web": f"{Path('dist', 'ett-web')} has been changed since",
        "fyra-scorm12": f"{Path('dist', 'fyra-scorm12', 'index.html')} is not there",
        "tre-web": f"{Path('dist', 'tre-web', 'player.js')} has been changed since",
    }
    assert why(build(unpacked=True)) == {}


def test_a_module_that_has_gone_is_one_of_an_earlier_build(project: Path) -> None:
    build()
    page = project / "dist" / "index.html"
    assert "byggt tidigare" not in page.read_text("utf-8")
    shutil.rmtree(project / "tre")
    assert why(build()) == {}
    assert page.read_text("utf-8").count("byggt tidigare") == len(FORMATS)


@pytest.mark.parametrize("output", ["ett/dist", "ett/a/dist", "."])
def test_packages_may_lie_in_a_modules_own_folder(project: Path, output: str) -> None:
    folder = project / output
    assert set(why(build(output=folder)).values()) == {"it has not been built here before"}
    assert why(build(output=folder)) == {}
    edit(project / "ett" / "module.yaml", "sv: Att prova", "sv: Ny, att prova")
    assert {name.partition("-")[0] for name in why(build(output=folder))} == {"ett"}
    assert why(build(output=project / "dist")) != {}
    assert why(build(output=folder)) == {}


def test_a_module_may_be_called_project(project: Path) -> None:
    (project / "ett").rename(project / "project")
    edit(project / "project" / "module.yaml", "id: ett", "id: project")
    assert len(why(build())) == len(NAMES) * len(FORMATS)
    assert why(build()) == {}


def spoil(value: object, key: str) -> object:
    """The same JSON with a number for everything under this key."""
    if isinstance(value, dict):
        return {name: 3 if name == key else spoil(one, key) for name, one in value.items()}
    return value


@pytest.mark.parametrize("name", ["_project", "ett"])
@pytest.mark.parametrize(
    "key", ["", "form", "inputs", "files", "problems", "formats", "packages", "languages"]
)
def test_a_spoilt_record_counts_as_none(project: Path, name: str, key: str) -> None:
    build()
    path = project / "dist" / ".larpaket" / f"{name}.json"
    text = path.read_text("utf-8")
    path.write_text(json.dumps(spoil(json.loads(text), key)) if key else text[:100], "utf-8")
    build()
    assert everything(project / "dist") == whole(project)


def test_a_catalogue_follows_its_modules(project: Path) -> None:
    with (project / "publisher.yaml").open("a", encoding="utf-8") as stream:
        stream.write("catalogues:\n  - id: allt\n    title: Allt\n    modules: [ett, tre]\n")
    assert [package.path.name for package in build()][-2:] == ["allt-scorm12.zip", "allt-web.zip"]
    assert why(build()) == {}
    edit(project / "fyra" / "module.yaml", "sv: Att prova", "sv: Ny, att prova")
    assert {name.partition("-")[0] for name in why(build())} == {"fyra"}
    edit(project / "ett" / "module.yaml", "sv: Att prova", "sv: Ny, att prova")
    assert {name.partition("-")[0] for name in why(build())} == {"ett", "allt"}
    assert everything(project / "dist") == whole(project)
    shutil.rmtree(project / "tre")
    with pytest.raises(ProblemsError, match=r"there is no module `tre` beside publisher\.yaml"):
        build()


def test_other_options_make_other_packages(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    assert set(why(build(force=True)).values()) == {"--force"}
    definition, said = project / "ett" / "module.yaml", "audio_description: not-needed\n"
    edit(definition, said, f"{said}            stand_in: true\n")
    build()
    with pytest.raises(ProblemsError):
        build(release=True)
    edit(definition, "            stand_in: true\n", "")
    assert set(why(build(release=True)).values()) == {"the options are others"}
    monkeypatch.setattr(tool, "__version__", "99")
    tool.fingerprint.cache_clear()
    assert set(why(build(release=True)).values()) == {"larpaket, Python or a library is another"}
    tool.fingerprint.cache_clear()


def test_a_file_that_is_changed_while_it_is_built_is_built_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from larpaket.building import making

    make = making.make_package

    def meanwhile(*given: object) -> object:
        made = make(*given)  # type: ignore[arg-type]
        edit(project / "ett" / "module.yaml", "sv: Att prova", "sv: Ny, att prova")
        return made

    monkeypatch.setattr(making, "make_package", meanwhile)
    build_modules("ett", BuildOptions(formats=("web",)))
    monkeypatch.undo()
    again = build_modules(project / "ett", BuildOptions(formats=("web",), output=project / "dist"))
    assert why(again) == {"ett-web.zip": "a file was changed while it was being built"}


def whole(project: Path) -> dict[str, str]:
    """What a build makes that knows nothing of earlier ones."""
    folder = project.parent / "whole"
    shutil.rmtree(folder, ignore_errors=True)
    build(output=folder, force=True)
    return everything(folder)


def walk(project: Path, seed: int, steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Random changes of all kinds, one to three between two builds."""
    chance = random.Random(seed)
    with (project / "publisher.yaml").open("a", encoding="utf-8") as stream:
        stream.write("catalogues:\n  - id: allt\n    title: Allt\n    modules: [ett, tre]\n")
    version, shift = 0, 0
    kept: dict[Path, tuple[bytes, os.stat_result]] = {}
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + shift)

    def some(*names: str) -> Path:
        return project / chance.choice(NAMES) / chance.choice(names)

    def text() -> None:
        edit(some("module.yaml"), "sv: ", f"sv: {chance.choice('abc')} ")

    def same_size() -> None:
        """Of the same length, and with its old time put back."""
        path = some("module.yaml")
        found = path.stat()
        lines = path.read_text("utf-8")
        path.write_text(lines.replace("sv: a ", "sv: b ").replace("sv: c ", "sv: a "), "utf-8")
        os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))

    def restore() -> None:
        """As a backup is put back: older content with its older time."""
        path = some("module.yaml", "film.mp4")
        if path in kept:
            content, found = kept[path]
            path.write_bytes(content)
            os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
        else:
            kept[path] = path.read_bytes(), path.stat()

    def exchange() -> None:
        names = chance.sample(NAMES, 2)
        swap(*(project / name / "film.mp4" for name in names))

    def film() -> None:
        path = some("film.mp4")
        size = chance.randrange(8, 64)
        path.write_bytes(path.read_bytes() + size.to_bytes(4, "big") + b"free" + chance.randbytes(size - 8))

    def jump() -> None:
        nonlocal shift
        shift = chance.choice((-(10**13), -(10**9), 0, 10**9, 10**13))

    def upgrade() -> None:
        nonlocal version
        version += 1
        monkeypatch.setattr(tool, "__version__", str(chance.randrange(3)))
        tool.fingerprint.cache_clear()

    def lose() -> None:
        paths = [path for path in (project / "dist").rglob("*") if path.is_file()]
        if paths:
            chance.choice(paths).unlink()

    def spoil() -> None:
        paths = [path for path in (project / "dist").rglob("*") if path.is_file()]
        if paths:
            path = chance.choice(paths)
            path.write_bytes(path.read_bytes()[: chance.choice((0, 10))] + b"x")

    def forget() -> None:
        shutil.rmtree(project.parent / "cache", ignore_errors=True)

    acts = (text, text, same_size, restore, exchange, film, jump, upgrade, lose, spoil, forget)
    for step in range(steps):
        done = [chance.choice(acts) for _ in range(chance.randrange(1, 4))]
        for act in done:
            act()
        build(jobs=chance.choice((1, 1, 2)))
        story = f"seed {seed}, step {step}: {[act.__name__ for act in done]}"
        assert everything(project / "dist") == whole(project), story
    tool.fingerprint.cache_clear()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_after_any_changes_it_is_as_if_all_had_been_built(
    project: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk(project, seed, 12, monkeypatch)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(3, 23))
def test_after_many_changes(project: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    walk(project, seed, 40, monkeypatch)
