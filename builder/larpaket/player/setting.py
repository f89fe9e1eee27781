"""What a page of a whole module is made for."""

from __future__ import annotations

from dataclasses import dataclass

from larpaket.definition.model import LearningModule
from larpaket.definition.publisher import Publisher
from larpaket.definition.setting import Setting
from larpaket.formats.format import Format


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSetting(Setting):
    """A setting with the whole module: the player sees all of it, an activity only its outline."""

    module: LearningModule
    framed: bool = False
    """The page lies in a catalogue's, which holds the session."""

    @property
    def prints(self) -> bool:
        """Whether the end page has a sheet."""
        return any(activity.prints(self) for activity in self.module.activities)

    @property
    def writes(self) -> bool:
        """Whether something can be written on the page."""
        return any(activity.writes(self) for activity in self.module.activities)


def setting_of(
    module: LearningModule, publisher: Publisher, format: Format, *, framed: bool = False
) -> PageSetting:
    """The setting of the module's package in that format, or with `framed` of its page in a catalogue's."""
    return PageSetting(
        module=module,
        publisher=publisher,
        store=format.store,
        elements=format.elements,
        profile=format.profile_for(publisher),
        framed=framed,
    )
