"""Which catalogues can be built, and the parts of a build that a module and a catalogue do differently."""

from __future__ import annotations

from collections.abc import Sequence

from larpaket.catalogue.files import catalogue_files, catalogue_sheet
from larpaket.definition.gathered import Gathered, gather
from larpaket.definition.model import LearningModule
from larpaket.definition.publisher import Publisher
from larpaket.files import PackageFile
from larpaket.formats import Format
from larpaket.marker import marker_file
from larpaket.player.render import player_files
from larpaket.player.setting import setting_of
from larpaket.privacy.pages import privacy_files
from larpaket.privacy.sheet import Sheet, sheet

Whole = LearningModule | Gathered
"""What a package holds."""


def gathered(publisher: Publisher, modules: Sequence[LearningModule]) -> list[Whole]:
    """The catalogues whose modules are all among these."""
    found = (gather(catalogue, publisher, modules) for catalogue in publisher.catalogues)
    return [one for one in found if one is not None]


def modules_in(whole: Whole) -> tuple[LearningModule, ...]:
    """The module itself, or those of the catalogue."""
    return whole.modules if isinstance(whole, Gathered) else (whole,)


def titles_in(whole: Whole) -> tuple[str, ...]:
    """The titles of a catalogue's modules, in its first language; none of a module."""
    if not isinstance(whole, Gathered):
        return ()
    return tuple(module.title[whole.languages[0]] for module in whole.modules)


def several_scos(whole: Whole, format: Format) -> bool:
    """Whether its package in that format has a SCO for each module, because the catalogue asks for it."""
    return isinstance(whole, Gathered) and format.gathers and format.launches(whole)


def package_files(
    whole: Whole, publisher: Publisher, format: Format, authorization: str = ""
) -> list[PackageFile]:
    """The files of its package; `authorization` is the header for the publisher's LRS."""
    if isinstance(whole, Gathered):
        return catalogue_files(whole, publisher, format, authorization)
    files = player_files(whole, publisher, format, authorization)
    files += privacy_files(whole, publisher, sheet_of(whole, publisher, format), format.title)
    files.append(marker_file(format.id, whole.id, whole.version))
    return files + format.add_files(whole, publisher, files)


def sheet_of(whole: Whole, publisher: Publisher, format: Format) -> Sheet:
    """The privacy sheet of its package in that format."""
    if isinstance(whole, Gathered):
        return catalogue_sheet(whole, publisher, format)
    return sheet(setting_of(whole, publisher, format), format.servers)
