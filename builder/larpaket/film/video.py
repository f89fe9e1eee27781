"""A film: a file in the module's folder, or one on a server of the publisher's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Video:
    """A film that browsers play.

    `size` is in bytes; `width` and `height` are in pixels as shown, after rotation; the codecs are RFC 6381
    names; `faststart` says that the index comes before the media data.
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
    """A film on a server, as its author describes it: a build never contacts that server."""

    address: str
    seconds: float
    size: int
    width: int = 1280
    height: int = 720
