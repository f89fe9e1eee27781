"""The templates of a module's statements, by the names that the player uses."""

from __future__ import annotations

from typing import Any

from larpaket import vocabulary
from larpaket.player.setting import PageSetting
from larpaket.statements import Activity, Template, grouped, template

# raw 100 on completion, so that nobody who has finished sees 0 in a grade book (moodle.md).
_SCORE = {"scaled": 1, "raw": 100, "min": 0, "max": 100}


def statement_templates(setting: PageSetting) -> dict[str, Template]:
    """`initialized`, `completed` and `terminated` for the module, and its activities' own; empty without a
    profile.
    """
    if setting.profile is None:
        return {}
    module, profile = setting.module, setting.profile
    iri = vocabulary.iri(setting.publisher.base, module.id)
    whole = Activity(
        iri, vocabulary.LESSON, module.in_order(module.title), module.in_order(module.description)
    )
    completed: dict[str, Any] = {"completion": True}
    if profile.scored and setting.publisher.score == "complete":
        completed["score"] = _SCORE
    said = {
        "initialized": template(
            vocabulary.INITIALIZED, whole, revision=module.version, categories=profile.defined
        ),
        "completed": template(
            vocabulary.COMPLETED,
            whole,
            revision=module.version,
            categories=profile.completing,
            result=completed,
        ),
        "terminated": template(
            vocabulary.TERMINATED, whole, revision=module.version, categories=profile.defined
        ),
    }
    for activity in module.activities:
        said |= activity.statements(setting)
    origins = [
        vocabulary.iri(original.base or setting.publisher.base, original.id) for original in module.originals
    ]
    return {name: grouped(one, origins) if origins else one for name, one in said.items()}
