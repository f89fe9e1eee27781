"""Where the templates are."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def templates() -> Path:
    """The folder `templates/`: inside the package in a wheel, else the checkout's, so that an editable install never uses a stale copy."""
    checkout = _PACKAGE.parents[1] / "templates"
    inside = _PACKAGE / "templates"
    return inside if inside.is_dir() else checkout
