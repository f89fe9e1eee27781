"""The files that are imported, by what they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from larpaket.problems import UsageError

PAGES = (".txt", ".md", ".markdown", ".docx")
SUBTITLES = (".vtt", ".srt", ".sbv")
FILMS = (".mp4", ".webm")
PICTURES = (".jpg", ".jpeg", ".png")
_KNOWN = (
    "a page (.txt, .md, .docx), subtitles (.srt, .vtt, .sbv), a film (.mp4, .webm), a poster (.jpg, .png)"
)


@dataclass(slots=True)
class Inputs:
    """What was named: one page at most, and films, subtitles and posters in the order in which they stand."""

    page: Path | None = None
    films: list[Path] = field(default_factory=list)
    subtitles: list[Path] = field(default_factory=list)
    posters: list[Path] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of the first file, as a title if there is no better one."""
        first = self.page or next(iter([*self.films, *self.subtitles, *self.posters]))
        stem = first.name.split(".")[0] if first.name.split(".")[0] else first.stem
        return " ".join(stem.replace("_", " ").replace("-", " ").split()) or stem


def sorted_inputs(files: Sequence[Path]) -> Inputs:
    """The files by what they are. Raises UsageError for a file that cannot be imported."""
    found = Inputs()
    for path in dict.fromkeys(files):
        ending = path.suffix.lower()
        if not path.exists():
            raise UsageError(f"{path} does not exist")
        if not path.is_file():
            raise UsageError(f"{path} is not a file: name the files to import")
        if ending in PAGES:
            if found.page:
                raise UsageError(f"{found.page} and {path} are two pages: import one page for each module")
            found.page = path
        elif ending in SUBTITLES:
            found.subtitles.append(path)
        elif ending in FILMS:
            found.films.append(path)
        elif ending in PICTURES:
            found.posters.append(path)
        elif ending in (".doc", ".odt", ".rtf", ".pdf", ".pages"):
            raise UsageError(
                f"{path} cannot be read: open it where it was written, and save it as .docx or .txt"
            )
        else:
            raise UsageError(f"{path} cannot be imported: only {_KNOWN} can")
    return found
