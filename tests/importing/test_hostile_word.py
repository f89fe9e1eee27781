"""A Word file from anybody: refused in a sentence that names it, before anything is unpacked from it."""

from __future__ import annotations

import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import perf_counter

import pytest

from importing.pages import imported
from importing.word import NAMES, document, paragraph, table, word
from larpaket.importing.errors import ImportFileError
from larpaket.importing.word_file import DEEPEST, MOST_TAGS
from larpaket.importing.word_page import word_lines

BOMB = "".join(f'<!ENTITY b{at} "{f"&b{at - 1};" * 10 if at else "ha"}">' for at in range(9))
BODY = "<w:body><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body>"


def with_doctype(inside: str, text: str) -> str:
    return f"<!DOCTYPE x [{inside}]><w:document {NAMES}>{BODY.format(text)}</w:document>"


def many_entries(path: Path) -> None:
    word(path, paragraph("a"), {f"word/media/{at}.png": b"" for at in range(2_100)})


def packed(path: Path) -> None:
    word(path, paragraph(" " * 7_000_000))


def too_much(path: Path) -> None:
    word(path, paragraph("a"), {f"word/header{at}.xml": bytes(range(32, 127)) * 10_000 for at in range(9)})


def deep(path: Path) -> None:
    word(path, "<w:p>" + "<w:ins>" * (DEEPEST + 1) + "</w:ins>" * (DEEPEST + 1) + "</w:p>")


def very_deep(path: Path) -> None:
    names = [f"w:n{at * 7919 % 99_991}" for at in range(50_000)]  # numbers do not pack well
    word(path, "".join(f"<{name}>" for name in names) + "".join(f"</{name}>" for name in reversed(names)))


def many_tags(path: Path) -> None:
    word(path, "".join(f"<w:p><w:r><w:t>{at}</w:t></w:r></w:p>" for at in range(MOST_TAGS // 3)))


def many_attributes(path: Path) -> None:
    attributes = " ".join(f'a{at}="{at}"' for at in range(MOST_TAGS))
    word(path, f"<w:p {attributes}/>")


def cut(path: Path) -> None:
    word(path, paragraph("a"))
    path.write_bytes(path.read_bytes()[:-400])


def not_a_zip(path: Path) -> None:
    path.write_bytes(b"Hej!\n" * 100)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def old(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000))


def another_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("imsmanifest.xml", "<a/>")


def twice(path: Path) -> None:
    word(path, paragraph("a"))
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", document(paragraph("b")))


def with_a_password(path: Path) -> None:
    """Each entry says that it is encrypted (APPNOTE 4.4.4, bit 0)."""
    word(path, paragraph("a"))
    data = bytearray(path.read_bytes())
    for magic, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(magic)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(magic, at + 4)
    path.write_bytes(data)


def lying(path: Path) -> None:
    """A size in the directory that is smaller than the content (APPNOTE 4.4.9)."""
    word(path, paragraph("a" * 5_000))
    data = bytearray(path.read_bytes())
    name = data.rfind(b"word/document.xml")
    struct.pack_into("<L", data, name - 46 + 24, 10)
    path.write_bytes(data)


HOSTILE: dict[str, tuple[Callable[[Path], None], str]] = {
    "many entries": (many_entries, "has 2,105 parts, and at most 2,000 are read"),
    "packed": (packed, "has a part that is packed over 300 times smaller: word/document.xml"),
    "too much": (too_much, "has over 8 MB of text when it is unpacked"),
    "deep": (deep, "is nested over 60 levels deep in word/document.xml"),
    "very deep": (very_deep, "is nested over 60 levels deep in word/document.xml"),
    "many tags": (many_tags, "has over 100,000 elements and attributes"),
    "many attributes": (many_attributes, "has over 100,000 elements and attributes"),
    "cut short": (cut, "is not a Word file that can be read"),
    "no zip": (not_a_zip, "is not a Word file, whatever its name says"),
    "empty": (empty, "is not a Word file, whatever its name says"),
    "old": (old, "is an old Word document (.doc), or one with a password"),
    "another zip": (another_zip, "is not a Word file: it has no word/document.xml"),
    "twice": (twice, "has two parts of one name"),
    "password": (with_a_password, "has a password"),
    "lying": (lying, "has a part that is larger than it says: word/document.xml"),
    "not XML": (
        lambda path: void(word(path, "", whole="<a>")),
        "has a part that is not XML: word/document.xml",
    ),
    "empty part": (
        lambda path: void(word(path, "", {"word/a.xml": ""})),
        "has a part that is not XML: word/a.xml",
    ),
    "entity bomb": (
        lambda path: void(word(path, "", whole=with_doctype(BOMB, "&b8;"))),
        "has a part with a DOCTYPE, which no Word file has: word/document.xml",
    ),
    "external entity": (
        lambda path: void(
            word(path, "", whole=with_doctype('<!ENTITY e SYSTEM "file:///etc/passwd">', "&e;"))
        ),
        "has a part with a DOCTYPE, which no Word file has: word/document.xml",
    ),
    "UTF-16 bomb": (
        lambda path: void(word(path, "", {"word/document.xml": with_doctype(BOMB, "&b8;").encode("utf-16")})),
        "has a part with a DOCTYPE, which no Word file has: word/document.xml",
    ),
    "other parts": (
        lambda path: void(word(path, "", whole=f"<w:document {NAMES}/>")),
        "cannot be read, because its parts are not as Word writes them",
    ),
    "a number": (
        lambda path: void(
            word(path, '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="x"/></w:tcPr></w:tc></w:tr></w:tbl>')
        ),
        "cannot be read, because its parts are not as Word writes them",
    ),
}


def void(made: object) -> None:
    """For a lambda that returns nothing."""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_name_in_little_time_and_memory(name: str, tmp_path: Path) -> None:
    make, why = HOSTILE[name]
    path = tmp_path / "brev.docx"
    make(path)
    tracemalloc.start()
    start = perf_counter()
    with pytest.raises(ImportFileError) as caught:
        imported(tmp_path / "modules", path)
    seconds, (_, most) = perf_counter() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert str(caught.value).startswith(f"{path} {why}")
    assert ": " in str(caught.value).removeprefix(f"{path} {why}"), "says what to do"
    assert (seconds < 5, most < 60_000_000) == (True, True), (seconds, most)
    assert [entry.name for entry in (tmp_path / "modules").iterdir()] == ["publisher.yaml"]


def test_the_deepest_file_that_is_read_is_converted(tmp_path: Path) -> None:
    """Tables in tables, up to the limit: nothing of larpaket's or mammoth's runs out of stack."""
    body = paragraph("innerst")
    for _ in range((DEEPEST - 6) // 3):
        body = f"<w:tbl><w:tr><w:tc>{body}{paragraph('x')}</w:tc></w:tr></w:tbl>"
    assert word_lines(word(tmp_path / "a.docx", body))[0].text == "innerst"


def test_the_largest_file_that_is_read_takes_seconds(tmp_path: Path) -> None:
    body = "".join(paragraph(f"Stycke {at} med några ord till.") for at in range(MOST_TAGS // 6))
    start = perf_counter()
    assert len(word_lines(word(tmp_path / "a.docx", body))) == MOST_TAGS // 6
    assert perf_counter() - start < 60


def test_what_is_damaged_anywhere_is_a_sentence(tmp_path: Path) -> None:
    """Every 37th byte of a good file, changed: it is read, or refused."""
    good = word(tmp_path / "good.docx", paragraph("Hej") + table(("a", "b")))
    data = good.read_bytes()
    for at in range(0, len(data), 37):
        path = tmp_path / "bad.docx"
        path.write_bytes(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])
        with suppress(ImportFileError):  # anything else fails the test
            word_lines(path)
