"""Style sheets as they are shipped: the roles as custom properties (`--ink`, `--paper` …, a letter each there), the templates' sheets, the
logo's place.

The roles are written out as hex: what is painted is then exactly what was measured, in browsers without relative colours and on screens
with more colours than sRGB too.
"""

from __future__ import annotations

from pathlib import Path

from larpaket.templates import templates
from larpaket.theme.colour import oklch
from larpaket.theme.css import compact, short_names
from larpaket.theme.logo import Logo
from larpaket.theme.palette import Palette, palette

_PLAYER = Path("player", "style")


def style_sheet(colour: str, logo: Logo | None, *names: str) -> str:
    """One sheet: the theme's colours, the sizes, then the templates' sheets of those names (`player/style/base.css`), then the logo's."""
    logos = (_PLAYER / "logo.css",) if logo else ()
    sheets = ((templates() / name).read_text("utf-8") for name in (_PLAYER / "tokens.css", *names, *logos))
    return short_names(colours(colour) + compact("".join(sheets)) + (f"@layer part{{{logo.rule}}}\n" if logo else ""))


def colours(colour: str) -> str:
    """The roles' colours for a theme."""
    theme = oklch(colour)
    light, dark = palette(theme, "light"), palette(theme, "dark")
    night = {role: value for role, value in dark.items() if value != light[role]}
    return f"@layer tokens{{{_root(light)}@media (prefers-color-scheme:dark){{{_root(night)}}}}}\n"


def _root(values: Palette) -> str:
    return ":root{" + ";".join(f"--{role}:{value}" for role, value in values.items()) + "}"
