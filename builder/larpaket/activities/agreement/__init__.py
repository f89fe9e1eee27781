"""What a group, or one person, decides: rows of what, who and when, and a day to follow up."""

from larpaket.activities.agreement.agreement import Agreement

__all__ = ["Agreement"]
