"""cmi5 packages: `cmi5.xml`."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from larpaket.checks.activity_manifests import Activities, why_not_iri
from larpaket.checks.scorm import children
from larpaket.definition.rule import CMI5, WARNING, Findings, rule

_RESERVED = {"endpoint", "fetch", "actor", "registration", "activityId"}
_SCORE = re.compile(r"0(\.\d{1,4})?|1(\.0{1,4})?")


@rule(Activities, "T04", CMI5)
def ids_are_iris(manifest: Activities) -> Findings:
    """The ids of the course, blocks, AUs and objectives are absolute IRIs and unique.

    Reason: cmi5 requires it (13.1), ADL's CATAPULT refuses the course otherwise, and an LMS mixes up the
    progress of two things that share an id.

    Help: Give each its own IRI in a domain of yours, and never change it.

    Passes:

        <au id="https://learn.example/harbour" moveOn="Completed">

    Fails:

        <au id="harbour" moveOn="Completed">
    """
    for names in (("course", "block", "au"), ("objective",)):
        seen: set[str] = set()
        for element in (element for name in names for element in manifest.document.named(name)):
            id = element.get("id") or element.get("idref") or ""
            if why := why_not_iri(id):
                yield manifest.at(element, f"the id `{id}` {why}: CATAPULT refuses the course", "id")
            elif id in seen and element.get("id"):
                yield manifest.at(
                    element, f"the id `{id}` is already in use: CATAPULT refuses the course", "id"
                )
            seen.add(id)


@rule(Activities, "T05", CMI5)
def url_is_there(manifest: Activities) -> Findings:
    """An AU's `url` names a page in the package, and its query uses none of the five launch parameters.

    Reason: A missing page cannot be launched, and Oracle Learning opens one on another server in a new
    window. The LMS adds endpoint, fetch, actor, registration and activityId to the query (cmi5 8.1); if a
    name occurs twice, the page reads the wrong value.

    Help: Write the path of the page in the package, and rename parameters of your own.

    Passes:

        <url>index.html</url>

    Fails:

        <url>index.html?registration=1</url>
    """
    for unit in manifest.document.named("au"):
        urls = children(unit, "url")
        if not urls:
            yield manifest.at(unit, "the AU has no `url`: there is nothing to launch")
        for url in urls:
            yield from manifest.address(url, url.text or "", "url")
            for name in sorted(_RESERVED & _names(url.text or "")):
                yield manifest.at(url, f"the url has a parameter `{name}`, which is reserved for the launch")


def _names(address: str) -> set[str]:
    try:
        return {name for name, _ in parse_qsl(urlsplit(address.strip()).query, keep_blank_values=True)}
    except ValueError:
        return set()


@rule(Activities, "T06", CMI5, elsewhere=WARNING)
def move_on(manifest: Activities) -> Findings:
    """Every AU has a `moveOn` other than `NotApplicable`.

    Reason: `NotApplicable` is the default (cmi5 13.1.4): the AU is satisfied at registration, the course is
    complete before anybody has opened it, and CATAPULT launches it in review mode, where nothing is recorded.

    Help: Write `moveOn="Completed"`.

    Passes:

        moveOn="Completed"

    Fails:

        moveOn="NotApplicable"
    """
    for unit in manifest.document.named("au"):
        if unit.get("moveOn") is None:
            yield manifest.at(
                unit, "the AU has no `moveOn`, so it counts as complete before anybody has opened it"
            )
        elif unit.get("moveOn") == "NotApplicable":
            yield manifest.at(
                unit, "with this `moveOn`, the AU counts as complete before anybody has opened it", "moveOn"
            )


@rule(Activities, "T07", CMI5, WARNING)
def mastery_score(manifest: Activities) -> Findings:
    """`masteryScore` is used only where an AU can be passed, and has at most 4 decimals.

    Reason: The LMS then waits for a score that reaches it (cmi5 9.3.4). A `moveOn` that requires only
    completion ignores it.

    Help: Remove `masteryScore`, or change `moveOn` to require `Passed`. Write the score as 0.8.

    Passes:

        moveOn="Completed"

    Fails:

        moveOn="Completed" masteryScore="0.8"
    """
    for unit in manifest.document.named("au"):
        score = unit.get("masteryScore")
        if score is None:
            continue
        if not _SCORE.fullmatch(score.strip()):
            yield manifest.at(
                unit,
                f"`masteryScore` is `{score}`, not a number from 0 to 1 with at most 4 decimals",
                "masteryScore",
            )
        elif "Passed" not in unit.get("moveOn", ""):
            yield manifest.at(
                unit, "there is a `masteryScore`, but `moveOn` does not require a pass", "masteryScore"
            )
