"""The overview of a folder of packages: those on record, and whatever else lies beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from larpaket.building.there import files_of, listed
from larpaket.checks.definition.read import has_error, read_publisher, worth
from larpaket.definition.project import find_modules
from larpaket.definition.publisher import Publisher
from larpaket.formats import FORMATS
from larpaket.overview import Entry, Listed, write_overview
from larpaket.problems import ProblemsError, UsageError
from larpaket.unchanged.record import MadeModule, read_modules


def list_folder(project: Path, output: Path) -> tuple[int, Path]:
    """Write the overview of what lies in `output`; returns the number of packages, and its path.

    Raises ProblemsError if `publisher.yaml` has errors, and UsageError if there is no package.
    """
    publisher, problems = read_publisher(project)
    if publisher is None or has_error(problems):
        raise ProblemsError(worth(problems))
    files = files_of(output)
    ids = {folder.name for folder in find_modules(project, ())} | {one.id for one in publisher.catalogues}
    made = read_modules(output, project.parent)
    modules = {id: module for id, module in made.items() if id in ids}
    there = listed(modules, output, files, {})
    if not there:
        raise UsageError(f"there is no package in {output}: `larpaket build` makes them")
    write_listing(modules, there, publisher, output)
    files.save()
    return len(there), output / "index.html"


def write_listing(
    modules: Mapping[str, MadeModule], there: Mapping[str, str], publisher: Publisher, output: Path
) -> dict[str, str]:
    """Write `index.html` of the packages that are `there`; returns the digests of its files, by name."""
    found: dict[str, list[Listed]] = {}
    for owner, one in _packages(modules, there, output):
        found.setdefault(owner, []).append(one)
    order = list(FORMATS)
    entries = [
        _entry(id, modules.get(id), sorted(packages, key=lambda one: order.index(one.format.id)))
        for id, packages in sorted(found.items())
    ]
    written = write_overview(entries, publisher, output)
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in written}


def _packages(
    modules: Mapping[str, MadeModule], there: Mapping[str, str], output: Path
) -> Iterator[tuple[str, Listed]]:
    """The packages with their modules' ids."""
    on_record = {
        name: (module.id, made) for module in modules.values() for name, made in module.packages.items()
    }
    for name, checksum in there.items():
        owner, made = on_record.get(name, ("", None))
        if made and made.sha256 == checksum and made.format in FORMATS:
            format = FORMATS[made.format]
            yield (
                owner,
                Listed(
                    name, format, made.size, checksum, earlier=made.earlier, lrs=made.lrs, media=made.media
                ),
            )
        elif known := next((id for id in FORMATS if name.endswith(f"-{id}.zip")), ""):
            size = (output / name).stat().st_size
            owner = name.removesuffix(f"-{known}.zip")
            yield owner, Listed(name, FORMATS[known], size, checksum, earlier=True)


def _entry(id: str, module: MadeModule | None, packages: list[Listed]) -> Entry:
    if module is None or all(one.earlier for one in packages):
        return Entry(id, "zxx", "", tuple(packages))
    return Entry(
        module.title,
        module.language,
        module.version,
        tuple(packages),
        module.minutes,
        module.languages,
        module.modules,
        any(made.several for made in module.packages.values()),
    )
