"""cmi5 packages: `cmi5.xml`."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from larpaket.checks.scorm import children
from larpaket.checks.statements import Activities, why_no_iri
from larpaket.definition.rule import CMI5, WARNING, Findings, rule

_RESERVED = {"endpoint", "fetch", "actor", "registration", "activityId"}
_SCORE = re.compile(r"0(\.\d{1,4})?|1(\.0{1,4})?")


@rule(Activities, "T04", CMI5)
def ids_are_iris(manifest: Activities) -> Findings:
    """The ids of course, blocks, AUs and objectives are absolute IRIs, each only once.

    Reason: cmi5 asks for it (13.1), ADL's CATAPULT refuses the course, and of two that are equal an LMS keeps one learner's progress
    for both.

    Help: Give each an IRI of its own in a domain of yours, and never change it.

    Passes:

        <au id="https://learn.example/harbour" moveOn="Completed">

    Fails:

        <au id="harbour" moveOn="Completed">
    """
    for names in (("course", "block", "au"), ("objective",)):
        seen: set[str] = set()
        for element in (element for name in names for element in manifest.document.named(name)):
            id = element.get("id") or element.get("idref") or ""
            if why := why_no_iri(id):
                yield manifest.at(element, f"the id `{id}` {why}: CATAPULT refuses the course", "id")
            elif id in seen and element.get("id"):
                yield manifest.at(element, f"`{id}` is the id of something else too: CATAPULT refuses the course", "id")
            seen.add(id)


@rule(Activities, "T05", CMI5)
def url_is_there(manifest: Activities) -> Findings:
    """An AU's `url` names a page in the package, and its query has none of the launch's five names.

    Reason: A page that is not there cannot be started; Oracle Learning opens one elsewhere always in a window of its own. To the query
    the LMS adds endpoint, fetch, actor, registration and activityId (cmi5 8.1): with two of a name the page reads the wrong one.

    Help: Write the page's name as it lies in the package; call parameters of your own something else.

    Passes:

        <url>index.html</url>

    Fails:

        <url>index.html?registration=1</url>
    """
    for unit in manifest.document.named("au"):
        urls = children(unit, "url")
        if not urls:
            yield manifest.at(unit, "the AU has no `url`: there is nothing to start")
        for url in urls:
            yield from manifest.address(url, url.text or "", "url")
            for name in sorted(_RESERVED & _names(url.text or "")):
                yield manifest.at(url, f"the url has a parameter `{name}`, which the launch needs for itself")


def _names(address: str) -> set[str]:
    try:
        return {name for name, _ in parse_qsl(urlsplit(address.strip()).query, keep_blank_values=True)}
    except ValueError:
        return set()


@rule(Activities, "T06", CMI5)
def move_on(manifest: Activities) -> Findings:
    """Every AU has a `moveOn`, and it is not `NotApplicable`.

    Reason: `NotApplicable` holds where nothing is said (cmi5 13.1.4): the AU is satisfied at registration, the course is done before
    anybody has opened it, and CATAPULT starts it in review, where nothing is recorded.

    Help: Write `moveOn="Completed"`.

    Passes:

        moveOn="Completed"

    Fails:

        moveOn="NotApplicable"
    """
    for unit in manifest.document.named("au"):
        if unit.get("moveOn") is None:
            yield manifest.at(unit, "the AU has no `moveOn`, so it counts as done before anybody has opened it")
        elif unit.get("moveOn") == "NotApplicable":
            yield manifest.at(unit, "with this `moveOn` the AU counts as done before anybody has opened it", "moveOn")


@rule(Activities, "T07", CMI5, WARNING)
def mastery_score(manifest: Activities) -> Findings:
    """There is no `masteryScore` where nobody can pass; where there is one it has at most 4 decimals.

    Reason: With it the LMS waits for a score that reaches it (cmi5 9.3.4). A `moveOn` that asks for completion only does not look at
    it.

    Help: Remove `masteryScore`, or let `moveOn` ask for `Passed`; write it as 0.8.

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
                unit, f"`masteryScore` is `{score}`, which is not a number from 0 to 1 with at most 4 decimals", "masteryScore"
            )
        elif "Passed" not in unit.get("moveOn", ""):
            yield manifest.at(unit, "there is a `masteryScore`, and `moveOn` does not ask for a pass", "masteryScore")
