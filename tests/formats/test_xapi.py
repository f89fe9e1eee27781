"""tincan.xml: golden, valid before the reference's XSD, and read as Moodle's plug-in does: the first
activity, by literal names.
"""

from __future__ import annotations

from pathlib import Path
from xml.dom import minidom

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.modules import IDS, LINES, PUBLISHER, make_module
from formats.xsd import SCHEMAS, complaints, needs_schemas
from larpaket.definition.model import LearningModule
from larpaket.formats import xapi

GOLDEN = Path(__file__).parents[1] / "golden" / "formats" / "xapi" / "tincan.xml"


def manifest(module: LearningModule) -> bytes:
    (made,) = xapi.FORMAT.add_files(module, PUBLISHER, [])
    assert made.path == xapi.FORMAT.first
    (data,) = made.content
    assert isinstance(data, bytes)
    return data


def text_of(element: minidom.Element) -> str:
    return "".join(node.data for node in element.childNodes if isinstance(node, minidom.Text))


def test_golden(update_golden: bool) -> None:
    made = manifest(make_module(title='Bemötande & <respekt> "å"'))
    if update_golden:
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_bytes(made)
    assert made == GOLDEN.read_bytes()


@needs_schemas
def test_valid() -> None:
    assert complaints("tincan", manifest(make_module())) == []


@needs_schemas
@pytest.mark.parametrize(
    "change",
    [
        (b" id=", b" iri="),
        (b"description", b"beskrivning"),
        (b"launch", b"start"),
        (b"activities", b"activity"),
    ],
)
def test_the_judge_sees_what_is_broken(change: tuple[bytes, bytes]) -> None:
    assert complaints("tincan", manifest(make_module()).replace(*change))


@given(id=IDS, title=LINES, description=LINES, steps=st.integers(1, 5))
@settings(deadline=None)
def test_whatever_the_texts_it_reads_back_equal(id: str, title: str, description: str, steps: int) -> None:
    data = manifest(make_module(id, title, description, steps=steps))
    root = minidom.parseString(data).documentElement
    assert root is not None
    activities = next(node for node in root.childNodes if isinstance(node, minidom.Element))
    assert activities.tagName == "activities"
    activity = next(node for node in activities.childNodes if isinstance(node, minidom.Element))
    assert (activity.tagName, activity.getAttribute("id")) == ("activity", f"https://larande.example.se/{id}")
    children = {node.tagName: node for node in activity.childNodes if isinstance(node, minidom.Element)}
    assert list(children) == ["name", "description", "launch"]
    assert {node.getAttribute("lang") for node in children.values()} == {"sv"}
    assert [text_of(node) for node in children.values()] == [title, description, "index.html"]
    assert b"&#" not in data
    if SCHEMAS.is_dir():
        assert complaints("tincan", data) == []
