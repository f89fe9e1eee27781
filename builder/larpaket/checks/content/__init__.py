"""What stands in a package's pages, scripts, style sheets, films and captions. Importing this registers its checks."""

from larpaket.checks.content import films, pages, player, references, scripts

__all__ = ["films", "pages", "player", "references", "scripts"]
