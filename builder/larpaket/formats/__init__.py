"""The package formats: one module each, all of one shape.

A format has `id`, `title`, `adapter` (the file under `templates/player/tracking/` and the name it exports), `first` (its first file),
`state_limit` (how many characters its LMSs keep), `statements` (which statements the player sends), `schemas` (the schema
files that its manifest refers to) and `add_files(module,
publisher, files)`, which returns what it adds to the player's files. A further format is one module, one adapter and one line in
`FORMATS`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from larpaket.definition.model import LearningModule, Publisher
from larpaket.files import PackageFile
from larpaket.formats import cmi5, scorm12, scorm2004, web, xapi
from larpaket.vocabulary import Profile


class Format(Protocol):
    """The names that every format has."""

    @property
    def id(self) -> str:
        """As in `publisher.yaml` and in the package's name."""

    @property
    def title(self) -> str:
        """As people call it."""

    @property
    def adapter(self) -> str:
        """The player's tracking adapter."""

    @property
    def first(self) -> str:
        """The package's first file."""

    @property
    def state_limit(self) -> int:
        """The longest state to save, in characters."""

    @property
    def statements(self) -> Profile:
        """The profile of the statements that the player sends."""

    @property
    def schemas(self) -> tuple[str, ...]:
        """The schema files that the manifest refers to; none where nobody looks for them."""

    def add_files(self, module: LearningModule, publisher: Publisher, files: Sequence[PackageFile]) -> list[PackageFile]:
        """The files that this format adds; `files` are the player's."""
        ...


FORMATS: dict[str, Format] = {format.id: format for format in (scorm12, *scorm2004.EDITIONS, xapi, cmi5, web)}


def profile_of(format: Format, publisher: Publisher) -> Profile:
    """Which statements a package sends: SCORM itself has none, but the publisher may have an LRS."""
    if format.adapter.startswith("scorm") and publisher.lrs:
        return "xapi"
    return format.statements
