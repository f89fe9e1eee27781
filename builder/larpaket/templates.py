"""Where the templates are."""

from __future__ import annotations

import re
from pathlib import Path

_PACKAGE = Path(__file__).parent


def templates() -> Path:
    """The folder `templates/`: inside the package in a wheel, else the checkout's, so that an editable
    install never uses a stale copy.
    """
    checkout = _PACKAGE.parents[1] / "templates"
    inside = _PACKAGE / "templates"
    return inside if inside.is_dir() else checkout


def number(file: str, name: str) -> float:
    """The number that a script of the player exports by that name: what both sides must agree on stands there
    alone.
    """
    found = re.search(
        rf"^export const {name} = ([0-9.]+);$", (templates() / "player" / file).read_text("utf-8"), re.M
    )
    if found is None:
        raise LookupError(f"templates/player/{file} does not export a number `{name}`")
    return float(found[1])
