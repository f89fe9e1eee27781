"""A package as the preview shows it: its files, and the page that an LMS opens."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

from larpaket import vocabulary
from larpaket.checks.activity_manifests import Activities
from larpaket.checks.package import Package
from larpaket.checks.scorm import Scorm, normal
from larpaket.definition.model import LearningModule
from larpaket.definition.publisher import Publisher
from larpaket.definition.setting import Store
from larpaket.files import PackageFile
from larpaket.formats import Format
from larpaket.problems import LarpaketError, Problem
from larpaket.standards import Standard

_PAGE = "index.html"


class PackageError(LarpaketError):
    """A finished package cannot be shown."""


@dataclass(frozen=True, slots=True)
class Content:
    """A file: its size in bytes, and `read(offset, count)`."""

    size: int
    read: Callable[[int, int], bytes]


@dataclass(frozen=True)
class Shown:
    """A package. `page` is the launch page's address in it, `activity` the id that statements have for it.

    `ours` says that larpaket made it; `problems` are what `check` says of a finished package.
    """

    title: str
    version: str
    format: Format
    page: str
    activity: str
    languages: tuple[str, ...]
    ours: bool
    files: dict[str, Content] = field(repr=False)
    problems: tuple[Problem, ...] = ()

    @cached_property
    def names_lrs(self) -> bool:
        """Whether a package of ours reports to an LRS that its data names."""
        page = self.files.get(_PAGE) if self.ours else None
        text = page.read(0, page.size).decode("utf-8", "replace") if page else ""
        data = text.partition('id="data">')[2].partition("</script>")[0]
        return "lrs" in json.loads(data or "{}")

    @property
    def scorm(self) -> str:
        """`1.2` or `2004`; "" if it is no SCORM package."""
        if self.format.store is not Store.LMS:
            return ""
        return "1.2" if Standard.SCORM_12 in self.format.standards else "2004"


def shown_module(
    module: LearningModule, publisher: Publisher, format: Format, files: Sequence[PackageFile]
) -> Shown:
    """A module's package, from the files that a build makes."""
    language = module.languages[0]
    return Shown(
        title=module.title[language],
        version=module.version,
        format=format,
        page=_PAGE,
        activity=vocabulary.iri(publisher.base, module.id),
        languages=module.languages,
        ours=True,
        files={file.path: _content(file) for file in files},
    )


def shown_package(package: Package, problems: Sequence[Problem]) -> Shown:
    """Anybody's finished package; PackageError if no LMS could open it."""
    format = package.made_as
    if format is None:
        raise PackageError(f"{package.path} has no manifest that an LMS knows: `larpaket check` says more")
    page, activity, title = _launched(package, format)
    path = normal(unquote(urlsplit(page).path))
    if path not in package:
        raise PackageError(f"{package.path}: the page to open, `{path}`, is not in the package")
    return Shown(
        title=title or package.path.name,
        version="",
        format=format,
        page=page,
        activity=activity,
        languages=(),
        ours=package.ours,
        files={entry.name: Content(entry.size, partial(package.read_at, entry)) for entry in package.files},
        problems=tuple(problems),
    )


def _launched(package: Package, format: Format) -> tuple[str, str, str]:
    """The address of the launch page, the activity's id, and the title."""
    document = package.document
    if document is None or format.manifest is None:
        return _PAGE, "", ""
    if format.manifest.launch:
        launch = next(iter(document.named(format.manifest.launch)), None)
        owner = launch.getparent() if launch is not None else None
        ids = Activities(package, document).ids
        activity = (owner.get("id", "") if owner is not None else "") or next(iter(ids), "")
        titles = document.named("name") or document.named("langstring")
        return (launch.text or "").strip() if launch is not None else "", activity, _text(titles)
    scorm = Scorm(package, document)
    item = next((leaf for leaf in scorm.leaves if leaf.get("identifierref") in scorm.by_identifier), None)
    if item is None:
        raise PackageError(f"{package.path}: no item of the manifest refers to a resource to open")
    resource = scorm.by_identifier[item.get("identifierref", "")]
    address = scorm.base(resource) + resource.get("href", "")
    more = item.get("parameters", "")
    if more:
        address += more if more[:1] in "?#" else ("&" if "?" in address else "?") + more
    return address, "", _text(document.named("title"))


def _text(found: Sequence[object]) -> str:
    return next((text for one in found if (text := (getattr(one, "text", "") or "").strip())), "")


def _content(file: PackageFile) -> Content:
    if len(file.content) == 1 and not isinstance(file.content[0], bytes):
        part = file.content[0]

        def read(offset: int, count: int) -> bytes:
            with Path(part.path).open("rb") as stream:
                stream.seek(part.offset + offset)
                return stream.read(min(count, part.length - offset))

        return Content(part.length, read)
    data = BytesIO()
    for piece in file.content:
        if isinstance(piece, bytes):
            data.write(piece)
        else:
            with Path(piece.path).open("rb") as stream:
                stream.seek(piece.offset)
                data.write(stream.read(piece.length))
    whole = data.getvalue()
    return Content(len(whole), lambda offset, count: whole[offset : offset + count])
