"""Checks on larpaket's own player in a package, and on an LMS's limits."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from larpaket.checks.content.subject import Content
from larpaket.definition.rule import (
    ADVICE,
    ALL,
    ERROR,
    SCORM,
    SCORM12,
    SCORM2004,
    WARNING,
    Finding,
    Findings,
    rule,
)
from larpaket.player.contract import PlayerData
from larpaket.standards import Standard
from larpaket.version import __version__

_ID = re.compile(r"[A-Za-z0-9_-]{1,250}")


@rule(Content, "C11", SCORM, ERROR)
def ids(content: Content) -> Findings:
    """Ids of activities and questions consist of ASCII letters, digits, `_` and `-`, at most 250 characters.

    Reason: They become the ids of interactions and objectives. Moodle refuses an id with an `å` or a space
    (error 405), and the answer is lost.

    Help: Build the package again with larpaket, which accepts no other ids.

    Passes:

        "id":"film"

    Fails:

        "id":"film 1"
    """
    for id in _ids(content.data):
        if not _ID.fullmatch(id):
            yield _in_data(content, f"the id `{id[:60]}` would be refused by an LMS, and its answer lost")


@rule(Content, "C12", SCORM12, WARNING)
def state_fits_in_12(content: Content) -> Findings:
    """What the player saves takes at most 3,500 characters.

    Reason: A SCORM 1.2 LMS keeps 4,096 characters. Many silently lose the whole state if it is longer. The
    player therefore has to leave things out: the position in a film, and which parts were seen.

    Help: Split it into two modules.

    Passes:

        # two reflections

    Fails:

        # four hundred reflections
    """
    yield from _state(content)


@rule(Content, "C13", SCORM2004, WARNING)
def state_fits_in_2004(content: Content) -> Findings:
    """What the player saves takes at most 50,000 characters, or 3,500 in the 2nd edition.

    Reason: SCORM 2004 LMSs keep 64,000 characters, those of the 2nd edition 4,000, and the size of a request
    to an LMS is limited too. The player therefore has to leave things out: the position in a film, and which
    parts were seen.

    Help: Split it into two modules.

    Passes:

        # two reflections

    Fails:

        # four thousand reflections
    """
    yield from _state(content)


@rule(Content, "C14", SCORM, ERROR, elsewhere=ADVICE)
def speaks_the_formats_language(content: Content) -> Findings:
    """The scripts use the API of the package's own format: `API` in SCORM 1.2, `API_1484_11` in SCORM 2004.

    Reason: An LMS offers only the API that the manifest asks for. A script that looks for the other one finds
    no LMS, and nothing is saved.

    Help: Export the course again, in the format that its scripts use.

    Passes:

        api.LMSInitialize("");

    Fails:

        window.API_1484_11
    """
    own, other = (
        ("api_12", "api_2004") if Standard.SCORM_12 in content.package.standards else ("api_2004", "api_12")
    )
    names = {"api_12": "SCORM 1.2 (`LMSInitialize`)", "api_2004": "SCORM 2004 (`API_1484_11`)"}
    if content.left_out or _writes_the_other_status(content):
        return
    if not content.spots[own]:
        tail = f", only the API of {names[other]}" if content.spots[other] else ""
        yield Finding(text=f"no script uses the API of {names[own]}{tail}: nothing would be saved")
    elif content.spots[other] and content.package.ours:
        yield Finding(text=f"the player also uses the API of {names[other]}, which does not belong here")


@rule(Content, "C16", SCORM12)
def writes_the_formats_status(content: Content) -> Findings:
    """In SCORM 1.2, the scripts report the status as `cmi.core.lesson_status`.

    Reason: `cmi.completion_status` and `cmi.success_status` are SCORM 2004's. An LMS with a SCORM 1.2 package
    refuses them (error 401), so that nobody ever completes it. Code that knows both versions is right.

    Help: Export the course again as SCORM 1.2, or change the manifest to SCORM 2004.

    Passes:

        api.LMSSetValue("cmi.core.lesson_status", "completed");

    Fails:

        api.SetValue("cmi.completion_status", "completed");
    """
    if _writes_the_other_status(content):
        spot = content.spots["status_2004"][0]
        element = spot.text.strip("\"'`, ")
        yield replace(
            spot, text=f"`{element}` is an element of SCORM 2004: in SCORM 1.2 nobody completes this"
        )


def _writes_the_other_status(content: Content) -> bool:
    is_12 = Standard.SCORM_12 in content.package.standards
    return (
        is_12 and bool(content.spots["status_2004"]) and not (content.spots["status_12"] or content.left_out)
    )


@rule(Content, "C15", ALL, ERROR, elsewhere=ADVICE)
def made_by_this_release(content: Content) -> Findings:
    """A larpaket package was made by this release, and contains its licence notice.

    Reason: An older player may lack later fixes. The MIT licence requires its notice in every copy.

    Help: Build the package again.

    Passes:

        Permission is hereby granted, free of charge

    Fails:

        "version": "0.0.1"
    """
    marker = content.package.marker
    if marker is None:
        return
    if marker.version != __version__:
        text = f"made by larpaket {marker.version}; this is {__version__}"
        yield Finding(text=text, severity=WARNING)
    elif content.data is None:
        yield Finding(
            text="the start page lacks the data that larpaket puts there: it was changed after the build"
        )
    if not content.has_notice:
        yield Finding(text="`licence.txt`, the player's licence notice, is missing")


def _ids(data: PlayerData | None) -> list[str]:
    return [id for activity in data.activities for id in activity.ids()] if data else []


def _state(content: Content) -> Findings:
    if content.data is None or content.package.made_as is None:
        return
    room = content.package.made_as.state_room
    if (length := state_length(content.data)) > room:
        text = (
            f"the state may take {length:,} characters, but only {room:,} are certain to be kept: "
            "the position in a film is dropped first"
        )
        yield _in_data(content, text)


def state_length(data: PlayerData) -> int:
    """The length in characters of the longest state without notes: everything is done except the activity
    whose state is longest while in use.

    Notes do not count: the player saves only those that still fit. Source: docs/state.md.
    """
    parts = {id: part for activity in data.activities for id, part in activity.done_state().items()}
    largest = max(
        data.activities,
        key=lambda activity: len(_json(activity.open_state())) - len(_json(activity.done_state())),
        default=None,
    )
    state = {
        "v": 1,
        "m": data.version,
        "c": 1,
        "g": 1,
        "k": 1,
        "a": parts | (largest.open_state() if largest else {}),
    }
    if data.lrs:
        state |= {"u": "0" * 36, "r": "0" * 36}
    return len(_json(state))


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _in_data(content: Content, text: str) -> Finding:
    return Finding(text=text, entry=content.start.entry if content.start else "")
