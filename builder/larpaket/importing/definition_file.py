"""A page as the files of a module: `module.yaml`, and a Markdown file for each longer text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from larpaket.importing.line import Line, in_blocks
from larpaket.importing.page import Agreeing, FilmPart, Page, Part, Reading, Reflecting, StepPart, Ticking
from larpaket.importing.wording import Ids, Wording, as_id
from larpaket.importing.yaml_text import scalar
from larpaket.text.markdown import markup_problems

_TAG = re.compile(r"<(?=[/!A-Za-z])")
"""A space behind it makes it no tag, so that the module can be built."""


@dataclass(frozen=True, slots=True)
class FilmFiles:
    """The names of a film's files in the module; `has_video` and so on say which of them exist."""

    video: str
    captions: str
    transcript: str
    poster: str = ""
    has_video: bool = True
    has_captions: bool = True
    has_transcript: bool = True


@dataclass(slots=True)
class Written:
    """The definition without its head, and the content of the text files by their names."""

    yaml: str
    texts: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


class Writer:
    """Writes one module."""

    def __init__(self, page: Page, id: str, language: str, wording: Wording, films: list[FilmFiles]) -> None:
        self.page = page
        self.id = id
        self.language = language
        self.wording = wording
        self.films = list(films)
        self.ids = Ids()
        self.written = Written("")
        self.part_ids = {index: self._part_id(part) for index, part in enumerate(page.parts())}

    def write(self) -> Written:
        """All of it."""
        self.written.yaml = "\n".join(self._module()) + "\n"
        for name, text in self.written.texts.items():
            for problem in markup_problems(Path(name), text):
                self.written.notes.append(
                    f"{name}, line {problem.line}: {problem.text}: it is shown as text."
                )
            self.written.texts[name] = _TAG.sub("< ", text)
        return self.written

    def _part_id(self, part: Part) -> str:
        words = self.wording
        names = {
            FilmPart: "film", Reflecting: words.reflection, Agreeing: words.agreement,
            Ticking: as_id(words.checklist, "list"), Reading: as_id(words.reading, "text"),
        }  # fmt: skip
        return self.ids.new(names[type(part)])

    def _module(self) -> Iterator[str]:
        yield f"id: {scalar(self.id, 0)}"
        yield 'version: "1.0"'
        yield f"languages: [{self.language}]"
        yield f"title: {scalar(self.page.title, 0)}"
        yield f"description: {scalar(self.page.description, 0)}"
        yield "sections:"
        index = 0
        for section in self.page.sections:
            yield f"  - title: {scalar(section.title, 4)}"
            yield "    steps:"
            for step in section.steps:
                yield from self._step(step)
                for part in step.parts:
                    yield from self._part(part, self.part_ids[index])
                    index += 1

    def _step(self, step: StepPart) -> Iterator[str]:
        yield f"      - id: {scalar(self.ids.new(as_id(step.title, self.wording.part)), 8)}"
        yield f"        title: {scalar(step.title, 8)}"
        if step.heading:
            yield f"        heading: {scalar(step.heading, 8)}"
        if step.intro:
            yield f"        intro: {scalar(step.intro, 8)}"
        yield "        activities:"

    def _part(self, part: Part, id: str) -> Iterator[str]:
        yield f"          - id: {id}"
        if isinstance(part, FilmPart):
            yield from self._film(part, self.films.pop(0))
        elif isinstance(part, Reflecting):
            yield from self._reflection(part)
        elif isinstance(part, Agreeing):
            yield from self._head("agreement", part.title or self.wording.agreement_title)
            yield "            mode: group"
        elif isinstance(part, Ticking):
            yield from self._head("checklist", part.title or self.wording.checklist)
            yield "            items:"
            for line in part.items:
                id = as_id(line.text, self.wording.item)[:40].strip("-")
                yield f"              - id: {scalar(self.ids.new(id), 16)}"
                yield f"                text: {scalar(line.text, 16)}"
        else:
            name = self._file(self.wording.reading_file, part.lines)
            yield from self._head("text", self.wording.reading)
            yield f"            content: {name}"

    def _head(self, type: str, title: str) -> Iterator[str]:
        yield f"            type: {type}"
        yield f"            title: {scalar(title, 12)}"

    def _film(self, film: FilmPart, files: FilmFiles) -> Iterator[str]:
        yield from self._head("film", film.title or self.wording.film)
        missing = "" if files.has_video else "   # put the film here under this name"
        yield f"            video: {files.video}{missing}"
        if files.poster:
            yield f"            poster: {files.poster}"
        yield f"            {'' if files.has_captions else '# '}captions: {files.captions}"
        if files.has_transcript:
            self.written.texts[files.transcript] = in_blocks(film.text)
        yield f"            {'' if files.has_transcript else '# '}transcript: {files.transcript}"
        yield "            # audio_description: not-needed"

    def _reflection(self, part: Reflecting) -> Iterator[str]:
        label = f"{part.label.text if part.label else ''} {part.title}".casefold()
        alone = any(
            word in label for word in ("enskilt", "individu", "på egen hand", "själv", "on your own", "alone")
        )
        yield from self._head("reflection", part.title or self.wording.reflection_title)
        yield f"            mode: {'individual' if alone else 'group'}"
        yield "            questions:"
        for question in part.questions:
            yield f"              - id: {self.ids.new(self.wording.question)}"
            yield f"                text: {scalar(question.text, 16)}"
            if time := question.time or part.time:
                yield f"                time: {time}"
            if grouping := _grouping(label):
                yield f"                grouping: {grouping}"

    def _file(self, stem: str, lines: list[Line]) -> str:
        name, number = f"{stem}.{self.language}.md", 2
        while name in self.written.texts:
            name, number = f"{stem}-{number}.{self.language}.md", number + 1
        self.written.texts[name] = in_blocks(lines)
        return name


def _grouping(label: str) -> str:
    padded = f" {label} "
    if any(word in padded for word in (" i par", " parvis", "två och två", " in pairs", " two and two")):
        return "pairs"
    return "small" if any(word in padded for word in ("smågrupp", "små grupper", "small groups")) else ""
