"""A film, as everybody else sees it: a file of the module's folder, or one that lies on a server of the publisher's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Video:
    """A film that browsers play.

    `size` is in bytes; `width` and `height` are as shown, in pixels (turned when the film is); the codecs are RFC 6381 names;
    `faststart` says that the film's description stands before its data.
    """

    path: Path
    size: int
    seconds: float
    width: int
    height: int
    video_codec: str
    audio_codec: str | None
    faststart: bool
    container: Literal["mp4", "webm"] = "mp4"


@dataclass(frozen=True)
class RemoteVideo:
    """A film elsewhere, as its author describes it: nobody asks its server while a package is built."""

    address: str
    seconds: float
    size: int
    width: int = 1280
    height: int = 720
