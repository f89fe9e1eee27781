"""What the SCORM manifests share: IMS Content Packaging (packages.md section 2)."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from larpaket.definition.model import LearningModule, Texts
from larpaket.definition.publisher import Publisher
from larpaket.files import PackageFile
from larpaket.formats.xml import Element, add

LAUNCH = "index.html"
STATUSES = frozenset({"browsing", "elsewhere", "lost", "readonly", "restored", "unkept", "untracked"})
"""The session states that both versions of SCORM have, but not every format."""


def answers(time: str, response: str) -> tuple[str, ...]:
    """The elements of an interaction; each version has its own names for the time and the response."""
    return tuple(f"cmi.interactions.n.{name}" for name in ("id", "type", time, response, "result"))


def manifest_identifier(module: LearningModule, publisher: Publisher) -> str:
    """The publisher's host name reversed, then the module: `SE.EXAMPLE.LEARN.module-id`. Never begins with a
    digit (xs:ID).
    """
    labels = (urlsplit(publisher.base).hostname or "local").split(".")
    reverse = ".".join(
        "".join(c for c in label if (c.isascii() and c.isalnum()) or c == "-") for label in reversed(labels)
    )
    return f"{'' if reverse[:1].isalpha() else 'H'}{reverse.upper()}.{module.id}"


def title(module: LearningModule) -> str:
    """The only title in a manifest: in the module's first language, at most 200 characters (SPM)."""
    return module.title[module.languages[0]][:200]


def add_description(
    metadata: Element, module: LearningModule, prefix: str, string: str, language: str
) -> None:
    """LOM (packages.md section 4): title and description in every language.

    `string` is the element for one language, `language` its attribute.
    """
    general = add(add(metadata, f"{prefix}:lom"), f"{prefix}:general")

    def in_every_language(name: str, text: Texts) -> None:
        parent = add(general, f"{prefix}:{name}")
        for tag, words in text.items():
            add(parent, f"{prefix}:{string}", words, **{language: tag})

    in_every_language("title", module.title)
    for tag in module.languages:
        add(general, f"{prefix}:language", tag)
    in_every_language("description", module.description)


def add_resource(
    manifest: Element, module: LearningModule, files: Iterable[PackageFile], **marker: str
) -> None:
    """The single resource: the SCO with its href first (lms-quirks.md 35), every file once."""
    resources = add(manifest, "resources")
    resource = add(
        resources, "resource", identifier=f"res-{module.id}", type="webcontent", **marker, href=LAUNCH
    )
    for path in sorted((file.path for file in files), key=lambda path: (path != LAUNCH, path)):
        add(resource, "file", href=path)
