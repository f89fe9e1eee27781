"""The files of a catalogue's package."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from larpaket.catalogue.page import overview_files
from larpaket.catalogue.room import share
from larpaket.definition.gathered import Gathered
from larpaket.definition.publisher import Publisher
from larpaket.files import PackageFile
from larpaket.formats import Format
from larpaket.marker import marker_file
from larpaket.player.render import pages
from larpaket.player.setting import setting_of
from larpaket.privacy.pages import privacy_files
from larpaket.privacy.sheet import Sheet, sheet, together

_FRAMED = frozenset({"browsing", "expired", "lost", "readonly", "unstored", "untracked"})
"""The session states, of those that not every format has, that a module's page in a catalogue knows."""


def catalogue_files(
    catalogue: Gathered, publisher: Publisher, format: Format, authorization: str = ""
) -> list[PackageFile]:
    """The files of its package in that format; `authorization` is the header for the publisher's LRS.

    Each module has a folder; what the modules share, the player's files first, lies once at the root.
    """
    launched = format.launches(catalogue)
    settings = [setting_of(module, publisher, format, framed=not launched) for module in catalogue.modules]
    files: list[PackageFile] = []
    if not launched:
        files += overview_files(catalogue, publisher, format, settings, authorization)
    made = format if launched else _framed(catalogue, format, publisher)
    shared, own = pages(settings, made, authorization if launched else "", root="../")
    files += shared
    for setting, some in zip(settings, own, strict=True):
        module = setting.module
        if launched:
            some = [*some, marker_file(format.id, module.id, module.version)]
        files += _below(module.id, some)
    files += privacy_files(catalogue, publisher, catalogue_sheet(catalogue, publisher, format), format.title)
    files.append(marker_file(format.id, catalogue.id, catalogue.version))
    if launched and format.add_several:
        return files + format.add_several(catalogue, publisher, files)
    return files + format.add_files(catalogue, publisher, files)


def catalogue_sheet(catalogue: Gathered, publisher: Publisher, format: Format) -> Sheet:
    """What its modules together do with data."""
    settings = (setting_of(module, publisher, format) for module in catalogue.modules)
    return together([sheet(setting, format.servers) for setting in settings])


def _framed(catalogue: Gathered, format: Format, publisher: Publisher) -> Format:
    """The format of a module's page in a catalogue's, which tracks for it."""
    return replace(
        format,
        adapter="framed",
        statuses=_FRAMED,
        answers="",
        profile=format.profile_for(publisher),
        reports=False,
        state_limit=share(catalogue, publisher, format),
    )


def _below(folder: str, files: Iterable[PackageFile]) -> list[PackageFile]:
    return [replace(file, path=f"{folder}/{file.path}") for file in files]
