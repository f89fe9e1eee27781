"""What somebody writes in an activity: where it goes in a package, and what that means for page and sheet."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Literal, Self

from pydantic import ConfigDict, model_validator

from larpaket.definition.activity import Activity
from larpaket.definition.codes import Code
from larpaket.definition.errors import DefinitionError, pydantic_error
from larpaket.definition.fields import Flag
from larpaket.definition.page import Import
from larpaket.definition.privacy import BROWSER, LMS, PAGE, Group, Kept, Row
from larpaket.definition.setting import Setting, Store
from larpaket.definition.shapes import has
from larpaket.definition.use import Mode, Notes

# Without an LMS, notes can only stay on this computer, and nothing can be sent.
_WITHOUT_LMS: dict[str, Literal["device", "private"]] = {"lms": "device", "lrs": "private"}


class WritesText(Activity):
    """An activity that sends what somebody wrote (`sends_text`). A group's goes to an LRS only if the author
    has said so.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"allOf": [has("mode", "group", "either"), has("notes", "lrs")]},
            "then": has("group_text", True, "true"),
        }
    )

    mode: Mode
    """Who uses it: a group, one person (`individual`), or as the learners choose (`either`)."""
    notes: Notes | None
    """Where a text goes: nowhere, this page, this computer, the LMS, or the LRS once it is sent."""
    group_text: Flag = False
    """With `notes: lrs` for a group: its texts may be stored under the name of whoever is logged in."""

    @model_validator(mode="after")
    def _one_persons_text(self) -> Self:
        if self.mode != "individual" and self.notes == "lrs" and not self.group_text:
            text = "what a whole group writes would be stored under the name of the person who is logged in"
            help = "choose another value for `notes`, or write `group_text: true` if you want that"
            raise pydantic_error(DefinitionError(Code.GROUP_TEXT, text, help, ("notes",)))
        return self


def notes_in(notes: Notes, setting: Setting) -> Notes:
    """Where a text goes in a package with this setting."""
    return _WITHOUT_LMS.get(notes, notes) if setting.store is Store.BROWSER else notes


def notes_rows(notes: Set[Notes], setting: Setting) -> Iterator[Row]:
    """The privacy sheet's rows about texts that go to these places, other than to an LRS."""
    if "lrs" in notes and setting.elements and not setting.tells:
        yield Row(Group.WRITTEN, "what.sent", LMS, setting.elements.answers)
    if "lms" in notes:
        place = Kept(setting.record.where, setting.record.kept, "erase.notes")
        yield Row(Group.WRITTEN, "what.notes", place, ("notes in the saved state",))
    if "device" in notes:
        place = Kept(BROWSER.where, "kept.device", "erase.notes")
        facts = ("IndexedDB larpaket notes", "localStorage larpaket note")
        yield Row(Group.WRITTEN, "what.device", place, facts)
    if notes & {"private", "lrs"}:
        yield Row(Group.WRITTEN, "what.draft", PAGE)


def notes_strings(notes: Set[Notes], setting: Setting) -> dict[str, bool]:
    """Whether a page uses the player's texts on notes in these places, by the prefixes of their keys."""
    return {
        "notes.": bool(notes - {"none"}),
        **{f"notes.{kind}": kind in notes for kind in ("private", "device", "lms", "lrs")},
        **{f"notes.{said}": "lrs" in notes for said in ("gone", "notTaken", "queued", "send", "sent")},
        "notes.sends": setting.tells and "lrs" in notes,
        **{f"notes.{said}": "lms" in notes for said in ("room", "tooLong", "waiting")},
        "notes.saved": not notes.isdisjoint(("lms", "device")),
        "notes.own": "device" in notes,
    }


def notes_parts(notes: Set[Notes]) -> dict[str, Import]:
    """The parts of the player's script that keep texts beyond the page."""
    known = {
        "device": Import("keepOnDevice", "keeping/on-device.js"),
        "lms": Import("keepInLms", "keeping/in-lms.js"),
    }
    return {kind: part for kind, part in known.items() if kind in notes}
