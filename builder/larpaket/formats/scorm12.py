"""SCORM 1.2: one SCO (packages.md sections 1, 2 and 4)."""

from __future__ import annotations

from collections.abc import Sequence

from larpaket.definition.model import LearningModule, Publisher
from larpaket.files import PackageFile
from larpaket.formats import imscp, xml
from larpaket.vocabulary import Profile

id = "scorm12"
title = "SCORM 1.2"
adapter = "scorm12"
first = imscp.MANIFEST
statements: Profile = ""
state_limit = 3500  # of the 4,096 that an LMS must take

_IMSCP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_IMSMD = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
_ADLCP = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
schemas = ("imscp_rootv1p1p2.xsd", "imsmd_rootv1p2p1.xsd", "adlcp_rootv1p2.xsd")


def add_files(module: LearningModule, publisher: Publisher, files: Sequence[PackageFile]) -> list[PackageFile]:
    """The manifest. No masteryscore: with a raw score an LMS would turn `completed` into passed or failed (scorm-runtime 4)."""
    return [PackageFile(first, (xml.serialise(_manifest(module, publisher, files)),))]


def _manifest(module: LearningModule, publisher: Publisher, files: Sequence[PackageFile]) -> xml.Element:
    prefixes = {None: _IMSCP, "adlcp": _ADLCP, "imsmd": _IMSMD, "xsi": xml.XSI}
    attributes = {
        "identifier": imscp.manifest_identifier(module, publisher),
        "version": module.version,
        f"{{{xml.XSI}}}schemaLocation": " ".join(f"{space} {file}" for space, file in zip((_IMSCP, _IMSMD, _ADLCP), schemas, strict=True)),
    }
    root = xml.root(_IMSCP, "manifest", prefixes, attributes)
    metadata = xml.add(root, "metadata")
    xml.add(metadata, "schema", "ADL SCORM")
    xml.add(metadata, "schemaversion", "1.2")
    imscp.add_description(metadata, module, "imsmd", "langstring", "xml__lang")
    organizations = xml.add(root, "organizations", default=f"org-{module.id}")
    organization = xml.add(organizations, "organization", identifier=f"org-{module.id}")
    xml.add(organization, "title", imscp.title(module))
    item = xml.add(organization, "item", identifier=f"item-{module.id}", identifierref=f"res-{module.id}", isvisible="true")
    xml.add(item, "title", imscp.title(module))
    imscp.add_resource(root, module, files, adlcp__scormtype="sco")
    return root
