"""The checks of packages. Importing this registers them all; a new module is one line here."""

from larpaket.checks.rules import (
    addresses,
    archive,
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
    tincan,
    xml,
)

__all__ = [
    "addresses",
    "archive",
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
    "tincan",
    "xml",
]
