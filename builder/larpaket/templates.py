"""Where the templates are."""

from __future__ import annotations

import re
from pathlib import Path

_PACKAGE = Path(__file__).parent


def templates() -> Path:
    """The folder `templates/`: inside the package if installed from a wheel, else in the checkout, so that an
    editable installation never uses a stale copy.
    """
    checkout = _PACKAGE.parents[1] / "templates"
    inside = _PACKAGE / "templates"
    return inside if inside.is_dir() else checkout


def number(file: str, name: str) -> float:
    """The number that a player script exports under `name`: values shared with Python are defined only
    there.
    """
    found = re.search(
        rf"^export const {name} = ([0-9.]+);$", (templates() / "player" / file).read_text("utf-8"), re.M
    )
    if found is None:
        raise LookupError(f"templates/player/{file} does not export a number `{name}`")
    return float(found[1])
