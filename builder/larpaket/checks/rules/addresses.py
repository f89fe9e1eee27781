"""The addresses in a manifest, and the files that they lead to."""

from __future__ import annotations

import re

from larpaket.checks.rules.names import JUNK
from larpaket.checks.scorm import XML_BASE, Scorm, normal
from larpaket.definition.rule import SCORM, WARNING, Finding, Findings, rule

_ENCODED = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@/%-]*")
_SCHEMA = re.compile(r"\.(xsd|dtd)$", re.I)


@rule(Scorm, "S11", SCORM)
def files_are_there(manifest: Scorm) -> Findings:
    """Every file that the manifest lists is in the package, under exactly that name, case included.

    Reason: Moodle imports the package anyway, and the learner gets an empty page or a film that does not
    start.

    Help: Add the file to the package, or remove it from the list.

    Passes:

        <file href="style.css"/>

    Fails:

        <file href="Style.css"/>
    """
    names = {entry.name.lower(): entry.name for entry in manifest.package.files}
    starts = (
        (resource, manifest.name_of(resource)) for resource in manifest.resources if resource.get("href")
    )
    listed = [*((resource, name) for resource, name in starts if name is not None), *manifest.files]
    told: set[str] = set()
    for element, name in listed:
        if not name or name in manifest.package or name in told:
            continue
        told.add(name)
        other = names.get(name.lower())
        tail = f"; `{other}` is a different name to most servers" if other else ": learners will miss it"
        yield manifest.at(element, f"`{name}` is not in the package{tail}", "href")


@rule(Scorm, "S12", SCORM, WARNING)
def files_are_listed(manifest: Scorm) -> Findings:
    """Every file in the package is listed in the manifest, except the manifest itself, schema files and
    start pages (S10).

    Reason: An LMS may copy only what is listed, and ADL's validator warns.

    Help: Add `<file href="…"/>` to a resource, or leave the file out of the package.

    Passes:

        <file href="notes.txt"/>

    Fails:

        notes.txt
    """
    listed = {name for _, name in manifest.files}
    listed |= {manifest.name_of(resource) or "" for resource in manifest.resources}  # S10 reports those
    listed |= {normal((element.text or "").strip()) for element in manifest.document.named("location")}
    listed |= {name.lower() for name in listed}  # S11 reports names that differ in case
    missing = [
        entry.name
        for entry in manifest.package.files
        if entry.name.lower() not in listed
        and entry.name != manifest.package.manifest_name
        and not _SCHEMA.search(entry.name)
        and not JUNK.search(entry.name)  # Z14 reports it
    ]
    if missing:
        count = "this file is" if len(missing) == 1 else f"this and {len(missing) - 1:,} more files are"
        text = f"{count} not listed in the manifest: an LMS may leave "
        yield Finding(text=text + ("it out" if len(missing) == 1 else "them out"), entry=missing[0])


@rule(Scorm, "S13", SCORM)
def addresses_that_work(manifest: Scorm) -> Findings:
    """Addresses are relative and percent-encoded, use `/`, and have no `?` or `#`; `xml:base` ends with `/`.

    Reason: LMSs append the address to the package's own; Moodle does so character by character. The schemas
    accept any address, and then the page is not found. A query or a fragment works in most LMSs, but belongs
    in the item's `parameters`. Browsers encode a space or an `å` themselves, so that most LMSs find the file.

    Help: Write the path as it is in the package, with `%20` for a space. Better still, choose a name that
    needs no encoding.

    Passes:

        <file href="style.css"/>

    Fails:

        <file href="/style.css"/>
    """
    for element in manifest.document.root.iter("{*}manifest", "{*}resources", "{*}resource", "{*}file"):
        href, base = element.get("href"), element.get(XML_BASE)
        if href is not None and (why := _wrong(href)):
            yield manifest.at(element, f"the address `{href}` {why}", "href")
        elif href is not None and (manifest.name_of(element) or "").startswith("../"):
            yield manifest.at(element, f"the address `{href}` leads out of the package", "href")
        elif href is not None and ("?" in href or "#" in href):
            text = f"the address `{href}` contains `?` or `#`, which belong in the item's `parameters`"
            yield manifest.at(element, text, "href", severity=WARNING)
        if base is not None and (
            why := _wrong(base) or ("" if base.endswith("/") else "does not end with `/`")
        ):
            yield manifest.at(element, f"xml:base `{base}` {why}", "xml:base")
        for name, address in (("href", href or ""), ("xml:base", base or "")):
            if not _wrong(address) and not _ENCODED.fullmatch(_path(address)):
                text = (
                    f"`{address}` contains a character that must be percent-encoded, such as a space or `å`"
                )
                yield manifest.at(element, text, name, severity=None if manifest.package.ours else WARNING)


def _wrong(address: str) -> str:
    if "\\" in address:
        return "contains a backslash, which separates folders on Windows only"
    if address.startswith("/"):
        return "starts with `/`, which points to the root of the server, not into the package"
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", address):
        return "is outside the package: nothing works without that server, and no result is saved"
    if re.search(r"%(?![0-9A-Fa-f]{2})", _path(address)):
        return "contains a `%` that encodes nothing: a server may refuse it"
    return ""


def _path(address: str) -> str:
    return re.split(r"[?#]", address, maxsplit=1)[0]
