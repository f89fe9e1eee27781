"""Style sheets as shipped: the roles as custom properties (shortened to one letter), the templates' sheets
and the logo's space.

Roles are written as hex, so that what is painted is exactly what was measured, even in browsers without
relative colours and on wide-gamut screens.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from larpaket.templates import templates
from larpaket.theme.colour import oklch
from larpaket.theme.css import compact, one_block_each, short_names, without_unused
from larpaket.theme.logo import Logo
from larpaket.theme.palette import Palette, palette

_PLAYER = Path("player", "style")


def style_sheet(
    colour: str, logo: Logo | None, *names: str, rules: str = "", words: Collection[str] | None = None
) -> str:
    """One sheet: the theme's colours, sizes, the named sheets (`player/style/base.css`), the logo's; then
    `rules` that were made for the page. Rules for classes that are none of `words`, those of the page and its
    script, are left out.
    """
    logos = (_PLAYER / "logo.css",) if logo else ()
    sheets = ((templates() / name).read_text("utf-8") for name in (_PLAYER / "tokens.css", *names, *logos))
    own = (f"@layer part{{{logo.rule}}}" if logo else "") + rules
    whole = one_block_each(colours(colour) + compact("".join(sheets)) + own)
    return short_names(whole if words is None else without_unused(whole, words))


def colours(colour: str) -> str:
    """The roles' colours for a theme."""
    theme = oklch(colour)
    light, dark = palette(theme, "light"), palette(theme, "dark")
    night = {role: value for role, value in dark.items() if value != light[role]}
    return f"@layer tokens{{{_root(light)}@media (prefers-color-scheme:dark){{{_root(night)}}}}}\n"


def _root(values: Palette) -> str:
    return ":root{" + ";".join(f"--{role}:{value}" for role, value in values.items()) + "}"
