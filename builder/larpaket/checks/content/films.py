"""Films and captions in a package."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from larpaket.checks.content.media import Media
from larpaket.definition.rule import ALL, ERROR, WARNING, Finding, Findings, rule
from larpaket.film.mp4 import FilmError, Video
from larpaket.film.vtt import beyond
from larpaket.problems import Problem

# Problems in captions that browsers do not forgive; the builder refuses more than these in a definition.
_UNFORGIVEN = {"V101", "V102", "V107", "V108", "V109"}
_MOST_MEGABYTES = 100
_MOST_MEGABITS = 2.5


@rule(Media, "C07", ALL, ERROR)
def captions(media: Media) -> Findings:
    """Captions are WebVTT in UTF-8, in order, end with the film at the latest, and say their language; one a language.

    Reason: A browser drops in silence what it does not understand: a file without `WEBVTT` at its head altogether, a caption whose
    times are wrong by itself. Without `srclang` a screen reader speaks it in the page's language, and of two in one language nobody
    knows which to choose.

    Help: Export the captions anew as WebVTT, and see that they are this film's.

    Passes:

        <track kind="captions" srclang="en" label="English" src="film.vtt">

    Fails:

        <track kind="captions" label="English" src="film.vtt">
    """
    for name, found in media.captions.items():
        for problem in found.problems:
            if problem.code in _UNFORGIVEN:
                yield _placed(name, problem, found.lines)
    for page in media.content.pages:
        for video in page.videos:
            languages: Counter[tuple[str, str]] = Counter()
            films = [film for source in video.sources if isinstance(film := media.films.get(source), Video)]
            for track in video.tracks:
                languages[track.kind, track.language] += 1
                if not track.language and track.kind in ("subtitles", "captions"):
                    yield replace(track.spot, text="the captions do not say their language (`srclang`)")
                elif languages[track.kind, track.language] == 2:
                    text = f"these are the second {track.kind} in `{track.language}`: nobody can tell which to choose"
                    yield replace(track.spot, text=text)
                if films and track.target in media.captions:
                    found = media.captions[track.target]
                    for problem in beyond(found.captions, films[0].seconds):
                        yield _placed(track.target, problem, found.lines)


@rule(Media, "C08", ALL, WARNING)
def playable(media: Media) -> Findings:
    """Films are MP4 with H.264 and AAC, and begin with their index (`moov`).

    Reason: Other codings fail in one browser or another, on iPhones above all. A film with its index last starts only when all of it
    has arrived, or never where the server cannot send parts of a file.

    Help: Export it as MP4 (H.264, AAC) for the web, or run `ffmpeg -i in.mp4 -c copy -movflags +faststart out.mp4`.

    Passes:

        # the index stands before the pictures
        film.mp4

    Fails:

        # the index stands behind the pictures
        film.mp4
    """
    for name, film in media.films.items():
        if isinstance(film, FilmError):
            yield Finding(text=film.text, entry=name, help=film.help)
        elif not film.faststart:
            yield Finding(text="the film's index stands behind its pictures: it starts only when all of it has arrived", entry=name)


@rule(Media, "C09", ALL, WARNING)
def light(media: Media) -> Findings:
    """A film has at most 100 MB and 2.5 Mbit a second.

    Reason: Twenty people who start it at once, or one on a mobile network, wait again and again; and many LMSs refuse large packages.

    Help: Export it in 720 lines with 1 to 2 Mbit/s; that is enough for people who speak.

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
            yield Finding(text=f"the film has {megabytes:.0f} MB: too much for many networks and LMSs", entry=entry.name)
        film = media.films.get(entry.name)
        if isinstance(film, Video) and (rate := entry.size * 8 / film.seconds / 1e6) > _MOST_MEGABITS:
            yield Finding(text=f"the film takes {rate:.1f} Mbit/s: it stops again and again on a slow network", entry=entry.name)


def _placed(name: str, problem: Problem, lines: list[str]) -> Finding:
    source = lines[problem.line - 1] if 0 < problem.line <= len(lines) else ""
    return Finding(
        text=problem.text, entry=name, line=problem.line, column=problem.column, length=problem.length, source=source, help=problem.help
    )
