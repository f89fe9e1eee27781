"""cmi5.xml: golden, valid before the official XSD, read back equal by an independent reader."""

from __future__ import annotations

from pathlib import Path
from xml.dom import minidom

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.modules import IDS, LINES, PUBLISHER, make_module
from formats.xsd import SCHEMAS, complaints, needs_schemas
from larpaket.definition.model import LearningModule
from larpaket.formats import cmi5

GOLDEN = Path(__file__).parents[1] / "golden" / "formats" / "cmi5" / "cmi5.xml"


def manifest(module: LearningModule) -> bytes:
    (made,) = cmi5.FORMAT.add_files(module, PUBLISHER, [])
    assert made.path == cmi5.FORMAT.first
    (data,) = made.content
    assert isinstance(data, bytes)
    return data


def test_golden(update_golden: bool) -> None:
    made = manifest(make_module(title='Bemötande & <respekt> "å"'))
    if update_golden:
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_bytes(made)
    assert made == GOLDEN.read_bytes()


@needs_schemas
def test_valid() -> None:
    assert complaints("cmi5", manifest(make_module())) == []


@needs_schemas
@pytest.mark.parametrize(
    "change",
    [
        (b"moveOn", b"moveon"),
        (b'"Completed"', b'"Complete"'),
        (b"<url>index.html</url>", b""),
        (b"<au ", b"<course "),
    ],
)
def test_the_judge_sees_what_is_broken(change: tuple[bytes, bytes]) -> None:
    data = manifest(make_module()).replace(*change)
    assert complaints("cmi5", data.replace(b"</au>", b"</course>") if b"course" in change[1] else data)


@given(id=IDS, title=LINES, description=LINES, steps=st.integers(1, 5))
@settings(deadline=None)
def test_whatever_the_texts_it_is_valid_and_reads_back_equal(
    id: str, title: str, description: str, steps: int
) -> None:
    data = manifest(make_module(id, title, description, steps=steps))
    document = minidom.parseString(data)
    (unit,) = document.getElementsByTagName("au")
    (course,) = document.getElementsByTagName("course")
    assert unit.getAttribute("id") == f"https://larande.example.se/{id}"
    assert course.getAttribute("id") != unit.getAttribute("id")
    assert unit.getAttribute("moveOn") == "Completed"
    for element in (course, unit):
        texts = [
            node.firstChild.data
            for node in element.getElementsByTagName("langstring")
            if isinstance(node.firstChild, minidom.Text)
        ]
        assert texts == [title, description]
        assert {node.getAttribute("lang") for node in element.getElementsByTagName("langstring")} == {"sv"}
    assert b"&#" not in data
    if SCHEMAS.is_dir():
        assert complaints("cmi5", data) == []
