"""The activity type film: everything that the rest of the builder needs to know about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Self

from larpaket.activities.film import caption_checks, checks, media, text_version_checks
from larpaket.activities.film.contract import FilmData
from larpaket.activities.film.data import clock, film_data, script_on_page, size_texts, version_names
from larpaket.activities.film.lengths import check_lengths
from larpaket.activities.film.model import FilmFields
from larpaket.activities.film.statements import film_statements, version_extensions, watching
from larpaket.definition.activity import DataModel, Unfinished
from larpaket.definition.errors import Context
from larpaket.definition.page import ActivityData, Bundle, Import, Label, Text
from larpaket.definition.privacy import Group, Row
from larpaket.definition.rule import Rule
from larpaket.definition.setting import Setting
from larpaket.definition.state import Kind, StateKey
from larpaket.definition.tree import Node
from larpaket.definition.use import Mode
from larpaket.files import PackageFile
from larpaket.problems import Problem
from larpaket.statements import Template


class Film(FilmFields):
    """A film with its captions, chapters and text version, each by language, and its other versions."""

    data_model: ClassVar[DataModel] = FilmData
    defaults: ClassVar[frozenset[str]] = frozenset()
    state: ClassVar[Mapping[str, StateKey]] = {
        "p": StateKey(Kind.RANGES),
        "t": StateKey(Kind.AMOUNT),
        "w": StateKey(Kind.NAME),
    }
    vital: ClassVar[frozenset[str]] = frozenset()
    sends_text: ClassVar[bool] = False
    checks: ClassVar[tuple[Rule[Any], ...]] = (
        *checks.CHECKS,
        *caption_checks.CHECKS,
        *text_version_checks.CHECKS,
    )

    @classmethod
    def tree_ids(cls, node: Node) -> list[Node | None]:
        """None."""
        return []

    @classmethod
    def check_tree(cls, node: Node, context: Context) -> Iterator[Problem]:
        """Captions and chapters that continue after their film has ended."""
        yield from check_lengths(node, context)

    def used_by(self) -> Mode | None:
        """The same for everybody."""
        return None

    def own_ids(self) -> tuple[str, ...]:
        """None."""
        return ()

    def minutes(self) -> int:
        """As long as it runs."""
        return max(1, round(next(iter(self.video.values())).seconds / 60))

    def prose(self) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, str]]]:
        """None in module.yaml."""
        return iter(())

    def markdown(self) -> Iterator[tuple[str, Path]]:
        """The text version."""
        for language, text in (self.transcript or {}).items():
            yield language, text.path

    def unfinished(self) -> Unfinished | None:
        """A stand-in."""
        if not self.stand_in:
            return None
        text = f"the film of `{self.id}` is a stand-in, which --release refuses"
        return Unfinished("stand_in", text, "put the real film in its place and remove `stand_in: true`")

    def files(self) -> Iterator[PackageFile]:
        """Films, posters, captions, chapters."""
        return media.files(self)

    def origins(self) -> Iterator[str]:
        """The servers of films that are not in the package."""
        return media.origins(self)

    def statements(self, setting: Setting) -> dict[str, Template]:
        """That it was seen or read, and how it was played."""
        return film_statements(self, setting)

    @classmethod
    def privacy(cls, activities: Sequence[Self], setting: Setting) -> Iterator[Row]:
        """How films are watched."""
        if not activities:
            return
        yield Row(Group.SESSION, "what.progress", setting.record, instead="what.done")
        yield Row(Group.TOLD, "what.events", setting.lrs, instead="what.reported")
        if setting.tells and (
            names := {name for film in activities for name in watching(film, setting.publisher)}
        ):
            yield Row(Group.WATCHED, "what.watching", setting.lrs, tuple(sorted(names)))

    def data(self, setting: Setting) -> ActivityData:
        """Its versions, their captions and lengths."""
        return film_data(self, version_extensions(self, setting.publisher) if setting.tells else {})

    def texts(self, language: str, known: Mapping[str, Text]) -> dict[str, Text]:
        """How large each version is."""
        return dict(size_texts(self, language, str(known["film.size"])))

    @classmethod
    def strings(cls, activities: Sequence[Self], setting: Setting) -> dict[str, bool]:
        """The texts about films without a text version, and about stand-ins."""
        all_readable = all(film.transcript for film in activities)
        return {
            **dict.fromkeys(
                (
                    "film.",
                    "text.",
                    "rest.film",
                    "screen.film",
                    "start.together",
                    "start.alone",
                    "start.watch",
                ),
                bool(activities),
            ),
            "start.talk": bool(activities) and setting.module.mode != "individual",
            "film.errorOnly": not all_readable,
            "film.loadingOnly": not all_readable,
            "film.size": False,  # each film's own is built from it here
            "film.standIn": any(film.stand_in for film in activities),
        }

    @classmethod
    def bundle(cls, activities: Sequence[Self], setting: Setting) -> Bundle:
        """The film player; another one if each press or quarter is reported."""
        told = setting.tells and setting.publisher.tracking != "minimal"
        chapters = any(film.chapters for film in activities)
        big = setting.module.mode != "individual"
        return Bundle(
            Import("mountVideoProfile", "activities/film/video-profile.js")
            if told
            else Import("mountFilm", "activities/film/film.js"),
            {"chapters": Import("mountChapters", "activities/film/chapters.js")} if chapters else {},
            ("film", *(["chapters"] if chapters else []), *(["big-film"] if big else [])),
        )

    def label(self) -> Label:
        """Shorter than its title."""
        return Label("film.short")

    def amount(self) -> Label | None:
        """One."""
        return None

    def prints(self, setting: Setting) -> bool:
        """Its text version prints by itself."""
        return False

    def writes(self, setting: Setting) -> bool:
        """Nothing."""
        return False

    def is_alone(self, setting: Setting) -> bool:
        """It addresses people as the module does."""
        return False

    def page(self, setting: Setting) -> dict[str, Any]:
        """What the templates need to find its files and write its text version."""
        return {"media": media, "script": script_on_page, "clock": clock, "versions": version_names(self)}
