"""What the SCORM manifests share: IMS Content Packaging (packages.md section 2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from larpaket.definition.gathered import Described, Gathered, Texts
from larpaket.definition.publisher import Publisher
from larpaket.files import PackageFile
from larpaket.formats.xml import Element, add

LAUNCH = "index.html"
SHARED = "res-_shared"
"""The resource of the files that several SCOs share; no id has an underscore."""
STATUSES = frozenset({"browsing", "elsewhere", "lost", "readonly", "restored", "unkept", "untracked"})
"""The session states that both versions of SCORM have, but not every format."""


def answers(time: str, response: str) -> tuple[str, ...]:
    """The elements of an interaction; each version has its own names for the time and the response."""
    return tuple(f"cmi.interactions.n.{name}" for name in ("id", "type", time, response, "result"))


def manifest_identifier(module: Described, publisher: Publisher) -> str:
    """The publisher's host name reversed, then the module: `SE.EXAMPLE.LEARN.module-id`. Never begins with a
    digit (xs:ID).
    """
    labels = (urlsplit(publisher.base).hostname or "local").split(".")
    reverse = ".".join(
        "".join(c for c in label if (c.isascii() and c.isalnum()) or c == "-") for label in reversed(labels)
    )
    return f"{'' if reverse[:1].isalpha() else 'H'}{reverse.upper()}.{module.id}"


def title(module: Described) -> str:
    """The only title in a manifest: in the module's first language, at most 200 characters (SPM)."""
    return module.title[module.languages[0]][:200]


def add_description(metadata: Element, module: Described, prefix: str, string: str, language: str) -> None:
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


def add_resource(manifest: Element, module: Described, files: Iterable[PackageFile], **marker: str) -> None:
    """The single resource: the SCO with its href first (lms-quirks.md 35), every file once."""
    resources = add(manifest, "resources")
    resource = add(
        resources, "resource", identifier=f"res-{module.id}", type="webcontent", **marker, href=LAUNCH
    )
    _add_paths(resource, LAUNCH, (file.path for file in files))


def add_resources(manifest: Element, catalogue: Gathered, files: Iterable[PackageFile], kind: str) -> None:
    """A SCO for each module, with the files of its folder; what they share is an asset that each depends on.

    `kind` is the attribute that tells a SCO from an asset.
    """
    resources = add(manifest, "resources")
    left = [file.path for file in files]
    for module in catalogue.modules:
        launch = f"{module.id}/{LAUNCH}"
        own = [path for path in left if path.startswith(f"{module.id}/")]
        left = [path for path in left if path not in own]
        marker = {kind: "sco"}
        resource = add(
            resources, "resource", identifier=f"res-{module.id}", type="webcontent", **marker, href=launch
        )
        _add_paths(resource, launch, own)
        add(resource, "dependency", identifierref=SHARED)
    asset = add(resources, "resource", identifier=SHARED, type="webcontent", **{kind: "asset"})
    _add_paths(asset, "", left)


def _add_paths(resource: Element, launch: str, paths: Iterable[str]) -> None:
    for path in sorted(paths, key=lambda path: (path != launch, path)):
        add(resource, "file", href=path)


def items(organization: Element, catalogue: Gathered) -> Iterator[tuple[Element, Described]]:
    """Adds an item for each module, under those of its sections; yields it with its module."""
    for number, part in enumerate(catalogue.parts, 1):
        parent = organization
        if part.title:
            parent = add(organization, "item", identifier=f"item-_section-{number}", isvisible="true")
            add(parent, "title", next(iter(part.title.values()))[:200])
        for module in part.modules:
            yield add_item(parent, module), module


def add_item(parent: Element, module: Described) -> Element:
    """The item of a SCO. Open edX lists only items that are marked as visible, although they all are by
    default.
    """
    item = add(
        parent,
        "item",
        identifier=f"item-{module.id}",
        identifierref=f"res-{module.id}",
        isvisible="true",
    )
    add(item, "title", title(module))
    return item
