"""larpaket's own player in a package, and what it will have to do with an LMS's limits."""

from __future__ import annotations

import json
import re

from larpaket import __version__
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

_ID = re.compile(r"[A-Za-z0-9_-]{1,250}")


@rule(Content, "C11", SCORM, ERROR)
def ids(content: Content) -> Findings:
    """Ids of activities and questions are made of letters a to z, digits, `_` and `-`, at most 250 of them.

    Reason: They become the ids of interactions and objectives. Moodle refuses one with an `å` or a space
    (error 405), and with it the answer.

    Help: Build the package anew with larpaket: it accepts no other ids.

    Passes:

        "id":"film"

    Fails:

        "id":"film 1"
    """
    for id in _ids(content.data):
        if not _ID.fullmatch(id):
            yield _in_data(content, f"the id `{id[:60]}` would be refused by an LMS, and the answer with it")


@rule(Content, "C12", SCORM12, WARNING)
def state_fits_in_12(content: Content) -> Findings:
    """What the player saves takes at most 3,500 characters.

    Reason: A SCORM 1.2 LMS keeps 4,096 characters; many lose the whole state without a message when it is
    longer. The player therefore leaves out what it would like to keep: where a film stood, which parts were
    seen.

    Help: Make two modules of it.

    Passes:

        # two reflections

    Fails:

        # four hundred reflections
    """
    yield from _state(content)


@rule(Content, "C13", SCORM2004, WARNING)
def state_fits_in_2004(content: Content) -> Findings:
    """What the player saves takes at most 50,000 characters, in the 2nd edition 3,500.

    Reason: SCORM 2004 LMSs keep 64,000 characters, those of the 2nd edition 4,000, and what an LMS takes in
    one request is limited too. The player therefore leaves out what it would like to keep: where a film
    stood, which parts were seen.

    Help: Make two modules of it.

    Passes:

        # two reflections

    Fails:

        # four thousand reflections
    """
    yield from _state(content)


@rule(Content, "C14", SCORM, ERROR, elsewhere=ADVICE)
def speaks_the_formats_language(content: Content) -> Findings:
    """The scripts speak to the LMS in the words of the package's own format: `API` in SCORM 1.2,
    `API_1484_11` in SCORM 2004.

    Reason: An LMS offers only the one that the manifest asks for. A script that looks for the other finds no
    LMS, and nothing is saved.

    Help: Export the course in the other format, or the other format's course.

    Passes:

        api.LMSInitialize("");

    Fails:

        window.API_1484_11
    """
    own, other = (
        ("api_12", "api_2004") if Standard.SCORM_12 in content.package.standards else ("api_2004", "api_12")
    )
    names = {"api_12": "SCORM 1.2 (`LMSInitialize`)", "api_2004": "SCORM 2004 (`API_1484_11`)"}
    if content.left_out:
        return
    if not content.spots[own]:
        tail = f", but in those of {names[other]}" if content.spots[other] else ""
        yield Finding(
            text=f"no script speaks to the LMS in the words of {names[own]}{tail}: nothing would be saved"
        )
    elif content.spots[other] and content.package.ours:
        yield Finding(text=f"the player also speaks in the words of {names[other]}, which do not belong here")


@rule(Content, "C15", ALL, ERROR, elsewhere=ADVICE)
def made_by_this_release(content: Content) -> Findings:
    """A package of larpaket was made by this release, and holds the notice of its licence.

    Reason: An older player may lack what was mended since. The MIT licence asks for its notice in every copy.

    Help: Build the package anew.

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
            text="the start page lacks the data that larpaket puts there: it was changed afterwards"
        )
    if not content.has_notice:
        yield Finding(text="`licence.txt`, the notice of the player's licence, is not there")


def _ids(data: PlayerData | None) -> list[str]:
    return [id for activity in data.activities for id in activity.ids()] if data else []


def _state(content: Content) -> Findings:
    if content.data is None or content.package.made_as is None:
        return
    room = content.package.made_as.state_room
    if (length := state_length(content.data)) > room:
        text = (
            f"the state may take {length:,} characters, and {room:,} are sure to be kept: the place in a "
            "film is forgotten first"
        )
        yield _in_data(content, text)


def state_length(data: PlayerData) -> int:
    """The length in characters of the longest state without notes: all is done but the activity that takes
    most while it is in use.

    Notes do not count: the player takes only those that still fit. Source: docs/state.md.
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
