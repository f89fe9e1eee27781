"""A text to read, with pictures."""

from larpaket.activities.text.text import ReadingText

__all__ = ["ReadingText"]
