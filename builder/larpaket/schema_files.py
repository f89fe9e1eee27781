"""The official schema files at the package root, for anyone who must pass ADL's validator (packages.md
section 5).

They belong to the owners of the standards and are never part of larpaket: `--schemas DIR` names a folder with
them. They are copied byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from larpaket.files import PackageFile, whole
from larpaket.problems import UsageError

_KINDS = (".xsd", ".dtd")
_REFERENCES = ("import", "include", "redefine")


class SchemaError(UsageError):
    """A schema file is missing from the folder; the text says which."""


def schema_files(folder: Path, set_name: str, needed: tuple[str, ...]) -> list[PackageFile]:
    """All schema files of a set, from `folder/set_name` or from `folder` itself.

    `needed` are the names that the manifest refers to. They and all files that they refer to must exist;
    network addresses are not followed (the 2nd edition's imscp_v1p1.xsd has one). The manifest does not list
    these files: they are its control documents and do not belong to the SCO.
    """
    place = folder / set_name if (folder / set_name).is_dir() else folder
    if missing := [name for name in needed if not (place / name).is_file()]:
        raise SchemaError(
            f"{place} has no {', '.join(missing)}: it must contain the official schema files of {set_name}"
        )
    _follow([place / name for name in needed])
    files = (path for path in place.rglob("*") if path.suffix in _KINDS and path.is_file())
    found = sorted(path for path in files if not path.name.startswith("."))  # macOS writes `._x.xsd`
    return [PackageFile(path.relative_to(place).as_posix(), whole(path)) for path in found]


def _follow(paths: list[Path]) -> None:
    seen: set[Path] = set()
    while paths:
        path = paths.pop().resolve()
        if path in seen:
            continue
        seen.add(path)
        for reference in _references(path):
            if not reference.is_file():
                raise SchemaError(
                    f"{path} refers to {reference.name}, which does not exist: copy the complete set"
                )
            if reference.suffix == ".xsd":
                paths.append(reference)


def _references(path: Path) -> Iterator[Path]:
    # The official ims_xml.xsd makes the xml namespace its default, which is not allowed; read it anyway.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        document = etree.parse(path, parser)
    except etree.XMLSyntaxError:  # an empty file, which nothing can be recovered from
        document = None
    if document is None or document.getroot() is None:
        raise SchemaError(f"{path} is not XML: copy the official file again")
    if definition := document.docinfo.system_url:  # type: ignore[union-attr]  # missing in the stubs
        yield path.parent / definition
    for name in _REFERENCES:
        for element in document.iterfind(f"{{http://www.w3.org/2001/XMLSchema}}{name}"):
            location = element.get("schemaLocation")
            if location and "://" not in location:
                yield path.parent / location
