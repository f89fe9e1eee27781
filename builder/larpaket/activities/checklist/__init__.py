"""Things to do, each ticked off when it is done."""

from larpaket.activities.checklist.checklist import Checklist

__all__ = ["Checklist"]
