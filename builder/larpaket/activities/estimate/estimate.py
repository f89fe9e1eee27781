"""The activity type estimate: everything that the rest of the builder needs to know about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Self

from larpaket import vocabulary
from larpaket.activities.estimate.contract import EstimateData
from larpaket.activities.estimate.model import EstimateFields
from larpaket.activities.estimate.sheet import estimate_rows
from larpaket.definition.activity import DataModel, Unfinished
from larpaket.definition.errors import Context
from larpaket.definition.notes import notes_in, notes_parts, notes_strings
from larpaket.definition.page import ActivityData, Bundle, Import, Label, Text
from larpaket.definition.privacy import Row
from larpaket.definition.rule import Rule
from larpaket.definition.setting import Setting
from larpaket.definition.state import Kind, Lasts, StateKey
from larpaket.definition.tree import Node
from larpaket.definition.use import Mode, Notes
from larpaket.files import PackageFile
from larpaket.problems import Problem
from larpaket.statements import Activity as Told
from larpaket.statements import Template, template


class Estimate(EstimateFields):
    """A question with a scale."""

    data_model: ClassVar[DataModel] = EstimateData
    defaults: ClassVar[frozenset[str]] = frozenset({"mode", "notes"})
    state: ClassVar[Mapping[str, StateKey]] = {
        "n": StateKey(Kind.PROSE, Lasts.LONG),
        "t": StateKey(Kind.AMOUNT),
        "v": StateKey(Kind.COUNTS, Lasts.LONG),
        "y": StateKey(Kind.AMOUNT, Lasts.COUNTED, larger=True),
    }
    vital: ClassVar[frozenset[str]] = frozenset({"responded"})
    sends_text: ClassVar[bool] = False
    checks: ClassVar[tuple[Rule[Any], ...]] = ()

    @classmethod
    def tree_ids(cls, node: Node) -> list[Node | None]:
        """None."""
        return []

    @classmethod
    def check_tree(cls, node: Node, context: Context) -> Iterator[Problem]:
        """Nothing: the model reports everything."""
        return iter(())

    def used_by(self) -> Mode | None:
        """As the author has set it."""
        return self.mode

    def own_ids(self) -> tuple[str, ...]:
        """None."""
        return ()

    def minutes(self) -> int:
        """One for one person; a group also talks about it."""
        return 1 if self.mode == "individual" else 3

    def prose(self) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, str]]]:
        """Its questions; with `again` the first is another one's."""
        if not self.again:
            yield ("question",), self.question
        if self.discuss:
            yield ("discuss",), self.discuss

    def markdown(self) -> Iterator[tuple[str, Path]]:
        """None."""
        return iter(())

    def unfinished(self) -> Unfinished | None:
        """Never."""
        return None

    def files(self) -> Iterator[PackageFile]:
        """None."""
        return iter(())

    def origins(self) -> Iterator[str]:
        """None."""
        return iter(())

    def statements(self, setting: Setting) -> dict[str, Template]:
        """`{estimate}.responded`, where it may be sent; the object is a `likert` with the scale."""
        if self.notes_in(setting) != "lrs":
            return {}
        module, base = setting.module, setting.publisher.base
        scale = {
            str(step): module.in_order(self.words.get(step) or dict.fromkeys(module.languages, str(step)))
            for step in range(1, self.steps + 1)
        }
        return {
            f"{self.id}.responded": template(
                vocabulary.RESPONDED,
                Told(
                    vocabulary.iri(base, module.id, self.id),
                    vocabulary.INTERACTION,
                    module.in_order(self.title),
                    module.in_order(self.question),
                    scale=scale,
                ),
                revision=module.version,
                parent=vocabulary.iri(base, module.id),
                result={"completion": True},
            )
        }

    @classmethod
    def privacy(cls, activities: Sequence[Self], setting: Setting) -> Iterator[Row]:
        """Where answers and counts are kept, and what is sent."""
        alone = {one.notes_in(setting) for one in activities if one.is_for_one(setting)}
        room = any(one.is_for_group() for one in activities)
        told = any(one.notes_in(setting) == "lrs" for one in activities if one.is_for_group())
        yield from estimate_rows(alone, setting, room=room, told=told)

    def data(self, setting: Setting) -> ActivityData:
        """Its scale, where an answer goes, and what it is compared with."""
        notes = self.notes_in(setting)
        return EstimateData(
            type="estimate",
            id=self.id,
            required=self.required,
            steps=self.steps,
            words=tuple(self.words),
            notes="private" if notes == "none" else notes,
            again=self.again or "",
            sends=setting.tells and notes == "lrs" and self.is_for_group(),
            alone=self.is_alone(setting),
        )

    def texts(self, language: str, known: Mapping[str, Text]) -> dict[str, Text]:
        """`a.{id}.question`, `a.{id}.discuss`, and the steps' words: `a.{id}.word1`."""
        words = {f"a.{self.id}.word{step}": word[language] for step, word in self.words.items()}
        discuss = {f"a.{self.id}.discuss": self.discuss[language]} if self.discuss else {}
        return {f"a.{self.id}.question": self.question[language], **discuss, **words}

    @classmethod
    def strings(cls, activities: Sequence[Self], setting: Setting) -> dict[str, bool]:
        """The texts on the scale, on its answers, and on where they go."""
        alone = {one.notes_in(setting) for one in activities if one.is_for_one(setting)}
        room = any(one.is_for_group() for one in activities)
        sends = setting.tells and any(one.notes_in(setting) == "lrs" for one in activities)
        again = any(one.again for one in activities)
        kept: set[Notes] = alone | ({"lrs"} if room and sends else set())
        return {
            **(notes_strings(kept, setting) if kept else {}),
            "estimate.": bool(activities),
            "estimate.room": room,
            "estimate.then": room and again,
            "estimate.few": room and sends,
            "estimate.sends": room and sends,
            **{f"estimate.one{what}": bool(alone) for what in ("Chose", "Gone", "Remove")},
            "estimate.before": bool(alone) and again,
            **{f"estimate.{kind}": kind in alone for kind in ("private", "device", "lms", "lrs")},
        }

    @classmethod
    def bundle(cls, activities: Sequence[Self], setting: Setting) -> Bundle:
        """The dots of a group, the mark of one person, and where that is kept."""
        alone = {one.notes_in(setting) for one in activities if one.is_for_one(setting)}
        room = any(one.is_for_group() for one in activities)
        parts = notes_parts(alone)
        if alone:
            parts["mark"] = Import("mountMark", "activities/estimate/mark.js")
        if room:
            parts["room"] = Import("mountRoom", "activities/estimate/room.js")
        mount = Import("mountEstimate", "activities/estimate/estimate.js")
        styles = [
            "estimate",
            *(["mark"] if alone else []),
            *(["dots", "room", "big-estimate"] if room else []),
        ]
        return Bundle(mount, parts, tuple(styles), answers="lrs" in alone)

    def label(self) -> Label:
        """Its title."""
        return Label(f"a.{self.id}.title")

    def amount(self) -> Label | None:
        """None: it is one question."""
        return None

    def prints(self, setting: Setting) -> bool:
        """What was answered."""
        return True

    def writes(self, setting: Setting) -> bool:
        """One person's answer may lie only on the page, as a text may."""
        return self.is_for_one(setting)

    def is_alone(self, setting: Setting) -> bool:
        """It is for one person in a module that is, or may be, for a group."""
        return self.mode == "individual" and setting.module.mode != "individual"

    def is_for_group(self) -> bool:
        """Whether a group may use it."""
        return self.mode != "individual"

    def is_for_one(self, setting: Setting) -> bool:
        """Whether one person may use it: also where a module that asks is used by one person."""
        return self.mode != "group" or setting.module.mode == "either"

    def page(self, setting: Setting) -> dict[str, Any]:
        """Its data, and who may use it."""
        return {
            "kept": self.data(setting),
            "room": self.is_for_group(),
            "one": self.is_for_one(setting),
        }

    def notes_in(self, setting: Setting) -> Notes:
        """Where one person's answer goes in a package with this setting."""
        return notes_in(self.keeping, setting)
