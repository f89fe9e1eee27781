"""The data that the page passes to the player's script: the only contract between Python and JavaScript.

`templates/player/contract.d.ts` is generated from these models; a test fails if they differ.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, Union

from pydantic import SerializeAsAny, create_model

from larpaket.activities import ACTIVITIES
from larpaket.definition.page import ActivityData, Contract, Text


class StepData(Contract):
    """A step and the ids of its activities."""

    id: str
    activities: tuple[str, ...]


class ModulePart(Contract):
    """An activity of a module in a catalogue, and about how many minutes it takes."""

    id: str
    type: str
    required: bool
    minutes: int


class ModuleData(Contract):
    """A module of a catalogue."""

    id: str
    required: bool
    activities: tuple[ModulePart, ...]


class LrsData(Contract):
    """Where a SCORM package sends statements; `home_page` is that of the actors' accounts."""

    endpoint: str
    authorization: str
    actor: Literal["random", "account"]
    home_page: str


class PlayerData(Contract):
    """Everything that the script needs to know. `texts` are the player's and the module's by language: `keys`
    names the first ones, the others go by their index; None means that the page shows the text unchanged.
    `state_limit` is in characters; `statements` are templates by name. `extensions` is the prefix of
    extensions' IRIs. `modules` are those of a catalogue, whose own page has no activities. `mode` is who uses
    the module; with `either`, they are asked. `team` is the home page of groups' accounts, "" if there are no
    groups. `status` is what SCORM 1.2 reports at completion. `unit` is the code of the part of the
    organisation that the statements belong to, unless the launch names one.
    """

    id: str
    version: str
    languages: tuple[str, ...]
    directions: dict[str, Literal["ltr", "rtl"]]
    mode: Literal["group", "individual", "either"]
    score: bool
    state_limit: int
    steps: tuple[StepData, ...]
    activities: tuple[SerializeAsAny[ActivityData], ...]
    extensions: str
    team: str
    lrs: LrsData | None = None
    unit: str = ""
    status: Literal["completed", "passed"] = "completed"
    keys: tuple[str, ...]
    texts: dict[str, tuple[Text | None, ...]]
    statements: dict[str, dict[str, Any]]
    modules: tuple[ModuleData, ...] = ()


@cache
def _player_data_model(kinds: tuple[type[ActivityData], ...]) -> type[PlayerData]:
    """The model with the union of these in place of `ActivityData`, so that pydantic knows the fields of
    each.
    """
    any_of: Any = Union[kinds]  # noqa: UP007  # made from a tuple
    return create_model(
        "PlayerData", __base__=PlayerData, __doc__=PlayerData.__doc__, activities=(tuple[any_of, ...], ...)
    )


def player_data_model() -> type[PlayerData]:
    """The data's model with all activity types."""
    return _player_data_model(tuple(kind.data_model for kind in ACTIVITIES.values()))


def schema() -> dict[str, Any]:
    """The contract as JSON Schema, from which `contract.d.ts` is generated."""
    found: dict[str, Any] = _for_types(player_data_model().model_json_schema(mode="serialization"))
    return found


def _for_types(schema: Any) -> Any:
    """Adapt a schema to the generator: a property's title would become a separate TypeScript type, and tuples
    are known only by their older name.
    """
    if isinstance(schema, list):
        return [_for_types(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        key: value
        for key, value in schema.items()
        if key != "title" or not isinstance(value, str) or "properties" in schema
    }
    return {{"prefixItems": "items"}.get(key, key): _for_types(value) for key, value in kept.items()}
