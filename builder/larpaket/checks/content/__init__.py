"""Checks of pages, scripts, style sheets, films and captions. Importing this registers them."""

from larpaket.checks.content import films, pages, player, references, scripts

__all__ = ["films", "pages", "player", "references", "scripts"]
