"""The flow on one screen: find what to build, read it, make the files, write the packages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from larpaket.activities import ACTIVITIES
from larpaket.archive import ArchiveError, replacing, write_zip
from larpaket.checks.check import Options, Report, check_package, check_stream
from larpaket.checks.definition import check_definition
from larpaket.definition.ids import write_ids
from larpaket.definition.load import load_module, load_publisher
from larpaket.definition.model import LearningModule, Publisher
from larpaket.formats import FORMATS, Format
from larpaket.marker import marker_file
from larpaket.overview import Entry, Listed, write_overview
from larpaket.player.privacy import origins, sheet
from larpaket.player.privacy_pages import privacy_files, privacy_pages
from larpaket.player.render import player_files, setting_of
from larpaket.player.strings import available, strings
from larpaket.problems import Problem, Severity
from larpaket.problems import order as problem_order
from larpaket.schemas import SchemaError, schema_files
from larpaket.unpacked import write_folder

MODULE = "module.yaml"
PUBLISHER = "publisher.yaml"


class NotFoundError(Exception):
    """There is nothing to build at the place that was named; the text says what was looked for."""


class CheckError(Exception):
    """What was built does not pass its checks, and was not put into place; `problems` says why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was written; `problems` are the warnings and advice of its checks."""

    module: LearningModule
    format: str
    path: Path
    size: int
    sha256: str
    """"" for a folder."""
    problems: tuple[Problem, ...]


def find_project(start: Path) -> Path:
    """The nearest `publisher.yaml`, in `start` or its `modules/`, then upwards."""
    for folder in (start, *start.parents):
        for candidate in (folder / PUBLISHER, folder / "modules" / PUBLISHER):
            if candidate.is_file():
                return candidate
    raise NotFoundError(f"no {PUBLISHER} in {start} or above it: make one with `name:` and `base:` (README, A module in five minutes)")


def find_modules(project: Path, named: Sequence[str]) -> list[Path]:
    """The folders of the modules named by path or id; all of the project's when none is named."""
    if not named:
        folders = sorted(path.parent for path in project.parent.glob(f"*/{MODULE}"))
        if not folders:
            raise NotFoundError(f"no module beside {project}: a module is a folder that holds {MODULE}")
        return folders
    return [_find_module(project, name) for name in dict.fromkeys(named)]


def read(project: Path, folders: Iterable[Path], *, release: bool = False) -> tuple[Publisher | None, list[LearningModule], list[Problem]]:
    """Every module with every problem of all of them, warnings and advice included, from the top of each file."""
    publisher, problems = load_publisher(project, FORMATS)
    # With a broken publisher the modules are read all the same: their problems are to be seen at once.
    reader = publisher or Publisher(name="unknown", base="https://unknown.invalid")
    modules = []
    for folder in folders:
        module, found = load_module(folder, reader, ACTIVITIES)
        problems += found
        if module:
            modules.append(module)
            problems += check_definition(module, reader, folder)
            problems += _unspoken(module, folder / MODULE)
            if release and not any(problem.code == "R103" for problem in problems):
                problems += _not_for_release(module, folder / MODULE)
    return publisher, modules, sorted(problems, key=problem_order)


def build(
    publisher: Publisher,
    modules: Sequence[tuple[LearningModule, Path]],
    formats: Sequence[str],
    output: Path,
    *,
    unpacked: bool = False,
    schemas: Path | None = None,
    authorization: str = "",
    report: Callable[[Package], None] = lambda package: None,
) -> list[Package]:
    """Write a package for each module and format into `output`; an old package stays whole until its new one is complete.

    `unpacked` makes folders instead of zips. `schemas` holds the official schema files, for the formats whose manifests refer to them.
    `authorization` is the header with which SCORM packages reach the publisher's LRS.
    """
    packages = []
    for module, folder in modules:
        for name in formats:
            package = _build_one(module, publisher, FORMATS[name], output, authorization, unpacked=unpacked, schemas=schemas)
            packages.append(package)
            report(package)
        write_ids(module, folder)
    write_overview(_entries(packages, publisher, output), publisher, output)
    return packages


def _build_one(
    module: LearningModule, publisher: Publisher, format: Format, output: Path, authorization: str, *, unpacked: bool, schemas: Path | None
) -> Package:
    files = player_files(module, publisher, format, authorization)
    privacy = sheet(setting_of(module, publisher, format), format.servers)
    files += privacy_files(module, publisher, privacy, format.title)
    files.append(marker_file(format.id, module.id, module.version))
    files += format.add_files(module, publisher, files)
    if schemas and format.schemas:
        files += schema_files(schemas, format.id, format.schemas)
    target = output / _file_name(module.id, format.id)
    found: list[Problem] = []
    if unpacked:
        folder = target.with_suffix("")
        size = write_folder(files, folder, inspect=lambda made: found.extend(_passed(check_package(made), folder)))
        package = Package(module, format.id, folder, size, "", tuple(found))
    else:
        options = Options(schemas=schemas, previous=target)
        write_zip(files, target, first=format.first, inspect=lambda made: found.extend(_passed(check_stream(made, target, options))))
        package = Package(module, format.id, target, target.stat().st_size, _checksum(target), tuple(found))
    for name, page in privacy_pages(module, publisher, privacy, format.title, target.stem).items():
        with replacing(output / name) as stream:
            stream.write(page)
    return package


def _passed(report: Report, path: Path | None = None) -> list[Problem]:
    """What the checks say, as of the package at `path`; CheckError when there is an error among it."""
    problems = [replace(problem, path=path or problem.path) for problem in report.problems]
    if any(problem.severity == Severity.ERROR for problem in problems):
        raise CheckError(problems)
    return problems


def _entries(packages: Sequence[Package], publisher: Publisher, output: Path) -> list[Entry]:
    """What the overview lists: the packages of this run, and those beside them that an earlier one built."""
    made: dict[str, list[Listed]] = {}
    modules = {package.module.id: package.module for package in packages}
    for package in packages:
        made.setdefault(package.module.id, []).append(
            _listed(
                package.path.name,
                package.format,
                package.size,
                package.sha256,
                _lrs_of(package.format, publisher),
                media=origins(package.module),
            )
        )
    names = {package.path.name for package in packages}
    for path in sorted(output.glob("*.zip")):
        owner, format = next(((path.name.removesuffix(f"-{id}.zip"), id) for id in FORMATS if path.name.endswith(f"-{id}.zip")), ("", ""))
        if owner and path.name not in names:
            made.setdefault(owner, []).append(_listed(path.name, format, path.stat().st_size, _checksum(path), earlier=True))
    order = list(FORMATS)
    return [_entry(id, modules.get(id), sorted(listed, key=lambda one: order.index(one.format.id))) for id, listed in sorted(made.items())]


def _entry(id: str, module: LearningModule | None, listed: Sequence[Listed]) -> Entry:
    if module is None:
        return Entry(id, "zxx", "", tuple(listed))
    language = module.languages[0]
    return Entry(module.title[language], language, module.version, tuple(listed))


def _listed(name: str, format: str, size: int, sha256: str, lrs: str = "", *, earlier: bool = False, media: tuple[str, ...] = ()) -> Listed:
    return Listed(name, FORMATS[format], size, sha256, earlier, lrs, media)


def _lrs_of(format: str, publisher: Publisher) -> str:
    """The origin of the publisher's LRS where a package sends to it, "" for none."""
    parts = urlsplit(FORMATS[format].lrs_for(publisher))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _file_name(module: str, format: str) -> str:
    return f"{module}-{format}.zip"


def _checksum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _find_module(project: Path, name: str) -> Path:
    for folder in (Path(name), project.parent / name):
        if folder.name == MODULE and folder.is_file():
            return folder.parent.resolve()
        if (folder / MODULE).is_file():
            return folder.resolve()
    raise NotFoundError(f"no module `{name}`: neither a folder with {MODULE} nor an id under {project.parent}")


def _unspoken(module: LearningModule, path: Path) -> Iterable[Problem]:
    for language in module.languages:
        if language.split("-")[0] not in available():
            text = f"the player does not speak `{language}`"
            help = f"it speaks {', '.join(available())}; a further language is one file (README, For developers)"
            yield Problem(path=path, code="R103", text=text, help=help)


def _not_for_release(module: LearningModule, path: Path) -> Iterable[Problem]:
    for activity in module.activities:
        if found := activity.unfinished():
            text, help = found
            yield Problem(path=path, code="R101", text=text, help=help)
    for language in module.languages:
        if not strings(language).reviewed:
            text = f"no native speaker has read the player's texts in `{language}`, which --release requires"
            yield Problem(path=path, code="R102", text=text, help="have them read, then set `reviewed: true` in the language's file")


__all__ = ["ArchiveError", "CheckError", "NotFoundError", "Package", "SchemaError", "build", "find_modules", "find_project", "read"]
