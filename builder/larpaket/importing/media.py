"""Films, posters and subtitles: judged, then copied under the names that the definition has for them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from larpaket.definition.errors import DefinitionError
from larpaket.definition.folder import read_picture
from larpaket.files import Slice
from larpaket.film.cue import Cue
from larpaket.film.errors import FilmError
from larpaket.film.read import read_film
from larpaket.film.vtt import MAX_BYTES, Captions, read_captions
from larpaket.importing.decoding import decoded, read_limited
from larpaket.importing.errors import ImportFileError
from larpaket.importing.line import Line, plain
from larpaket.problems import Severity

_SPEAKER = re.compile(r"^[–—-][ \u00a0]?(?=\S)", re.M)
_SOUND = re.compile(r"^[\[(♪♫].*[\])♪♫]$", re.S)
_PAUSE = 2.0  # seconds of silence between paragraphs
_LONGEST = 500  # characters, after which a paragraph ends with its sentence


@dataclass(frozen=True, slots=True)
class Subtitles:
    """Captions that were read: the file as WebVTT, and what the author should know."""

    content: bytes
    cues: tuple[Cue, ...]
    notes: tuple[str, ...]
    language: str


def check_film(path: Path) -> None:
    """Raises ImportFileError if browsers do not play the film."""
    try:
        read_film(path)
    except FilmError as error:
        raise ImportFileError(f"{path}: {error.text}: {error.help}") from None


def check_poster(path: Path) -> None:
    """Raises ImportFileError unless the picture is what its name says."""
    try:
        read_picture(path)
    except DefinitionError as error:
        raise ImportFileError(f"{path}: {error.text}: {error.help}") from None


def copy(source: Path, target: Path) -> None:
    """Copy a file of any size."""
    shutil.copyfile(source, target)


def read_subtitles(path: Path, beside: Path) -> Subtitles:
    """The subtitles in `path` as WebVTT; `beside` is a folder for a moment's copy in UTF-8.

    Raises ImportFileError if there is nothing in them that could be shown.
    """
    found = decoded(read_limited(path, MAX_BYTES), path)
    copied = beside / f"subtitles{path.suffix.lower()}"
    copied.write_bytes(found.text.encode())
    try:
        captions, problems = read_captions(copied)
        content = b"".join(_bytes(piece) for piece in captions.content)
    finally:
        copied.unlink()
    errors = [problem for problem in problems if problem.severity == Severity.ERROR]
    if not captions.cues:
        why = f"{errors[0].text}: {errors[0].help}" if errors else "there are no captions in it"
        raise ImportFileError(f"{path}: {why}")
    notes = (
        [f"{path.name} was read as {found.guessed}: check å, ä and ö in the captions."]
        if found.guessed
        else []
    )
    if errors:
        count = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        notes.append(f"{path.name} has {count}, which `larpaket check` shows. The first: {errors[0].text}.")
    return Subtitles(content, captions.cues, tuple(notes), _language(path, captions))


def _bytes(piece: bytes | Slice) -> bytes:
    assert isinstance(piece, bytes)  # captions are never parts of a file on disk
    return piece


def _language(path: Path, captions: Captions) -> str:
    """As in `film.sv.vtt`, or in the header; "" if neither says."""
    named = re.fullmatch(r".+\.([a-z]{2,3})(?:-\w+)?\.\w+", path.name)
    return named[1] if named else (captions.language or "").split("-")[0].lower()


def spoken(cues: Sequence[Cue]) -> list[Line]:
    """What the captions say, as paragraphs of speech; a pause or another speaker begins a new one."""
    paragraphs: list[list[str]] = []
    last: Cue | None = None
    for cue in cues:
        for at, said in enumerate(_sayings(cue)):
            dash = bool(_SPEAKER.match(said)) or at > 0
            said = " ".join(_SPEAKER.sub("", said).split())
            if not said:
                continue
            apart = last is None or dash or cue.start - last.end >= _PAUSE or cue.speaker != last.speaker
            full = (
                paragraphs
                and sum(map(len, paragraphs[-1])) > _LONGEST
                and paragraphs[-1][-1].endswith((".", "?", "!"))
            )
            sound = bool(_SOUND.match(said)) or bool(paragraphs and _SOUND.match(paragraphs[-1][-1]))
            if apart or full or sound or not paragraphs:
                paragraphs.append([])
            paragraphs[-1].append(said)
            last = cue
    joined = [" ".join(parts) for parts in paragraphs]
    return [
        plain(text if _SOUND.match(text) else f"– {text}", number) for number, text in enumerate(joined, 1)
    ]


def _sayings(cue: Cue) -> list[str]:
    """The cue's text, divided where somebody else begins."""
    starts = [found.start() for found in _SPEAKER.finditer(cue.text)]
    if len(starts) < 2:
        return [cue.text]
    return [cue.text[start:end] for start, end in zip(starts, [*starts[1:], len(cue.text)], strict=True)]
