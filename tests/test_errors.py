"""Whoever builds or checks meets a `LarpaketError`: a sentence, never a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from click.testing import CliRunner

import larpaket
from larpaket.cli import main
from larpaket.problems import LarpaketError, ProblemsError
from larpaket.schema_files import SchemaError, schema_files

INTERNAL = {
    "ArchiveReadError": "a check makes it a finding in the package",
    "DefinitionError": "a field's: validation makes it a Problem with its place",
    "DiskError": "`larpaket lrs serve` makes it an LrsFileError",
    "DropError": "whoever serves the preview's LMS for launches ends the connection",
    "FilmError": "the film's field makes it M122, a check of packages a finding",
    "LogoError": "the theme's field makes it M152",
    "OverlayError": "the loader of definitions makes it a Problem with its place",
    "RequestError": "the local LRS answers with it",
    "TooLargeError": "an ArchiveReadError",
    "UnreadableXmlError": "a check makes it a finding in the manifest",
    "_TooLargeError": "the reader of YAML makes it M117",
}
"""Those that are always caught where they are raised, and by whom."""


def modules() -> Iterator[str]:
    for module in walk_packages(larpaket.__path__, "larpaket."):
        if not module.name.endswith(".__main__"):
            yield module.name


def errors() -> set[type[BaseException]]:
    return {
        thing
        for name in modules()
        for thing in vars(import_module(name)).values()
        if isinstance(thing, type) and issubclass(thing, BaseException) and thing.__module__ == name
    }


def test_every_error_is_a_larpaket_error_or_internal_for_a_reason() -> None:
    found = errors()
    assert {LarpaketError, ProblemsError} <= found
    assert {error.__name__ for error in found if not issubclass(error, LarpaketError)} == set(INTERNAL)


def simple() -> list[type[LarpaketError]]:
    """Those that are made of a sentence."""
    found = (error for error in errors() if issubclass(error, LarpaketError))
    return sorted(
        (error for error in found if not issubclass(error, ProblemsError)), key=lambda error: error.__name__
    )


@pytest.mark.parametrize("error", simple())
def test_the_command_line_shows_a_sentence(
    error: type[LarpaketError], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object, **named: object) -> None:
        raise error("the moon is full")

    monkeypatch.setattr("larpaket.build.build_modules", refuse)
    done = CliRunner().invoke(main, ["build"])
    assert done.exit_code in (1, 2)
    assert "rror: the moon is full\n" in done.output
    assert isinstance(done.exception, SystemExit)


@pytest.mark.parametrize("content", ["", "<", "not XML"])
def test_a_schema_file_that_is_not_xml(content: str, tmp_path: Path) -> None:
    (tmp_path / "a.xsd").write_text(content, "utf-8")
    with pytest.raises(SchemaError, match="is not XML: copy the official file again"):
        schema_files(tmp_path, "scorm12", ("a.xsd",))
