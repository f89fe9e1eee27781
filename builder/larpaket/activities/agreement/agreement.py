"""The activity type agreement: everything that the rest of the builder needs to know about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Self

from larpaket import vocabulary
from larpaket.activities.agreement.contract import AgreementData
from larpaket.activities.agreement.model import AgreementFields
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

MINUTES = 5


class Agreement(AgreementFields):
    """Rows of what, who and when, and a day to follow up."""

    data_model: ClassVar[DataModel] = AgreementData
    defaults: ClassVar[frozenset[str]] = frozenset({"mode"})
    state: ClassVar[Mapping[str, StateKey]] = {
        "n": StateKey(Kind.PROSE, Lasts.LONG),
        "y": StateKey(Kind.AMOUNT, Lasts.COUNTED, larger=True),
    }
    vital: ClassVar[frozenset[str]] = frozenset({"responded"})
    sends_text: ClassVar[bool] = True
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
        """As long as three rows take."""
        return MINUTES

    def prose(self) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, str]]]:
        """None."""
        return iter(())

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
        """`{agreement}.responded`."""
        module, base = setting.module, setting.publisher.base
        iri = vocabulary.iri(base, module.id, self.id)
        told = Told(iri, vocabulary.INTERACTION, module.in_order(self.title), question=True)
        return {
            f"{self.id}.responded": template(
                vocabulary.RESPONDED,
                told,
                revision=module.version,
                parent=vocabulary.iri(base, module.id),
                result={"completion": True},
            )
        }

    @classmethod
    def privacy(cls, activities: Sequence[Self], setting: Setting) -> Iterator[Row]:
        """How many rows were agreed on, and where the texts go."""
        if not activities:
            return
        notes = {agreement.notes_in(setting) for agreement in activities}
        if setting.tells:
            items = vocabulary.extension(setting.publisher.base, vocabulary.AGREED_ITEMS)
            yield Row(Group.SAID, "what.agreed", setting.lrs, (items,))
            yield Row(Group.TIMES, "what.agreedOnce", setting.record, ("counts in the saved state",))
            if "lrs" in notes:
                yield Row(Group.SAID, "what.sent", setting.lrs, ("response",))
        yield from notes_rows(notes, setting)

    def data(self, setting: Setting) -> ActivityData:
        """Where its rows go."""
        return AgreementData(
            type="agreement",
            id=self.id,
            required=self.required,
            notes=self.notes_in(setting),
            alone=self.is_alone(setting),
        )

    def texts(self, language: str, known: Mapping[str, Text]) -> dict[str, Text]:
        """None but its title."""
        return {}

    @classmethod
    def strings(cls, activities: Sequence[Self], setting: Setting) -> dict[str, bool]:
        """Its own texts, and those on where the rows go."""
        kept = {agreement.notes_in(setting) for agreement in activities}
        return {
            **notes_strings(kept, setting),
            "notes.private": False,
            "notes.label": False,
            "notes.care": False,
            "agree.": bool(activities),
            "agree.only": "private" in kept,
            "agree.take": "private" in kept,
            "agree.roles": any(not agreement.names for agreement in activities),
            "agree.health": any(agreement.names for agreement in activities),
        }

    @classmethod
    def bundle(cls, activities: Sequence[Self], setting: Setting) -> Bundle:
        """The rows; where they are kept; what is told of them where statements are sent."""
        notes = {agreement.notes_in(setting) for agreement in activities}
        parts = notes_parts(notes)
        parts["filePage"] = Import("filePage", "activities/agreement/file-page.js")
        if setting.tells:
            parts["agreed"] = Import("mountAgreed", "activities/agreement/agreed.js")
        big = setting.module.mode != "individual"
        styles = ("agreement", "rows", *(("big-rows",) if big else ()))
        mount = Import("mountAgreement", "activities/agreement/agreement.js")
        return Bundle(mount, parts, styles, answers="lrs" in notes)

    def label(self) -> Label:
        """Its title."""
        return Label(f"a.{self.id}.title")

    def amount(self) -> Label | None:
        """None."""
        return None

    def prints(self, setting: Setting) -> bool:
        """Its rows, or lines to write them on."""
        return True

    def writes(self, setting: Setting) -> bool:
        """Always."""
        return True

    def is_alone(self, setting: Setting) -> bool:
        """It is for one person in a module that is, or may be, for a group."""
        return self.mode == "individual" and setting.module.mode != "individual"

    def page(self, setting: Setting) -> dict[str, Any]:
        """Where its rows go, whether it addresses one person."""
        return {"kept": self.data(setting)}

    def notes_in(self, setting: Setting) -> Notes:
        """Where its rows go in a package with this setting."""
        return notes_in(self.notes, setting)
