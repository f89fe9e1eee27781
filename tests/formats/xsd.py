"""The official XSDs beside the checkout, loaded as `schemas/README.md` there says; tests skip by name when they are not there."""

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

needs_schemas = pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the official XSDs are not beside the checkout")


class _Resolver(etree.Resolver):
    """Mends the two places that libxml2 refuses; everything else is read as it is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def resolve(self, url: str, public_id: str, context: object) -> object:  # type: ignore[override]
        name = url.rpartition("/")[2]
        text = (self.folder / name).read_text("utf-8-sig")
        if name == "ims_xml.xsd":
            text = text.replace(_XML, "", 1)
        if name == "imsmd_rootv1p2p1.xsd":
            text = text.replace('<xsd:any namespace="##any"', '<xsd:any namespace="##other"')
        return self.resolve_string(
            text.split("?>", 1)[-1] if text.startswith("<?xml") else text, context, base_url=(self.folder / name).as_uri()
        )


@cache
def schema(name: str) -> etree.XMLSchema:
    """The schema set of a format, as one schema."""
    folder = SCHEMAS / name
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Resolver(folder))
    imports = "".join(f'<xs:import namespace="{space}" schemaLocation="{file}"/>' for space, file in _DRIVERS[name].items())
    driver = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(driver, parser, base_url=(folder / "driver.xsd").as_uri()))


def complaints(name: str, data: bytes) -> list[str]:
    """What the format's schema set says against the document."""
    judge = schema(name)
    judge.validate(etree.fromstring(data, etree.XMLParser(no_network=True, resolve_entities=False)))
    return [f"{error.line}: {error.message}" for error in judge.error_log]  # type: ignore[attr-defined]  # the stubs forget it
