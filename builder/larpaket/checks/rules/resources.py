"""Resources: the pages and their files."""

from __future__ import annotations

from collections.abc import Iterator

from larpaket.checks.document import Element, local
from larpaket.checks.scorm import Scorm, called, children, marker
from larpaket.definition.rule import SCORM, WARNING, Findings, rule

_MOST_REQUIRED = 200


@rule(Scorm, "S08", SCORM)
def resource_is_a_sco(manifest: Scorm) -> Findings:
    """A resource that an item refers to has the type `webcontent`, an `href`, and is marked as a SCO.

    Reason: Moodle treats a resource without the mark as a plain page and completes it as soon as it is
    opened. Without `href` there is nothing to open (CAM 3.4.2).

    Help: Add what is missing: `type="webcontent"`, `href`, and `adlcp:scormtype="sco"` (1.2) or
    `adlcp:scormType="sco"` (2004).

    Passes:

        <resource identifier="page" type="webcontent" adlcp:scormtype="sco" href="index.html">

    Fails:

        <resource identifier="page" type="webcontent" href="index.html">
    """
    for resource in manifest.launched.values():
        if resource.get("type") != "webcontent":
            yield manifest.at(
                resource, f"the type of {called(resource)} is not `webcontent`: it may not be opened", "type"
            )
        if not resource.get("href"):
            yield manifest.at(resource, f"{called(resource)} has no `href`: there is nothing to open")
        name, value = marker(resource)
        if not name:
            text = f"{called(resource)} is not marked as a SCO: Moodle completes it as soon as it is opened"
            yield manifest.at(resource, text)
        elif value != "sco":
            text = (
                f"{called(resource)} is marked as `{value}`, not as a SCO: Moodle completes it as soon as "
                "it is opened"
            )
            yield manifest.at(resource, text, f"adlcp:{local(name)}")


@rule(Scorm, "S09", SCORM)
def marker_of_the_version(manifest: Scorm) -> Findings:
    """The mark is `scormtype` in SCORM 1.2 and `scormType` in SCORM 2004.

    Reason: Case-sensitive LMSs do not recognise the other spelling, and treat the SCO as a plain page that
    saves nothing.

    Help: Use the spelling of the version.

    Passes:

        adlcp:scormtype="sco"

    Fails:

        adlcp:scormType="sco"
    """
    right = "scormtype" if manifest.is_12 else "scormType"
    for resource in manifest.resources:
        name, _ = marker(resource)
        if name and local(name) != right:
            text = (
                f"in SCORM {'1.2' if manifest.is_12 else '2004'} this is spelt `{right}`: an LMS may not "
                "recognise it"
            )
            yield manifest.at(resource, text, f"adlcp:{local(name)}")


@rule(Scorm, "S10", SCORM, elsewhere=WARNING)
def start_page_is_listed(manifest: Scorm) -> Findings:
    """The `href` of a resource is also one of its files.

    Reason: ADL's validator refuses the package otherwise, and an LMS that copies only listed files would
    leave out the start page. No LMS is known to do so: Adapt's packages for SCORM 2004 list nothing, and
    start. If a dependency lists it, only the validator objects.

    Help: Add `<file href="…"/>` with the same address.

    Passes:

        <file href="index.html"/>

    Fails:

        # no such line
    """
    for resource in manifest.resources:
        href, name = resource.get("href"), manifest.name_of(resource)
        if not href or name is None or name in manifest.listed[resource]:
            continue
        text = (
            f"the start page `{href}` is not among the files of {called(resource)}: ADL's validator "
            "refuses that"
        )
        needed = any(name in manifest.listed[one] for one in _required(manifest, resource))
        yield manifest.at(resource, text, "href", severity=WARNING if needed else None)


def _required(manifest: Scorm, resource: Element) -> list[Element]:
    """The resource and those that it depends on, directly or not; of very many, the first."""
    found, seen = [resource], {resource}
    for one in found:
        for dependency in children(one, "dependency") if len(found) < _MOST_REQUIRED else ():
            other = manifest.by_identifier.get(dependency.get("identifierref", ""))
            if other is not None and other not in seen:
                seen.add(other)
                found.append(other)
    return found


@rule(Scorm, "S14", SCORM)
def dependencies(manifest: Scorm) -> Findings:
    """Every `dependency` names another resource, and there are no cycles.

    Reason: ADL's validator refuses the package, and an LMS that follows dependencies to collect a SCO's files
    misses some or never finishes.

    Help: Set `identifierref` to the identifier of the required resource.

    Passes:

        <dependency identifierref="shared"/>

    Fails:

        <dependency identifierref="nothing"/>
    """
    for resource in manifest.resources:
        for dependency in children(resource, "dependency"):
            reference = dependency.get("identifierref")
            if reference not in manifest.by_identifier:
                yield manifest.at(
                    dependency, f"no resource has the identifier `{reference}`", "identifierref"
                )
    for resource in _in_cycles(manifest):
        yield manifest.at(resource, f"{called(resource)} depends on itself, directly or through others")


def _in_cycles(manifest: Scorm) -> Iterator[Element]:
    """One resource that is part of a cycle, found by repeatedly removing those without dependencies."""
    needs = {
        name: {dependency.get("identifierref", "") for dependency in children(resource, "dependency")}
        & manifest.by_identifier.keys()
        for name, resource in manifest.by_identifier.items()
    }
    users: dict[str, list[str]] = {}
    for name, needed in needs.items():
        for other in needed:
            users.setdefault(other, []).append(name)
    free = [name for name, needed in needs.items() if not needed]
    while free:
        name = free.pop()
        for user in users.get(name, []):
            needs[user].discard(name)
            if not needs[user]:
                free.append(user)
        del needs[name]
    cycle = next(iter(needs), None)
    if cycle is not None:
        yield manifest.by_identifier[cycle]


@rule(Scorm, "S15", SCORM)
def first_resource(manifest: Scorm) -> Findings:
    """The first resource with an `href` is the SCO of the first item; assets have no `href`.

    Reason: Open edX's SCORM XBlock starts the first resource with an `href`, whatever the items say.

    Help: Move the SCO's resource to the top of `resources`, and remove `href` from resources that are only
    files.

    Passes:

        <resource identifier="page" type="webcontent" adlcp:scormtype="sco" href="index.html">

    Fails:

        <resource identifier="shared" type="webcontent" adlcp:scormtype="asset" href="style.css">
        <resource identifier="page" type="webcontent" adlcp:scormtype="sco" href="index.html">
    """
    start = next(iter(manifest.launched.values()), None)
    addressed = [resource for resource in manifest.resources if resource.get("href")]
    if start is None or not addressed:
        return
    if addressed[0] is not start:
        yield manifest.at(
            addressed[0],
            f"Open edX starts {called(addressed[0])} instead of {called(start)}, because it comes first",
        )
    for resource in addressed[1:]:
        if resource.get("identifier") not in manifest.launched and resource is not start:
            text = (
                f"no item starts {called(resource)}, so it needs no `href`: Open edX may start it by mistake"
            )
            yield manifest.at(resource, text, "href", severity=WARNING)
