"""Which formats a test plays."""

from __future__ import annotations

from typing import Literal

import pytest

from larpaket.formats import FORMATS

EDITIONS = tuple(name for name in FORMATS if name.startswith("scorm2004-"))


def every_format(edition: Literal["2nd", "3rd", "4th"], *, indirect: bool = False) -> pytest.MarkDecorator:
    """Every format, but of SCORM 2004 only this edition; `make soak` plays the others.

    The player is the same in all editions but for how much state an LMS keeps, which
    formats/test_editions.py compares byte by byte. Tests take turns, so that each edition is still played.
    """
    played = f"scorm2004-{edition}"
    assert played in EDITIONS
    others = set(EDITIONS) - {played}
    formats = [pytest.param(name, marks=pytest.mark.soak) if name in others else name for name in FORMATS]
    return pytest.mark.parametrize("format", formats, indirect=indirect)
