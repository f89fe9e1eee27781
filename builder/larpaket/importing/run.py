"""The flow of `larpaket import`: read, sort, write beside its place, and put the whole folder there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from larpaket.definition.fields import is_id, is_language
from larpaket.definition.project import NotFoundError, find_project
from larpaket.definition.source import DEFINITION
from larpaket.files import not_on_windows
from larpaket.importing.decisions import film_files, not_understood, undecided
from larpaket.importing.decoding import MOST_BYTES, decoded, read_limited
from larpaket.importing.definition_file import FilmFiles, Writer
from larpaket.importing.errors import ImportFileError
from larpaket.importing.head import head
from larpaket.importing.inputs import Inputs, sorted_inputs
from larpaket.importing.kept import missing
from larpaket.importing.labels import LONGEST_TITLE
from larpaket.importing.line import Line
from larpaket.importing.markdown_page import markdown_lines
from larpaket.importing.media import Subtitles, check_film, check_poster, copy, read_subtitles, spoken
from larpaket.importing.page import Page
from larpaket.importing.sorting import sort
from larpaket.importing.text_page import text_lines
from larpaket.importing.word_page import word_lines
from larpaket.importing.wording import Wording, as_id, language_of, wording
from larpaket.in_place import alone_in, put
from larpaket.problems import UsageError, larpaket_errors
from larpaket.text.encoding import lines as with_plain_ends


@dataclass(frozen=True, slots=True)
class Imported:
    """A module that was made. `decisions` are its author's, `unknown` are lines that were not understood."""

    folder: Path
    files: tuple[str, ...]
    decisions: tuple[str, ...]
    unknown: tuple[Line, ...]


@larpaket_errors()
def import_files(
    files: Sequence[Path], into: Path | None = None, id: str | None = None, language: str | None = None
) -> Imported:
    """Make a module's folder from the files. Raises UsageError, or ImportFileError if it exists or a file is
    no good; nothing is left behind then.
    """
    inputs = sorted_inputs(files)
    _check_options(id, language)
    for film in inputs.films:
        check_film(film)
    for poster in inputs.posters:
        check_poster(poster)
    lines, notes = _lines(inputs)
    folder, publisher = _project(into)
    with tempfile.TemporaryDirectory() as beside:
        subtitles = [read_subtitles(path, Path(beside)) for path in inputs.subtitles]
    texts = [line.text for line in lines] or [cue.text for each in subtitles for cue in each.cues]
    said = next((each.language for each in subtitles if each.language), "")
    chosen = language or language_of(texts) or (said if is_language(said) else "") or "sv"
    work = _Work(inputs, lines, subtitles, chosen, wording(chosen), notes)
    if not publisher:
        work.notes.append(
            f"There is no publisher.yaml for {folder}: write one before the first build (docs/publisher.md)."
        )
    if not language:
        work.notes.append(f"The language is `{chosen}`, as the text seems to be: `languages:`.")
    return work.make(folder, id)


def _check_options(id: str | None, language: str | None) -> None:
    if id is not None and not is_id(id):
        raise UsageError(f"`{id}` is not an id: use a-z, 0-9 and `-`, beginning with a letter")
    if id is not None and (why := not_on_windows(id)):
        raise UsageError(f"`{id}` cannot be an id: {why}")
    if language is not None and not is_language(language):
        raise UsageError(f"`{language}` is not a language tag such as `sv`, `en` or `sv-FI`")


def _project(into: Path | None) -> tuple[Path, bool]:
    """Where modules go, and whether there is a publisher for them."""
    try:
        found = find_project((into or Path.cwd()).resolve()).parent
    except NotFoundError:
        return into or Path("modules"), False
    return into or Path(os.path.relpath(found)), True


def _lines(inputs: Inputs) -> tuple[list[Line], list[str]]:
    """The lines of the page, and what its author should know of how it was read."""
    path = inputs.page
    if path is None:
        return [], []
    if path.suffix.lower() == ".docx":
        lines, notes = word_lines(path), []
    else:
        found = decoded(read_limited(path, MOST_BYTES), path)
        text = with_plain_ends(found.text)
        lines = markdown_lines(text) if path.suffix.lower() in (".md", ".markdown") else text_lines(text)
        notes = [f"{path.name} was read as {found.guessed}: check å, ä and ö."] if found.guessed else []
        if found.removed:
            notes.append(f"{path.name} had {found.removed} control characters, which were left out.")
    if not lines:
        raise ImportFileError(f"{path} has no text")
    return lines, notes


class _Work:
    """One import."""

    def __init__(
        self,
        inputs: Inputs,
        lines: list[Line],
        subtitles: list[Subtitles],
        language: str,
        words: Wording,
        notes: list[str],
    ) -> None:
        self.inputs = inputs
        self.lines = lines
        self.subtitles = subtitles
        self.language = language
        self.words = words
        self.notes = notes

    def make(self, into: Path, id: str | None) -> Imported:
        """Write the module to its place below `into`."""
        page = self._page()
        id = id or self._id(page)
        target = into / id
        if os.path.lexists(target):
            raise ImportFileError(
                f"{target} exists already and is not overwritten: choose another id with `--id`, or move it"
            )
        films = film_files(page, self.inputs, self.language, self.words, len(self.subtitles))
        writer = Writer(page, id, self.language, self.words, films)
        written = writer.write()
        body = written.yaml
        lost = missing(self.lines, [body, *written.texts.values(), *(line.text for line in page.unknown)])
        sorted_out = {line.number for line in page.labels}
        unknown = [*page.unknown, *(line for line in lost if line.number not in sorted_out)]
        unknown.sort(key=lambda line: line.number or len(self.lines) + 1)  # those outside its flow last
        labels = [line for line in lost if line.number in sorted_out]
        decisions = [
            *undecided(page, self.inputs, films, self.subtitles, self.language),
            *self.notes,
            *page.notes,
            *written.notes,
            *not_understood(len(unknown)),
        ]
        source = ", ".join(path.name for path in self._sources())
        texts = {**written.texts, DEFINITION: f"{head(source, decisions, unknown, labels)}\n{body}"}
        with alone_in(into):
            names = self._write(target, texts, films)
        return Imported(target, names, tuple(decisions), tuple(unknown))

    def _page(self) -> Page:
        page = sort(self.lines, self.words, film=bool(self.inputs.films or self.subtitles))
        if not page.sections:
            raise ImportFileError(
                f"{self._sources()[0]} has nothing to make a module of: import a text, a film or subtitles"
            )
        if not page.title:
            page.title = self.inputs.name[:LONGEST_TITLE]
            self.notes.append("The page has no title: it was made from the file's name.")
        if not page.description:
            films = bool(page.films())
            page.description = f"{self.words.description}." if films else page.title
            self.notes.append(
                "The description was made up: an LMS shows it. Say in a sentence what the module is."
            )
        for film, each in zip(page.films(), self.subtitles, strict=False):
            if not film.text:
                film.text = spoken(each.cues)
                self.notes.append(
                    "The text version was made from the captions: add who speaks, and what is seen."
                )
        return page

    def _id(self, page: Page) -> str:
        id = as_id(page.title, self.words.reading_file)
        id = f"{id}-1" if not_on_windows(id) else id
        self.notes.append(f"The id is `{id}`: it cannot be changed once somebody has used the module.")
        return id

    def _write(self, target: Path, texts: dict[str, str], films: list[FilmFiles]) -> tuple[str, ...]:
        """The folder, complete or not at all."""
        beside = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}-", suffix=".part"))
        try:
            made = beside / "new"
            made.mkdir()
            for name, text in texts.items():
                (made / name).write_bytes(text.encode())
            for at, files in enumerate(films):
                if files.has_video:
                    copy(self.inputs.films[at], made / files.video)
                if files.has_captions:
                    (made / files.captions).write_bytes(self.subtitles[at].content)
                if files.poster:
                    copy(self.inputs.posters[at], made / files.poster)
            names = tuple(sorted(path.name for path in made.iterdir()))
            put(made, target)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        return names

    def _sources(self) -> list[Path]:
        inputs = self.inputs
        pages = [inputs.page] if inputs.page else []
        return [*pages, *inputs.films, *inputs.subtitles, *inputs.posters]
