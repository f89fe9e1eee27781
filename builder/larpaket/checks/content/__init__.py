"""What stands in a package's pages, scripts, style sheets, films and captions. Importing this registers its checks."""

from larpaket.checks.content import films, habits, pages, player, references

__all__ = ["films", "habits", "pages", "player", "references"]
