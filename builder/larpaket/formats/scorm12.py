"""SCORM 1.2: one SCO (packages.md sections 1, 2 and 4)."""

from __future__ import annotations

from collections.abc import Sequence

from larpaket import vocabulary
from larpaket.definition.gathered import Described, Gathered
from larpaket.definition.publisher import Publisher
from larpaket.definition.setting import Elements, Store
from larpaket.files import PackageFile
from larpaket.formats import imscp, xml
from larpaket.formats.format import Format, Manifest
from larpaket.standards import IMSMANIFEST, Standard

_SCHEMAS = ("imscp_rootv1p1p2.xsd", "imsmd_rootv1p2p1.xsd", "adlcp_rootv1p2.xsd")


def _add_files(module: Described, publisher: Publisher, files: Sequence[PackageFile]) -> list[PackageFile]:
    """The manifest, without a masteryscore: with that and a raw score, an LMS would turn `completed` into
    passed or failed (scorm-runtime.md section 4).
    """
    return [PackageFile(IMSMANIFEST, (xml.serialise(_manifest(module, publisher, files)),))]


def _add_several(
    catalogue: Gathered, publisher: Publisher, files: Sequence[PackageFile]
) -> list[PackageFile]:
    """The manifest with a SCO for each module."""
    root, organization = _begun(catalogue, publisher)
    for _ in imscp.items(organization, catalogue):
        pass
    imscp.add_resources(root, catalogue, files, "adlcp__scormtype")
    return [PackageFile(IMSMANIFEST, (xml.serialise(root),))]


def _manifest(module: Described, publisher: Publisher, files: Sequence[PackageFile]) -> xml.Element:
    root, organization = _begun(module, publisher)
    imscp.add_item(organization, module)
    imscp.add_resource(root, module, files, adlcp__scormtype="sco")
    return root


def _begun(module: Described, publisher: Publisher) -> tuple[xml.Element, xml.Element]:
    """A manifest, and its organization without items."""
    prefixes = {
        None: vocabulary.IMSCP_12,
        "adlcp": vocabulary.ADLCP_12,
        "imsmd": vocabulary.LOM_12,
        "xsi": xml.XSI,
    }
    attributes = {
        "identifier": imscp.manifest_identifier(module, publisher),
        "version": module.version,
        f"{{{xml.XSI}}}schemaLocation": " ".join(
            f"{space} {file}"
            for space, file in zip(
                (vocabulary.IMSCP_12, vocabulary.LOM_12, vocabulary.ADLCP_12), _SCHEMAS, strict=True
            )
        ),
    }
    root = xml.root(vocabulary.IMSCP_12, "manifest", prefixes, attributes)
    metadata = xml.add(root, "metadata")
    xml.add(metadata, "schema", "ADL SCORM")
    xml.add(metadata, "schemaversion", "1.2")
    imscp.add_description(metadata, module, "imsmd", "langstring", "xml__lang")
    organizations = xml.add(root, "organizations", default=f"org-{module.id}")
    organization = xml.add(organizations, "organization", identifier=f"org-{module.id}")
    xml.add(organization, "title", imscp.title(module))
    return root, organization


FORMAT = Format(
    id="scorm12",
    title="SCORM 1.2",
    usual=True,
    overview={
        "sv": "Moodle och nästan alla andra lärplattformar",
        "en": "Moodle and nearly every other learning platform",
    },
    standards=frozenset({Standard.SCORM_12}),
    manifest=Manifest(
        file=IMSMANIFEST, namespace=vocabulary.IMSCP_12, schemaversion="1.2", launch="", rank=0
    ),
    adapter="scorm12",
    statuses=imscp.STATUSES,
    answers="answer12",
    objectives="objectives12",
    first=IMSMANIFEST,
    state_limit=3500,  # of the 4,096 that an LMS must take
    state_room=3500,
    store=Store.LMS,
    elements=Elements(
        progress=(
            "cmi.suspend_data",
            "cmi.core.lesson_location",
            "cmi.core.session_time",
            "cmi.core.lesson_status",
            "cmi.core.exit",
        ),
        score=("cmi.core.score.min", "cmi.core.score.max", "cmi.core.score.raw"),
        answers=imscp.answers("time", "student_response"),
        language=("cmi.student_preference.language",),
    ),
    profile=None,
    reports=True,
    passed=True,
    servers=(),
    schemas=_SCHEMAS,
    add_files=_add_files,
    gathers=True,
    add_several=_add_several,
)
