"""What a manifest says about itself."""

from __future__ import annotations

import re

from larpaket.checks.package import by_schemaversion
from larpaket.checks.scorm import Scorm, called, children, text_of
from larpaket.definition.rule import SCORM, WARNING, Findings, rule

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_LONGEST_IDENTIFIER = 250


@rule(Scorm, "S01", SCORM)
def schema_and_version(manifest: Scorm) -> Findings:
    """`metadata` starts with the schema `ADL SCORM` and a schemaversion exactly as LMSs know it.

    Reason: Moodle compares the text including case and white space, and treats an unknown version as SCORM
    1.2. A SCORM 2004 page then finds no API, and nothing is saved.

    Help: Write `ADL SCORM`, then `1.2`, `CAM 1.3`, `2004 3rd Edition` or `2004 4th Edition`, without spaces
    or line breaks around them.

    Passes:

        <schema>ADL SCORM</schema>
        <schemaversion>1.2</schemaversion>

    Fails:

        <schema>ADL SCORM</schema>
        <schemaversion>1.2 </schemaversion>
    """
    metadata = next(iter(children(manifest.root, "metadata")), None)
    if metadata is None:
        yield manifest.at(
            manifest.root,
            "there is no `metadata` with a schemaversion: Moodle treats the package as SCORM 1.2",
        )
        return
    schemas, versions = children(metadata, "schema"), children(metadata, "schemaversion")
    if not schemas:
        yield manifest.at(metadata, "there is no `schema`: it must be `ADL SCORM`")
    elif text_of(schemas[0]) != "ADL SCORM":
        yield manifest.at(schemas[0], f"schema is `{text_of(schemas[0])}`, but LMSs look for `ADL SCORM`")
    if not versions:
        yield manifest.at(metadata, "there is no `schemaversion`: Moodle treats the package as SCORM 1.2")
        return
    version = text_of(versions[0])
    known = by_schemaversion()
    if version not in known:
        likely = next(
            (name for name in known if "".join(name.lower().split()) == "".join(version.lower().split())), ""
        )
        meant = f"; did you mean `{likely}`?" if likely else ""
        yield manifest.at(
            versions[0],
            f"Moodle does not know the schemaversion `{version}` and treats the package as SCORM 1.2{meant}",
        )
    if schemas and list(metadata).index(schemas[0]) > list(metadata).index(versions[0]):
        yield manifest.at(schemas[0], "`schema` must come before `schemaversion`")


@rule(Scorm, "S02", SCORM, elsewhere=WARNING)
def plain_identifiers(manifest: Scorm) -> Findings:
    """Identifiers are unique, match `[A-Za-z_][A-Za-z0-9_-]*` and have at most 250 characters.

    Reason: MarineLMS silently drops items and resources with other characters, and some importers fail on an
    apostrophe. Moodle stops the import if one is longer than 255. If two are equal, an LMS finds only one of
    them.

    Help: Rename it, and every `identifierref` that names it. Learners' results are stored by item identifier:
    if a learner has already started, do not change those.

    Passes:

        <item identifier="item" identifierref="page">

    Fails:

        <item identifier="1.item" identifierref="page">
    """
    seen = {manifest.root.get("identifier")}
    for element in (*manifest.organizations, *manifest.items, *manifest.resources):
        identifier = element.get("identifier")
        if identifier is None:
            yield manifest.at(element, f"this {called(element)} has no identifier")
        elif len(identifier) > _LONGEST_IDENTIFIER:
            text = f"the identifier has {len(identifier)} characters; above 255 Moodle stops the import"
            yield manifest.at(element, text, "identifier")
        elif not _IDENTIFIER.fullmatch(identifier):
            yield manifest.at(
                element,
                f"some LMSs silently drop an element with the identifier `{identifier}`",
                "identifier",
            )
        elif identifier in seen:
            yield manifest.at(
                element,
                f"the identifier `{identifier}` is already in use: an LMS finds only one of them",
                "identifier",
            )
        seen.add(identifier)
