"""The player without an LMS: once unpacked, `index.html` opens by double-click and needs no network."""

from __future__ import annotations

from collections.abc import Sequence

from larpaket.definition.gathered import Described
from larpaket.definition.publisher import Publisher
from larpaket.definition.setting import Store
from larpaket.files import PackageFile
from larpaket.formats.format import Format


def _add_files(module: Described, publisher: Publisher, files: Sequence[PackageFile]) -> list[PackageFile]:
    """Nothing: the player's files are the package."""
    return []


FORMAT = Format(
    id="web",
    title="web",
    usual=True,
    overview={
        "sv": "Möten utan lärplattform. Packa upp och dubbelklicka på index.html.",
        "en": "Meetings without a learning platform. Unpack it and double-click index.html.",
    },
    standards=frozenset(),
    manifest=None,
    adapter="web",
    statuses=frozenset({"unstored"}),
    answers="",
    objectives="",
    first="index.html",
    state_limit=30_000,
    state_room=50_000,
    store=Store.BROWSER,
    elements=None,
    profile=None,
    reports=False,
    passed=False,
    servers=(),
    schemas=(),
    add_files=_add_files,
    gathers=True,
    add_several=None,
)
