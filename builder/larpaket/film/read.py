"""Reads a film in either container, MP4 or WebM."""

from __future__ import annotations

from pathlib import Path

from larpaket.files import Pieces, whole
from larpaket.film.mp4 import faststart, read_video
from larpaket.film.video import Video
from larpaket.film.webm import MAGIC, read_webm


def read_film(path: Path) -> Video:
    """The facts of the film at `path`. Raises FilmError if it is damaged or browsers do not play it."""
    return read_webm(path) if _begins(path, MAGIC) else read_video(path)


def film_pieces(video: Video) -> Pieces:
    """The film as it goes into a package: an MP4 has its index first."""
    return faststart(video) if video.container == "mp4" else whole(video.path)


def _begins(path: Path, magic: bytes) -> bool:
    try:
        if not path.is_file():  # a pipe would block forever
            return False
        with path.open("rb") as stream:
            return stream.read(len(magic)) == magic
    except OSError:
        return False  # read_video says why
