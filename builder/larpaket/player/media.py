"""The media files of a module: where they lie in the package, under names that every LMS can unpack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from larpaket.definition.model import Film, FilmVersion, LearningModule
from larpaket.files import PackageFile, whole
from larpaket.film.read import film_pieces
from larpaket.film.video import RemoteVideo, Video
from larpaket.player.contract import VersionName

T = TypeVar("T")


def files(module: LearningModule) -> list[PackageFile]:
    """Films with their index first, posters and captions, each once."""
    found: dict[str, PackageFile] = {}
    for film in module.activities:
        if not isinstance(film, Film):
            continue
        for name, version in versions(film).items():
            for language, video in version.video.items():
                if isinstance(video, Video):
                    path = video_path(film, language, name)
                    found[path] = PackageFile(path, film_pieces(video), media=True)
        for language, poster in (film.poster or {}).items():
            path = poster_path(film, language)
            found[path] = PackageFile(path, whole(poster), media=True)
        for language, captions in (film.captions or {}).items():
            path = captions_path(film, language)
            found[path] = PackageFile(path, whole(captions.path))
        for language, chapters in (film.chapters or {}).items():
            path = chapters_path(film, language)
            found[path] = PackageFile(path, whole(chapters.path))
    return list(found.values())


def versions(film: Film) -> dict[VersionName, FilmVersion]:
    """The film itself, and what else there is of it: described, in sign language."""
    found: dict[VersionName, FilmVersion] = {"film": film}
    if isinstance(film.audio_description, FilmVersion):
        found["described"] = film.audio_description
    if film.sign_language:
        found["signed"] = film.sign_language
    return found


def origins(module: LearningModule) -> tuple[str, ...]:
    """The servers that films are fetched from, beside the package's own: `https://film.example.se`."""
    films = [activity for activity in module.activities if isinstance(activity, Film)]
    videos = [video for film in films for version in versions(film).values() for video in version.video.values()]
    return tuple(sorted({"/".join(video.address.split("/")[:3]) for video in videos if isinstance(video, RemoteVideo)}))


def video_path(film: Film, language: str, version: VersionName = "film") -> str:
    """`media/film.mp4`, or `media/film.sv.mp4` when the languages have films of their own, `media/film.described.mp4`; or its address."""
    videos = versions(film)[version].video
    video = videos[language]
    return video.address if isinstance(video, RemoteVideo) else _path(film, videos, language, video.container, version)


def poster_path(film: Film, language: str) -> str:
    """The poster's path; its ending tells the MIME type."""
    posters = film.poster or {}
    return _path(film, posters, language, "png" if posters[language].suffix.lower() == ".png" else "jpg")


def captions_path(film: Film, language: str) -> str:
    """`media/film.sv.vtt`: captions always name their language."""
    return f"media/{film.id}.{language.lower()}.vtt"


def chapters_path(film: Film, language: str) -> str:
    """`media/film.chapters.sv.vtt`."""
    return f"media/{film.id}.chapters.{language.lower()}.vtt"


def _path(film: Film, by_language: Mapping[str, T], language: str, ending: str, version: VersionName = "film") -> str:
    same = len({str(getattr(value, "path", value)) for value in by_language.values()}) == 1
    parts = [film.id, *([] if version == "film" else [version]), *([] if same else [language.lower()]), ending]
    return f"media/{'.'.join(parts)}"
