"""The checks of packages. Importing this registers them all; a new module is one line here."""

from larpaket.checks.rules import (
    addresses,
    course_structure,
    editions,
    items,
    manifests,
    metadata,
    names,
    organizations,
    resources,
    schemas,
    sequencing,
    several,
    tincan,
    xml,
    zips,
)

__all__ = [
    "addresses",
    "course_structure",
    "editions",
    "items",
    "manifests",
    "metadata",
    "names",
    "organizations",
    "resources",
    "schemas",
    "sequencing",
    "several",
    "tincan",
    "xml",
    "zips",
]
