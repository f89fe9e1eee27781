"""The release, which every package names; hatch reads it here."""

__version__ = "0.2.0"
