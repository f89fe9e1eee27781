"""What the LRS knows about Activities and Verbs, from the newest statements (xAPI Data 2.4.4.1, 2.4.3)."""

from __future__ import annotations

from .language_choice import one_language
from .parts import Part, related_activities

_LANGUAGE_MAPS = ("name", "description")
_COMPONENT_LISTS = ("choices", "scale", "source", "target", "steps")


class Canon:
    """Canonical definitions by Activity id, canonical displays by Verb id."""

    def __init__(self) -> None:
        """Start empty."""
        self._definitions: dict[str, Part] = {}
        self._displays: dict[str, dict[str, str]] = {}

    def learn(self, statement: Part) -> None:
        """Take the definitions and the display. Languages are merged, other properties replaced."""
        for activity in related_activities(statement):
            new = activity.get("definition", {})
            known = self._definitions.setdefault(activity["id"], {})
            maps = {key: {**known.get(key, {}), **new[key]} for key in _LANGUAGE_MAPS if key in new}
            self._definitions[activity["id"]] = {**known, **new, **maps}
        self._displays.setdefault(statement["verb"]["id"], {}).update(statement["verb"].get("display", {}))

    def activity(self, activity_id: str) -> Part:
        """The whole Activity in all languages; only its id if nothing is known (Communication 2.5)."""
        definition = self._definitions.get(activity_id)
        return {
            "objectType": "Activity",
            "id": activity_id,
            **({"definition": definition} if definition else {}),
        }

    def activity_in(self, activity: Part, wanted: list[str]) -> Part:
        """The Activity as in a canonical statement: one language per map."""
        known = self._definitions.get(activity["id"])
        if not known:
            return activity
        definition = {
            key: one_language(value, wanted)
            if key in _LANGUAGE_MAPS
            else _components(value, wanted)
            if key in _COMPONENT_LISTS
            else value
            for key, value in known.items()
        }
        return {**activity, "definition": definition}

    def verb_in(self, verb: Part, wanted: list[str]) -> Part:
        """The Verb as in a canonical statement."""
        display = self._displays.get(verb["id"])
        return {**verb, "display": one_language(display, wanted)} if display else verb


def _components(components: list[Part], wanted: list[str]) -> list[Part]:
    return [
        {**one, "description": one_language(one["description"], wanted)} if "description" in one else one
        for one in components
    ]
