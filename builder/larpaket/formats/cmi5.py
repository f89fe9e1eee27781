"""cmi5: a course structure with the module as its one assignable unit (AU) (cmi5 13 and 14, packages.md
section 7).
"""

from __future__ import annotations

from collections.abc import Sequence

from larpaket import vocabulary
from larpaket.definition.model import LearningModule
from larpaket.definition.publisher import Publisher
from larpaket.definition.setting import Store
from larpaket.files import PackageFile
from larpaket.formats import xml
from larpaket.formats.format import Format, Manifest
from larpaket.standards import CMI5_XML, Standard
from larpaket.statements import Profile


def _add_files(
    module: LearningModule, publisher: Publisher, files: Sequence[PackageFile]
) -> list[PackageFile]:
    """`cmi5.xml`."""
    return [PackageFile(CMI5_XML, (xml.serialise(_course_structure(module, publisher)),))]


def _course_structure(module: LearningModule, publisher: Publisher) -> xml.Element:
    root = xml.root(vocabulary.CMI5_NAMESPACE, "courseStructure", {None: vocabulary.CMI5_NAMESPACE}, {})
    course = xml.add(root, "course", id=vocabulary.course(publisher.base, module.id))
    _add_texts(course, module)
    iri = vocabulary.iri(publisher.base, module.id)
    # Without moveOn, the AU counts as satisfied at registration, and the first launch is a review (13.1.4).
    unit = xml.add(
        root, "au", id=iri, moveOn="Completed", launchMethod="AnyWindow", activityType=vocabulary.LESSON
    )
    _add_texts(unit, module)
    xml.add(unit, "url", "index.html")
    return root


def _add_texts(parent: xml.Element, module: LearningModule) -> None:
    """Title and description, the module's first language first: Moodle's plug-in stores only that one."""
    for name, texts in (("title", module.title), ("description", module.description)):
        element = xml.add(parent, name)
        for language in module.languages:
            xml.add(element, "langstring", texts[language], lang=language)


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
)
