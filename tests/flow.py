"""A build's parts, one by one: what the product does in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from larpaket.build import BuildOptions, build_modules
from larpaket.building.listing import write_listing
from larpaket.building.making import CheckError, described, make_package
from larpaket.building.package import Package, package_name
from larpaket.catalogue.gathering import Whole, gathered, package_files
from larpaket.checks.definition.read import read
from larpaket.definition.model import LearningModule
from larpaket.definition.project import find_modules, find_project
from larpaket.definition.publisher import Publisher
from larpaket.formats import FORMATS
from larpaket.overview import checksum


@dataclass(frozen=True)
class Built:
    """A package in its place."""

    module: Whole
    format: str
    path: Path
    size: int


def build(publisher: Publisher, modules: Sequence[LearningModule], options: BuildOptions) -> list[Built]:
    """Make packages of modules that are in memory, whatever lies in the output folder."""
    made, listed = [], {}
    for module in (*modules, *gathered(publisher, modules)):
        listed[module.id] = described(module)
        for name in options.formats or publisher.formats or FORMATS:
            package = make_package(module, publisher, FORMATS[name], options)
            path = options.output / package_name(module.id, name, unpacked=options.unpacked)
            sha256 = "" if options.unpacked else checksum(path)
            listed[module.id].packages[path.name] = replace(package, sha256=sha256)
            made.append(Built(module, name, path, package.size))
    there = {one.path.name: "" if options.unpacked else checksum(one.path) for one in made}
    write_listing(listed, there, publisher, options.output)
    return made


__all__ = [
    "BuildOptions",
    "Built",
    "CheckError",
    "Package",
    "build",
    "build_modules",
    "find_modules",
    "find_project",
    "package_files",
    "read",
]
