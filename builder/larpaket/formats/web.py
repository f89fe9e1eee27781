"""The same without an LMS: unpacked, `index.html` opens by double-click and needs no network."""

from __future__ import annotations

from collections.abc import Sequence

from larpaket.definition.model import LearningModule, Publisher
from larpaket.files import PackageFile
from larpaket.vocabulary import Profile

id = "web"
title = "web"
adapter = "web"
first = "index.html"
statements: Profile = ""
state_limit = 30_000
schemas: tuple[str, ...] = ()


def add_files(module: LearningModule, publisher: Publisher, files: Sequence[PackageFile]) -> list[PackageFile]:
    """Nothing: the player's files are the package."""
    return []
