"""What can be chosen for a package, and what can go wrong around it: nothing that would do nothing for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from larpaket.definition.setting import Store
from larpaket.formats import Format
from larpaket.preview.shown import Shown

LEARNERS: Mapping[str, str] = {"nn": "N, N", "asa": "Ö, Åsa", "": ""}
"""Each learner's id with their name as SCORM writes it; the last one has neither."""
PERSONAS = ("moodle", "loose", "frappe", "openedx", "strict")
"""The LMSs of SCORM packages."""
LAUNCHERS = ("lms", "catapult")
"""Those of cmi5: one that takes what the specification allows, and ADL's."""
MODES = ("normal", "review", "browse")
FAULTS = ("refuse", "offline", "lrs", "session", "storage")
"""The LMS refuses to store; there is no network; the LRS does not answer; the session is over; the browser
stores nothing.
"""


def options(formats: Sequence[str], shown: Shown | None) -> dict[str, Sequence[str]]:
    """What can be chosen, by name. A package that only the browser knows of has no learner and no launch."""
    found: dict[str, Sequence[str]] = {}
    if len(formats) > 1:
        found["format"] = formats
    if shown is None or shown.format.store is Store.BROWSER:
        return found
    found["learner"] = tuple(LEARNERS)
    if len(shown.languages) > 1:
        found["language"] = ("", *shown.languages)
    if offered := personas(shown):
        found["persona"] = offered
    if shown.scorm or is_cmi5(shown.format):
        found["mode"] = MODES
    return found


def personas(shown: Shown | None) -> tuple[str, ...]:
    """The LMSs that it can be played in; none where it makes no difference."""
    if shown is None:
        return ()
    if shown.scorm:
        return PERSONAS
    return LAUNCHERS if is_cmi5(shown.format) else ()


def faults(shown: Shown | None) -> list[str]:
    """What can go wrong."""
    if shown is None:
        return []
    found = ["refuse", "offline", "session", "storage"] if shown.scorm else ["offline", "storage"]
    if shown.format.profile or (shown.format.reports and shown.names_lrs):
        found.insert(-1, "lrs")
    return found


def is_cmi5(format: Format) -> bool:
    """Whether its statements are cmi5's: the LMS then says how it is launched."""
    return bool(format.profile and format.profile.defined)
