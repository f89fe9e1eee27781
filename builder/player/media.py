"""The media files of a module: where they lie in the package, under names that every LMS can unpack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from builder.definition.model import Film, LearningModule
from builder.files import PackageFile, whole
from builder.film.read import film_pieces

T = TypeVar("T")


def files(module: LearningModule) -> list[PackageFile]:
    """Films with their index first, posters and captions, each once."""
    found: dict[str, PackageFile] = {}
    for film in module.activities:
        if not isinstance(film, Film):
            continue
        for language, video in film.video.items():
            path = video_path(film, language)
            found[path] = PackageFile(path, film_pieces(video), media=True)
        for language, poster in (film.poster or {}).items():
            path = poster_path(film, language)
            found[path] = PackageFile(path, whole(poster), media=True)
        for language, captions in (film.captions or {}).items():
            path = captions_path(film, language)
            found[path] = PackageFile(path, whole(captions.path))
    return list(found.values())


def video_path(film: Film, language: str) -> str:
    """`media/film.mp4`, or `media/film.sv.mp4` when the languages have films of their own."""
    return _path(film, film.video, language, film.video[language].container)


def poster_path(film: Film, language: str) -> str:
    """The poster's path; its ending tells the MIME type."""
    posters = film.poster or {}
    return _path(film, posters, language, "png" if posters[language].suffix.lower() == ".png" else "jpg")


def captions_path(film: Film, language: str) -> str:
    """`media/film.sv.vtt`: captions always name their language."""
    return f"media/{film.id}.{language.lower()}.vtt"


def _path(film: Film, by_language: Mapping[str, T], language: str, ending: str) -> str:
    same = len({str(getattr(value, "path", value)) for value in by_language.values()}) == 1
    return f"media/{film.id}.{ending}" if same else f"media/{film.id}.{language.lower()}.{ending}"
