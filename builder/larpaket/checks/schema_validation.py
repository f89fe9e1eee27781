"""The official schema files, made readable for libxml2, without network access or entities.

Three of them break rules that libxml2 enforces: `ims_xml.xsd` makes the xml namespace its default (forbidden
by Namespaces in XML, 3), `imsmd_rootv1p2p1.xsd` has `##any` after optional elements (not deterministic), and
the 2nd edition's `imscp_v1p1.xsd` imports xml.xsd from the network.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from larpaket.checks.official import digest, official
from larpaket.checks.package import Package
from larpaket.checks.scorm import ADLCP, ADLNAV, ADLSEQ, IMSCP, IMSSS, LOM
from larpaket.checks.zip_reader import ArchiveReadError
from larpaket.standards import SCORM, Standard

Read = Callable[[str], bytes | None]
_PLACE = "larpaket:/schemas/"
_XML = b'xmlns="http://www.w3.org/XML/1998/namespace"'
_LOM_SCHEMAS = ("lomLoose.xsd", "lomStrict.xsd", "lom.xsd")  # lomCustom.xsd does not compile in libxml2
_DRIVERS: dict[str, dict[str, tuple[str, ...]]] = {
    "1.2": {
        IMSCP["1.2"]: ("imscp_rootv1p1p2.xsd",),
        ADLCP["1.2"]: ("adlcp_rootv1p2.xsd",),
        LOM["1.2"]: ("imsmd_rootv1p2p1.xsd",),
    },
    "2004": {
        IMSCP["2004"]: ("imscp_v1p1.xsd",),
        ADLCP["2004"]: ("adlcp_v1p3.xsd",),
        ADLSEQ: ("adlseq_v1p3.xsd",),
        ADLNAV: ("adlnav_v1p3.xsd",),
        IMSSS: ("imsss_v1p0.xsd",),
        LOM["2004"]: _LOM_SCHEMAS,
    },
}


class _Resolver(etree.Resolver):
    """Serves the files of the set, the three fixed; any other file is empty."""

    def __init__(self, read: Read) -> None:
        self.read = read

    def resolve(self, url: str, public_id: str, context: Any) -> Any:  # type: ignore[override]
        """Called by lxml."""
        name = "xml.xsd" if url.endswith("/xml.xsd") else url.removeprefix(_PLACE)
        data = self.read(name)
        if data is None:
            return self.resolve_empty(context)  # type: ignore[attr-defined]  # missing in the stubs
        if name == "ims_xml.xsd":
            data = data.replace(_XML, b"", 1)
        if name == "imsmd_rootv1p2p1.xsd":
            data = data.replace(b'<xsd:any namespace="##any"', b'<xsd:any namespace="##other"')
        return self.resolve_string(data, context, base_url=f"{_PLACE}{name}")


def schema_of(package: Package) -> etree.XMLSchema | None:
    """The schema for a package's manifest, from `package.schemas` or the package itself; None if there is
    none.

    Files in a package are used only if they are the official ones: a hostile schema can take forever to run.
    """
    scorm = next(iter(package.standards & SCORM), None)
    if package.schemas and (found := _from_folder(_folder(package.schemas, package), scorm)):
        return found
    if scorm and not_official(package, missing=True) == []:
        return _from_package(scorm, package)
    return None


def not_official(package: Package, *, missing: bool = False) -> list[str]:
    """Schema files in the package that are not the official ones of its version, or are `missing`."""
    found = []
    for name, right in official(package.schemaversion).items():
        entry = package.by_name.get(name)
        try:
            if missing if entry is None else digest(package.read(entry)) != right:
                found.append(name)
        except ArchiveReadError:  # Z01 reports it
            found.append(name)
    return found


def _folder(schemas: Path, package: Package) -> Path:
    """`DIR/<format>` or `DIR/<manifest>`, such as `tincan`; otherwise DIR itself."""
    names = (package.format, package.manifest_name.removesuffix(".xml"))
    return next((schemas / name for name in names if (schemas / name).is_dir()), schemas)


@cache
def _from_folder(folder: Path, scorm: Standard | None) -> etree.XMLSchema | None:
    def read(name: str) -> bytes | None:
        path = folder / name
        return (
            path.read_bytes() if path.is_file() and path.resolve().is_relative_to(folder.resolve()) else None
        )

    if scorm:
        return _compile(scorm, read)
    alone = sorted(folder.glob("*.xsd"))
    return _compile_one(alone[0].name, read) if len(alone) == 1 else None


_OFFICIAL: dict[str, etree.XMLSchema | None] = {}


def _from_package(scorm: Standard, package: Package) -> etree.XMLSchema | None:
    """All copies of a version's official set are equal, so it is compiled once."""
    version = package.schemaversion
    if version not in _OFFICIAL:
        _OFFICIAL[version] = _compile(
            scorm, lambda name: package.read(package.by_name[name]) if name in package else None
        )
    return _OFFICIAL[version]


def _compile(scorm: Standard, read: Read) -> etree.XMLSchema | None:
    names = {
        space: next((name for name in names if read(name) is not None), None)
        for space, names in _DRIVERS["1.2" if scorm is Standard.SCORM_12 else "2004"].items()
    }
    if any(name is None for space, name in names.items() if space not in LOM.values()):
        return None
    imports = "".join(
        f'<xs:import namespace="{space}" schemaLocation="{name}"/>' for space, name in names.items() if name
    )
    driver = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return _schema(driver.encode(), read)


def _compile_one(name: str, read: Read) -> etree.XMLSchema | None:
    data = read(name)
    return _schema(data, read) if data else None


def _schema(driver: bytes, read: Read) -> etree.XMLSchema | None:
    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)
    parser.resolvers.add(_Resolver(read))
    try:
        return etree.XMLSchema(etree.fromstring(driver, parser, base_url=f"{_PLACE}driver.xsd"))
    except (etree.XMLSchemaParseError, etree.XMLSyntaxError):
        return None
