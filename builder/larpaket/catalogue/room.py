"""Whether what a catalogue saves fits in an LMS's record, which holds all its modules."""

from __future__ import annotations

import json
from collections.abc import Sequence

from larpaket.activities import ACTIVITIES
from larpaket.definition.gathered import Gathered
from larpaket.definition.page import State
from larpaket.definition.privacy import Group
from larpaket.definition.publisher import Publisher
from larpaket.definition.state import DONE, Lasts
from larpaket.formats import Format
from larpaket.player.setting import PageSetting, setting_of
from larpaket.privacy.sheet import sheet

_LASTING = frozenset(
    key
    for members in (DONE, *(kind.state for kind in ACTIVITIES.values()))
    for key, member in members.items()
    if member.lasts is Lasts.LONG
)
_ID, _MINUTE, _DAY = "0" * 36, 99_999_999, 99_999
_RESERVE = 400
"""As in state-text.js: for statements on their way, and for members that a state may gain later."""
_NOTES = 300
"""A module whose texts the LMS keeps has at least so much room for them. In characters."""


def share(catalogue: Gathered, publisher: Publisher, format: Format) -> int:
    """How long a module's own state may be, in characters: what the others leave of the record, whatever they
    have come to. Those whose texts the LMS keeps share it, because a text is never dropped.
    """
    settings = _settings(catalogue, publisher, format)
    # Its ids stand in front of its parts.
    names = max(len(_under_way(setting)) * (len(setting.module.id) + 1) for setting in settings)
    return _left(settings, format) // max(1, sum(map(_keeps_texts, settings))) - names


def most(catalogue: Gathered, publisher: Publisher, format: Format) -> int:
    """How many of its modules, from the first, fit in the record."""
    settings = _settings(catalogue, publisher, format)
    return max(
        (count for count in range(1, len(settings) + 1) if _fits(settings[:count], format)),
        default=0,
    )


def _settings(catalogue: Gathered, publisher: Publisher, format: Format) -> list[PageSetting]:
    return [setting_of(module, publisher, format, framed=True) for module in catalogue.modules]


def _fits(settings: Sequence[PageSetting], format: Format) -> bool:
    keepers = sum(_keeps_texts(setting) for setting in settings)
    largest = max(_size(_under_way(setting)) for setting in settings)
    return _left(settings, format) >= max(largest, keepers * _NOTES)


def _left(settings: Sequence[PageSetting], format: Format) -> int:
    """What the record has left when all these modules are done."""
    parts: State = {}
    for setting in settings:
        parts |= _done(setting)
    whole = {"v": 1, "m": "00.00.00", "c": 1, "g": 1, "k": 1, "h": 9999, "l": "sv-FI", "f": -_MINUTE}
    whole |= {"e": _ID, "r": _ID, "u": _ID, "a": parts}
    return min(format.state_limit, format.state_room) - _RESERVE - _size(whole)


def _done(setting: PageSetting) -> State:
    """The mark of a module that is done, and what stays beside it (catalogue/nested.js)."""
    id = setting.module.id
    kept: State = {id: {"t": _DAY, "d": 1}}
    for activity in setting.module.activities:
        for key, part in activity.data(setting).done_state().items():
            known = part if isinstance(part, dict) else {}
            stays = {name: value for name, value in known.items() if name in _LASTING}
            if activity.required and key == activity.id:
                stays.pop("d", None)
            if stays:
                kept[f"{id}/{key}"] = stays
    return kept


def _under_way(setting: PageSetting) -> State:
    """The state of a module in which everything is done but what takes most room while it is in use."""
    data = [activity.data(setting) for activity in setting.module.activities]
    parts = {key: part for one in data for key, part in one.done_state().items()}
    longest = max(data, key=lambda one: _size(one.open_state()) - _size(one.done_state()))
    return {f"{setting.module.id}/{key}": part for key, part in (parts | longest.open_state()).items()}


def _keeps_texts(setting: PageSetting) -> bool:
    """Whether what somebody writes lies in the same record."""
    rows = sheet(setting, ()).rows
    return any(row.group is Group.WRITTEN and row.place.where == setting.record.where for row in rows)


def _size(value: object) -> int:
    return len(json.dumps(value, separators=(",", ":")))
