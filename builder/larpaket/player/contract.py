"""The data that the page hands to the player's script: the one contract between Python and JavaScript.

`templates/player/contract.d.ts` is generated from these models; a test fails when the two part.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

VersionName = Literal["film", "described", "signed"]


class _Contract(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CueData(NamedTuple):
    """A caption, for a page that cannot load the captions' file: an array of numbers that are short, for there are many.

    `gap` to the end of the one before it, below 0 where they overlap, and `length`, both in hundredths of a second.
    """

    gap: int
    length: int
    text: str


class VideoData(_Contract):
    """A film's address and its length; films on one `line` run alike, and what was played of one was played of all.

    `poster` is the address of the picture that stands for it, "" when there is none. It is not in the page, where it would be
    fetched before what the start needs.
    """

    src: str
    poster: str = ""
    seconds: float
    line: int


class VersionData(_Contract):
    """A version of a film; `videos` and `captions` by language. Without captions of its own it has those of the film that runs alike.

    `extensions` go with the context of what is told of it.
    """

    name: VersionName
    videos: dict[str, VideoData]
    captions: dict[str, tuple[CueData, ...]]
    extensions: dict[str, str | float] = {}


class FilmData(_Contract):
    """A film; the first of its `versions` is the film itself."""

    type: Literal["film"]
    id: str
    required: bool
    versions: tuple[VersionData, ...]


class QuestionData(_Contract):
    """A question; `seconds` is the proposed time."""

    id: str
    seconds: int


class ReflectionData(_Contract):
    """A reflection with its questions. `notes` is where its text goes in this format, `counted` whether a group says how many it is.

    `alone`: it is for one person, though the module is for a group too or asks who uses it.
    """

    type: Literal["reflection"]
    id: str
    required: bool
    notes: Literal["none", "private", "device", "lms", "lrs"]
    counted: bool
    alone: bool = False
    questions: tuple[QuestionData, ...]


Activity = FilmData | ReflectionData


class StepData(_Contract):
    """A step and the ids of its activities."""

    id: str
    activities: tuple[str, ...]


class LrsData(_Contract):
    """Where a SCORM package sends statements; `home_page` is that of the actors' accounts."""

    endpoint: str
    authorization: str
    actor: Literal["random", "account"]
    home_page: str


class Plural(_Contract):
    """A text that depends on a number."""

    one: str
    other: str


class Addressed(_Contract):
    """A text as it is said to one person and to a group; only where the module may speak to both."""

    du: str
    ni: str


class PlayerData(_Contract):
    """Everything that the script needs to know. `texts` are the player's and the module's by language: `keys` names the first of them,
    its place each of the others; None is what stands on the page as it is. `state_limit` is in characters, `statements` are templates by
    name. `extensions` is what extensions' IRIs begin with. `mode` is who uses the module; with `either` they are asked. `team` is the
    home page of groups' accounts, "" when nobody works in a group. `status` is what SCORM 1.2 reports at completion. `unit` is the code
    of the part of the organisation whose statements these are, where the launch names none."""

    id: str
    version: str
    languages: tuple[str, ...]
    directions: dict[str, Literal["ltr", "rtl"]]
    mode: Literal["group", "individual", "either"]
    score: bool
    state_limit: int
    steps: tuple[StepData, ...]
    activities: tuple[Activity, ...]
    extensions: str
    team: str
    lrs: LrsData | None = None
    unit: str = ""
    status: Literal["completed", "passed"] = "completed"
    keys: tuple[str, ...]
    texts: dict[str, tuple[str | Plural | Addressed | None, ...]]
    statements: dict[str, dict[str, Any]]


def schema() -> dict[str, Any]:
    """The contract as JSON Schema, from which `contract.d.ts` is generated."""
    found: dict[str, Any] = _for_types(PlayerData.model_json_schema(mode="serialization"))
    return found


def _for_types(schema: Any) -> Any:
    """A property's title would become a type of its own in TypeScript; and the generator knows tuples by their older name alone."""
    if isinstance(schema, list):
        return [_for_types(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: value for key, value in schema.items() if key != "title" or not isinstance(value, str) or "properties" in schema}
    return {{"prefixItems": "items"}.get(key, key): _for_types(value) for key, value in kept.items()}
