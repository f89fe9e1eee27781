"""SCORM 2004: one SCO, in the 3rd edition by default, 4th and 2nd on request (packages.md sections 1 to 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from larpaket.definition.model import LearningModule, Publisher
from larpaket.files import PackageFile
from larpaket.formats import imscp, xml
from larpaket.vocabulary import Profile

_IMSCP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_IMSCP_SCHEMA = "imscp_v1p1.xsd"
_LOM = "http://ltsc.ieee.org/xsd/LOM"
_SCHEMAS = {
    "adlcp": ("http://www.adlnet.org/xsd/adlcp_v1p3", "adlcp_v1p3.xsd"),
    "adlseq": ("http://www.adlnet.org/xsd/adlseq_v1p3", "adlseq_v1p3.xsd"),
    "adlnav": ("http://www.adlnet.org/xsd/adlnav_v1p3", "adlnav_v1p3.xsd"),
    "imsss": ("http://www.imsglobal.org/xsd/imsss", "imsss_v1p0.xsd"),
    "lom": (_LOM, "lom.xsd"),
}


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition; `schemaversion` exactly as LMSs compare it (quirk 1)."""

    id: str
    title: str
    schemaversion: str
    state_limit: int
    shared_data: bool = False
    adapter: str = "scorm2004"
    statements: Profile = ""
    first: str = imscp.MANIFEST
    schemas: tuple[str, ...] = (_IMSCP_SCHEMA, *(file for _, file in _SCHEMAS.values()))

    def add_files(self, module: LearningModule, publisher: Publisher, files: Sequence[PackageFile]) -> list[PackageFile]:
        """The manifest."""
        return [PackageFile(self.first, (xml.serialise(self._manifest(module, publisher, files)),))]

    def _manifest(self, module: LearningModule, publisher: Publisher, files: Sequence[PackageFile]) -> xml.Element:
        schemas = " ".join(f"{space} {file}" for space, file in ((_IMSCP, _IMSCP_SCHEMA), *_SCHEMAS.values()))
        prefixes: dict[str | None, str] = {None: _IMSCP, **{prefix: space for prefix, (space, _) in _SCHEMAS.items()}, "xsi": xml.XSI}
        attributes = {
            "identifier": imscp.manifest_identifier(module, publisher),
            "version": module.version,
            f"{{{xml.XSI}}}schemaLocation": schemas,
        }
        root = xml.root(_IMSCP, "manifest", prefixes, attributes)
        metadata = xml.add(root, "metadata")
        xml.add(metadata, "schema", "ADL SCORM")
        xml.add(metadata, "schemaversion", self.schemaversion)
        imscp.add_description(metadata, module, "lom", "string", "language")
        self._add_organization(xml.add(root, "organizations", default=f"org-{module.id}"), module)
        imscp.add_resource(root, module, files, adlcp__scormType="sco")
        return root

    def _add_organization(self, organizations: xml.Element, module: LearningModule) -> None:
        shared = {"adlcp__sharedDataGlobalToSystem": "false"} if self.shared_data else {}
        marks = {"structure": "hierarchical", "adlseq__objectivesGlobalToSystem": "false", **shared}
        organization = xml.add(organizations, "organization", identifier=f"org-{module.id}", **marks)
        xml.add(organization, "title", imscp.title(module))
        # Open edX lists only what says that it is visible, though that is what goes without saying.
        item = xml.add(organization, "item", identifier=f"item-{module.id}", identifierref=f"res-{module.id}", isvisible="true")
        xml.add(item, "title", imscp.title(module))
        sequencing = xml.add(item, "imsss:sequencing")
        objectives = xml.add(sequencing, "imsss:objectives")
        xml.add(objectives, "imsss:primaryObjective", objectiveID=f"obj-{module.id}", satisfiedByMeasure="false")
        # With the default false an LMS may itself call a SCO completed and satisfied when it ends without a status.
        xml.add(sequencing, "imsss:deliveryControls", tracked="true", completionSetByContent="true", objectiveSetByContent="true")
        interface = xml.add(xml.add(item, "adlnav:presentation"), "adlnav:navigationInterface")
        for button in ("continue", "previous"):
            xml.add(interface, "adlnav:hideLMSUI", button)
        flow = xml.add(organization, "imsss:sequencing")
        xml.add(flow, "imsss:controlMode", choice="true", choiceExit="true", flow="true", forwardOnly="false")


EDITIONS = (
    Edition("scorm2004-3rd", "SCORM 2004 3rd Edition", "2004 3rd Edition", 30_000),
    Edition("scorm2004-4th", "SCORM 2004 4th Edition", "2004 4th Edition", 30_000, shared_data=True),
    Edition("scorm2004-2nd", "SCORM 2004 2nd Edition", "CAM 1.3", 3500),
)
