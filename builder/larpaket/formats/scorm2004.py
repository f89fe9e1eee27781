"""SCORM 2004: one SCO; the 3rd edition by default, 4th and 2nd on request (packages.md sections 1 to 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from larpaket import vocabulary
from larpaket.definition.gathered import Described, Gathered
from larpaket.definition.publisher import Publisher
from larpaket.definition.setting import Elements, Store
from larpaket.files import PackageFile
from larpaket.formats import imscp, xml
from larpaket.formats.format import Format, Manifest
from larpaket.standards import IMSMANIFEST, Standard

_IMSCP_SCHEMA = "imscp_v1p1.xsd"
_SCHEMAS = {
    "adlcp": (vocabulary.ADLCP_2004, "adlcp_v1p3.xsd"),
    "adlseq": (vocabulary.ADLSEQ, "adlseq_v1p3.xsd"),
    "adlnav": (vocabulary.ADLNAV, "adlnav_v1p3.xsd"),
    "imsss": (vocabulary.IMSSS, "imsss_v1p0.xsd"),
    "lom": (vocabulary.LOM_2004, "lom.xsd"),
}
_ELEMENTS = Elements(
    progress=(
        "cmi.suspend_data",
        "cmi.location",
        "cmi.session_time",
        "cmi.progress_measure",
        "cmi.completion_status",
        "cmi.exit",
    ),
    score=("cmi.score.min", "cmi.score.max", "cmi.score.raw", "cmi.score.scaled"),
    answers=imscp.answers("timestamp", "learner_response"),
    language=("cmi.learner_preference.language",),
)


def _add_files(
    module: Described,
    publisher: Publisher,
    files: Sequence[PackageFile],
    *,
    schemaversion: str,
    shared_data: bool,
) -> list[PackageFile]:
    """The manifest; `schemaversion` exactly as LMSs compare it (lms-quirks.md 1)."""
    root = _manifest(module, publisher, schemaversion)
    organization = _add_organization(root, module, shared_data=shared_data)
    item = imscp.add_item(organization, module)
    _add_sequencing(item, module)
    # The only SCO of the package has nowhere to go on to. Where there are more, Moodle would not link the
    # next one (moodle.md).
    interface = xml.add(xml.add(item, "adlnav:presentation"), "adlnav:navigationInterface")
    for button in ("continue", "previous"):
        xml.add(interface, "adlnav:hideLMSUI", button)
    _add_control(organization)
    imscp.add_resource(root, module, files, adlcp__scormType="sco")
    return [PackageFile(IMSMANIFEST, (xml.serialise(root),))]


def _add_several(
    catalogue: Gathered,
    publisher: Publisher,
    files: Sequence[PackageFile],
    *,
    schemaversion: str,
    shared_data: bool,
) -> list[PackageFile]:
    """The manifest with a SCO for each module."""
    root = _manifest(catalogue, publisher, schemaversion)
    organization = _add_organization(root, catalogue, shared_data=shared_data)
    for item, module in imscp.items(organization, catalogue):
        _add_sequencing(item, module)
    for item in organization.findall("{*}item"):
        if item.get("identifierref") is None:
            _add_control(item)
    _add_control(organization)
    imscp.add_resources(root, catalogue, files, "adlcp__scormType")
    return [PackageFile(IMSMANIFEST, (xml.serialise(root),))]


def _manifest(module: Described, publisher: Publisher, schemaversion: str) -> xml.Element:
    schemas = " ".join(
        f"{space} {file}" for space, file in ((vocabulary.IMSCP_2004, _IMSCP_SCHEMA), *_SCHEMAS.values())
    )
    prefixes: dict[str | None, str] = {
        None: vocabulary.IMSCP_2004,
        **{prefix: space for prefix, (space, _) in _SCHEMAS.items()},
        "xsi": xml.XSI,
    }
    attributes = {
        "identifier": imscp.manifest_identifier(module, publisher),
        "version": module.version,
        f"{{{xml.XSI}}}schemaLocation": schemas,
    }
    root = xml.root(vocabulary.IMSCP_2004, "manifest", prefixes, attributes)
    metadata = xml.add(root, "metadata")
    xml.add(metadata, "schema", "ADL SCORM")
    xml.add(metadata, "schemaversion", schemaversion)
    imscp.add_description(metadata, module, "lom", "string", "language")
    return root


def _add_organization(root: xml.Element, module: Described, *, shared_data: bool) -> xml.Element:
    """The organization, without items."""
    organizations = xml.add(root, "organizations", default=f"org-{module.id}")
    shared = {"adlcp__sharedDataGlobalToSystem": "false"} if shared_data else {}
    marks = {"structure": "hierarchical", "adlseq__objectivesGlobalToSystem": "false", **shared}
    organization = xml.add(organizations, "organization", identifier=f"org-{module.id}", **marks)
    xml.add(organization, "title", imscp.title(module))
    return organization


def _add_sequencing(item: xml.Element, module: Described) -> None:
    sequencing = xml.add(item, "imsss:sequencing")
    objectives = xml.add(sequencing, "imsss:objectives")
    xml.add(objectives, "imsss:primaryObjective", objectiveID=f"obj-{module.id}", satisfiedByMeasure="false")
    # With the default, false, an LMS may mark a SCO that ends without a status as completed and satisfied.
    xml.add(
        sequencing,
        "imsss:deliveryControls",
        tracked="true",
        completionSetByContent="true",
        objectiveSetByContent="true",
    )


def _add_control(parent: xml.Element) -> None:
    """Learners may choose any of its items."""
    flow = xml.add(parent, "imsss:sequencing")
    xml.add(flow, "imsss:controlMode", choice="true", choiceExit="true", flow="true", forwardOnly="false")


def _edition(
    id: str,
    standard: Standard,
    schemaversion: str,
    overview: Mapping[str, str],
    limit: int,
    room: int,
    *,
    usual: bool = False,
    shared: bool = False,
) -> Format:
    return Format(
        id=id,
        title=standard.value,
        usual=usual,
        overview=overview,
        standards=frozenset({standard}),
        manifest=Manifest(
            file=IMSMANIFEST, namespace=vocabulary.IMSCP_2004, schemaversion=schemaversion, launch="", rank=0
        ),
        adapter="scorm2004",
        statuses=imscp.STATUSES,
        answers="answer2004",
        objectives="objectives2004",
        first=IMSMANIFEST,
        state_limit=limit,
        state_room=room,
        store=Store.LMS,
        elements=_ELEMENTS,
        profile=None,
        reports=True,
        passed=False,
        servers=(),
        schemas=(_IMSCP_SCHEMA, *(file for _, file in _SCHEMAS.values())),
        add_files=partial(_add_files, schemaversion=schemaversion, shared_data=shared),
        gathers=True,
        add_several=partial(_add_several, schemaversion=schemaversion, shared_data=shared),
    )


EDITIONS = (
    _edition(
        "scorm2004-3rd",
        Standard.SCORM_2004_3RD,
        "2004 3rd Edition",
        {
            "sv": "Lärplattformar som ber om SCORM 2004",
            "en": "Learning platforms that ask for SCORM 2004",
        },
        30_000,
        50_000,
        usual=True,
    ),
    _edition(
        "scorm2004-4th",
        Standard.SCORM_2004_4TH,
        "2004 4th Edition",
        {
            "sv": "Lärplattformar som ber om just fjärde utgåvan.",
            "en": "Platforms that ask for the 4th edition.",
        },
        30_000,
        50_000,
        shared=True,
    ),
    _edition(
        "scorm2004-2nd",
        Standard.SCORM_2004_2ND,
        "CAM 1.3",
        {
            "sv": "Lärplattformar som ber om just andra utgåvan.",
            "en": "Platforms that ask for the 2nd edition.",
        },
        3500,
        3500,
    ),
)
