"""A film's part of the page: its data for the script, its texts, its text version beside the captions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from larpaket.activities.film import media
from larpaket.activities.film.contract import CueData, FilmData, VersionData, VideoData
from larpaket.activities.film.model import FilmFields, FilmVersion
from larpaket.film.sync import marked_words, synced
from larpaket.film.vtt import Cue
from larpaket.units import size_in

# Films whose lengths differ by less, in seconds, run in parallel: one is the other with an added voice or
# picture.
_ALIKE = 1
_CUE = re.compile(r'(?<=<span )data-cue="(\d+)"')
_NAMES = {"film": "film.plain", "described": "film.described", "signed": "film.signed"}


def film_data(film: FilmFields, extensions: Mapping[str, Mapping[str, str | float]]) -> FilmData:
    """The contract's data for `film`; `extensions` by version, if its playback is reported."""
    lines: list[float] = []

    def line(seconds: float) -> int:
        found = next((at for at, known in enumerate(lines) if abs(known - seconds) < _ALIKE), len(lines))
        if found == len(lines):
            lines.append(seconds)
        return found

    versions = tuple(
        VersionData(
            name=name,
            videos={
                language: VideoData(
                    src=media.video_path(film, language, name),
                    poster=media.poster_path(film, language) if film.poster else "",
                    seconds=video.seconds,
                    line=line(video.seconds),
                )
                for language, video in version.video.items()
            },
            captions=_captions(version, film if name == "film" else None),
            extensions=dict(extensions.get(name, {})),
        )
        for name, version in film.versions().items()
    )
    return FilmData(type="film", id=film.id, required=film.required, versions=versions)


def _captions(version: FilmVersion, read: FilmFields | None) -> dict[str, tuple[CueData, ...]]:
    """By language; `read` is the film, if these captions have their places in its text version."""
    return {
        language: tuple(cue_data(captions.cues, marked_words(script(read, language)) if read else {}))
        for language, captions in (version.captions or {}).items()
    }


def cue_data(cues: Iterable[Cue], said: Mapping[int, str]) -> Iterator[CueData]:
    """The contract's data for captions; `said` has the words of the text version by the caption's index."""
    before = 0
    for index, cue in enumerate(cues):
        start, end = round(cue.start * 100), round(cue.end * 100)
        line, _, rest = cue.text.partition("\n")
        same = "\n" not in rest and said.get(index) == cue.text.replace("\n", " ")
        yield CueData(start - before, end - start, (len(line) if rest else 0) if same else cue.text)
        before = end


def size_texts(film: FilmFields, language: str, text: str) -> Iterator[tuple[str, str]]:
    """`a.{film}.size.{version}`: how large each is, shown before it is played; `text` contains `{size}`."""
    for name, version in film.versions().items():
        yield (
            f"a.{film.id}.size.{name}",
            text.replace("{size}", size_in(version.video[language].size, language)),
        )


def version_names(film: FilmFields) -> dict[str, str]:
    """The keys of the versions' names, by version; empty if there is only one."""
    found = film.versions()
    return {name: _NAMES[name] for name in found} if len(found) > 1 else {}


def script(film: FilmFields, language: str) -> str:
    """The text version's HTML, with the places of the captions in it."""
    html = film.transcript[language].html if film.transcript else ""
    return _synced(html, film.captions[language].cues) if film.captions else html


# Every format of a module, and several parts of its page, ask for the same.
@lru_cache(64)
def _synced(html: str, cues: tuple[Cue, ...]) -> str:
    return synced(html, cues)


def script_on_page(film: FilmFields, language: str) -> str:
    """The same as the page has it: a caption's number is left out where it is the previous one plus one."""
    before = None

    def numbered(found: re.Match[str]) -> str:
        nonlocal before
        follows = before is not None and int(found[1]) == before + 1
        before = int(found[1])
        return "data-cue" if follows else found[0]

    return _CUE.sub(numbered, script(film, language))


def clock(seconds: float) -> str:
    """`1:05` for 65.4 seconds, `1:00:00` for an hour."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
