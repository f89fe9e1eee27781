from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from larpaket.definition.errors import DefinitionError
from larpaket.definition.folder import inside, read_picture


def refused(folder: Path, name: object) -> str:
    with pytest.raises(DefinitionError) as caught:
        inside(folder, name)
    return caught.value.code


def test_files_and_files_in_folders(folder: Path) -> None:
    (folder / "bilder").mkdir()
    (folder / "bilder" / "Åsa (1).jpg").write_bytes(b"")
    assert inside(folder, "film.mp4") == folder / "film.mp4"
    assert inside(folder, "./film.mp4") == folder / "film.mp4"
    assert inside(folder, "bilder/Åsa (1).jpg").exists()


@pytest.mark.parametrize(
    "name",
    [
        "../x/film.mp4",
        "..",
        "a/../film.mp4",
        "/film.mp4",
        "C:film.mp4",
        "c:\\film.mp4",
        "a\\film.mp4",
        "https://example.se/film.mp4",
        "file:///film.mp4",
    ],
)
def test_names_that_leave_the_folder(folder: Path, name: str) -> None:
    assert refused(folder, name) == "M119"


def test_an_absolute_name_of_the_file_itself(folder: Path) -> None:
    assert refused(folder, str(folder / "film.mp4")) == "M119"


def test_links(folder: Path) -> None:
    (folder.parent / "outside.mp4").write_bytes(b"")
    (folder.parent / "outside").mkdir()
    (folder.parent / "outside" / "film.mp4").write_bytes(b"")
    (folder / "out.mp4").symlink_to(folder.parent / "outside.mp4")
    (folder / "out").symlink_to(folder.parent / "outside")
    (folder / "in.mp4").symlink_to("film.mp4")
    (folder / "circle.mp4").symlink_to("circle.mp4")
    (folder / "nowhere.mp4").symlink_to("nothing.mp4")
    assert refused(folder, "out.mp4") == "M119"
    assert refused(folder, "out/film.mp4") == "M119"
    assert refused(folder, "circle.mp4") == "M118"
    assert refused(folder, "nowhere.mp4") == "M118"
    assert inside(folder, "in.mp4") == folder / "in.mp4"


def test_a_folder_beside_with_the_same_beginning(folder: Path) -> None:
    (folder.parent / "x2").mkdir()
    (folder.parent / "x2" / "a.mp4").write_bytes(b"")
    (folder / "a.mp4").symlink_to(folder.parent / "x2" / "a.mp4")
    assert refused(folder, "a.mp4") == "M119"


@pytest.mark.parametrize("name", ["Film.mp4", "film.MP4", "nothing", "film.mp4/x", "a" * 5000, "a\nb"])
def test_names_that_are_not_there(folder: Path, name: str) -> None:
    assert refused(folder, name) == "M118"


@pytest.mark.parametrize("name", ["", " ", "a\0b", "\ud800", None, [], {}])
def test_what_is_no_name(folder: Path, name: object) -> None:
    assert refused(folder, name) == "M107"


def test_composed_otherwise(folder: Path) -> None:
    path = folder / unicodedata.normalize("NFD", "Åsa.jpg")
    path.touch()
    assert inside(folder, unicodedata.normalize("NFC", "Åsa.jpg")) == path


@pytest.mark.parametrize(
    ("name", "data", "good"),
    [
        ("a.jpg", b"\xff\xd8\xff\xe0", True),
        ("a.JPEG", b"\xff\xd8\xff\xe0", True),
        ("a.png", b"\x89PNG\r\n\x1a\n", True),
        ("a.png", b"\xff\xd8\xff\xe0", False),
        ("a.jpg", b"\x89PNG\r\n\x1a\n", False),
        ("a.gif", b"GIF89a", False),
        ("a.svg", b"<svg/>", False),
        ("a", b"\xff\xd8\xff\xe0", False),
        ("a.jpg", b"", False),
    ],
)
def test_pictures(folder: Path, name: str, data: bytes, good: bool) -> None:
    (folder / name).write_bytes(data)
    if good:
        assert read_picture(folder / name) == folder / name
    else:
        with pytest.raises(DefinitionError):
            read_picture(folder / name)
