"""Why something cannot be imported."""

from __future__ import annotations

from larpaket.problems import LarpaketError


class ImportFileError(LarpaketError):
    """A file cannot be imported; the text names it, and says what to do."""
