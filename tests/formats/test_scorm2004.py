"""The SCORM 2004 manifests, edition by edition: golden, valid before the official XSDs, read back equal by an
independent reader.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.modules import IDS, LINES, PUBLISHER, make_module
from formats.reader import read_manifest
from formats.xsd import SCHEMAS, complaints, needs_schemas
from larpaket.definition.model import LearningModule
from larpaket.files import PackageFile
from larpaket.formats import Format
from larpaket.formats.scorm2004 import EDITIONS

GOLDEN = Path(__file__).parents[1] / "golden" / "formats"
EXAMPLES = SCHEMAS.parent / "reference" / "examples"
LOM = ["lomStrict.xsd", "lomLoose.xsd"]
by_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)


def schemaversion(edition: Format) -> str:
    assert edition.manifest
    return edition.manifest.schemaversion


def manifest(edition: Format, module: LearningModule) -> bytes:
    files = [
        PackageFile(name, (b"",)) for name in ("index.html", "player.css", "player.js", "media/film.mp4")
    ]
    (made,) = edition.add_files(module, PUBLISHER, files)
    (data,) = made.content
    assert isinstance(data, bytes)
    return data


@by_edition
def test_golden(edition: Format, update_golden: bool) -> None:
    made = manifest(edition, make_module(title='Bemötande & <respekt> "å"'))
    path = GOLDEN / edition.id / "imsmanifest.xml"
    if update_golden:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(made)
    assert made == path.read_bytes()


@needs_schemas
@by_edition
@pytest.mark.parametrize("lom", LOM)
def test_valid(edition: Format, lom: str) -> None:
    assert complaints(edition.id, manifest(edition, make_module()), lom) == []


@needs_schemas
@by_edition
def test_the_judge_accepts_the_reference_and_sees_what_is_broken(edition: Format) -> None:
    data = (EXAMPLES / f"{edition.id}-single" / "imsmanifest.xml").read_bytes()
    assert complaints(edition.id, data) == []
    for old, new in (
        (b"organizations", b"organisations"),
        (b'identifier="item-', b'identifier="1-'),
        (b"satisfiedByMeasure", b"satisfied"),
    ):
        assert complaints(edition.id, data.replace(old, new))


@by_edition
@given(id=IDS, title=LINES, description=LINES, steps=st.integers(1, 5))
@settings(deadline=None, max_examples=60)
def test_whatever_the_texts_the_manifest_is_valid_and_reads_back_equal(
    edition: Format, id: str, title: str, description: str, steps: int
) -> None:
    data = manifest(edition, make_module(id, title, description, steps=steps))
    read = read_manifest(data)
    assert (read.version, read.marker, read.launch) == (schemaversion(edition), "sco", "index.html")
    assert read.title == title
    assert read.descriptions == {"sv": description}
    assert read.files == ("index.html", "media/film.mp4", "player.css", "player.js")
    assert b"&#" not in data
    if SCHEMAS.is_dir():
        assert complaints(edition.id, data) == []


@by_edition
def test_what_moodle_takes_amiss_is_not_there(edition: Format) -> None:
    data = manifest(edition, make_module())
    assert f"<schemaversion>{schemaversion(edition)}</schemaversion>".encode() in data
    for word in (b"mapInfo", b"completionThreshold", b"minNormalizedMeasure", b"masteryscore", b"ns0:"):
        assert word not in data
