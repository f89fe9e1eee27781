"""A Word file: its headings, lists, tables, breaks and links; what is not in the flow; and pictures left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from importing.pages import imported, loaded, with_films
from importing.word import SWEDISH, document, numbered, paragraph, picture, related, styles, table, word
from larpaket.importing.line import Line
from larpaket.importing.word_page import word_lines


def kinds(lines: list[Line]) -> list[tuple[str, str]]:
    return [(f"h{line.level}" if line.level else line.kind, line.text) for line in lines]


def test_headings_lists_and_breaks(tmp_path: Path) -> None:
    body = (
        paragraph("Att lära", "Rubrik")
        + paragraph("Starta", "Rubrik1")
        + paragraph("Se", "Rubrik2")
        + "<w:p><w:r><w:t>Rad ett</w:t><w:br/><w:t>Rad\u00a0två</w:t></w:r><w:r><w:lastRenderedPageBreak/>"
        '<w:t xml:space="preserve"> och mer</w:t></w:r></w:p>'
        + numbered("Ett")
        + numbered("Två?")
        + paragraph("☐ Ruta")
        + "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Bara fet</w:t></w:r></w:p>"
        + "<w:p/>"
    )
    assert kinds(word_lines(word(tmp_path / "a.docx", body))) == [
        ("h1", "Att lära"), ("h1", "Starta"), ("h2", "Se"), ("paragraph", "Rad ett"),
        ("paragraph", "Rad\u00a0två och mer"), ("item", "Ett"), ("item", "Två?"), ("tick", "Ruta"), ("h9", "Bara fet"),
    ]  # fmt: skip


@pytest.mark.parametrize("program", list(SWEDISH))
def test_swedish_headings_are_the_modules(tmp_path: Path, program: str) -> None:
    body = (
        paragraph("Att lära", "Rubrik")
        + paragraph("En hel dag", "Underrubrik")
        + paragraph("Starta", "Rubrik1")
        + paragraph("Se er omkring", "Rubrik2")
        + paragraph("Gå ett varv.")
        + paragraph("Säg vad ni ser", "Rubrik2")
        + paragraph("En i taget.")
    )
    parts: dict[str, str | bytes] = {"word/styles.xml": styles(*SWEDISH[program])}
    path = word(tmp_path / "a.docx", body, parts)
    assert kinds(word_lines(path)) == [
        ("h1", "Att lära"), ("paragraph", "En hel dag"), ("h1", "Starta"), ("h2", "Se er omkring"),
        ("paragraph", "Gå ett varv."), ("h2", "Säg vad ni ser"), ("paragraph", "En i taget."),
    ]  # fmt: skip
    made = imported(tmp_path / "modules", path)
    definition = (made.folder / "module.yaml").read_text("utf-8")
    for line in ("title: Att lära", "- title: Starta", "title: Se er omkring", "title: Säg vad ni ser"):
        assert f"{line}\n" in definition, definition


def test_tables_are_rows_or_a_part_of_the_page(tmp_path: Path) -> None:
    body = table(("Fråga", "Vad gör ni?"), ("Namn", "Roll", "Dag")) + table(
        (paragraph("Film om allt"), paragraph("Ett stycke.") + paragraph("– Ett annat."))
    )
    assert [line.text for line in word_lines(word(tmp_path / "a.docx", body))] == [
        "Fråga: Vad gör ni?", "Namn | Roll | Dag", "Film om allt", "Ett stycke.", "– Ett annat.",
    ]  # fmt: skip


def test_links_stay_where_a_page_may_have_them(tmp_path: Path) -> None:
    body = "".join(
        f'<w:p><w:hyperlink r:id="{id}"><w:r><w:t>sidan</w:t></w:r></w:hyperlink></w:p>' for id in "abc"
    )
    rels = related(
        "a hyperlink https://www.example.se/a_(b)",
        "b hyperlink javascript:alert(1)",
        "c hyperlink file:///etc/passwd",
    )
    lines = word_lines(word(tmp_path / "a.docx", body, {"word/_rels/document.xml.rels": rels}))
    assert [line.markdown for line in lines] == ["[sidan](<https://www.example.se/a_(b)>)", "sidan", "sidan"]
    assert lines[0].text == "sidan (https://www.example.se/a_(b))"


def test_what_is_not_in_the_flow_is_not_lost(tmp_path: Path) -> None:
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>I en ruta</w:t></w:r></w:p>"
        "</w:txbxContent></mc:Choice></mc:AlternateContent></w:r></w:p>"
    )
    note = '<w:p><w:r><w:t>Se</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    parts = {
        "word/header1.xml": document(paragraph("Utkast 3")).replace("w:document", "w:hdr"),
        "word/footnotes.xml": document(f'<w:footnote w:id="2">{paragraph("En not")}</w:footnote>')
        .replace("<w:body>", "").replace("</w:body>", "").replace("w:document", "w:footnotes"),
    }  # fmt: skip
    lines = word_lines(word(tmp_path / "a.docx", paragraph("Titel") + box + note, parts))
    assert kinds(lines) == [
        ("paragraph", "Titel"), ("paragraph", "Se"), ("aside", "En not"), ("aside", "I en ruta"), ("aside", "Utkast 3"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("reference", "target"),
    [
        ('r:embed="p"', "media/a.png"),
        ('r:link="p"', "https://tracker.example/a.png"),
        ('r:link="p"', "file:///etc/hostname"),
        ('r:embed="p"', "media/missing.png"),
    ],
)
def test_pictures_are_left_out_and_said_and_none_is_opened(
    reference: str, target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object, **named: object) -> None:
        raise AssertionError("something was opened")

    monkeypatch.setattr("mammoth.docx.files.Files.open", refuse)
    monkeypatch.setattr("socket.socket.connect", refuse)
    rels = related(f"p image {target}")
    parts: dict[str, str | bytes] = {"word/_rels/document.xml.rels": rels, "word/media/a.png": b"\x89PNG"}
    body = (
        paragraph("Bilder")
        + paragraph("Se filmen", "Rubrik1")
        + picture(reference, "En trappa")
        + paragraph("Så.")
    )
    made = imported(tmp_path / "modules", word(tmp_path / "a.docx", body, parts))
    assert [line.text for line in made.unknown] == ["picture: En trappa"]
    assert not [name for name in made.files if name.endswith(".png")]
    module, errors = loaded(with_films(made.folder))
    assert errors == []
    assert module is not None


def test_tick_boxes_of_word_are_a_checklist(tmp_path: Path) -> None:
    box = "<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
    body = paragraph("Före mötet") + "".join(
        f'<w:p>{box}<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p>'
        for text in ("Boka rum", "Säg till")
    )
    made = imported(tmp_path / "modules", word(tmp_path / "a.docx", body))
    definition = (made.folder / "module.yaml").read_text("utf-8")
    assert "type: checklist" in definition
    assert "text: Boka rum" in definition
    assert made.unknown == ()
