"""Checklists that are too long to be finished."""

from __future__ import annotations

from larpaket.activities.checklist.model import ChecklistFields
from larpaket.definition.definition import Definition, definition_rule
from larpaket.definition.rule import ADVICE, Findings

MOST_ITEMS = 12


@definition_rule("M281", ADVICE)
def checklist_too_long(definition: Definition) -> Findings:
    """A checklist has at most 12 items.

    Reason: A long list is read once and not taken up again, and what matters most is lost in it. On a big
    screen only the first items are in view.

    Help: Keep what really has to be done, put details into an item's `help`, or make two lists.

    Passes:

        items:
          - id: lokal
            text: Boka en lokal där alla ser skärmen.

    Fails:

        items:
          - id: punkt-13
            text: Vattna blommorna.
    """
    for loc, checklist in definition.of(ChecklistFields):
        if len(checklist.items) > MOST_ITEMS:
            text = f"the checklist has {len(checklist.items)} items: too many to take up again"
            yield definition.at((*loc, "items"), text, key=True)


CHECKS = (checklist_too_long,)
