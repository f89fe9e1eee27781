"""The checks. Importing this registers them all; a new module is one line here."""

from builder.checks.rules import archive, names, organizations

__all__ = ["archive", "names", "organizations"]
