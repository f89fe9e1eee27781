"""Every IRI in a package or a statement.

Ours are built from the publisher's `base`: `{base}/{module}/{activity}/{question}`. Names that start with `_`
can never be ids.
"""

from __future__ import annotations

# The namespaces of manifests: IMS Content Packaging, ADL's and IMS's additions, LOM; SCORM 1.2's, then those
# of SCORM 2004.
IMSCP_12 = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADLCP_12 = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
LOM_12 = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
IMSCP_2004 = "http://www.imsglobal.org/xsd/imscp_v1p1"
ADLCP_2004 = "http://www.adlnet.org/xsd/adlcp_v1p3"
LOM_2004 = "http://ltsc.ieee.org/xsd/LOM"
ADLSEQ = "http://www.adlnet.org/xsd/adlseq_v1p3"
ADLNAV = "http://www.adlnet.org/xsd/adlnav_v1p3"
IMSSS = "http://www.imsglobal.org/xsd/imsss"
TINCAN_NAMESPACE = "http://projecttincan.com/tincan.xsd"
CMI5_NAMESPACE = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"

# ADL's verbs, with display texts in the player's languages.
INITIALIZED = ("http://adlnet.gov/expapi/verbs/initialized", {"en": "initialized", "sv": "påbörjade"})
COMPLETED = ("http://adlnet.gov/expapi/verbs/completed", {"en": "completed", "sv": "slutförde"})
TERMINATED = ("http://adlnet.gov/expapi/verbs/terminated", {"en": "terminated", "sv": "avslutade"})
EXPERIENCED = ("http://adlnet.gov/expapi/verbs/experienced", {"en": "experienced", "sv": "tog del av"})
VOIDED = ("http://adlnet.gov/expapi/verbs/voided", {"en": "voided", "sv": "ogiltigförklarade"})
RESPONDED = ("http://adlnet.gov/expapi/verbs/responded", {"en": "responded", "sv": "svarade"})

PROGRESSED = ("http://adlnet.gov/expapi/verbs/progressed", {"en": "progressed", "sv": "kom vidare"})
# Verbs of the xAPI Video Profile 1.0.3.
PLAYED = ("https://w3id.org/xapi/video/verbs/played", {"en": "played", "sv": "spelade"})
PAUSED = ("https://w3id.org/xapi/video/verbs/paused", {"en": "paused", "sv": "pausade"})
SEEKED = ("https://w3id.org/xapi/video/verbs/seeked", {"en": "seeked", "sv": "flyttade sig i"})

# Activity types.
COURSE = "http://adlnet.gov/expapi/activities/course"
LESSON = "http://adlnet.gov/expapi/activities/lesson"
FILE = "http://adlnet.gov/expapi/activities/file"
INTERACTION = "http://adlnet.gov/expapi/activities/cmi.interaction"
ARTICLE = "http://activitystrea.ms/schema/1.0/article"
CHECKLIST = "http://id.tincanapi.com/activitytype/checklist"
VIDEO = "https://w3id.org/xapi/video/activity-type/video"

# The name of our own extension: on how many items people agreed.
AGREED_ITEMS = "agreed-items"

# cmi5 9.6.2: the first marks statements that cmi5 defines, the second those that count for moveOn.
CMI5_CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/cmi5"
MOVEON_CATEGORY = "https://w3id.org/xapi/cmi5/context/categories/moveon"
VIDEO_CATEGORY = "https://w3id.org/xapi/video"
VIDEO_EXTENSION = "https://w3id.org/xapi/video/extensions/"
CMI5_SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid"

# Our own extension of a result: how many of a group chose each step of a scale, by the steps' ids.
ANSWERS = "answers"


def video_extension(name: str) -> str:
    """An extension of the Video Profile: `length`, `time`, `progress`, `played-segments` …"""
    return VIDEO_EXTENSION + name


def iri(base: str, *ids: str) -> str:
    """`{base}/{id}/{id}…`. This must never change: learners' results are stored under it."""
    return "/".join((base.rstrip("/"), *ids))


def course(base: str, module: str) -> str:
    """The cmi5 course around a module, which is its only AU."""
    return iri(base, module, "_course")


def block(base: str, catalogue: str, number: int) -> str:
    """A section of a catalogue, as a block of a cmi5 course."""
    return iri(base, catalogue, f"_section-{number}")


def text_version(base: str, module: str, film: str) -> str:
    """A film's text version."""
    return iri(base, module, film, "_text")


def extension(base: str, name: str) -> str:
    """The key of our own extension of a result (`head-count`, `length` …) or a context (`unit` …)."""
    return iri(base, "_extensions", name)
