"""The media files of a film: their places in the package, under names that every LMS can unpack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from larpaket.activities.film.contract import VersionName
from larpaket.activities.film.model import FilmFields
from larpaket.files import PackageFile, whole
from larpaket.film.read import film_pieces
from larpaket.film.video import RemoteVideo, Video

T = TypeVar("T")


def files(film: FilmFields) -> Iterator[PackageFile]:
    """Films with their index first, posters, captions and chapters; some more than once."""
    for name, version in film.versions().items():
        for language, video in version.video.items():
            if isinstance(video, Video):
                yield PackageFile(video_path(film, language, name), film_pieces(video), media=True)
    for language, poster in (film.poster or {}).items():
        yield PackageFile(poster_path(film, language), whole(poster), media=True)
    for language, captions in (film.captions or {}).items():
        yield PackageFile(captions_path(film, language), captions.content)
    for language, chapters in (film.chapters or {}).items():
        yield PackageFile(chapters_path(film, language), chapters.content)


def origins(film: FilmFields) -> Iterator[str]:
    """The servers, other than the package's own, that its films are loaded from:
    `https://film.example.se`.
    """
    for version in film.versions().values():
        for video in version.video.values():
            if isinstance(video, RemoteVideo):
                yield "/".join(video.address.split("/")[:3])


def video_path(film: FilmFields, language: str, version: VersionName = "film") -> str:
    """`media/film.mp4`, or `media/film.sv.mp4` if each language has its own film, `media/film.described.mp4`;
    or its web address.
    """
    videos = film.versions()[version].video
    video = videos[language]
    return (
        video.address
        if isinstance(video, RemoteVideo)
        else _path(film, videos, language, video.container, version)
    )


def poster_path(film: FilmFields, language: str) -> str:
    """The poster's path; its extension decides the MIME type."""
    posters = film.poster or {}
    return _path(film, posters, language, "png" if posters[language].suffix.lower() == ".png" else "jpg")


def captions_path(film: FilmFields, language: str) -> str:
    """`media/film.sv.vtt`: captions always name their language."""
    return f"media/{film.id}.{language.lower()}.vtt"


def chapters_path(film: FilmFields, language: str) -> str:
    """`media/film.chapters.sv.vtt`."""
    return f"media/{film.id}.chapters.{language.lower()}.vtt"


def _path(
    film: FilmFields, by_language: Mapping[str, T], language: str, ending: str, version: VersionName = "film"
) -> str:
    same = len({str(getattr(value, "path", value)) for value in by_language.values()}) == 1
    parts = [
        film.id,
        *([] if version == "film" else [version]),
        *([] if same else [language.lower()]),
        ending,
    ]
    return f"media/{'.'.join(parts)}"
