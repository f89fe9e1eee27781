"""The statements about a film."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from larpaket import vocabulary
from larpaket.activities.film.model import FilmFields, FilmVersion
from larpaket.definition.publisher import Publisher, Tracking
from larpaket.definition.setting import Setting
from larpaket.statements import Activity, Template, Verb, template
from larpaket.templates import number

# The share of a film that must have been played (docs/state.md).
COMPLETION = number("activities/film/watched.js", "SEEN")
# What is reported besides a film's completion.
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
# What the player adds to these, by the Video Profile's names.
_ADDED = {
    "progressed": ("progress",),
    "played": ("time", "session-id"),
    "paused": ("time", "progress", "played-segments"),
    "seeked": ("time-from", "time-to"),
}


def film_statements(film: FilmFields, setting: Setting) -> dict[str, Template]:
    """`{film}.completed`, `{film}.read`; with more tracking also `{film}.progressed`, or the Video Profile's
    `{film}.initialized`, `.played`, `.paused`, `.seeked`, `.terminated`.
    """
    module, publisher = setting.module, setting.publisher
    watched = film_activity(film, setting)
    done = {"completion": True}
    common: dict[str, Any] = {"revision": module.version, "parent": vocabulary.iri(publisher.base, module.id)}
    if publisher.tracking == "detailed":
        common["extensions"] = {vocabulary.video_extension("completion-threshold"): COMPLETION}
        common["categories"] = [vocabulary.VIDEO_CATEGORY]
    said = {f"{film.id}.completed": template(vocabulary.COMPLETED, watched, **common, result=done)}
    said |= {
        f"{film.id}.{event}": template(verb, watched, **common)
        for event, verb in _VERBS[publisher.tracking].items()
    }
    if film.transcript:
        text = Activity(
            vocabulary.text_version(publisher.base, module.id, film.id), vocabulary.FILE, watched.name
        )
        said[f"{film.id}.read"] = template(
            vocabulary.EXPERIENCED, text, revision=module.version, parent=watched.iri, result=done
        )
    return said


def film_activity(film: FilmFields, setting: Setting) -> Activity:
    """The film itself."""
    module = setting.module
    return Activity(
        vocabulary.iri(setting.publisher.base, module.id, film.id),
        vocabulary.VIDEO,
        module.in_order(film.title),
    )


def version_extensions(film: FilmFields, publisher: Publisher) -> dict[str, dict[str, str | float]]:
    """What is added to the context of statements about each version of a film; nothing with minimal
    tracking.
    """
    found: dict[str, dict[str, str | float]] = {}
    for name, version in film.versions().items() if publisher.tracking != "minimal" else ():
        which = {} if version is film else {vocabulary.extension(publisher.base, "film-version"): name}
        length = (
            {vocabulary.video_extension("length"): _length(version)}
            if publisher.tracking == "detailed"
            else {}
        )
        found[name] = {**which, **length}
    return found


def watching(film: FilmFields, publisher: Publisher) -> Iterator[str]:
    """The extensions that say how a film is watched, including those that the player adds."""
    if publisher.tracking == "detailed":
        yield vocabulary.video_extension("completion-threshold")
    for event in _VERBS[publisher.tracking]:
        yield from map(vocabulary.video_extension, _ADDED.get(event, ()))
    for version in version_extensions(film, publisher).values():
        yield from version


def _length(version: FilmVersion) -> float:
    return round(next(iter(version.video.values())).seconds, 3)
