"""What is shown in which width and colour scheme: all pairs in `make test`, every combination in `make soak`."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

WIDTHS = (1280, 750, 320)
SCHEMES = ("light", "dark")


def in_turn(names: Sequence[str], widths: Sequence[int], schemes: Sequence[str]) -> list[object]:
    """Return every name, width and scheme; those for `make soak` are marked.

    Left are each name at each width, and each scheme with each name and with each width: a colour does not depend
    on the width, and a width on no colour, so that what only all three together break is left to `make soak`.
    """
    return [
        pytest.param(
            name,
            width,
            scheme,
            marks=() if schemes[(at + turn) % len(schemes)] == scheme else pytest.mark.soak,
        )
        for at, name in enumerate(names)
        for turn, width in enumerate(widths)
        for scheme in schemes
    ]
