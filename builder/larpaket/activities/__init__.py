"""The activity types: one folder each with one class (`Activity` says what it contains).

A new type is one module here, its page under `templates/player/activities/<type>/`, and one line in
`ACTIVITIES`.
"""

from __future__ import annotations

from larpaket.activities.agreement import Agreement
from larpaket.activities.checklist import Checklist
from larpaket.activities.estimate import Estimate
from larpaket.activities.film import Film
from larpaket.activities.reflection import Reflection
from larpaket.activities.registry import ActivityError, registry
from larpaket.activities.text import ReadingText

ACTIVITIES = registry(Film, Reflection, Agreement, Estimate, ReadingText, Checklist)

__all__ = ["ACTIVITIES", "ActivityError", "registry"]
