"""Reads a film, whichever of the two containers it is in."""

from __future__ import annotations

from pathlib import Path

from larpaket.files import Pieces, whole
from larpaket.film.mp4 import faststart, read_video
from larpaket.film.video import Video
from larpaket.film.webm import MAGIC, read_webm


def read_film(path: Path) -> Video:
    """The facts of the MP4 or WebM film at `path`; `FilmError` when it is none that browsers play, or is damaged."""
    return read_webm(path) if _begins(path, MAGIC) else read_video(path)


def film_pieces(video: Video) -> Pieces:
    """The film as it goes into a package: an MP4 with its description first."""
    return faststart(video) if video.container == "mp4" else whole(video.path)


def _begins(path: Path, magic: bytes) -> bool:
    try:
        if not path.is_file():  # a pipe would wait for ever
            return False
        with path.open("rb") as stream:
            return stream.read(len(magic)) == magic
    except OSError:
        return False  # read_video says why
