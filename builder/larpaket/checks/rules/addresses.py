"""The addresses in a manifest, and the files that they lead to."""

from __future__ import annotations

import re

from larpaket.checks.scorm import XML_BASE, Scorm, normal
from larpaket.definition.rule import SCORM, WARNING, Finding, Findings, rule

_ENCODED = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@/%-]*")
_SCHEMA = re.compile(r"\.(xsd|dtd)$", re.I)


@rule(Scorm, "S11", SCORM)
def files_are_there(manifest: Scorm) -> Findings:
    """Every file that the manifest lists is in the package, by the same name, large and small letters too.

    Reason: Moodle imports the package all the same, and the learner meets an empty page or a film that does not start.

    Help: Put the file into the package, or take it out of the list.

    Passes:

        <file href="style.css"/>

    Fails:

        <file href="Style.css"/>
    """
    names = {entry.name.lower(): entry.name for entry in manifest.package.files}
    starts = ((resource, manifest.name_of(resource)) for resource in manifest.resources if resource.get("href"))
    listed = [*((resource, name) for resource, name in starts if name is not None), *manifest.files]
    told: set[str] = set()
    for element, name in listed:
        if not name or name in manifest.package or name in told:
            continue
        told.add(name)
        other = names.get(name.lower())
        tail = f": there is `{other}`, which is another name to most servers" if other else ", so learners miss what belongs there"
        yield manifest.at(element, f"`{name}` is not in the package{tail}", "href")


@rule(Scorm, "S12", SCORM, WARNING)
def files_are_listed(manifest: Scorm) -> Findings:
    """Every file of the package is listed in the manifest, but for the manifest itself and schema files.

    Reason: An LMS may copy only what is listed, and ADL's validator warns.

    Help: Add `<file href="…"/>` to a resource; or leave the file out of the package.

    Passes:

        <file href="notes.txt"/>

    Fails:

        notes.txt
    """
    listed = {name for _, name in manifest.files}
    listed |= {normal((element.text or "").strip()) for element in manifest.document.named("location")}
    listed |= {name.lower() for name in listed}  # of other letters S11 tells
    for entry in manifest.package.files:
        if entry.name.lower() not in listed and entry.name != manifest.package.manifest_name and not _SCHEMA.search(entry.name):
            yield Finding(text="this file is not listed in the manifest: an LMS may leave it out", entry=entry.name)


@rule(Scorm, "S13", SCORM)
def addresses_that_work(manifest: Scorm) -> Findings:
    """Addresses are relative, with `/`, percent-encoded, without `?` and `#`; `xml:base` ends with `/`.

    Reason: LMSs put the address behind that of the package, and Moodle does so sign by sign. Schemas let all of these pass, and the
    page is then not found. Whatever follows `?` or `#` belongs into the item's `parameters`.

    Help: Write the address as it lies in the package, a space as `%20`; best is a name that needs no such signs.

    Passes:

        <file href="style.css"/>

    Fails:

        <file href="/style.css"/>
    """
    for element in manifest.document.root.iter("{*}manifest", "{*}resources", "{*}resource", "{*}file"):
        href, base = element.get("href"), element.get(XML_BASE)
        if href is not None and (why := _wrong(href)):
            yield manifest.at(element, f"the address `{href}` {why}", "href")
        if base is not None and (why := _wrong(base) or ("" if base.endswith("/") else "does not end with `/`")):
            yield manifest.at(element, f"xml:base `{base}` {why}", "xml:base")


def _wrong(address: str) -> str:
    if "\\" in address:
        return "holds a backslash, which only Windows reads as a folder"
    if address.startswith("/"):
        return "begins with `/`, which leads out of the package to the top of the server"
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", address):
        return "lies outside the package: without that server there is nothing to see, and no result is saved"
    if "?" in address or "#" in address:
        return "holds `?` or `#`, which belong into the item's `parameters`"
    if ".." in address.split("/"):
        return "leads out of its folder by `..`, which some LMSs refuse"
    if not _ENCODED.fullmatch(address) or re.search(r"%(?![0-9A-Fa-f]{2})", address):
        return "holds a sign that has to be percent-encoded, such as a space or `å`"
    return ""
