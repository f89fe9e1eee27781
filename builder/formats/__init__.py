"""The package formats: one module each, all of one shape.

A format has `id`, `title`, `adapter` (the file under `templates/player/tracking/` and the name it exports), `manifest` (the name of
its first file) and `add_files(module, publisher, files)`, which returns what it adds to the player's files. A further format is one
module, one adapter and one line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from builder.definition.model import LearningModule, Publisher
from builder.files import PackageFile
from builder.formats import scorm12


class Format(Protocol):
    """The names that every format module has."""

    id: str
    title: str
    adapter: str
    manifest: str

    def add_files(self, module: LearningModule, publisher: Publisher, files: Sequence[PackageFile]) -> list[PackageFile]:
        """The files that this format adds, its manifest among them; `files` are the player's."""
        ...


FORMATS: dict[str, Format] = {scorm12.id: scorm12}
