"""Features that only some editions of SCORM 2004 have."""

from __future__ import annotations

from lxml import etree

from larpaket.checks.document import local, namespace
from larpaket.checks.scorm import ADLCP, SEQUENCING, Scorm
from larpaket.checks.sequencing_names import known_attributes, known_elements
from larpaket.definition.rule import SCORM2004, WARNING, Findings, rule
from larpaket.standards import Standard

_SECOND = frozenset({Standard.SCORM_2004_2ND})
_LATER = SCORM2004 - _SECOND
_BUTTONS_OF_THE_SECOND = ("previous", "continue", "exit", "abandon")


@rule(Scorm, "S26", _SECOND)
def buttons_of_the_second_edition(manifest: Scorm) -> Findings:
    """In the 2nd edition, `hideLMSUI` is `previous`, `continue`, `exit` or `abandon`.

    Reason: The other values came with the 3rd edition. The 2nd edition's schema refuses them, and an LMS of
    that edition may refuse the whole package.

    Help: Remove it, or export the package for the 3rd edition.

    Passes:

        <adlnav:hideLMSUI>continue</adlnav:hideLMSUI>

    Fails:

        <adlnav:hideLMSUI>suspendAll</adlnav:hideLMSUI>
    """
    for element in manifest.document.named("hideLMSUI"):
        if (element.text or "").strip() not in _BUTTONS_OF_THE_SECOND:
            yield manifest.at(
                element,
                f"`{(element.text or '').strip()}` does not exist in the 2nd edition, whose LMSs refuse it",
            )


@rule(Scorm, "S27", _LATER)
def no_persist_state(manifest: Scorm) -> Findings:
    """There is no `adlcp:persistState` in the 3rd and 4th edition.

    Reason: Only the 2nd edition has it. The 3rd edition's schema and ADL's validator refuse the package.

    Help: Remove the attribute.

    Passes:

        <resource identifier="page" type="webcontent" adlcp:scormType="sco" href="index.html">

    Fails:

        adlcp:persistState="true" adlcp:scormType="sco"
    """
    for resource in manifest.resources:
        for name in resource.attrib:
            if local(str(name)) == "persistState":
                text = "`persistState` exists in the 2nd edition only: the schema of this edition refuses it"
                yield manifest.at(resource, text, "adlcp:persistState")


@rule(Scorm, "S29", _SECOND, WARNING)
def not_the_second_edition(manifest: Scorm) -> Findings:
    """The edition is the 3rd or the 4th, not the 2nd.

    Reason: An LMS of the 2nd edition keeps 4,000 characters of a page's state and loses the rest; later
    editions keep 64,000. Its schema imports a file from the network, so nobody can validate the package
    offline. (larpaket keeps the state of its own packages short, and builds this edition on request only.)

    Help: Export the package for the 3rd edition unless the LMS requires the 2nd.

    Passes:

        <schemaversion>2004 3rd Edition</schemaversion>

    Fails:

        <schemaversion>CAM 1.3</schemaversion>
    """
    if not manifest.package.ours:
        for version in manifest.document.named("schemaversion")[:1]:
            yield manifest.at(
                version,
                "this is the 2nd edition, whose LMSs keep 4,000 characters of a page's state and "
                "lose the rest",
            )


@rule(Scorm, "S32", SCORM2004, WARNING)
def known_names(manifest: Scorm) -> Findings:
    """Every element and attribute of `adlcp`, `adlseq`, `adlnav` and `imsss` exists in the edition.

    Reason: A misspelt name has no effect, and nothing reports it: the 4th edition's schema accepts it.

    Help: Correct the spelling, or remove it.

    Passes:

        <adlnav:hideLMSUI>continue</adlnav:hideLMSUI>

    Fails:

        <adlnav:hideLmsUI>continue</adlnav:hideLmsUI>
    """
    elements, attributes = known_elements(manifest.edition), known_attributes(manifest.edition)
    spaces = SEQUENCING | {ADLCP["2004"]}
    for element in manifest.root.iter(etree.Element):
        own = namespace(element) in spaces
        if own and local(element) not in elements:
            yield manifest.at(
                element,
                f"the {manifest.edition} edition has no element `{element.prefix}:{local(element)}`: it "
                "has no effect",
            )
        for name in element.attrib:
            qualified = etree.QName(str(name))
            if (
                qualified.namespace in spaces or (own and not qualified.namespace)
            ) and qualified.localname not in attributes:
                written = qualified.localname if not qualified.namespace else f"adlcp:{qualified.localname}"
                yield manifest.at(
                    element,
                    f"the {manifest.edition} edition has no attribute `{qualified.localname}`: it "
                    "has no effect",
                    written,
                )
