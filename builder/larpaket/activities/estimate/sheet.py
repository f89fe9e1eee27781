"""The privacy sheet's rows about estimates."""

from __future__ import annotations

from collections.abc import Iterator, Set

from larpaket import vocabulary
from larpaket.definition.notes import notes_rows
from larpaket.definition.privacy import Group, Row
from larpaket.definition.setting import Setting
from larpaket.definition.use import Notes

_WORDS = {"what.notes": "what.mark", "what.device": "what.markDevice", "what.draft": "what.markDraft"}


def estimate_rows(alone: Set[Notes], setting: Setting, *, room: bool, told: bool) -> Iterator[Row]:
    """`alone` are the places of one person's answers; `room`: a group may answer; `told`: and send it."""
    if room:
        yield Row(Group.TOGETHER, "what.answers", setting.record, ("answers in the saved state",))
    if room and told and setting.tells:
        answers = vocabulary.extension(setting.publisher.base, vocabulary.ANSWERS)
        yield Row(Group.TOGETHER, "what.answersSent", setting.lrs, (answers,))
    if "lrs" in alone and setting.tells:
        yield Row(Group.SAID, "what.markSent", setting.lrs, ("response",))
    for row in notes_rows(alone, setting):
        yield Row(row.group, _WORDS.get(row.what, "what.markSent"), row.place, row.facts)
