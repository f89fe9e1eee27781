"""What a format is: everything specific to it, in one record. Nothing has a default, so a missing part is an
error at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from larpaket.definition.gathered import Described, Gathered
from larpaket.definition.publisher import Publisher
from larpaket.definition.setting import Elements, Store
from larpaket.files import PackageFile
from larpaket.standards import Standard
from larpaket.statements import PLAIN, Profile

AddFiles = Callable[[Described, Publisher, Sequence[PackageFile]], list[PackageFile]]
AddSeveral = Callable[[Gathered, Publisher, Sequence[PackageFile]], list[PackageFile]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """How an LMS recognises the format: the file at the package's root, and what distinguishes this format
    from others with the same file.

    `launch` is the element whose text is the page to open; "" if the launched resource's `href` is that page.
    `rank` decides between manifests of several standards in one package: the lowest counts.
    """

    file: str
    namespace: str
    schemaversion: str
    launch: str
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A package format.

    `id` is used in `publisher.yaml` and in the package's name; `title` is its common name; `overview` says by
    language who it is for. A `usual` format is built if `publisher.yaml` names no others. `first` is the
    package's first file. `schemas` are the schema files that its manifest refers to; `add_files` returns what
    the format adds to the player's files.

    `adapter` is the file under `templates/player/tracking/` and the name that it exports; `statuses` are
    those of its session states that not every format has (save-status.js). `answers` is the export of
    `tracking/answers.js` that keeps answers in the LMS if no LRS gets them, or "", and `objectives` that of
    `tracking/objectives.js` that tells the LMS of a catalogue's modules, or "". `state_limit` is the longest
    state that the player saves; `state_room` is what the format's LMSs are certain to keep; both are in
    characters.

    `profile` is that of the statements for the launch's LRS, None if a launch names no LRS; `reports` then
    says that they go to the publisher's LRS. `gathers` says that a catalogue is one page around its modules;
    `add_several` returns what the format adds where each of them is launched by itself, None if it launches
    one page. `passed` says that the publisher's `status` applies. `servers`
    are keys of the privacy sheet's texts on servers that only this format contacts.
    """

    id: str
    title: str
    usual: bool
    overview: Mapping[str, str]
    standards: frozenset[Standard]
    manifest: Manifest | None
    adapter: str
    statuses: frozenset[str]
    answers: str
    objectives: str
    first: str
    state_limit: int
    state_room: int
    store: Store
    elements: Elements | None
    profile: Profile | None
    reports: bool
    passed: bool
    servers: tuple[str, ...]
    schemas: tuple[str, ...]
    add_files: AddFiles
    gathers: bool
    add_several: AddSeveral | None

    def profile_for(self, publisher: Publisher) -> Profile | None:
        """The profile of the statements in this publisher's packages; None if they send none."""
        return PLAIN if self.reports and publisher.lrs else self.profile

    def lrs_for(self, publisher: Publisher) -> str:
        """The endpoint of the publisher's LRS if its packages send there, else ""."""
        return publisher.lrs.endpoint if self.reports and publisher.lrs else ""

    def launches(self, catalogue: Gathered) -> bool:
        """Whether the LMS launches each of the catalogue's modules by itself."""
        return self.add_several is not None and (catalogue.several or not self.gathers)
