"""The activity type checklist: everything that the rest of the builder needs to know about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Self

from larpaket import vocabulary
from larpaket.activities.checklist.checks import CHECKS
from larpaket.activities.checklist.contract import ChecklistData
from larpaket.activities.checklist.model import ChecklistFields
from larpaket.definition.activity import DataModel, Unfinished
from larpaket.definition.errors import Context
from larpaket.definition.page import ActivityData, Bundle, Import, Label, Text
from larpaket.definition.privacy import Group, Row
from larpaket.definition.rule import Rule
from larpaket.definition.setting import Setting
from larpaket.definition.state import Kind, Lasts, StateKey
from larpaket.definition.tree import Node
from larpaket.definition.use import Mode
from larpaket.files import PackageFile
from larpaket.problems import Problem
from larpaket.statements import Activity as Told
from larpaket.statements import Template, template

_FACTS = ("items", "ticked")
"""The extensions of its statement: how many items there are, and how many of them are ticked."""


class Checklist(ChecklistFields):
    """Things to do, each ticked off when it is done."""

    data_model: ClassVar[DataModel] = ChecklistData
    defaults: ClassVar[frozenset[str]] = frozenset()
    state: ClassVar[Mapping[str, StateKey]] = {
        "k": StateKey(Kind.NAME, Lasts.LONG),
        "h": StateKey(Kind.AMOUNT, Lasts.COUNTED),
        "y": StateKey(Kind.AMOUNT, Lasts.COUNTED, larger=True),
    }
    vital: ClassVar[frozenset[str]] = frozenset()
    sends_text: ClassVar[bool] = False
    checks: ClassVar[tuple[Rule[Any], ...]] = CHECKS

    @classmethod
    def tree_ids(cls, node: Node) -> list[Node | None]:
        """Its items'."""
        items = node.get("items")
        found = items.value if items and isinstance(items.value, list) else []
        return [item.get("id") for item in found]

    @classmethod
    def check_tree(cls, node: Node, context: Context) -> Iterator[Problem]:
        """Nothing: the model reports everything."""
        return iter(())

    def used_by(self) -> Mode | None:
        """The same for everybody."""
        return None

    def own_ids(self) -> tuple[str, ...]:
        """Its items': what is ticked is saved under them."""
        return tuple(item.id for item in self.items)

    def minutes(self) -> int:
        """Half a minute for each item; doing it takes as long as it takes."""
        return max(1, round(len(self.items) / 2))

    def prose(self) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, str]]]:
        """Its items and their help."""
        for index, item in enumerate(self.items):
            yield ("items", index, "text"), item.text
            if item.help:
                yield ("items", index, "help"), item.help

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
        """`{checklist}.ticked`: how many items are ticked, never which."""
        module, base = setting.module, setting.publisher.base
        iri = vocabulary.iri(base, module.id, self.id)
        return {
            f"{self.id}.ticked": template(
                vocabulary.PROGRESSED,
                Told(iri, vocabulary.CHECKLIST, module.in_order(self.title)),
                revision=module.version,
                parent=vocabulary.iri(base, module.id),
                result={"extensions": {vocabulary.extension(base, "items"): len(self.items)}},
            )
        }

    @classmethod
    def privacy(cls, activities: Sequence[Self], setting: Setting) -> Iterator[Row]:
        """What is ticked stays in the record; an LRS hears how much of it."""
        if not activities:
            return
        yield Row(Group.SESSION, "what.ticks", setting.record, ("ticks in the saved state",))
        if setting.tells:
            names = tuple(vocabulary.extension(setting.publisher.base, name) for name in _FACTS)
            yield Row(Group.TOLD, "what.ticked", setting.lrs, names)

    def data(self, setting: Setting) -> ActivityData:
        """The keys of its items."""
        keys = tuple(item.key for item in self.items)
        return ChecklistData(type="checklist", id=self.id, required=self.required, items=keys)

    def texts(self, language: str, known: Mapping[str, Text]) -> dict[str, Text]:
        """`a.{checklist}.{item}.text` and `.help`."""
        said: dict[str, Text] = {}
        for item in self.items:
            said[f"a.{self.id}.{item.id}.text"] = item.text[language]
            if item.help:
                said[f"a.{self.id}.{item.id}.help"] = item.help[language]
        return said

    @classmethod
    def strings(cls, activities: Sequence[Self], setting: Setting) -> dict[str, bool]:
        """How much is done."""
        return {"ticks.": bool(activities)}

    @classmethod
    def bundle(cls, activities: Sequence[Self], setting: Setting) -> Bundle:
        """The list; what tells an LRS of it, where there is one."""
        big = setting.module.mode != "individual"
        parts = {"ticked": Import("tellTicked", "activities/checklist/ticked.js")} if setting.tells else {}
        styles = ("checklist", *(["big-checklist"] if big else []))
        return Bundle(Import("mountChecklist", "activities/checklist/checklist.js"), parts, styles)

    def label(self) -> Label:
        """Its title."""
        return Label(f"a.{self.id}.title")

    def amount(self) -> Label | None:
        """How many items it has."""
        return Label("ticks.items", len(self.items))

    def prints(self, setting: Setting) -> bool:
        """Its items, ticked or not."""
        return True

    def writes(self, setting: Setting) -> bool:
        """Nothing."""
        return False

    def is_alone(self, setting: Setting) -> bool:
        """It addresses people as the module does."""
        return False

    def page(self, setting: Setting) -> dict[str, Any]:
        """Nothing special."""
        return {}
