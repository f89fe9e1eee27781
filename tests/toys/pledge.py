"""An activity type of the tests' own: a promise that a group makes by ticking a box."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Literal, Self

from larpaket import vocabulary
from larpaket.definition.activity import Activity, DataModel, Unfinished
from larpaket.definition.definition import Definition, definition_rule
from larpaket.definition.errors import Context
from larpaket.definition.fields import Flag
from larpaket.definition.page import ActivityData, Bundle, Import, Label, State, Text
from larpaket.definition.privacy import Group, Row
from larpaket.definition.rule import WARNING, Findings, Rule
from larpaket.definition.setting import Setting
from larpaket.definition.state import Kind, Lasts, StateKey
from larpaket.definition.texts import Text as Words
from larpaket.definition.tree import Node
from larpaket.definition.use import Mode
from larpaket.files import PackageFile
from larpaket.problems import Problem
from larpaket.statements import Activity as Told
from larpaket.statements import Template, template

PROMISED = ("https://verbs.example/promised", {"en": "promised", "sv": "lovade"})


@definition_rule("M290", WARNING)
def promise_too_long(definition: Definition) -> Findings:
    """A promise is short.

    Reason: Nobody keeps a long one.

    Help: Promise less.

    Passes:

        promise: Vi ses igen.

    Fails:

        promise: Vi ses igen, och igen, och igen.
    """
    for loc, pledge in definition.of(Pledge):
        if any(len(text) > 40 for text in pledge.promise.values()):
            yield definition.at((*loc, "promise"), "the promise is too long to keep")


class PledgeData(ActivityData):
    type: Literal["pledge"]
    has_text_version: ClassVar[bool] = False

    def ids(self) -> tuple[str, ...]:
        return (self.id,)

    def addresses(self) -> tuple[str, ...]:
        return ()

    def done_state(self) -> State:
        return {self.id: {"d": 1}}

    def open_state(self) -> State:
        return self.done_state()


class Pledge(Activity):
    called: ClassVar = "a pledge"
    data_model: ClassVar[DataModel] = PledgeData
    defaults: ClassVar[frozenset[str]] = frozenset()
    state: ClassVar[Mapping[str, StateKey]] = {"b": StateKey(Kind.AMOUNT, Lasts.COUNTED, larger=True)}
    vital: ClassVar[frozenset[str]] = frozenset()
    sends_text: ClassVar[bool] = False
    checks: ClassVar[tuple[Rule[Any], ...]] = (promise_too_long,)

    type: Literal["pledge"]
    promise: Words
    required: Flag = True

    @classmethod
    def tree_ids(cls, node: Node) -> list[Node | None]:
        return []

    @classmethod
    def check_tree(cls, node: Node, context: Context) -> Iterator[Problem]:
        return iter(())

    def used_by(self) -> Mode | None:
        return "group"

    def own_ids(self) -> tuple[str, ...]:
        return ()

    def minutes(self) -> int:
        return 2

    def prose(self) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, str]]]:
        yield ("promise",), self.promise

    def markdown(self) -> Iterator[tuple[str, Path]]:
        return iter(())

    def unfinished(self) -> Unfinished | None:
        return None

    def files(self) -> Iterator[PackageFile]:
        return iter(())

    def origins(self) -> Iterator[str]:
        return iter(())

    def statements(self, setting: Setting) -> dict[str, Template]:
        iri = vocabulary.iri(setting.publisher.base, setting.module.id, self.id)
        told = Told(iri, "https://types.example/pledge", setting.module.in_order(self.title))
        return {f"{self.id}.promised": template(PROMISED, told, revision=setting.module.version)}

    @classmethod
    def privacy(cls, activities: Sequence[Self], setting: Setting) -> Iterator[Row]:
        if activities:
            yield Row(Group.SESSION, "what.pledge", setting.record, ("pledge in the saved state",))

    def data(self, setting: Setting) -> ActivityData:
        return PledgeData(type="pledge", id=self.id, required=self.required)

    def texts(self, language: str, known: Mapping[str, Text]) -> dict[str, Text]:
        return {f"a.{self.id}.promise": self.promise[language]}

    @classmethod
    def strings(cls, activities: Sequence[Self], setting: Setting) -> dict[str, bool]:
        return {"pledge.": bool(activities)}

    @classmethod
    def bundle(cls, activities: Sequence[Self], setting: Setting) -> Bundle:
        return Bundle(Import("mountPledge", "activities/pledge/pledge.js"), styles=("pledge",))

    def label(self) -> Label:
        return Label(f"a.{self.id}.title")

    def amount(self) -> Label | None:
        return None

    def writes(self, setting: Setting) -> bool:
        """Nothing."""
        return False

    def prints(self, setting: Setting) -> bool:
        return True

    def is_alone(self, setting: Setting) -> bool:
        return False

    def page(self, setting: Setting) -> dict[str, Any]:
        return {}
