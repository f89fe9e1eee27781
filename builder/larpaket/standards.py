"""The standards that packages follow, with their common names. A format says which one it follows, a check
which ones it applies to.
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
    """Any zip without a manifest that an LMS recognises."""


SCORM_2004 = frozenset({Standard.SCORM_2004_2ND, Standard.SCORM_2004_3RD, Standard.SCORM_2004_4TH})
SCORM = SCORM_2004 | {Standard.SCORM_12}

GIB = 1 << 30
MOST_BYTES, MOST_FILES = 4 * GIB - 1, 65_534
"""What a zip can hold without zip64 fields, which not every LMS reads (APPNOTE 4.4.1.4)."""
MANY_BYTES = 2 * GIB
"""From here on some LMSs cannot unpack a package, or a file in it."""

IMSMANIFEST, TINCAN_XML, CMI5_XML = "imsmanifest.xml", "tincan.xml", "cmi5.xml"
"""The manifests' names, at the root of a package."""
