"""What an item passes to its SCO, and what it requires of it."""

from __future__ import annotations

import re

from larpaket.checks.document import Element, local
from larpaket.checks.scorm import Scorm, children, text_of
from larpaket.checks.zip_reader import ArchiveReadError
from larpaket.definition.rule import ERROR, SCORM, SCORM12, SCORM2004, WARNING, Findings, rule

_LIMITS_12 = {"datafromlms": 255, "maxtimeallowed": 13, "prerequisites": 200}
_LIMITS_2004 = {"dataFromLMS": 4000}
_TIME = re.compile(r"\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?")
_SCORE = re.compile(r"(100(\.0+)?|\d{1,2}(\.\d+)?)")
_LONGEST_PARAMETERS = 1000
_TEXTS = (".js", ".html", ".htm")
_MOST_TEXT = 32 << 20


@rule(Scorm, "S17", SCORM, WARNING)
def parameters(manifest: Scorm) -> Findings:
    """An item's `parameters` starts with `?` or `#`, is ASCII without `"`, and has at most 1,000 characters.

    Reason: Moodle writes the address unescaped into a script, where a quotation mark ends the string: the
    page does not open.

    Help: Percent-encode everything but letters and digits: `å` is `%C3%A5`.

    Passes:

        parameters="?lang=en"

    Fails:

        parameters="lang=en"
    """
    for item in manifest.items:
        text = item.get("parameters", "")
        if not text:
            continue
        if text[0] not in "?#":
            yield manifest.at(
                item,
                f"parameters `{text}` does not start with `?` or `#`: it may become part of the file's name",
                "parameters",
            )
        if '"' in text or not text.isascii():
            yield manifest.at(
                item,
                "parameters contains a character that must be percent-encoded: Moodle cannot open the page",
                "parameters",
            )
        if len(text) > _LONGEST_PARAMETERS:
            yield manifest.at(
                item,
                f"parameters has {len(text):,} characters where {_LONGEST_PARAMETERS:,} are allowed",
                "parameters",
            )


@rule(Scorm, "S18", SCORM)
def limits(manifest: Scorm) -> Findings:
    """`datafromlms`, `prerequisites`, `maxtimeallowed` and `masteryscore` keep to SCORM's lengths and forms.

    Reason: `datafromlms` has at most 255 characters (2004: 4,000), `prerequisites` at most 200, and
    `masteryscore` is 0 to 100. Anything else is cut or refused (SCORM 1.2 CAM 2.3; SCORM 2004 CAM 3.4.2), and
    the page gets half of its data. The schemas of 2004 do not notice. An empty element says nothing.

    Help: Shorten the text. Write a time as `HHHH:MM:SS.SS` and a score as a number.

    Passes:

        <adlcp:maxtimeallowed>00:30:00</adlcp:maxtimeallowed>

    Fails:

        <adlcp:maxtimeallowed>30 minutes</adlcp:maxtimeallowed>
    """
    most = _LIMITS_12 if manifest.is_12 else _LIMITS_2004
    for item in manifest.items:
        for element in _own(item):
            name, text = local(element), text_of(element)
            if not text:
                continue  # as if it were not there
            if len(text) > most.get(name, len(text)):
                yield manifest.at(
                    element,
                    f"`{name}` has {len(text):,} characters where {most[name]:,} are allowed: an LMS cuts "
                    "or refuses it",
                )
            elif manifest.is_12 and name == "maxtimeallowed" and not _TIME.fullmatch(text):
                yield manifest.at(
                    element, f"`maxtimeallowed` is `{text}`, not a time of the form HHHH:MM:SS.SS"
                )
            elif manifest.is_12 and name == "masteryscore" and not _SCORE.fullmatch(text):
                yield manifest.at(element, f"`masteryscore` is `{text}`, not a number from 0 to 100")


@rule(Scorm, "S19", SCORM12, WARNING)
def mastery_without_a_score(manifest: Scorm) -> Findings:
    """There is no `masteryscore` unless a score is sent.

    Reason: It makes an LMS override the status: with a score, Moodle turns `completed` into passed or failed,
    and SuccessFactors applies its own setting. Without a score the learner may never complete.

    Help: Remove `masteryscore`.

    Passes:

        # no masteryscore

    Fails:

        <adlcp:masteryscore>80</adlcp:masteryscore>
    """
    found = [
        element
        for item in manifest.items
        for element in _own(item)
        if local(element) == "masteryscore" and text_of(element)
    ]
    if found and not _sends_a_score(manifest):
        for element in found:
            yield manifest.at(
                element, "there is a `masteryscore`, but no script in the package sends a score"
            )


def _sends_a_score(manifest: Scorm) -> bool:
    """Whether a page or script writes `cmi.core.score.raw`; larpaket's 100 of 100 does not count."""
    if manifest.package.ours:
        return False
    left = _MOST_TEXT
    for entry in manifest.package.files:
        if entry.name.lower().endswith(_TEXTS) and entry.size <= left:
            left -= entry.size
            try:
                if b"core.score" in manifest.package.read(entry):
                    return True
            except ArchiveReadError:
                continue
    return left < 0


@rule(Scorm, "S21", SCORM2004, WARNING)
def completion_threshold(manifest: Scorm) -> Findings:
    """There is no `completionThreshold`, or at least it has the form of its edition.

    Reason: Moodle reads only the 4th edition's attribute, assumes 1.0 if it is missing, and turns `completed`
    into `incomplete` when the page reports less progress: the learner never completes. In another edition's
    form it has no effect.

    Help: Remove it and let the page report completion. Otherwise write a number as the element's text (2nd
    and 3rd edition), or the attributes `completedByMeasure` and `minProgressMeasure` (4th edition).

    Passes:

        # no completionThreshold

    Fails:

        <adlcp:completionThreshold>0.9</adlcp:completionThreshold>
    """
    for element in manifest.document.named("completionThreshold"):
        attributes = {local(str(name)) for name in element.attrib} & {
            "completedByMeasure",
            "minProgressMeasure",
            "progressWeight",
        }
        fourth = manifest.edition == "4th"
        if fourth and (element.text or "").strip():
            yield manifest.at(
                element,
                "the 4th edition expects attributes here, not text: this has no effect",
                severity=ERROR,
            )
        elif not fourth and attributes:
            yield manifest.at(
                element,
                "these attributes exist in the 4th edition only: they have no effect here",
                severity=ERROR,
            )
        else:
            yield manifest.at(
                element,
                "with a `completionThreshold`, Moodle turns `completed` into `incomplete` if progress "
                "is below it",
            )


def _own(item: Element) -> list[Element]:
    """An item's children other than items and titles."""
    return [child for name in (*_LIMITS_12, *_LIMITS_2004, "masteryscore") for child in children(item, name)]
