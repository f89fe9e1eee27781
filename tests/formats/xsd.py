"""The official XSDs beside the checkout, loaded as `schemas/README.md` there says; tests skip by name when
they are not there.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from lxml import etree

SCHEMAS = Path(__file__).parents[3] / "shared" / "schemas"
_XML = 'xmlns="http://www.w3.org/XML/1998/namespace"'
_DRIVERS = {
    "scorm12": {
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "imscp_rootv1p1p2.xsd",
        "http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp_rootv1p2.xsd",
        "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1": "imsmd_rootv1p2p1.xsd",
    },
}

needs_schemas = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="the official XSDs are not beside the checkout"
)


class _Resolver(etree.Resolver):
    """Mends the two places that libxml2 refuses; everything else is read as it is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def resolve(self, url: str, public_id: str, context: object) -> object:  # type: ignore[override]
        name = url.rpartition("/")[2]
        if name not in ("ims_xml.xsd", "imsmd_rootv1p2p1.xsd", "xml.xsd"):
            return None
        text = (self.folder / name).read_text("utf-8-sig")
        if name == "ims_xml.xsd":
            text = text.replace(_XML, "", 1)
        if name == "imsmd_rootv1p2p1.xsd":
            text = text.replace('<xsd:any namespace="##any"', '<xsd:any namespace="##other"')
        text = text.split("?>", 1)[-1] if text.startswith("<?xml") else text
        return self.resolve_string(text, context, base_url=(self.folder / name).as_uri())


for _edition in ("2nd", "3rd", "4th"):
    _DRIVERS[f"scorm2004-{_edition}"] = {
        "http://www.imsglobal.org/xsd/imscp_v1p1": "imscp_v1p1.xsd",
        "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3.xsd",
        "http://www.adlnet.org/xsd/adlseq_v1p3": "adlseq_v1p3.xsd",
        "http://www.adlnet.org/xsd/adlnav_v1p3": "adlnav_v1p3.xsd",
        "http://www.imsglobal.org/xsd/imsss": "imsss_v1p0.xsd",
        "http://ltsc.ieee.org/xsd/LOM": "lomStrict.xsd",
    }


_ALONE = {"cmi5": "CourseStructure.xsd", "tincan": "tincan-own.xsd"}


@cache
def schema(name: str, lom: str = "lomStrict.xsd") -> etree.XMLSchema:
    """The schema set of a format, as one schema; with the strict or the loose one for LOM."""
    folder = SCHEMAS / name
    if name in _ALONE:
        return etree.XMLSchema(etree.parse(folder / _ALONE[name], etree.XMLParser(no_network=True)))
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Resolver(folder))
    drivers = {space: lom if file == "lomStrict.xsd" else file for space, file in _DRIVERS[name].items()}
    imports = "".join(
        f'<xs:import namespace="{space}" schemaLocation="{file}"/>' for space, file in drivers.items()
    )
    driver = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(driver, parser, base_url=(folder / "driver.xsd").as_uri()))


def complaints(name: str, data: bytes, lom: str = "lomStrict.xsd") -> list[str]:
    """What the format's schema set says against the document."""
    judge = schema(name, lom)
    judge.validate(etree.fromstring(data, etree.XMLParser(no_network=True, resolve_entities=False)))
    return [f"{error.line}: {error.message}" for error in judge.error_log]  # type: ignore[attr-defined]  # the stubs forget it
