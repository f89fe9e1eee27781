"""Makes packages: of one module, in every format that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from larpaket.archive import write_zip
from larpaket.building.package import Product, package_name
from larpaket.catalogue.gathering import (
    Whole,
    gathered,
    modules_in,
    package_files,
    several_scos,
    sheet_of,
    titles_in,
)
from larpaket.catalogue.problems import catalogue_problems
from larpaket.checks.check import CheckOptions, Report, check_package, check_stream
from larpaket.checks.definition.read import has_error, read, read_module, read_publisher, worth
from larpaket.copying import LARGE
from larpaket.definition import ids, original
from larpaket.definition.ids import write_ids
from larpaket.definition.model import LearningModule
from larpaket.definition.original import write_original
from larpaket.definition.publisher import Publisher
from larpaket.files import PackageFile
from larpaket.formats import FORMATS, Format, usual
from larpaket.in_place import replacing
from larpaket.lrs.commands import readable_key
from larpaket.lrs.key import authorization_for
from larpaket.options import BuildOptions
from larpaket.overview import checksum
from larpaket.privacy.pages import privacy_pages
from larpaket.privacy.sheet import origins
from larpaket.problems import LarpaketError, Problem, ProblemsError, UsageError, larpaket_errors
from larpaket.schema_files import schema_files
from larpaket.unchanged.inputs import KEY, Before, digests, files_in, names_in
from larpaket.unchanged.record import MadeModule, MadePackage, MadeProject
from larpaket.unchanged.stamps import Files, Seen
from larpaket.unpacked import write_folder


class CheckError(ProblemsError):
    """A package failed its checks and was not put into place; `problems` says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A product to make. `inputs` are those that all share, and `store` has what is known of files."""

    project: Path
    product: Product
    publisher: Publisher
    formats: tuple[str, ...]
    options: BuildOptions
    inputs: dict[str, str]
    store: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What became of a task: the module with the packages that are in place; `error` says why not all are.

    `read` are the files whose digests were found out.
    """

    module: MadeModule | None = None
    error: LarpaketError | None = None
    read: dict[str, Seen] = field(default_factory=dict)


def make_product(task: Task) -> Made:
    """Read its modules and make its packages, up to the first that cannot be made."""
    files = _files(task.store)
    before = Before(
        [path for folder in task.product.folders for path in files_in(folder, task.options.output)], files
    )
    packages: dict[str, MadePackage] = {}
    error = None
    try:
        with larpaket_errors():
            module, problems = _read(task)
    except LarpaketError as failure:
        return Made(error=failure, read=files.take_new())
    # A checksum is found out while the next package is made.
    with ThreadPoolExecutor(1) as pool:
        checksums = {}
        try:
            with larpaket_errors():
                for format in task.formats:
                    name = package_name(module.id, format, unpacked=task.options.unpacked)
                    packages[name] = make_package(module, task.publisher, FORMATS[format], task.options)
                    if not task.options.unpacked:
                        checksums[name] = pool.submit(checksum, task.options.output / name)
        except LarpaketError as failure:
            error = failure
    inputs = task.inputs | before.marked(_inputs(task, modules_in(module), files), task.project.parent, LOCKS)
    for name, package in packages.items():
        own = {name: checksums[name].result()} if name in checksums else {}
        packages[name] = replace(package, inputs=inputs, sha256=own.get(name, ""), files=package.files | own)
    made = replace(described(module, tuple(problems)), packages=packages) if packages else None
    return Made(module=made, error=error, read=files.take_new())


def _read(task: Task) -> tuple[Whole, list[Problem]]:
    """What is to be packed, and what is worth saying of it. Raises ProblemsError."""
    modules, problems = [], []
    for folder in task.product.folders:
        module, found = read_module(folder, task.publisher, release=task.options.release)
        modules += [module] if module else []
        problems += worth(found)
    if has_error(problems) or not task.product.is_catalogue:
        return one_of(modules, problems), problems
    formats = [FORMATS[name] for name in task.formats]
    found = list(catalogue_problems(task.publisher, modules, formats, task.product.id))
    (whole,) = (one for one in gathered(task.publisher, modules) if one.id == task.product.id)
    return one_of([whole], found), found  # what its modules have is said of them


def one_of(wholes: Sequence[Whole], problems: Sequence[Problem]) -> Whole:
    """The only one, unless there is an error: ProblemsError."""
    if has_error(problems) or not wholes:
        raise ProblemsError(problems)
    return wholes[0]


LOCKS = (ids.LOCK, original.LOCK)
"""What a build writes itself beside a module's files."""


def _inputs(task: Task, modules: Sequence[LearningModule], files: Files) -> dict[str, str]:
    paths = {path for module in modules for path in module.files}
    paths |= {folder / name for folder in task.product.folders for name in LOCKS}
    folders = {one.folder for module in modules for one in module.originals}
    known = {*task.product.folders, *folders}
    return digests(paths, known, task.project.parent, files, task.options.output)


@cache
def _files(store: Path) -> Files:
    """One a process: it reads what is known once."""
    return Files(store)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A project: its publisher, what goes on record, and the header for its LRS that goes into packages."""

    publisher: Publisher
    made: MadeProject
    authorization: str


def load_project(
    project: Path,
    folders: Sequence[Path],
    options: BuildOptions,
    environment: Mapping[str, str],
    own: Mapping[str, str],
    files: Files,
) -> Loaded:
    """Read `publisher.yaml`; `own` are the inputs that are no files.

    Raises ProblemsError with the problems of its modules too, UsageError for a format that there is not, and
    LrsKeyError.
    """
    if unknown := [name for name in options.formats if name not in FORMATS]:
        raise UsageError(f"there is no format `{unknown[0]}`: the formats are {', '.join(FORMATS)}")
    before = Before([project], files)
    publisher, problems = read_publisher(project)
    if publisher is None or has_error(problems):
        raise ProblemsError(worth(read(project, folders, options)[2]))
    found = digests(publisher.files, (), project.parent, files)
    authorization = authorization_for(publisher, project, environment, readable=options.allow_readable_key)
    notes = [readable_key(project)] if authorization and options.allow_readable_key else []
    key = sha256(f"larpaket {authorization}".encode()).hexdigest() if authorization else ""
    made = MadeProject(
        inputs={**own, KEY: key} | before.marked(found, project.parent),
        formats=tuple(publisher.formats or usual()),
        catalogues={catalogue.id: tuple(catalogue.ids) for catalogue in publisher.catalogues},
        keyed=publisher.lrs is not None and publisher.lrs.auth == "key",
        problems=(*worth(problems), *notes),
    )
    return Loaded(publisher, made, authorization)


def make_package(module: Whole, publisher: Publisher, format: Format, options: BuildOptions) -> MadePackage:
    """Put a package into place, and its privacy pages beside it. What is returned lacks the inputs and, for a
    zip, the checksum. Raises CheckError.

    The ids of its modules are locked first: from then on learners' results may hang on them.
    """
    files = package_files(module, publisher, format, options.authorization)
    privacy = sheet_of(module, publisher, format)
    if options.schemas and format.schemas:
        files += schema_files(options.schemas, format.id, format.schemas)
    target = options.output / package_name(module.id, format.id, unpacked=options.unpacked)
    found: list[Problem] = []

    def inspect(report: Report) -> None:
        found.extend(_passed(report, target))
        for each in modules_in(module):
            write_ids(each, each.folder)
            write_original(each.folder, each.originals)

    write = _write_folder if options.unpacked else _write_zip
    size, written = write(files, target, format, options, inspect)
    stem = package_name(module.id, format.id, unpacked=True)
    for name, page in privacy_pages(module, publisher, privacy, format.title, stem).items():
        with replacing(options.output / name) as stream:
            stream.write(page)
        written[name] = sha256(page).hexdigest()
    return MadePackage(
        format=format.id,
        size=size,
        sha256="",
        inputs={},
        files=written,
        lrs=_lrs_of(format, publisher),
        media=origins(module),
        problems=tuple(found),
        several=several_scos(module, format),
    )


def described(module: Whole, problems: tuple[Problem, ...] = ()) -> MadeModule:
    """What the overview says of a module or a catalogue, as yet without packages."""
    language = module.languages[0]
    return MadeModule(
        id=module.id,
        title=module.title[language],
        language=language,
        version=module.version,
        minutes=sum(activity.minutes() for activity in module.activities),
        languages=module.languages,
        modules=titles_in(module),
        problems=problems,
    )


Inspect = Callable[[Report], None]


def _write_zip(
    files: Sequence[PackageFile], target: Path, format: Format, options: BuildOptions, inspect: Inspect
) -> tuple[int, dict[str, str]]:
    """Its size, and nothing: its checksum takes time."""
    copied = frozenset(file.path for file in files if file.size >= LARGE)
    checks = CheckOptions(schemas=options.schemas, previous=target, copied=copied)
    write_zip(
        files,
        target,
        first=format.first,
        inspect=lambda made: inspect(check_stream(made, target, checks)),
    )
    return target.stat().st_size, {}


def _write_folder(
    files: Sequence[PackageFile], target: Path, format: Format, options: BuildOptions, inspect: Inspect
) -> tuple[int, dict[str, str]]:
    """The size of all its files, and their digests by path from the output folder."""
    size = write_folder(files, target, inspect=lambda made: inspect(check_package(made)))
    written = {f"{target.name}/{file.path}": checksum(target / file.path) for file in files}
    return size, written | {f"{target.name}/": names_in(target)}


def _passed(report: Report, path: Path) -> list[Problem]:
    """The checks' problems, placed in the package at `path`; CheckError if one of them is an error."""
    problems = [replace(problem, place=replace(problem.place, path=path)) for problem in report.problems]
    if has_error(problems):
        raise CheckError(problems)
    return problems


def _lrs_of(format: Format, publisher: Publisher) -> str:
    """The origin of the publisher's LRS if packages in that format send to it, else ""."""
    parts = urlsplit(format.lrs_for(publisher))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
