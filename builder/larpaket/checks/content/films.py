"""Films and captions in a package."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from larpaket.checks.content.media import Media
from larpaket.definition.rule import ALL, ERROR, WARNING, Finding, Findings, rule
from larpaket.film.errors import FilmError
from larpaket.film.mp4 import Video
from larpaket.film.vtt import beyond
from larpaket.problems import Problem

# Problems in captions that browsers do not tolerate. The builder refuses more than these in a definition.
_NOT_TOLERATED = {"V101", "V102", "V107", "V108", "V109"}
_MOST_MEGABYTES = 100
_MOST_MEGABITS = 2.5


@rule(Media, "C07", ALL, ERROR)
def captions(media: Media) -> Findings:
    """Captions are valid WebVTT, no longer than the film, and state their language; one file per language.

    Reason: A browser silently drops what it does not understand: a whole file if `WEBVTT` is missing at the
    top, a single caption if its times are wrong. Without `srclang`, a screen reader uses the page's language.
    With two files in one language, nobody knows which to choose.

    Help: Export the captions again as WebVTT in UTF-8, and make sure that they belong to this film.

    Passes:

        <track kind="captions" srclang="en" label="English" src="film.vtt">

    Fails:

        <track kind="captions" label="English" src="film.vtt">
    """
    for name, found in media.captions.items():
        for problem in found.problems:
            if problem.code in _NOT_TOLERATED:
                yield _placed(name, problem, found.lines)
    for page in media.content.pages:
        for video in page.videos:
            languages: Counter[tuple[str, str]] = Counter()
            films = [film for source in video.sources if isinstance(film := media.films.get(source), Video)]
            for track in video.tracks:
                languages[track.kind, track.language] += 1
                if not track.language and track.kind in ("subtitles", "captions"):
                    yield replace(track.spot, text="the captions have no language (`srclang`)")
                elif languages[track.kind, track.language] == 2:
                    text = (
                        f"there are two {track.kind} tracks in `{track.language}`: nobody can tell "
                        "which to choose"
                    )
                    yield replace(track.spot, text=text)
                if films and track.target in media.captions:
                    found = media.captions[track.target]
                    for problem in beyond(found.captions, films[0].seconds):
                        yield _placed(track.target, problem, found.lines)


@rule(Media, "C08", ALL, WARNING)
def playable(media: Media) -> Findings:
    """Films are MP4 with H.264 and AAC, with the index (`moov`) first.

    Reason: Other codecs fail in some browsers, above all on iPhones. A film with its index last starts only
    after it has been downloaded completely, or never if the server cannot send parts of a file.

    Help: Export it as MP4 (H.264, AAC) for the web, or run `ffmpeg -i in.mp4 -c copy -movflags +faststart
    out.mp4`.

    Passes:

        # the index comes before the media data
        film.mp4

    Fails:

        # the index comes after the media data
        film.mp4
    """
    for name, film in media.films.items():
        if isinstance(film, FilmError):
            yield Finding(text=film.text, entry=name, help=film.help)
        elif not film.faststart:
            yield Finding(
                text="the film's index comes last: it starts only after it has been downloaded completely",
                entry=name,
            )


@rule(Media, "C09", ALL, WARNING)
def light(media: Media) -> Findings:
    """A film is at most 100 MB and 2.5 Mbit/s.

    Reason: When twenty people start it at once, or one on a mobile network, it keeps stopping. Many LMSs
    refuse large packages.

    Help: Export it in 720p at 1 to 2 Mbit/s, which is enough for people speaking.

    Passes:

        # a film of 1 Mbit/s
        film.mp4

    Fails:

        # a film of 4 Mbit/s
        film.mp4
    """
    for entry in media.entries:
        megabytes = entry.size / 1e6
        if megabytes > _MOST_MEGABYTES:
            yield Finding(
                text=f"the film is {megabytes:.0f} MB, too much for many networks and LMSs", entry=entry.name
            )
        film = media.films.get(entry.name)
        if isinstance(film, Video) and (rate := entry.size * 8 / film.seconds / 1e6) > _MOST_MEGABITS:
            yield Finding(
                text=f"the film needs {rate:.1f} Mbit/s: it keeps stopping on a slow network",
                entry=entry.name,
            )


def _placed(name: str, problem: Problem, lines: list[str]) -> Finding:
    source = lines[problem.line - 1] if 0 < problem.line <= len(lines) else ""
    return Finding(
        text=problem.text,
        entry=name,
        line=problem.line,
        column=problem.column,
        length=problem.length,
        source=source,
        help=problem.help,
    )
