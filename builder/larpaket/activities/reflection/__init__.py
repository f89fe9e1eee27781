"""Questions to reflect on, with a timer and, where it is wanted, a field for what one thinks."""

from larpaket.activities.reflection.reflection import Reflection

__all__ = ["Reflection"]
