"""`--schemas`: the official files at the package's root, byte for byte, or a message that says what is
missing.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from formats.xsd import SCHEMAS, needs_schemas
from larpaket.files import PackageFile
from larpaket.formats import FORMATS
from larpaket.schema_files import SchemaError, schema_files
from test_build import larpaket, make_project

IMPORTS = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{}</xs:schema>'
WITH_SCHEMAS = [format for format in FORMATS.values() if format.schemas]


def make(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.xsd").write_text(text)
    return folder


def names(files: list[PackageFile]) -> list[str]:
    return [file.path for file in files]


def test_a_set_is_found_in_its_folder_or_is_the_folder(tmp_path: Path) -> None:
    make(tmp_path / "scorm12", a=IMPORTS.format('<xs:import schemaLocation="b.xsd"/>'), b=IMPORTS.format(""))
    make(tmp_path / "scorm12" / "common", c=IMPORTS.format(""))
    wanted = ["a.xsd", "b.xsd", "common/c.xsd"]
    assert (
        names(schema_files(tmp_path, "scorm12", ("a.xsd",)))
        == names(schema_files(tmp_path / "scorm12", "scorm12", ("a.xsd",)))
        == wanted
    )


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "has no a.xsd"),
        (
            {"a": IMPORTS.format('<xs:include schemaLocation="b.xsd"/>')},
            "refers to b.xsd, which does not exist",
        ),
        ({"a": "<!DOCTYPE x SYSTEM 'x.dtd'>" + IMPORTS.format("")}, "refers to x.dtd, which does not exist"),
        ({"a": "no xml"}, "is not XML"),
    ],
)
def test_what_is_missing_is_named(tmp_path: Path, files: dict[str, str], said: str) -> None:
    make(tmp_path, **files)
    with pytest.raises(SchemaError, match=said):
        schema_files(tmp_path, "scorm12", ("a.xsd",))


def test_nothing_is_read_from_the_network_or_from_an_entity(tmp_path: Path) -> None:
    hostile = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + IMPORTS.format(
        '<xs:import schemaLocation="http://127.0.0.1:9/x.xsd"/>&e;'
    )
    make(tmp_path, a=hostile)
    assert names(schema_files(tmp_path, "scorm12", ("a.xsd",))) == ["a.xsd"]


def test_a_folder_that_lacks_them_is_a_usage_error_and_nothing_is_written(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    (tmp_path / "empty").mkdir()
    done = larpaket(project, "build", "--format", "scorm12", "--schemas", str(tmp_path / "empty"))
    assert done.returncode == 2
    assert "has no imscp_rootv1p1p2.xsd, imsmd_rootv1p2p1.xsd, adlcp_rootv1p2.xsd" in done.stderr
    assert not list(project.glob("dist/*.zip"))


@needs_schemas
@pytest.mark.parametrize("format", WITH_SCHEMAS, ids=lambda format: format.id)
def test_the_official_files_go_in_byte_for_byte(tmp_path: Path, format: object) -> None:
    id = getattr(format, "id")  # noqa: B009
    project = make_project(tmp_path / "project")
    done = larpaket(project, "build", "--format", id, "--schemas", str(SCHEMAS))
    assert done.returncode == 0, done.stderr
    official = {
        path.relative_to(SCHEMAS / id).as_posix(): path.read_bytes()
        for path in (SCHEMAS / id).rglob("*")
        if path.is_file()
    }
    with zipfile.ZipFile(project / "dist" / f"provmodul-{id}.zip") as archive:
        packed = {name: archive.read(name) for name in archive.namelist() if name in official}
        assert archive.namelist()[0] == "imsmanifest.xml"
    assert packed == official


@needs_schemas
def test_formats_whose_schemas_nobody_looks_for_stay_as_they_are(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    done = larpaket(
        project, "build", "--format", "web", "--format", "xapi", "--format", "cmi5", "--schemas", str(SCHEMAS)
    )
    assert done.returncode == 0
    for path in (project / "dist").glob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            assert not [name for name in archive.namelist() if name.endswith(".xsd")]
