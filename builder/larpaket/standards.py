"""The standards that packages follow, by the names that people know them by. A format says which it follows;
a check, which it is about.
"""

from __future__ import annotations

from enum import Enum


class Standard(Enum):
    """A standard for packages."""

    SCORM_12 = "SCORM 1.2"
    SCORM_2004_2ND = "SCORM 2004 2nd Edition"
    SCORM_2004_3RD = "SCORM 2004 3rd Edition"
    SCORM_2004_4TH = "SCORM 2004 4th Edition"
    TINCAN = "xAPI launch"
    CMI5 = "cmi5 course structure"
    NONE = "no manifest"
    """Anybody's zip without a manifest that an LMS knows."""


SCORM_2004 = frozenset({Standard.SCORM_2004_2ND, Standard.SCORM_2004_3RD, Standard.SCORM_2004_4TH})
SCORM = SCORM_2004 | {Standard.SCORM_12}

IMSMANIFEST, TINCAN_XML, CMI5_XML = "imsmanifest.xml", "tincan.xml", "cmi5.xml"
"""The manifests' names, at the root of a package."""
