"""The SCORM 1.2 manifest: golden, valid before the official XSDs, read back equal by an independent reader."""

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
from larpaket.formats import scorm12
from larpaket.player.render import player_files

GOLDEN = Path(__file__).parents[1] / "golden" / "formats" / "scorm12" / "imsmanifest.xml"
EXAMPLES = SCHEMAS.parent / "reference" / "examples"


def manifest(module: LearningModule) -> bytes:
    files = [
        PackageFile(name, (b"",)) for name in ("index.html", "player.css", "player.js", "media/film.mp4")
    ]
    (made,) = scorm12.FORMAT.add_files(module, PUBLISHER, files)
    (data,) = made.content
    assert isinstance(data, bytes)
    return data


def test_golden(update_golden: bool) -> None:
    made = manifest(make_module(title='Bemötande & <respekt> "å"'))
    if update_golden:
        GOLDEN.write_bytes(made)
    assert made == GOLDEN.read_bytes()


@needs_schemas
def test_valid() -> None:
    assert complaints("scorm12", manifest(make_module())) == []


@needs_schemas
@pytest.mark.parametrize("name", ["scorm12-single", "scorm12-catalogue"])
def test_the_judge_accepts_the_reference_and_sees_what_is_broken(name: str) -> None:
    data = (EXAMPLES / name / "imsmanifest.xml").read_bytes()
    assert complaints("scorm12", data) == []
    for wrong in (
        (b"<organizations ", b"<organisations "),
        (b' identifier="', b' identifier="1 '),
        (b"adlcp:scormtype", b"adlcp:scormType"),
    ):
        assert complaints(
            "scorm12",
            data.replace(*wrong).replace(
                b"</organizations>",
                b"</" + wrong[1].strip(b"< ") + b">" if b"organis" in wrong[1] else b"</organizations>",
            ),
        )


@given(id=IDS, title=LINES, description=LINES, steps=st.integers(1, 5))
@settings(deadline=None)
def test_whatever_the_texts_the_manifest_is_valid_and_reads_back_equal(
    id: str, title: str, description: str, steps: int
) -> None:
    data = manifest(make_module(id, title, description, steps=steps))
    read = read_manifest(data)
    assert (read.version, read.marker, read.launch) == ("1.2", "sco", "index.html")
    assert read.title == title
    assert read.descriptions == {"sv": description}
    assert read.item == f"item-{id}"
    assert read.files == ("index.html", "media/film.mp4", "player.css", "player.js")
    assert b"&#" not in data  # Moodle shows a numeric reference as it stands
    if SCHEMAS.is_dir():
        assert complaints("scorm12", data) == []


def test_every_file_of_the_package_is_listed_once() -> None:
    module = make_module(steps=3)
    files = player_files(module, PUBLISHER, scorm12.FORMAT)
    (made,) = scorm12.FORMAT.add_files(module, PUBLISHER, files)
    (data,) = made.content
    assert isinstance(data, bytes)
    assert sorted(read_manifest(data).files) == sorted(file.path for file in files)


@pytest.mark.parametrize(
    ("base", "identifier"),
    [
        ("https://larande.example.se", "SE.EXAMPLE.LARANDE.provmodul"),
        ("http://127.0.0.1:8000/x", "H1.0.0.127.provmodul"),
    ],
)
def test_the_manifests_identifier_begins_with_a_letter(base: str, identifier: str) -> None:
    module = make_module()
    (made,) = scorm12.FORMAT.add_files(module, PUBLISHER.model_copy(update={"base": base}), [])
    (data,) = made.content
    assert isinstance(data, bytes)
    assert read_manifest(data).identifier == identifier
