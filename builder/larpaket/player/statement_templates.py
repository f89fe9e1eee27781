"""The templates of a module's statements, by the names that the player uses."""

from __future__ import annotations

from typing import Any

from larpaket import vocabulary
from larpaket.definition.gathered import Described
from larpaket.definition.publisher import Publisher
from larpaket.player.setting import PageSetting
from larpaket.statements import Activity, Profile, Template, grouped, template

# raw 100 on completion, so that nobody who has finished sees 0 in a grade book (moodle.md).
_SCORE = {"scaled": 1, "raw": 100, "min": 0, "max": 100}


def statement_templates(setting: PageSetting) -> dict[str, Template]:
    """`initialized`, `completed` and `terminated` for the module, and its activities' own; empty without a
    profile.
    """
    if setting.profile is None:
        return {}
    module = setting.module
    said = session_templates(module, setting.publisher, setting.profile, vocabulary.LESSON)
    for activity in module.activities:
        said |= activity.statements(setting)
    origins = [
        vocabulary.iri(original.base or setting.publisher.base, original.id) for original in module.originals
    ]
    return {name: grouped(one, origins) if origins else one for name, one in said.items()}


def session_templates(
    whole: Described, publisher: Publisher, profile: Profile, kind: str
) -> dict[str, Template]:
    """`initialized`, `completed` and `terminated` for a module or a catalogue; `kind` is its type's IRI."""
    iri = vocabulary.iri(publisher.base, whole.id)
    activity = Activity(iri, kind, whole.in_order(whole.title), whole.in_order(whole.description))
    completed: dict[str, Any] = {"completion": True}
    if profile.scored and publisher.score == "complete":
        completed["score"] = _SCORE
    return {
        "initialized": template(
            vocabulary.INITIALIZED, activity, revision=whole.version, categories=profile.defined
        ),
        "completed": template(
            vocabulary.COMPLETED,
            activity,
            revision=whole.version,
            categories=profile.completing,
            result=completed,
        ),
        "terminated": template(
            vocabulary.TERMINATED, activity, revision=whole.version, categories=profile.defined
        ),
    }
