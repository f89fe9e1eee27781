"""larpaket: learning packages from module definitions."""

__version__ = "0.1.0"
