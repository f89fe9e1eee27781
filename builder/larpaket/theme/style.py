"""Style sheets as shipped: the roles as custom properties (shortened to one letter), the templates' sheets
and the logo's space.

Roles are written as hex, so that what is painted is exactly what was measured, even in browsers without
relative colours and on wide-gamut screens.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from larpaket.templates import templates
from larpaket.theme.colour import oklch
from larpaket.theme.css import compact, names_needed, one_block_each, short_names, without_unused
from larpaket.theme.logo import Logo
from larpaket.theme.palette import Palette, palette

_PLAYER = Path("player", "style")


@lru_cache(100)
def style_sheet(
    colour: str, logo: Logo | None, *names: str, rules: str = "", words: frozenset[str] | None = None
) -> str:
    """One sheet: the theme's colours, sizes, the named sheets (`player/style/base.css`), the logo's; then
    `rules` that were made for the page. Rules for classes that are none of `words`, those of the page and its
    script, are left out.
    """
    logos = (str(_PLAYER / "logo.css"),) if logo else ()
    own = (f"@layer part{{{logo.rule}}}" if logo else "") + rules
    shared = _shared(colour, (str(_PLAYER / "tokens.css"), *names, *logos))
    if words is not None:
        needed = names_needed(shared)
        shared, own = _used(shared, needed & words), without_unused(own, words)
    return short_names(one_block_each(shared + own))


# A build makes hundreds of pages of the same sheets: the privacy pages' are all alike, and of the players',
# which differ in what was made for the page, most classes are the same.
@cache
def _shared(colour: str, names: tuple[str, ...]) -> str:
    sheets = ((templates() / name).read_text("utf-8") for name in names)
    return one_block_each(colours(colour) + compact("".join(sheets)))


@lru_cache(100)
def _used(css: str, words: frozenset[str]) -> str:
    return without_unused(css, words)


def colours(colour: str) -> str:
    """The roles' colours for a theme."""
    theme = oklch(colour)
    light, dark = palette(theme, "light"), palette(theme, "dark")
    night = {role: value for role, value in dark.items() if value != light[role]}
    return f"@layer tokens{{{_root(light)}@media (prefers-color-scheme:dark){{{_root(night)}}}}}\n"


def _root(values: Palette) -> str:
    return ":root{" + ";".join(f"--{role}:{value}" for role, value in values.items()) + "}"
