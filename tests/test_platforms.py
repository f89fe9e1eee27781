"""Windows and macOS, as far as they can be simulated on Linux. Nothing here has run on either of them."""

from __future__ import annotations

import ast
import errno
import os
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PureWindowsPath
from typing import Any, NoReturn

import pytest

import larpaket
from browser.packages import write_module
from larpaket.archive import ArchiveError, check_names
from larpaket.build import BuildOptions, Package, build_modules
from larpaket.checking import check_paths
from larpaket.checks.check import CheckOptions, Report
from larpaket.definition.project import NotFoundError, find_modules, find_project
from larpaket.files import PackageFile, not_on_windows
from larpaket.in_place import alone_in, replacing
from larpaket.output import as_sarif
from larpaket.problems import LarpaketError, Place, Problem, larpaket_errors
from larpaket.schema_files import schema_files
from larpaket.unpacked import write_folder

PRODUCT = Path(larpaket.__file__).parent
SOURCES = ("module.yaml", "film.sv.vtt", "film.en.vtt", "text.sv.md", "text.en.md", "../publisher.yaml")


@pytest.fixture
def module(tmp_path: Path) -> Path:
    return write_module(tmp_path / "Mina moduler å")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("larpaket.in_place._WAITS", (0.0, 0.0))


def built(module: Path, output: Path, *formats: str, **options: Any) -> list[Package]:
    return build_modules(module, BuildOptions(formats=formats or ("scorm12",), output=output, **options))


# Names


@pytest.mark.parametrize(
    "name",
    [
        "a.",
        "a ",
        "b /c",
        "b./c",
        *["con", "CON", "nul.mp4", "aux.sv.vtt", "com1", "lpt9.txt", "media/prn.png", "com¹"],
    ]
    + [f"a{character}b" for character in '<>:"|?*\\'],
)
def test_what_no_file_is_called_on_windows(name: str) -> None:
    assert not_on_windows(name)


@pytest.mark.parametrize(
    "name", ["film.mp4", "console", "con-1", "com10", "com", "a.con", "./film.mp4", "Åsa (1).jpg", "~$a"]
)
def test_what_a_file_may_be_called_on_windows(name: str) -> None:
    assert not_on_windows(name) == ""


def test_a_module_in_a_folder_that_windows_cannot_have(module: Path) -> None:
    folder = module.rename(module.with_name("con"))
    definition = folder / "module.yaml"
    definition.write_text(definition.read_text("utf-8").replace("id: provmodul", "id: con"), "utf-8")
    [report] = check_paths([folder], CheckOptions())
    assert [problem.code for problem in report.problems] == ["M110"]


def test_a_package_never_has_such_a_name() -> None:
    with pytest.raises(ArchiveError, match=r"`media/con.mp4`: Windows keeps the name `con` for a device"):
        check_names([PackageFile("media/con.mp4", ())])
    with pytest.raises(ArchiveError, match="would be the same file"):
        check_names([PackageFile("a/Film.mp4", ()), PackageFile("a/film.mp4", ())])


# Large and small letters, composed and decomposed ones


def listing(folder: Path) -> list[str]:
    with suppress(NotADirectoryError, FileNotFoundError):
        return sorted(os.listdir(folder))  # noqa: PTH208  # Path.iterdir is patched here
    return []


def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are found by names in other letters, as on Windows and macOS."""
    is_file = Path.is_file

    def any_case(self: Path) -> bool:
        path = Path(self.anchor)
        for part in self.parts[1:]:
            names = listing(path)
            same = next((name for name in names if name.casefold() == part.casefold()), part)
            path = path / (part if part in names else same)
        return is_file(path)

    monkeypatch.setattr(Path, "is_file", any_case)


@pytest.mark.parametrize("named", [[], ["provmodul"]])
def test_a_definition_in_large_letters_where_case_is_ignored(
    module: Path, monkeypatch: pytest.MonkeyPatch, named: list[str]
) -> None:
    (module / "module.yaml").rename(module / "module.YAML")
    blind(monkeypatch)
    assert (module / "module.yaml").is_file()
    with pytest.raises(NotFoundError, match=r"module\.YAML: rename it to module\.yaml$"):
        find_modules(module.parent / "publisher.yaml", named)
    (module.parent / "publisher.yaml").rename(module.parent / "Publisher.yaml")
    with pytest.raises(NotFoundError, match=r"Publisher\.yaml: rename it to publisher\.yaml$"):
        find_project(module)


def test_a_module_is_called_what_its_folder_is_called_on_disk(
    module: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blind(monkeypatch)
    assert find_modules(module.parent / "publisher.yaml", ["PROVMODUL"]) == [module]
    assert find_modules(module.parent / "publisher.yaml", [module.parent / "Provmodul"]) == [module]


@pytest.mark.parametrize(("written", "on_disk"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_letters_with_rings_are_found_however_they_are_composed(
    module: Path, written: str, on_disk: str
) -> None:
    names = {form: unicodedata.normalize(form, "Filmen på ön.mp4") for form in ("NFC", "NFD")}
    (module / "film.mp4").rename(module / names[on_disk])
    definition = module / "module.yaml"
    text = definition.read_text("utf-8").replace("film.mp4", names[written])
    definition.write_text(text, "utf-8")
    [package] = built(module, module.parent / "dist")
    assert module / names[on_disk] in package.module.files
    assert all(path.is_file() for path in package.module.files)
    with zipfile.ZipFile(package.path) as archive:
        assert [name for name in archive.namelist() if name.endswith(".mp4")] == ["media/film.mp4"]
        assert all(name.isascii() for name in archive.namelist())


# Paths


def test_output_with_spaces_letters_and_a_backslash_at_the_end(module: Path) -> None:
    output = module.parent / "Till LMS å\\"
    [package] = built(module, output)
    assert package.path == output / "provmodul-scorm12.zip"
    assert package.path.is_file()


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PureWindowsPath("C:\\Mina moduler\\å"), "file:///C:/Mina%20moduler/%C3%A5"),
        (PureWindowsPath("\\\\nas\\moduler\\x"), "file://nas/moduler/x"),
        (PureWindowsPath("moduler\\x"), "moduler/x"),
    ],
)
def test_sarif_names_windows_paths_as_addresses(path: Any, uri: str) -> None:
    problem = Problem(place=Place(path), code="M100", text="x")
    said = as_sarif([Report(path, "definition", True, (problem,))], PureWindowsPath("D:\\"))  # type: ignore[arg-type]
    assert f'"uri": "{uri}"' in said


# Line ends


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_line_ends_make_no_difference_to_packages(module: Path, end: bytes) -> None:
    dist = module.parent / "dist"
    formats = ("scorm12", "cmi5", "web")
    before = [package.path.read_bytes() for package in built(module, dist, *formats)]
    for name in (*SOURCES, "ids.lock"):
        path = module / name
        path.write_bytes(path.read_bytes().replace(b"\n", end))
    lock = (module / "ids.lock").read_bytes()
    assert end in lock
    assert [package.path.read_bytes() for package in built(module, dist, *formats)] == before
    assert (module / "ids.lock").read_bytes() == lock


def test_the_products_own_files_make_no_difference_either() -> None:
    readers = [path.name for path in PRODUCT.rglob("*.py") if "templates()" in path.read_text("utf-8")]
    assert [
        name
        for place, name, _ in calls()
        if name == "read_bytes" and Path(place.split(":")[0]).name in readers
    ] == []


# What editors and systems leave


def test_what_systems_leave_is_in_no_package_and_stops_no_build(module: Path) -> None:
    left = (
        "Thumbs.db",
        "desktop.ini",
        ".DS_Store",
        "~$module.docx",
        "module.yaml~",
        "._film.mp4",
        "._module.yaml",
    )
    dist = module.parent / "dist"
    clean = [package.path.read_bytes() for package in built(module, dist, "scorm12", "web")]
    for name in left:
        (module / name).write_bytes(b"\0\xff")
        (module.parent / name).write_bytes(b"\0\xff")
    (dist / "._provmodul-web.zip").write_bytes(b"\0\xff")
    assert [package.path.read_bytes() for package in built(module, dist, "scorm12", "web")] == clean
    assert "._provmodul" not in (dist / "index.html").read_text("utf-8")
    assert [report.problems for report in check_paths([dist], CheckOptions())] == [(), (), ()]
    assert find_modules(module.parent / "publisher.yaml", []) == [module]


def test_schema_files_leave_the_shadows_of_macos_behind(tmp_path: Path) -> None:
    (tmp_path / "a.xsd").write_text("<a/>", "utf-8")
    (tmp_path / "._a.xsd").write_bytes(b"\0")
    assert [file.path for file in schema_files(tmp_path, "scorm12", ("a.xsd",))] == ["a.xsd"]


# Files that cannot be replaced, disks that are full


def denied(*given: object, **named: object) -> NoReturn:
    raise PermissionError(13, "Access is denied", str(given[0]))


def test_a_file_that_a_virus_scanner_holds_for_a_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, tries = Path.replace, iter([denied, denied])
    monkeypatch.setattr(Path, "replace", lambda self, target: next(tries, replace)(self, target))
    with replacing(tmp_path / "a.zip") as stream:
        stream.write(b"new")
    assert (tmp_path / "a.zip").read_bytes() == b"new"


def test_what_cannot_even_be_removed_does_not_hide_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".b.zip-ab12cd_9.part").touch()
    (tmp_path / "a.zip").write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", denied)
    monkeypatch.setattr(Path, "unlink", denied)
    with (
        pytest.raises(
            LarpaketError, match=r"a\.zip cannot be replaced: close .*, check that it is not read-only"
        ),
        alone_in(tmp_path),
        replacing(tmp_path / "a.zip"),
    ):
        pass
    assert (tmp_path / "a.zip").read_bytes() == b"old"


@pytest.mark.parametrize("old", [True, False])
@pytest.mark.parametrize("refused", ["old", "new"])
def test_a_folder_that_is_open_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: bool, refused: str
) -> None:
    target = tmp_path / "x"
    if old:
        write_folder([PackageFile("old.txt", ())], target)
    replace = Path.replace

    def refuse(self: Path, place: Path) -> Path:
        if self.name == "new" or (refused == "old" and self.name == "x"):
            denied(self)
        return replace(self, place)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(LarpaketError, match=r"x cannot be replaced: close the program"):
        write_folder([PackageFile("new.txt", ())], target)
    assert [path.name for path in tmp_path.rglob("*")] == (["x", "old.txt"] if old else [])


@pytest.mark.parametrize("unpacked", [False, True])
def test_a_full_disk_is_one_sentence_and_the_old_package_is_whole(
    module: Path, monkeypatch: pytest.MonkeyPatch, unpacked: bool
) -> None:
    dist = module.parent / "dist"
    [package] = built(module, dist, "web", unpacked=unpacked)
    page = package.path / "index.html" if unpacked else package.path
    before, names = page.read_bytes(), listing(dist)
    definition = module / "module.yaml"
    definition.write_text(definition.read_text("utf-8").replace('"1.0"', '"1.1"'), "utf-8")

    def full(*given: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(
        "larpaket.unpacked.write_pieces" if unpacked else "larpaket.archive.write_pieces", full
    )
    with pytest.raises(LarpaketError, match=r"^the disk is full: free some space, then try again$"):
        built(module, dist, "web", unpacked=unpacked)
    assert (page.read_bytes(), listing(dist)) == (before, names)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            PermissionError(13, "Access is denied", "ids.lock"),
            "ids.lock cannot be .*: Access is denied; close the",
        ),
        (
            FileNotFoundError(2, "No such file", "x" * 300),
            "No such file; the path has 300 characters, and Windows",
        ),
        (
            OSError(5, "Input/output error", "a.part", None, "a"),
            "^a cannot be read or written: Input/output error$",
        ),
    ],
)
def test_an_error_of_the_system_says_what_to_do(error: OSError, said: str) -> None:
    with pytest.raises(LarpaketError, match=said), larpaket_errors():
        raise error


def test_a_lock_that_an_editor_has_open(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "replace", denied)
    with pytest.raises(LarpaketError, match=r"ids\.lock cannot be replaced: close the program"):
        built(module, module.parent / "dist")
    assert listing(module.parent / "dist") == []


# Encodings


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    for path in PRODUCT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func
                name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
                yield f"{path.relative_to(PRODUCT)}:{node.lineno}", name, node


def test_no_text_depends_on_the_system() -> None:
    wrong = []
    for place, name, call in calls():
        said = {keyword.arg for keyword in call.keywords}
        given = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
        is_binary = any(isinstance(mode, str) and "b" in mode for mode in given)
        if (
            name in ("open", "fdopen")
            and not is_binary
            and "encoding" not in said
            and "O_" not in ast.dump(call)
        ):
            wrong.append(f"{place}: {name} without an encoding")
        if name in ("read_text", "write_text") and "encoding" not in said and "utf-8" not in str(given):
            wrong += (
                [] if "limit" in said else [f"{place}: {name} without an encoding"]
            )  # textfile's own reader
        if name == "write_text" and "newline" not in said:
            wrong.append(f"{place}: write_text without line ends")
    assert wrong == []


def test_nothing_else_that_differs_between_systems_is_used() -> None:
    used = {
        f"{path.name}: {word}"
        for path in PRODUCT.rglob("*.py")
        for word in (
            "os.sep",
            "os.linesep",
            "subprocess",
            "getpreferredencoding",
            "time.localtime",
            "strftime",
        )
        if word in path.read_text("utf-8")
    }
    assert used == set()
