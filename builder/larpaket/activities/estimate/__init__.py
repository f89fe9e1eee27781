"""A question with a scale: where one person stands, or where everybody in a group does."""

from larpaket.activities.estimate.estimate import Estimate

__all__ = ["Estimate"]
