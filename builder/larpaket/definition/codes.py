"""The codes of a definition's errors.

Each has a folder under tests/golden/definition. Captions (V), text versions and guides (P) have their own
codes.
"""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """One kind of error in module.yaml, publisher.yaml or ids.lock."""

    UNREADABLE = "M100"
    NOT_UTF8 = "M101"
    SYNTAX = "M102"
    EMPTY = "M103"
    UNKNOWN_KEY = "M104"
    NOT_YET = "M105"
    MISSING_KEY = "M106"
    WRONG_VALUE = "M107"
    DUPLICATE_KEY = "M108"
    DUPLICATE_ID = "M109"
    BAD_ID = "M110"
    NOT_THE_FOLDER = "M111"
    TAB = "M112"
    ANCHOR = "M113"
    TAG = "M114"
    TEXT_IN_FLOW_MAP = "M115"
    COMMENT_BEHIND_TEXT = "M116"
    TOO_LARGE = "M117"
    MISSING_FILE = "M118"
    OUTSIDE_THE_FOLDER = "M119"
    MISSING_TRANSLATION = "M120"
    NO_FILM = "M121"
    BAD_FILM = "M122"
    BAD_DURATION = "M123"
    VANISHED_ID = "M124"
    BAD_LOCK = "M125"
    BAD_LANGUAGE = "M126"
    BAD_TEXT = "M127"
    BAD_PICTURE = "M128"
    BAD_RENAME = "M129"
    BAD_BASE = "M130"
    BAD_VERSION = "M131"
    CONTROL_CHARACTER = "M132"
    SEVERAL_DOCUMENTS = "M133"
    DUPLICATE_ITEM = "M134"
    TOO_MANY = "M135"
    GROUP_TEXT = "M136"
    BAD_ENDPOINT = "M137"
    GUIDE_FOR_NOBODY = "M138"
    BAD_ORIGIN = "M145"
    BAD_MEDIA_ADDRESS = "M146"
    NOT_DECLARED = "M147"
    FILM_FACTS = "M148"
    BAD_SIZE = "M149"
    BAD_COLOUR = "M150"
    LOW_CONTRAST = "M151"
    BAD_LOGO = "M152"
    BAD_LINK = "M153"
    BAD_UNIT = "M154"
    NO_DEFINITION = "M155"
