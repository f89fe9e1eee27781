"""Who publishes modules: the `Publisher` of a project, as `publisher.yaml` says it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field, PrivateAttr, model_validator

from larpaket.definition.addresses import Base, Endpoint, Link, Origin
from larpaket.definition.base import Model
from larpaket.definition.errors import pydantic_error
from larpaket.definition.fields import Distinct, FormatId, Language, Name, Unit
from larpaket.definition.notice import Privacy
from larpaket.definition.theme import Colour, LogoFile
from larpaket.definition.tree import Node
from larpaket.problems import Place
from larpaket.theme.palette import DEFAULT


class Lrs(Model):
    """Where SCORM packages send statements. `auth` is what they log in with: nothing; nothing, because a
    gateway adds the key; or a key that can only write.
    """

    called: ClassVar = "`lrs`"

    endpoint: Endpoint
    auth: Literal["none", "gateway", "key"] = "none"
    actor: Literal["random", "account"] = "random"


Tracking = Literal["minimal", "quarters", "detailed"]
"""How much of a film's playback is reported: that it was seen; each quarter; each press of a button."""


class Theme(Model):
    """How every page looks: the one colour that all others are derived from, and the publisher's logo."""

    called: ClassVar = "`theme`"

    color: Colour = DEFAULT
    logo: LogoFile | None = None


class Publisher(Model):
    """Who publishes: the project's `publisher.yaml`.

    `media` are the servers, outside the packages, that films may be on; `status` is what SCORM 1.2 reports at
    completion; empty `formats` mean the usual ones; `unit` is the code of the part of the organisation that
    the statements belong to.
    """

    called: ClassVar = "a publisher"

    name: Name
    base: Base
    languages: Annotated[tuple[Language, ...], Field(min_length=1), Distinct] = ("sv", "en")
    formats: Annotated[tuple[FormatId, ...], Field(min_length=1), Distinct] = ()
    score: Literal["complete", "none"] = "complete"
    status: Literal["completed", "passed"] = "completed"
    tracking: Tracking = "minimal"
    lrs: Lrs | None = None
    unit: Unit | None = None
    media: Annotated[tuple[Origin, ...], Distinct] = ()
    privacy: Privacy = Privacy()
    theme: Theme = Theme()
    accessibility: Link | None = None

    _places: Node = PrivateAttr(default_factory=lambda: Node({}, Place(Path())))
    _files: tuple[Path, ...] = PrivateAttr(default=())

    @model_validator(mode="after")
    def _privacy_is_translated(self) -> Publisher:
        if missing := list(self.privacy.untranslated(self.languages)):
            raise pydantic_error(*missing)
        return self

    @property
    def places(self) -> Node:
        """Its file as a tree of nodes that know their places."""
        return self._places

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that was read for it, its definition first."""
        return self._files

    def read_from(self, places: Node, files: tuple[Path, ...]) -> None:
        """Record what it was read from; called once."""
        self._places, self._files = places, files
