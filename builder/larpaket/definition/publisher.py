"""Who publishes modules: the `Publisher` of a project, as `publisher.yaml` says it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import Field, PrivateAttr, model_validator

from larpaket.definition.addresses import Base, Endpoint, Link, Origin
from larpaket.definition.base import Model
from larpaket.definition.catalogue import Catalogue, once
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
    """The LRS's https address, such as `https://lrs.example.se/xapi`."""
    auth: Literal["none", "gateway", "key"] = "none"
    """What packages log in with: nothing; nothing, as a gateway adds the key; or a key that only writes."""
    actor: Literal["random", "account"] = "random"
    """Who the learner is to the LRS: a random id, or the account in the LMS."""


Tracking = Literal["minimal", "quarters", "detailed"]
"""How much of a film's playback is reported: that it was seen; each quarter; each press of a button."""


class Theme(Model):
    """How every page looks: the one colour that all others are derived from, and the publisher's logo."""

    called: ClassVar = "`theme`"

    color: Colour = DEFAULT
    """The colour that all others are derived from, in quotes: `"#0b6e6e"`."""
    logo: LogoFile | None = None
    """An SVG or PNG picture beside publisher.yaml."""


class Publisher(Model):
    """Who publishes: the project's `publisher.yaml`.

    `media` are the servers, outside the packages, that films may be on; `status` is what SCORM 1.2 reports at
    completion; empty `formats` mean the usual ones; `unit` is the code of the part of the organisation that
    the statements belong to.
    """

    called: ClassVar = "a publisher"

    name: Name
    """The organisation that publishes the modules."""
    base: Base
    """A web address of your own. Identifiers are made from it: choose once, keep for ever."""
    languages: Annotated[tuple[Language, ...], Field(min_length=1), Distinct] = ("sv", "en")
    """The languages of your own texts; `[sv, en]` if left out. A module without any is in the first."""
    formats: Annotated[tuple[FormatId, ...], Field(min_length=1), Distinct] = ()
    """The kinds of packages that `larpaket build` makes; without it, the usual ones."""
    score: Literal["complete", "none"] = "complete"
    """Whether a learner who has finished gets 100 points, or there are no points."""
    status: Literal["completed", "passed"] = "completed"
    """What SCORM 1.2 reports at completion; `passed` for an LMS that counts nothing else."""
    tracking: Tracking = "minimal"
    """What is reported of a film: that it was seen, each quarter of it, or each press of a button."""
    lrs: Lrs | None = None
    """The learning record store that SCORM packages send statements to."""
    unit: Unit | None = None
    """The code of the part of the organisation that statements belong to, such as `skola-12`."""
    media: Annotated[tuple[Origin, ...], Distinct] = ()
    """The servers outside the packages that films may be on, such as `https://film.example.se`."""
    privacy: Privacy = Privacy()
    """What the privacy sheet says about you and your purposes; nothing is claimed that is not written."""
    theme: Theme = Theme()
    """How every page looks."""
    accessibility: Link | None = None
    """The address of the accessibility statement."""
    catalogues: tuple[Catalogue, ...] = ()
    """Several modules as one package, beside the packages of each."""

    _places: Node = PrivateAttr(default_factory=lambda: Node({}, Place(Path())))
    _files: tuple[Path, ...] = PrivateAttr(default=())

    @model_validator(mode="after")
    def _privacy_is_translated(self) -> Publisher:
        if missing := list(self.privacy.untranslated(self.languages)):
            raise pydantic_error(*missing)
        return self

    @model_validator(mode="after")
    def _catalogues_differ(self) -> Publisher:
        if twice := list(once(self.catalogues)):
            raise pydantic_error(*twice)
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
