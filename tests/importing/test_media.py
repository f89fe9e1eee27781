"""Subtitles, films and posters: copied, converted or refused; and what is said becomes the text version."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from importing.pages import DATA, FILM, imported, loaded, with_films
from larpaket.film.cue import Cue
from larpaket.importing.errors import ImportFileError
from larpaket.importing.media import spoken

POSTER = b"\xff\xd8\xff\xe0" + bytes(20)


@pytest.mark.parametrize(
    ("name", "language", "captions", "text"),
    [
        (
            "old.srt", "sv",
            "WEBVTT\n\n1\n00:00:01.000 --> 00:00:03.000\n- Är det här rätt håll?\n- Ja, följ ån.\n\n"
            "2\n00:00:03.500 --> 00:00:06.000\nTack så mycket.\n",
            "– Är det här rätt håll?\n\n– Ja, följ ån. Tack så mycket.\n",
        ),
        (
            "short.sbv", "en",
            "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nShall we begin?\n\n00:00:02.600 --> 00:00:04.000\nLet us.\n",
            "– Shall we begin? Let us.\n",
        ),
        ("talk.sv.vtt", None, None, "– Vi brukar börja med en runda. Då hörs alla.\n\n[skratt]\n\n– Nästan alla.\n"),
    ],
)  # fmt: skip
def test_subtitles_are_webvtt_and_make_the_text_version(
    name: str, language: str | None, captions: str | None, text: str, tmp_path: Path
) -> None:
    made = imported(tmp_path, DATA / name, language=language)
    language = language or "sv"
    expected = captions or (DATA / name).read_text("utf-8")
    assert (made.folder / f"film.{language}.vtt").read_text("utf-8") == expected
    [version] = [file for file in made.files if file.endswith(".md")]
    assert (made.folder / version).read_text("utf-8") == text
    assert any("The text version was made from the captions" in decision for decision in made.decisions)
    if name == "old.srt":
        assert any("old.srt was read as Windows-1252" in decision for decision in made.decisions)
    module, errors = loaded(with_films(made.folder))
    assert errors == []
    assert module is not None


def test_captions_with_faults_are_imported_and_the_faults_are_said(tmp_path: Path) -> None:
    path = tmp_path / "a.sv.vtt"
    path.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nHej.\n\n00:09.000 --> 00:08.000\nHej då.\n", "utf-8")
    made = imported(tmp_path / "modules", path)
    said = "a.sv.vtt has 1 error, which `larpaket check` shows. The first: the caption ends before it starts."
    assert said in made.decisions
    assert [problem.code for problem in loaded(with_films(made.folder))[1]] == ["V108"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"Hej", "the file does not start with `WEBVTT`"),
        (b"", "the file does not start with `WEBVTT`"),
        (b"<?xml version='1.0'?><tt/>", "the file is TTML"),
        (b"PK\x03\x04", "the file is a Word document"),
    ],
)
def test_what_is_no_subtitles_is_refused_by_name(content: bytes, why: str, tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_bytes(content)
    with pytest.raises(ImportFileError) as caught:
        imported(tmp_path / "modules", path)
    assert str(caught.value).startswith(f"{path}: {why}")


def test_a_page_with_a_text_version_keeps_it(tmp_path: Path) -> None:
    made = imported(tmp_path, DATA / "ansi.txt", DATA / "talk.sv.vtt")
    assert (made.folder / "textversion.sv.md").read_text("utf-8").startswith("Åsa lägger")
    assert not any("made from the captions" in decision for decision in made.decisions)


def test_subtitles_in_another_language_are_said(tmp_path: Path) -> None:
    made = imported(tmp_path, DATA / "sixteen-bits.txt", DATA / "talk.sv.vtt")
    assert "Subtitles seem to be in `sv`, and the module is in `en`." in made.decisions


def test_a_film_alone_is_a_module(tmp_path: Path) -> None:
    film = tmp_path / "Så_här gör-vi.mp4"
    shutil.copy(FILM, film)
    made = imported(tmp_path / "modules", film)
    module, errors = loaded(made.folder)
    assert errors == []
    assert module is not None
    assert module.id == "sa-har-gor-vi"
    assert module.title == {"sv": "Så här gör vi"}
    assert (made.folder / "film.mp4").read_bytes() == FILM.read_bytes()


def test_films_and_posters_belong_together_in_their_order(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.mp4", "b.mp4", "c.mp4", "d.mp4", "a.jpg")]
    for number, path in enumerate(files):
        data = FILM.read_bytes() if path.suffix == ".mp4" else POSTER
        path.write_bytes(data + b"\0\0\0\x09free" + bytes([number]) if path.suffix == ".mp4" else data)
    made = imported(tmp_path / "modules", DATA / "several-films.txt", *files)
    for number, name in enumerate(("film.mp4", "film-2.mp4", "film-3.mp4")):
        assert (made.folder / name).read_bytes() == files[number].read_bytes()
    assert "d.mp4 was not imported: the page has no film for it." in made.decisions
    assert "film-2.mp4 has no poster: `poster:` names the picture that is shown first." in made.decisions
    module, errors = loaded(made.folder)
    assert errors == []
    assert module is not None


@pytest.mark.parametrize(
    ("name", "content"), [("a.mp4", b"no film"), ("a.webm", b""), ("a.png", POSTER), ("a.jpg", b"")]
)
def test_a_film_or_poster_that_no_browser_shows_is_refused_by_name(
    name: str, content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ImportFileError, match=name):
        imported(tmp_path / "modules", path)
    assert [entry.name for entry in (tmp_path / "modules").iterdir()] == ["publisher.yaml"]


def test_a_long_speech_is_several_paragraphs() -> None:
    cues = [
        Cue(at, at + 1, f"Mening nummer {at} har några ord till och tar slut här.", None, 1)
        for at in range(20)
    ]
    lines = spoken(cues)
    assert len(lines) == 2
    assert all(line.speech for line in lines)
    assert " ".join(line.text[2:] for line in lines) == " ".join(cue.text for cue in cues)
