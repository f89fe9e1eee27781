"""The whole flow: find what to build, read it, make the files, write the packages."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from larpaket.archive import write_zip
from larpaket.catalogue import gathering
from larpaket.catalogue.gathering import Whole
from larpaket.checks.check import CheckOptions, Report, check_package, check_stream
from larpaket.checks.definition.read import read
from larpaket.definition.ids import write_ids
from larpaket.definition.model import LearningModule
from larpaket.definition.original import write_original
from larpaket.definition.project import find_modules, find_named, find_project
from larpaket.definition.publisher import Publisher
from larpaket.formats import FORMATS, Format, usual
from larpaket.in_place import alone_in, replacing
from larpaket.lrs.commands import readable_key
from larpaket.lrs.key import authorization_for
from larpaket.options import BuildOptions
from larpaket.overview import Entry, Listed, checksum, write_overview
from larpaket.privacy.pages import privacy_pages
from larpaket.privacy.sheet import origins
from larpaket.problems import LarpaketError, Problem, ProblemsError, Severity, UsageError, larpaket_errors
from larpaket.schema_files import schema_files
from larpaket.unpacked import write_folder


class CheckError(ProblemsError):
    """A package failed its checks and was not put into place; `problems` says why."""


@dataclass(frozen=True, slots=True)
class Package:
    """A written package, its size in bytes; `problems` are the warnings and advice from its checks."""

    module: Whole
    format: str
    path: Path
    size: int
    sha256: str
    """"" for a folder."""
    problems: tuple[Problem, ...]


Named = str | Path | LearningModule
"""A module: its id, its folder, or what `load_module` made of it."""


@larpaket_errors()
def build_modules(
    named: Named | Iterable[Named] = (),
    options: BuildOptions = BuildOptions(),
    *,
    on_problem: Callable[[Problem], None] = lambda problem: None,
    on_package: Callable[[Package], None] = lambda package: None,
    environment: Mapping[str, str] = os.environ,
) -> list[Package]:
    """Build packages of the named modules, or of all in the project if none are named.

    If a definition has an error, nothing is written (ProblemsError). A package that does not pass its checks
    is not put into place, and the build stops there (CheckError); packages that were finished before it are
    in place, and the error's `outcome` names them. `on_problem` is called with each warning, and `on_package`
    with each finished package. The key to the LRS comes from the `environment`.
    """
    if unknown := [name for name in options.formats if name not in FORMATS]:
        raise UsageError(f"there is no format `{unknown[0]}`: the formats are {', '.join(FORMATS)}")
    project, folders = find_named(_names(named))
    try:
        publisher, modules = _checked(*read(project, folders, options), on_problem)
    except ProblemsError as error:
        error.outcome = _outcome([])
        raise
    authorization = authorization_for(publisher, project, environment, readable=options.allow_readable_key)
    if authorization and options.allow_readable_key:
        on_problem(readable_key(project))
    packages = build(publisher, modules, replace(options, authorization=authorization), on_package)
    for problem in (
        problem
        for package in packages
        for problem in package.problems
        if problem.severity == Severity.WARNING
    ):
        on_problem(problem)
    return packages


@larpaket_errors()
def load_module(
    folder: str | Path, *, on_problem: Callable[[Problem], None] = lambda problem: None
) -> LearningModule:
    """The module in `folder`; ProblemsError, with every problem, if it or its publisher has an error.

    `on_problem` is called with each warning.
    """
    project, folders = find_named([folder])
    _, [module] = _checked(*read(project, folders), on_problem)
    return module


def build(
    publisher: Publisher,
    modules: Sequence[LearningModule],
    options: BuildOptions = BuildOptions(),
    on_package: Callable[[Package], None] = lambda package: None,
) -> list[Package]:
    """Write a package for each module and format; an old one stays intact until the new one is complete.

    The `outcome` of a LarpaketError says which are in place. One build at a time writes to a folder.
    """
    packages: list[Package] = []
    try:
        with larpaket_errors(), alone_in(options.output):
            for module in (*modules, *gathering.gathered(publisher, modules)):
                for name in options.formats or publisher.formats or usual():
                    _build_one(module, publisher, FORMATS[name], options, packages)
                    on_package(packages[-1])
            write_overview(_entries(packages, publisher, options.output), publisher, options.output)
    except LarpaketError as error:
        error.outcome = _outcome(packages)
        raise
    return packages


def _outcome(packages: Sequence[Package]) -> str:
    """What a build has left that failed when these packages were in place."""
    if not packages:
        return "Nothing was built."
    names = ", ".join(str(package.path) for package in packages)
    return f"Built and in place: {names}. Other packages, and index.html, are as they were."


def _names(named: Named | Iterable[Named]) -> list[str | Path]:
    """What was named as a list; a module is read again from its folder."""
    some = [named] if isinstance(named, str | Path | LearningModule) else named
    return [one.folder if isinstance(one, LearningModule) else one for one in some]


def _checked(
    publisher: Publisher | None,
    modules: list[LearningModule],
    problems: Iterable[Problem],
    on_problem: Callable[[Problem], None],
) -> tuple[Publisher, list[LearningModule]]:
    """The publisher and the modules, if there are no errors. Advice is left to `larpaket check`."""
    worth = [problem for problem in problems if problem.severity != Severity.ADVICE]
    if publisher is None or any(problem.severity == Severity.ERROR for problem in worth):
        raise ProblemsError(worth)
    for problem in worth:
        on_problem(problem)
    return publisher, modules


def _build_one(
    module: Whole,
    publisher: Publisher,
    format: Format,
    options: BuildOptions,
    packages: list[Package],
) -> None:
    """Put a package into place, add it to `packages`, and write its privacy pages.

    The ids of its modules are locked first: from then on learners' results may hang on them.
    """
    files = gathering.package_files(module, publisher, format, options.authorization)
    privacy = gathering.sheet_of(module, publisher, format)
    if options.schemas and format.schemas:
        files += schema_files(options.schemas, format.id, format.schemas)
    target = options.output / _file_name(module.id, format.id)
    found: list[Problem] = []

    def inspect(report: Report) -> None:
        found.extend(_passed(report, target))
        for each in gathering.modules_in(module):
            write_ids(each, each.folder)
            write_original(each.folder, each.originals)

    if options.unpacked:
        target = target.with_suffix("")
        size = write_folder(files, target, inspect=lambda made: inspect(check_package(made)))
        package = Package(module, format.id, target, size, "", tuple(found))
    else:
        checks = CheckOptions(schemas=options.schemas, previous=target)
        write_zip(
            files,
            target,
            first=format.first,
            inspect=lambda made: inspect(check_stream(made, target, checks)),
        )
        package = Package(module, format.id, target, target.stat().st_size, checksum(target), tuple(found))
    packages.append(package)
    for name, page in privacy_pages(module, publisher, privacy, format.title, target.stem).items():
        with replacing(options.output / name) as stream:
            stream.write(page)


def _passed(report: Report, path: Path) -> list[Problem]:
    """The checks' problems, placed in the package at `path`; CheckError if one of them is an error."""
    problems = [replace(problem, place=replace(problem.place, path=path)) for problem in report.problems]
    if any(problem.severity == Severity.ERROR for problem in problems):
        raise CheckError(problems)
    return problems


def _entries(packages: Sequence[Package], publisher: Publisher, output: Path) -> list[Entry]:
    """What the overview lists: the packages of this run, and those beside them from earlier runs."""
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
    for path in sorted(output.glob("[!.]*.zip")):
        owner, format = next(
            (
                (path.name.removesuffix(f"-{id}.zip"), id)
                for id in FORMATS
                if path.name.endswith(f"-{id}.zip")
            ),
            ("", ""),
        )
        if owner and path.name not in names:
            made.setdefault(owner, []).append(
                _listed(path.name, format, path.stat().st_size, checksum(path), earlier=True)
            )
    order = list(FORMATS)
    return [
        _entry(id, modules.get(id), sorted(listed, key=lambda one: order.index(one.format.id)))
        for id, listed in sorted(made.items())
    ]


def _entry(id: str, module: Whole | None, listed: Sequence[Listed]) -> Entry:
    if module is None:
        return Entry(id, "zxx", "", tuple(listed))
    language = module.languages[0]
    minutes = sum(activity.minutes() for activity in module.activities)
    return Entry(
        module.title[language],
        language,
        module.version,
        tuple(listed),
        minutes,
        module.languages,
        gathering.titles_in(module),
        any(gathering.several_scos(module, one.format) for one in listed),
    )


def _listed(
    name: str,
    format: str,
    size: int,
    sha256: str,
    lrs: str = "",
    *,
    earlier: bool = False,
    media: tuple[str, ...] = (),
) -> Listed:
    return Listed(name, FORMATS[format], size, sha256, earlier, lrs, media)


def _lrs_of(format: str, publisher: Publisher) -> str:
    """The origin of the publisher's LRS if packages in that format send to it, else ""."""
    parts = urlsplit(FORMATS[format].lrs_for(publisher))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _file_name(module: str, format: str) -> str:
    return f"{module}-{format}.zip"


__all__ = [
    "BuildOptions",
    "CheckError",
    "Package",
    "build",
    "build_modules",
    "find_modules",
    "find_project",
    "load_module",
    "read",
]
