"""Definitions that were written on Windows or macOS, or will be read there; nothing here has run on them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from definition.conftest import Load
from larpaket.definition.errors import DefinitionError
from larpaket.definition.folder import inside
from larpaket.definition.project import find_modules, left_out
from larpaket.problems import Problem
from test_platforms import blind


def codes(problems: list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


@pytest.mark.parametrize("id", ["con", "aux", "com1"])
def test_an_id_that_would_become_such_a_name(load: Load, folder: Path, id: str) -> None:
    _, problems = load(("id: samtal", f"id: {id}"))
    assert codes(problems) == ["M110"]
    assert problems[0].text == f"`{id}` cannot be an id: Windows keeps the name `{id}` for a device"
    assert (problems[0].line, problems[0].column) == (12, 17)
    assert codes(load(("id: steg", f"id: {id}"))[1]) == []  # no file is called that


def test_an_id_like_that_can_still_be_renamed(load: Load, folder: Path) -> None:
    (folder / "ids.lock").write_text("con\ncon/fraga\n", "utf-8")
    module, problems = load(("title: Mötet\n", "title: Mötet\nrenamed:\n  con: samtal\n"))
    assert (module is not None, problems) == (True, [])


@pytest.mark.parametrize("name", ["con.mp4", "Vad är tid?.mp4", "film:1.mp4"])
def test_a_films_own_name_may_be_any_because_no_package_has_it(folder: Path, name: str) -> None:
    (folder / name).touch()
    assert inside(folder, name) == folder / name


# Large and small letters, composed and decomposed ones


def test_a_file_in_other_letters_is_refused_wherever_it_opens(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blind(monkeypatch)
    assert (folder / "Film.mp4").is_file()
    with pytest.raises(DefinitionError) as caught:
        inside(folder, "Film.mp4")
    assert caught.value.help == "on disk it is `film.mp4`: case matters"


def test_a_link_is_followed_however_its_name_is_composed(folder: Path) -> None:
    outside = folder.parent / "outside.mp4"
    outside.touch()
    (folder / unicodedata.normalize("NFD", "å.mp4")).symlink_to(outside)
    with pytest.raises(DefinitionError) as caught:
        inside(folder, unicodedata.normalize("NFC", "å.mp4"))
    assert caught.value.code == "M119"


# Paths


@pytest.mark.parametrize(
    "name",
    [
        "filmer\\film.mp4",
        "C:\\Users\\Åsa\\film.mp4",
        "C:film.mp4",
        "C:/film.mp4",
        "\\\\nas\\filmer\\film.mp4",
        "//nas/filmer/film.mp4",
        "\\film.mp4",
        "..\\film.mp4",
        "../film.mp4",
        "~/film.mp4",
        "~\\film.mp4",
    ],
)
def test_a_path_from_another_system_is_named_on_every_system(folder: Path, name: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        inside(folder, name)
    assert caught.value.code == "M119"
    assert ("`filmer/film.mp4`" in caught.value.help) == (name == "filmer\\film.mp4")


# What systems do with files


def test_a_folder_that_nobody_may_read_is_no_module(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder.parent / "System Volume Information").mkdir()
    (folder / "module.yaml").touch()
    listed = Path.iterdir

    def refuse(self: Path) -> Iterator[Path]:
        if self.name.startswith("System"):
            raise PermissionError(13, "Access is denied", str(self))
        return listed(self)

    monkeypatch.setattr(Path, "iterdir", refuse)
    project = folder.parent / "publisher.yaml"
    assert find_modules(project, []) == [folder]
    assert left_out(project, [folder]) == []


def test_a_film_that_is_only_in_the_cloud(load_film: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def offline(self: Path, *given: Any, **named: Any) -> Any:
        if self.suffix == ".mp4":
            raise OSError(22, "The cloud file provider is not running", str(self))
        return opened(self, *given, **named)

    monkeypatch.setattr(Path, "open", offline)
    _, [problem] = load_film()
    assert (problem.code, problem.line) == ("M122", 22)
    assert "The cloud file provider is not running" in problem.text
