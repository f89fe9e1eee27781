"""The activity type reflection: everything that the rest of the builder needs to know about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Self

from larpaket import vocabulary
from larpaket.activities.reflection.checks import CHECKS
from larpaket.activities.reflection.contract import QuestionData, ReflectionData
from larpaket.activities.reflection.model import ReflectionFields
from larpaket.definition.activity import DataModel, Unfinished
from larpaket.definition.errors import Context
from larpaket.definition.notes import notes_in, notes_parts, notes_rows, notes_strings
from larpaket.definition.page import ActivityData, Bundle, Import, Label, Text
from larpaket.definition.privacy import Group, Row
from larpaket.definition.rule import Rule
from larpaket.definition.setting import Setting
from larpaket.definition.state import Kind, Lasts, StateKey
from larpaket.definition.tree import Node
from larpaket.definition.use import Mode, Notes
from larpaket.files import PackageFile
from larpaket.problems import Problem
from larpaket.statements import Activity as Told
from larpaket.statements import Template, template


class Reflection(ReflectionFields):
    """Questions with a timer, shown one at a time."""

    data_model: ClassVar[DataModel] = ReflectionData
    defaults: ClassVar[frozenset[str]] = frozenset({"mode", "notes"})
    state: ClassVar[Mapping[str, StateKey]] = {
        "q": StateKey(Kind.NAME),
        "s": StateKey(Kind.AMOUNT),
        "n": StateKey(Kind.PROSE, Lasts.LONG),
        "g": StateKey(Kind.DONE),
        "h": StateKey(Kind.AMOUNT, Lasts.COUNTED),
        **dict.fromkeys("xyz", StateKey(Kind.AMOUNT, Lasts.COUNTED, larger=True)),
    }
    vital: ClassVar[frozenset[str]] = frozenset({"responded"})
    sends_text: ClassVar[bool] = True
    checks: ClassVar[tuple[Rule[Any], ...]] = CHECKS

    @classmethod
    def tree_ids(cls, node: Node) -> list[Node | None]:
        """Its questions'."""
        questions = node.get("questions")
        found = questions.value if questions and isinstance(questions.value, list) else []
        return [question.get("id") for question in found]

    @classmethod
    def check_tree(cls, node: Node, context: Context) -> Iterator[Problem]:
        """Nothing: the model reports everything."""
        return iter(())

    def used_by(self) -> Mode | None:
        """As the author has set it."""
        return self.mode

    def own_ids(self) -> tuple[str, ...]:
        """Its questions'."""
        return tuple(question.id for question in self.questions)

    def minutes(self) -> int:
        """The sum of its questions' times."""
        return max(1, round(sum(question.time for question in self.questions) / 60))

    def prose(self) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, str]]]:
        """Its questions."""
        for index, question in enumerate(self.questions):
            yield ("questions", index, "text"), question.text

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
        """`{reflection}/{question}.responded`; the question's text is the object's description."""
        module, base = setting.module, setting.publisher.base
        said = {}
        for question in self.questions:
            iri = vocabulary.iri(base, module.id, self.id, question.id)
            title, text = module.in_order(self.title), module.in_order(question.text)
            planned = {vocabulary.extension(base, "planned-seconds"): question.time}
            said[f"{self.id}/{question.id}.responded"] = template(
                vocabulary.RESPONDED,
                Told(iri, vocabulary.INTERACTION, title, text, question=True),
                revision=module.version,
                parent=vocabulary.iri(base, module.id),
                result={"completion": True, "extensions": planned},
            )
        return said

    @classmethod
    def privacy(cls, activities: Sequence[Self], setting: Setting) -> Iterator[Row]:
        """How long people talked, and where their texts go."""
        if not activities:
            return
        notes = {reflection.notes_in(setting) for reflection in activities}
        base = setting.publisher.base
        if setting.tells:
            times = (
                vocabulary.extension(base, name)
                for name in ("planned-seconds", "ended-early", "talking-seconds")
            )
            yield Row(Group.TIMES, "what.time", setting.lrs, ("duration", *times))
            yield Row(Group.TIMES, "what.counts", setting.record, ("counts in the saved state",))
            if notes - {"none"}:
                yield Row(Group.SAID, "what.length", setting.lrs, (vocabulary.extension(base, "length"),))
            if "lrs" in notes:
                yield Row(Group.SAID, "what.sent", setting.lrs, ("response",))
        yield from notes_rows(notes, setting)

    def data(self, setting: Setting) -> ActivityData:
        """Its questions, and where the notes on them go."""
        return ReflectionData(
            type="reflection",
            id=self.id,
            required=self.required,
            notes=self.notes_in(setting),
            counted=setting.tells and self.mode != "individual",
            alone=self.is_alone(setting),
            questions=tuple(
                QuestionData(id=question.id, seconds=question.time) for question in self.questions
            ),
        )

    def texts(self, language: str, known: Mapping[str, Text]) -> dict[str, Text]:
        """`q.{question}.text`."""
        return {f"q.{question.id}.text": question.text[language] for question in self.questions}

    @classmethod
    def strings(cls, activities: Sequence[Self], setting: Setting) -> dict[str, bool]:
        """The texts on timers, questions, groupings and notes that these activities need."""
        kept = {reflection.notes_in(setting) for reflection in activities}
        groupings = {question.grouping for reflection in activities for question in reflection.questions}
        return {
            **{f"group.{grouping}": grouping in groupings for grouping in ("whole", "small", "pairs")},
            **notes_strings(kept, setting),
            "notes.label": bool(kept - {"none"}),
            "notes.care": not kept.isdisjoint(("lms", "lrs")),
            "question.": any(len(reflection.questions) > 1 for reflection in activities),
            "timer.": bool(activities),
            "done.talked": bool(activities),
        }

    @classmethod
    def bundle(cls, activities: Sequence[Self], setting: Setting) -> Bundle:
        """The questions with their timer; notes if there is a field, responses if statements are sent."""
        notes = {reflection.notes_in(setting) for reflection in activities}
        writes = bool(notes - {"none"})
        counts = setting.tells and any(reflection.mode != "individual" for reflection in activities)
        parts = notes_parts(notes)
        if writes:
            parts["notes"] = Import("mountNotes", "activities/reflection/notes.js")
        if setting.tells:
            parts["responses"] = Import("mountResponses", "activities/reflection/responses.js")
        mount = Import("mountReflection", "activities/reflection/reflection.js")
        answers = "lrs" in notes
        big = setting.module.mode != "individual"
        styles = ["reflection", *(["notes"] if writes or counts else []), *(["big-question"] if big else [])]
        return Bundle(mount, parts, tuple(styles), answers)

    def label(self) -> Label:
        """Its title."""
        return Label(f"a.{self.id}.title")

    def amount(self) -> Label | None:
        """The number of questions, if there are several."""
        return Label("question.count", len(self.questions)) if len(self.questions) > 1 else None

    def prints(self, setting: Setting) -> bool:
        """Its questions."""
        return True

    def writes(self, setting: Setting) -> bool:
        """If there is a field."""
        return self.notes_in(setting) != "none"

    def is_alone(self, setting: Setting) -> bool:
        """It is for one person in a module that is, or may be, for a group."""
        return self.mode == "individual" and setting.module.mode != "individual"

    def page(self, setting: Setting) -> dict[str, Any]:
        """Where notes go, whether a group is counted, whether it addresses one person."""
        return {"kept": self.data(setting)}

    def notes_in(self, setting: Setting) -> Notes:
        """Where its text goes in a package with this setting."""
        return notes_in(self.keeping, setting)
