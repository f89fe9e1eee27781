"""`larpaket.json`: says that larpaket made a package, and which release did, so that larpaket's own rules
apply to it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from larpaket.files import PackageFile
from larpaket.version import __version__

MARKER = "larpaket.json"


@dataclass(frozen=True, slots=True)
class Marker:
    """What a package says about itself."""

    generator: str
    version: str
    """larpaket's."""
    format: str
    module: str
    module_version: str


def marker_file(format: str, module: str, module_version: str) -> PackageFile:
    """The file for a package of `module`. A SCORM package's player requests it, to see whether its server
    answers.
    """
    marker = Marker("larpaket", __version__, format, module, module_version)
    return PackageFile(MARKER, (f"{json.dumps(asdict(marker), indent=2)}\n".encode(),))


def read_marker(data: bytes) -> Marker | None:
    """The marker in `data`; None if larpaket did not make it."""
    try:
        found = json.loads(data)
        marker = Marker(**{key: str(value) for key, value in found.items()})
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    return marker if marker.generator == "larpaket" else None
