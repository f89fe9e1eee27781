"""cmi5: a course structure with the module as its one assignable unit (AU) (cmi5 13 and 14, packages.md
section 7).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from larpaket import vocabulary
from larpaket.definition.gathered import Described, Gathered
from larpaket.definition.publisher import Publisher
from larpaket.definition.setting import Store
from larpaket.files import PackageFile
from larpaket.formats import xml
from larpaket.formats.format import Format, Manifest
from larpaket.standards import CMI5_XML, Standard
from larpaket.statements import Profile


def _add_files(module: Described, publisher: Publisher, files: Sequence[PackageFile]) -> list[PackageFile]:
    """`cmi5.xml`."""
    return [PackageFile(CMI5_XML, (xml.serialise(_course_structure(module, publisher)),))]


def _course_structure(module: Described, publisher: Publisher) -> xml.Element:
    root = xml.root(vocabulary.CMI5_NAMESPACE, "courseStructure", {None: vocabulary.CMI5_NAMESPACE}, {})
    course = xml.add(root, "course", id=vocabulary.course(publisher.base, module.id))
    _add_texts(course, module)
    _add_unit(root, module, publisher, "index.html")
    return root


def _add_several(
    catalogue: Gathered, publisher: Publisher, files: Sequence[PackageFile]
) -> list[PackageFile]:
    """`cmi5.xml` with an AU for each module, in blocks where the catalogue has sections."""
    root = xml.root(vocabulary.CMI5_NAMESPACE, "courseStructure", {None: vocabulary.CMI5_NAMESPACE}, {})
    course = xml.add(root, "course", id=vocabulary.course(publisher.base, catalogue.id))
    _add_texts(course, catalogue)
    for number, part in enumerate(catalogue.parts, 1):
        parent = root
        if part.title:
            parent = xml.add(root, "block", id=vocabulary.block(publisher.base, catalogue.id, number))
            _add_langstrings(parent, "title", part.title)
            _add_langstrings(parent, "description", part.title)
        for module in part.modules:
            _add_unit(parent, module, publisher, f"{module.id}/index.html")
    return [PackageFile(CMI5_XML, (xml.serialise(root),))]


def _add_unit(parent: xml.Element, module: Described, publisher: Publisher, page: str) -> None:
    iri = vocabulary.iri(publisher.base, module.id)
    # Without moveOn, the AU counts as satisfied at registration, and the first launch is a review (13.1.4).
    unit = xml.add(
        parent, "au", id=iri, moveOn="Completed", launchMethod="AnyWindow", activityType=vocabulary.LESSON
    )
    _add_texts(unit, module)
    xml.add(unit, "url", page)


def _add_texts(parent: xml.Element, module: Described) -> None:
    """Title and description, the module's first language first: Moodle's plug-in stores only that one."""
    for name, texts in (("title", module.title), ("description", module.description)):
        _add_langstrings(parent, name, {language: texts[language] for language in module.languages})


def _add_langstrings(parent: xml.Element, name: str, texts: Mapping[str, str]) -> None:
    element = xml.add(parent, name)
    for language, text in texts.items():
        xml.add(element, "langstring", text, lang=language)


FORMAT = Format(
    id="cmi5",
    title="cmi5",
    usual=True,
    overview={"sv": "Lärplattformar med cmi5", "en": "Learning platforms with cmi5"},
    standards=frozenset({Standard.CMI5}),
    manifest=Manifest(
        file=CMI5_XML, namespace=vocabulary.CMI5_NAMESPACE, schemaversion="", launch="url", rank=1
    ),
    adapter="cmi5",
    statuses=frozenset({"browsing", "expired", "lost", "readonly", "restored", "unkept", "untracked"}),
    answers="",
    objectives="",
    first=CMI5_XML,
    state_limit=30_000,
    state_room=50_000,
    store=Store.LRS,
    elements=None,
    # cmi5 defines three statements itself: these carry its category, and those that count for moveOn the
    # second one (9.6.2). Only passed and failed may have a score there (9.5.1).
    profile=Profile(
        defined=(vocabulary.CMI5_CATEGORY,),
        completing=(vocabulary.CMI5_CATEGORY, vocabulary.MOVEON_CATEGORY),
        scored=False,
    ),
    reports=False,
    passed=False,
    servers=("server.fetch",),
    schemas=(),
    add_files=_add_files,
    gathers=False,
    add_several=_add_several,
)
