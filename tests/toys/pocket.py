"""A format of the tests' own: packages for a system that keeps nothing itself, with a manifest of its own."""

from __future__ import annotations

from collections.abc import Sequence

from larpaket.definition.gathered import Described
from larpaket.definition.publisher import Publisher
from larpaket.definition.setting import Store
from larpaket.files import PackageFile
from larpaket.formats.format import Format, Manifest
from larpaket.formats.xml import add, root, serialise

NAMESPACE = "https://pocket.example/manifest"


def _add_files(module: Described, publisher: Publisher, files: Sequence[PackageFile]) -> list[PackageFile]:
    manifest = root(NAMESPACE, "pocket", {None: NAMESPACE}, {"name": module.id})
    add(manifest, "opens", "index.html")
    return [PackageFile("pocket.xml", (serialise(manifest),))]


FORMAT = Format(
    id="pocket",
    title="Pocket",
    usual=False,
    overview={"sv": "För fickan.", "en": "For the pocket."},
    standards=frozenset(),
    manifest=Manifest(file="pocket.xml", namespace=NAMESPACE, schemaversion="", launch="opens", rank=9),
    adapter="pocket",
    statuses=frozenset({"unstored"}),
    answers="",
    objectives="",
    first="pocket.xml",
    state_limit=30_000,
    state_room=30_000,
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
