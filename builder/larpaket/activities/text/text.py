"""The activity type text: everything that the rest of the builder needs to know about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Self

from larpaket import vocabulary
from larpaket.activities.text.checks import CHECKS
from larpaket.activities.text.contract import ReadingData
from larpaket.activities.text.model import ReadingFields
from larpaket.definition.activity import DataModel, Unfinished
from larpaket.definition.errors import Context
from larpaket.definition.page import ActivityData, Bundle, Import, Label, Text
from larpaket.definition.privacy import Row
from larpaket.definition.rule import Rule
from larpaket.definition.setting import Setting
from larpaket.definition.state import StateKey
from larpaket.definition.tree import Node
from larpaket.definition.use import Mode
from larpaket.files import PackageFile
from larpaket.problems import Problem
from larpaket.statements import Activity as Told
from larpaket.statements import Template, template

WORDS_A_MINUTE = 180


class ReadingText(ReadingFields):
    """A text to read, in Markdown, by language."""

    data_model: ClassVar[DataModel] = ReadingData
    defaults: ClassVar[frozenset[str]] = frozenset()
    state: ClassVar[Mapping[str, StateKey]] = {}
    vital: ClassVar[frozenset[str]] = frozenset()
    sends_text: ClassVar[bool] = False
    checks: ClassVar[tuple[Rule[Any], ...]] = CHECKS

    @classmethod
    def tree_ids(cls, node: Node) -> list[Node | None]:
        """None."""
        return []

    @classmethod
    def check_tree(cls, node: Node, context: Context) -> Iterator[Problem]:
        """Nothing: the model reports everything."""
        return iter(())

    def used_by(self) -> Mode | None:
        """The same for everybody."""
        return None

    def own_ids(self) -> tuple[str, ...]:
        """None."""
        return ()

    def minutes(self) -> int:
        """As long as it takes to read in the module's first language."""
        return max(1, round(next(iter(self.content.values())).words / WORDS_A_MINUTE))

    def prose(self) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, str]]]:
        """None in module.yaml."""
        return iter(())

    def markdown(self) -> Iterator[tuple[str, Path]]:
        """The text."""
        for language, article in self.content.items():
            yield language, article.path

    def unfinished(self) -> Unfinished | None:
        """Never."""
        return None

    def files(self) -> Iterator[PackageFile]:
        """Its pictures."""
        for article in self.content.values():
            for picture in article.pictures.values():
                yield picture.file

    def origins(self) -> Iterator[str]:
        """None."""
        return iter(())

    def statements(self, setting: Setting) -> dict[str, Template]:
        """`{text}.marked`: it was marked as read."""
        module, base = setting.module, setting.publisher.base
        iri = vocabulary.iri(base, module.id, self.id)
        return {
            f"{self.id}.marked": template(
                vocabulary.EXPERIENCED,
                Told(iri, vocabulary.ARTICLE, module.in_order(self.title)),
                revision=module.version,
                parent=vocabulary.iri(base, module.id),
                result={"completion": True},
            )
        }

    @classmethod
    def privacy(cls, activities: Sequence[Self], setting: Setting) -> Iterator[Row]:
        """Nothing but what every module's sheet says: what was done."""
        return iter(())

    def data(self, setting: Setting) -> ActivityData:
        """Nothing special."""
        return ReadingData(type="text", id=self.id, required=self.required)

    def texts(self, language: str, known: Mapping[str, Text]) -> dict[str, Text]:
        """None: the text stands in the page in every language."""
        return {}

    @classmethod
    def strings(cls, activities: Sequence[Self], setting: Setting) -> dict[str, bool]:
        """The texts of its buttons, and what is left while it is not read."""
        return dict.fromkeys(("reading.", "rest.reading"), bool(activities))

    @classmethod
    def bundle(cls, activities: Sequence[Self], setting: Setting) -> Bundle:
        """The button under the text."""
        big = setting.module.mode != "individual"
        styles = ("text", *(["big-text"] if big else []))
        return Bundle(Import("mountText", "activities/text/text.js"), styles=styles)

    def label(self) -> Label:
        """Its title."""
        return Label(f"a.{self.id}.title")

    def amount(self) -> Label | None:
        """One."""
        return None

    def prints(self, setting: Setting) -> bool:
        """It prints by itself."""
        return False

    def writes(self, setting: Setting) -> bool:
        """Nothing."""
        return False

    def is_alone(self, setting: Setting) -> bool:
        """It addresses people as the module does."""
        return False

    def page(self, setting: Setting) -> dict[str, Any]:
        """The text by language."""
        return {"html": {language: article.html for language, article in self.content.items()}}
