"""The command: what it prints, its exit codes, and that nothing is overwritten or left behind."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from importing.pages import DATA, FILM, loaded
from larpaket.cli import main
from larpaket.importing import run

PUBLISHER = "name: Exempelkommunen\nbase: https://larande.example.se\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "publisher.yaml").write_text(PUBLISHER, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def larpaket(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["import", *map(str, arguments)])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_says_what_was_made_what_was_not_understood_and_what_to_decide(project: Path) -> None:
    done = larpaket(DATA / "several-questions.txt")
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    folder = Path("modules") / "nya-i-gruppen"
    assert lines[0] == f"{folder}: module.yaml, textversion.sv.md"
    assert lines[2:4] == ["Not understood:", "  | Tack för i dag!"]
    assert lines[5] == "Still to decide:"
    assert lines[6] == " 1. The film is missing: put it into the folder as film.mp4. No build works before."
    assert lines[-1] == f"The list is in module.yaml too. Next: `larpaket check {folder}`."
    assert names(project / "modules") == ["nya-i-gruppen", "publisher.yaml"]


def test_without_a_publisher_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = larpaket(DATA / "ansi.txt")
    assert done.exit_code == 0, done.output
    assert "There is no publisher.yaml for modules: write one before the first build" in done.output
    assert names(tmp_path / "modules") == ["lyhordhet-pa-jobbet"]


def test_options(project: Path) -> None:
    done = larpaket(DATA / "ansi.txt", "--into", "andra", "--id", "min", "--language", "sv-FI")
    assert done.exit_code == 0, done.output
    definition = (project / "andra" / "min" / "module.yaml").read_text("utf-8")
    assert "id: min\n" in definition
    assert "languages: [sv-FI]" in definition
    assert "transcript: textversion.sv-FI.md" in definition
    assert "The language is" not in done.output
    assert "The id is" not in done.output


@pytest.mark.parametrize("kind", ["folder", "empty", "file", "link"])
def test_nothing_is_overwritten(kind: str, project: Path) -> None:
    target = project / "modules" / "lyhordhet-pa-jobbet"
    if kind in ("folder", "empty"):
        target.mkdir()
    if kind == "folder":
        (target / "module.yaml").write_text("mitt", "utf-8")
    if kind == "file":
        target.write_text("mitt", "utf-8")
    if kind == "link":
        target.symlink_to("nowhere")
    done = larpaket(DATA / "ansi.txt")
    assert done.exit_code == 1
    assert f"error: {Path('modules') / target.name} exists already and is not overwritten" in done.output
    assert names(project / "modules") == [target.name, "publisher.yaml"]
    assert target.is_symlink() or names(target) == ["module.yaml"] if kind == "folder" else True


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ((), "Missing argument"),
        (("nothing.txt",), "nothing.txt does not exist"),
        (("modules",), "modules is not a file"),
        ((DATA / "ansi.txt", DATA / "bold.md"), "are two pages"),
        (("a.exe",), "a.exe cannot be imported: only a page (.txt, .md, .docx)"),
        (("a.doc",), "a.doc cannot be read: open it where it was written, and save it as .docx or .txt"),
        ((DATA / "ansi.txt", "--id", "Å"), "`Å` is not an id"),
        ((DATA / "ansi.txt", "--id", "con"), "`con` cannot be an id: Windows keeps the name"),
        ((DATA / "ansi.txt", "--id", "../x"), "`../x` is not an id"),
        ((DATA / "ansi.txt", "--language", "Swedish"), "`Swedish` is not a language tag"),
    ],
)
def test_wrong_use(arguments: tuple[object, ...], why: str, project: Path) -> None:
    for name in ("a.exe", "a.doc"):
        (project / name).write_bytes(b"x")
    done = larpaket(*arguments)
    assert (done.exit_code, why in done.output) == (2, True), done.output
    assert names(project / "modules") == ["publisher.yaml"]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.txt", b"", "a.txt has no text"),
        ("a.md", b"\n \n", "a.md has no text"),
        ("a.txt", b"x" * 500_001, "a.txt is larger than 0.5 MB"),
        ("a.txt", b"a\n" * 20_001, "a.txt has more than 20,000 lines"),
        ("a.txt", b"hej " + b"x" * 5_001, "a.txt is not a text: line 1 has a word of over 5,000 characters"),
        ("a.txt", b"PK\x03\x04", "a.txt: the file is a Word document (.docx)"),
        ("a.md", b"%PDF-1.7", "a.md: the file is a PDF"),
        ("a.docx", b"hej", "a.docx is not a Word file"),
    ],
)
def test_a_file_that_is_no_good_is_named(name: str, content: bytes, why: str, project: Path) -> None:
    (project / name).write_bytes(content)
    done = larpaket(name)
    assert (done.exit_code, f"error: {why}" in done.output) == (1, True), done.output
    assert names(project / "modules") == ["publisher.yaml"]


def test_a_failure_in_the_middle_leaves_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(run, "copy", full)
    done = larpaket(DATA / "ansi.txt", FILM)
    assert (done.exit_code, "the disk is full" in done.output) == (1, True)
    assert names(project / "modules") == ["publisher.yaml"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
def test_a_pipe_is_no_file(project: Path) -> None:
    os.mkfifo(project / "a.txt")
    assert larpaket("a.txt").exit_code == 2


def test_control_characters_are_left_out_and_counted(project: Path) -> None:
    (project / "a.txt").write_bytes("Titel\n\nHej\x07 alla\u2028 ni.\n\nVad\x00 gör ni?\n".encode())
    done = larpaket("a.txt", "--id", "a")
    assert done.exit_code == 0, done.output
    assert "a.txt had 3 control characters, which were left out." in done.output
    assert loaded(project / "modules" / "a")[1] == []
