"""Templates of xAPI statements: what is known when a package is built. The only module that uses tincan.

The player's `statements.js` adds what is known only at run time: id, actor, registration, timestamp,
durations. tincan types and orders the parts but validates almost nothing (xapi.md section 5); in the tests,
the local LRS validates what is sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tincan

Template = dict[str, Any]
"""A statement without id, actor and timestamp, as JSON values."""

Verb = tuple[str, Mapping[str, str]]
"""A verb's IRI and its display text by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How the statements of a launch differ: categories (IRIs) of the module's own statements and of its
    completion, and whether that has a score."""

    defined: tuple[str, ...]
    completing: tuple[str, ...]
    scored: bool


PLAIN = Profile(defined=(), completing=(), scored=True)
"""xAPI without a profile."""


@dataclass(frozen=True, slots=True)
class Activity:
    """The object of a statement; `name` and `description` by language. A question is a `long-fill-in`, or a
    `likert` with a `scale`: what its steps say, by their ids.
    """

    iri: str
    type: str
    name: Mapping[str, str]
    description: Mapping[str, str] | None = None
    question: bool = False
    scale: Mapping[str, Mapping[str, str]] | None = None


def template(
    verb: Verb,
    activity: Activity,
    *,
    revision: str,
    parent: str | None = None,
    categories: Sequence[str] = (),
    result: Mapping[str, Any] | None = None,
    extensions: Mapping[str, Any] | None = None,
) -> Template:
    """A statement that somebody did `verb` with `activity`.

    `revision` is the module's version; `parent` and `categories` are IRIs of activities; `extensions` belong
    to the context.
    """
    context = tincan.Context(revision=revision)
    if extensions:
        context.extensions = dict(extensions)
    if parent or categories:
        context.context_activities = tincan.ContextActivities()
    if parent:
        context.context_activities.parent = [tincan.Activity(id=parent)]
    if categories:
        context.context_activities.category = [tincan.Activity(id=category) for category in categories]
    iri, display = verb
    statement = tincan.Statement(
        verb=tincan.Verb(id=iri, display=dict(display)), object=_activity(activity), context=context
    )
    if result:
        # A copy, because tincan changes the dictionaries that it is given.
        statement.result = tincan.Result(
            **{key: dict(value) if isinstance(value, Mapping) else value for key, value in result.items()}
        )
    made: Template = _plain(statement.as_version())
    return made


def grouped(template: Template, iris: Sequence[str]) -> Template:
    """The same statement about a module that goes back to others: IRIs of activities, as its grouping."""
    context = template["context"]
    activities = {**context.get("contextActivities", {}), "grouping": [{"id": iri} for iri in iris]}
    return {**template, "context": {**context, "contextActivities": dict(sorted(activities.items()))}}


def inside(template: Template, whole: str) -> Template:
    """The same statement where `whole`, an activity's IRI, holds the activity: as its parent, or beyond that
    in the grouping.
    """
    context = template["context"]
    activities = context.get("contextActivities", {})
    kind = "grouping" if "parent" in activities else "parent"
    activities = {**activities, kind: [*activities.get(kind, []), {"id": whole}]}
    return {**template, "context": {**context, "contextActivities": dict(sorted(activities.items()))}}


def _activity(activity: Activity) -> tincan.Activity:
    definition = tincan.ActivityDefinition(type=activity.type, name=dict(activity.name))
    if activity.description:
        definition.description = dict(activity.description)
    if activity.question:
        definition.interaction_type = "long-fill-in"
    if activity.scale:
        definition.interaction_type = "likert"
        definition.scale = [
            tincan.InteractionComponent(id=id, description=dict(said)) for id, said in activity.scale.items()
        ]
    return tincan.Activity(id=activity.iri, definition=definition)


def _plain(value: Any) -> Any:
    """Sorted keys, whatever tincan's order; whole floats as integers."""
    if isinstance(value, dict):
        return {key: _plain(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
