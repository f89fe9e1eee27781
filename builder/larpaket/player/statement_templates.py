"""What a module's player tells an LRS: the templates of its statements, by the names that the player uses for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from larpaket import vocabulary
from larpaket.definition.model import Film, FilmVersion, LearningModule, Publisher, Reflection, Tracking
from larpaket.player import media
from larpaket.statements import Activity, Template, Verb, template
from larpaket.vocabulary import Profile

# raw 100 with the completion, so that nobody who has finished sees 0 in a grade book (moodle.md).
_SCORE = {"scaled": 1, "raw": 100, "min": 0, "max": 100}
# What a film tells beside its completion.
_VERBS: Mapping[Tracking, Mapping[str, Verb]] = {
    "minimal": {},
    "quarters": {"progressed": vocabulary.PROGRESSED},
    "detailed": {
        "initialized": vocabulary.INITIALIZED,
        "played": vocabulary.PLAYED,
        "paused": vocabulary.PAUSED,
        "seeked": vocabulary.SEEKED,
        "terminated": vocabulary.TERMINATED,
    },
}


def statement_templates(module: LearningModule, publisher: Publisher, profile: Profile) -> dict[str, Template]:
    """`initialized`, `completed`, `terminated` of the module; `{film}.completed`, `{film}.read`, `{reflection}/{question}.responded`.

    With more tracking also `{film}.progressed`, or the Video Profile's `{film}.initialized`, `.played`, `.paused`, `.seeked`,
    `.terminated`. Nothing without a profile. cmi5 defines the first three itself: they carry its category, and what counts for moveOn the
    second one (9.6.2). A score belongs to passed and failed alone there (9.5.1).
    """
    if not profile:
        return {}
    whole = module_activity(module, publisher)
    defined = (vocabulary.CMI5_CATEGORY,) if profile == "cmi5" else ()
    moving = (*defined, vocabulary.MOVEON_CATEGORY) if profile == "cmi5" else ()
    completed: dict[str, Any] = {"completion": True}
    if profile == "xapi" and publisher.score == "complete":
        completed["score"] = _SCORE
    said = {
        "initialized": template(vocabulary.INITIALIZED, whole, revision=module.version, categories=defined),
        "completed": template(vocabulary.COMPLETED, whole, revision=module.version, categories=moving, result=completed),
        "terminated": template(vocabulary.TERMINATED, whole, revision=module.version, categories=defined),
    }
    for activity in module.activities:
        said |= _of_film(activity, module, publisher) if isinstance(activity, Film) else _of_reflection(activity, module, publisher)
    return said


def module_activity(module: LearningModule, publisher: Publisher) -> Activity:
    """The module itself."""
    iri = vocabulary.iri(publisher.base, module.id)
    return Activity(iri, vocabulary.LESSON, _in_order(module, module.title), _in_order(module, module.description))


def film_activity(film: Film, module: LearningModule, publisher: Publisher) -> Activity:
    """A film."""
    return Activity(vocabulary.iri(publisher.base, module.id, film.id), vocabulary.VIDEO, _in_order(module, film.title))


def question_activities(reflection: Reflection, module: LearningModule, publisher: Publisher) -> list[Activity]:
    """A reflection's questions; what is asked is the description."""
    ids = [(question, vocabulary.iri(publisher.base, module.id, reflection.id, question.id)) for question in reflection.questions]
    title = _in_order(module, reflection.title)
    return [Activity(iri, vocabulary.INTERACTION, title, _in_order(module, question.text), question=True) for question, iri in ids]


def version_extensions(film: Film, publisher: Publisher) -> dict[str, dict[str, str | float]]:
    """What goes with the context of all that is told of each version of a film; with minimal tracking nothing."""
    found: dict[str, dict[str, str | float]] = {}
    for name, version in media.versions(film).items() if publisher.tracking != "minimal" else ():
        which = {} if name == "film" else {vocabulary.extension(publisher.base, "film-version"): name}
        length = {vocabulary.video_extension("length"): _length(version)} if publisher.tracking == "detailed" else {}
        found[name] = {**which, **length}
    return found


def _of_film(film: Film, module: LearningModule, publisher: Publisher) -> dict[str, Template]:
    watched = film_activity(film, module, publisher)
    done = {"completion": True}
    common: dict[str, Any] = {"revision": module.version, "parent": vocabulary.iri(publisher.base, module.id)}
    if publisher.tracking == "detailed":
        common["extensions"] = {vocabulary.video_extension("completion-threshold"): 0.9}
        common["categories"] = [vocabulary.VIDEO_CATEGORY]
    said = {f"{film.id}.completed": template(vocabulary.COMPLETED, watched, **common, result=done)}
    said |= {f"{film.id}.{event}": template(verb, watched, **common) for event, verb in _VERBS[publisher.tracking].items()}
    if film.transcript:
        text = Activity(vocabulary.text_version(publisher.base, module.id, film.id), vocabulary.FILE, watched.name)
        said[f"{film.id}.read"] = template(vocabulary.EXPERIENCED, text, revision=module.version, parent=watched.iri, result=done)
    return said


def _of_reflection(reflection: Reflection, module: LearningModule, publisher: Publisher) -> dict[str, Template]:
    iri = vocabulary.iri(publisher.base, module.id)
    said = {}
    for question, activity in zip(reflection.questions, question_activities(reflection, module, publisher), strict=True):
        planned = {vocabulary.extension(publisher.base, "planned-seconds"): question.time}
        result = {"completion": True, "extensions": planned}
        name = f"{reflection.id}/{question.id}.responded"
        said[name] = template(vocabulary.RESPONDED, activity, revision=module.version, parent=iri, result=result)
    return said


def _length(version: FilmVersion) -> float:
    return round(next(iter(version.video.values())).seconds, 3)


def _in_order(module: LearningModule, texts: Mapping[str, str]) -> dict[str, str]:
    """The module's first language first: some LMSs keep no other (moodle.md)."""
    return {language: texts[language] for language in module.languages}
