"""xAPI: a `tincan.xml` that launches the player, which then uses the LRS that the launch names (packages.md
section 6).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from larpaket import vocabulary
from larpaket.definition.gathered import Described
from larpaket.definition.publisher import Publisher
from larpaket.definition.setting import Store
from larpaket.files import PackageFile
from larpaket.formats import xml
from larpaket.formats.format import Format, Manifest
from larpaket.standards import TINCAN_XML, Standard
from larpaket.statements import PLAIN


def _add_files(module: Described, publisher: Publisher, files: Sequence[PackageFile]) -> list[PackageFile]:
    """`tincan.xml`."""
    return [PackageFile(TINCAN_XML, (xml.serialise(_manifest(module, publisher)),))]


def _manifest(module: Described, publisher: Publisher) -> xml.Element:
    """Our activity comes first and has the only launch: Moodle's plug-in ignores all others, and all
    prefixes.
    """
    root = xml.root(vocabulary.TINCAN_NAMESPACE, "tincan", {None: vocabulary.TINCAN_NAMESPACE}, {})
    iri = vocabulary.iri(publisher.base, module.id)
    activity = xml.add(xml.add(root, "activities"), "activity", id=iri, type=vocabulary.LESSON)
    _in_every_language(activity, "name", module.languages, module.title)
    _in_every_language(activity, "description", module.languages, module.description)
    xml.add(activity, "launch", "index.html", lang=module.languages[0])
    return root


def _in_every_language(
    parent: xml.Element, name: str, languages: Sequence[str], texts: Mapping[str, str]
) -> None:
    for language in languages:
        xml.add(parent, name, texts[language], lang=language)


FORMAT = Format(
    id="xapi",
    title="xAPI (tincan.xml)",
    usual=True,
    overview={
        "sv": "Lärplattformar med en LRS",
        "en": "Learning platforms with an LRS",
    },
    standards=frozenset({Standard.TINCAN}),
    manifest=Manifest(
        file=TINCAN_XML, namespace=vocabulary.TINCAN_NAMESPACE, schemaversion="", launch="launch", rank=2
    ),
    adapter="xapi",
    statuses=frozenset({"expired", "lost", "restored", "unkept", "untracked"}),
    answers="",
    objectives="",
    first=TINCAN_XML,
    state_limit=30_000,
    state_room=50_000,
    store=Store.LRS,
    elements=None,
    profile=PLAIN,
    reports=False,
    passed=False,
    servers=(),
    schemas=(),
    add_files=_add_files,
    gathers=True,
    add_several=None,
)
