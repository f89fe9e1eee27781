"""Questions to reflect on, with a timer and an optional field for notes."""

from larpaket.activities.reflection.reflection import Reflection

__all__ = ["Reflection"]
