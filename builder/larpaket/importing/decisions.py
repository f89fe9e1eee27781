"""What the author of an imported module must still decide or add."""

from __future__ import annotations

from collections.abc import Sequence

from larpaket.definition.source import DEFINITION
from larpaket.importing.definition_file import FilmFiles
from larpaket.importing.inputs import Inputs
from larpaket.importing.media import Subtitles
from larpaket.importing.page import FilmPart, Page, Reflecting
from larpaket.importing.wording import Wording


def film_files(page: Page, inputs: Inputs, language: str, words: Wording, subtitles: int) -> list[FilmFiles]:
    """The names of the films' files. Films, subtitles and posters belong together in their order."""
    found = []
    for at, film in enumerate(page.films()):
        number = f"-{at + 1}" if at else ""
        video = inputs.films[at] if at < len(inputs.films) else None
        poster = inputs.posters[at] if at < len(inputs.posters) else None
        found.append(
            FilmFiles(
                video=f"film{number}{video.suffix.lower() if video else '.mp4'}",
                captions=f"film{number}.{language}.vtt",
                transcript=f"{words.text_file}{number}.{language}.md",
                poster=f"poster{number}{poster.suffix.lower()}" if poster else "",
                has_video=video is not None,
                has_captions=at < subtitles,
                has_transcript=bool(film.text),
            )
        )
    return found


def undecided(
    page: Page, inputs: Inputs, films: Sequence[FilmFiles], subtitles: Sequence[Subtitles], language: str
) -> list[str]:
    """What is missing, what was left over, and what only a person can know."""
    found = [text for files in films for text in _missing(files)]
    if films:
        found.append("Is all that matters also said in the film? Then remove the `#` of `audio_description`.")
    count = len(films)
    spare = [*inputs.films[count:], *inputs.subtitles[count:], *inputs.posters[count:]]
    found += [f"{path.name} was not imported: the page has no film for it." for path in spare]
    for each in subtitles[:count]:
        found += each.notes
        if each.language and each.language.split("-")[0] != language.split("-")[0]:
            found.append(f"Subtitles seem to be in `{each.language}`, and the module is in `{language}`.")
    if not any(isinstance(part, Reflecting) for part in page.parts()):
        found.append("No question to reflect on was found.")
    return found + _questions_inside(page)


def not_understood(count: int) -> list[str]:
    """How many lines were not understood, and where they are; nothing if there are none."""
    if not count:
        return []
    which = (
        "1 line was not understood; it is" if count == 1 else f"{count} lines were not understood; they are"
    )
    return [f"{which} in the comments of {DEFINITION}."]


def _missing(files: FilmFiles) -> list[str]:
    found = []
    if not files.has_video:
        found.append(f"The film is missing: put it into the folder as {files.video}. No build works before.")
    if not files.has_captions:
        found.append(f"The captions are missing: put them there as {files.captions}, and remove the `#`.")
    if not files.has_transcript:
        found.append(f"The text version is missing: write {files.transcript}, and remove the `#`.")
    if not files.poster:
        found.append(f"{files.video} has no poster: `poster:` names the picture that is shown first.")
    return found


def _questions_inside(page: Page) -> list[str]:
    """Lines in a text version that only ask: the film's own words, or meant for those who have seen it."""
    return [
        f"Is this said in the film, or is it a question to reflect on? “{line.text}”"
        for part in page.parts()
        if isinstance(part, FilmPart)
        for line in part.text
        if line.asks and line.text.count("?") == 1 and not any(sign in line.text for sign in ".!")
    ]
