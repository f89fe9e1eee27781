"""The checks of packages. Importing this registers them all; a new module is one line here."""

from builder.checks.rules import archive, manifests, names, organizations, xml

__all__ = ["archive", "manifests", "names", "organizations", "xml"]
