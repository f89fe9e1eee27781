"""Why a film cannot be used."""

from __future__ import annotations

CONVERT = "ffmpeg -i in.mp4 -c:v libx264 -pix_fmt yuv420p -c:a aac -movflags +faststart out.mp4"
DAMAGED = f"export the film again as MP4 (H.264 and AAC), or repair it with: {CONVERT}"


class FilmError(Exception):
    """A film cannot be used: `code` names the cause, `text` describes it, `help` says how to fix it."""

    def __init__(self, code: str, text: str, help: str = DAMAGED) -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.help = help


def unreadable(error: OSError) -> FilmError:
    """The FilmError of a film that the disk does not hand over."""
    return FilmError(
        "unreadable",
        f"the film cannot be read: {error.strerror}",
        "check that the file exists and is readable",
    )
