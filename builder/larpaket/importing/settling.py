"""What only the whole page can say: which paragraphs introduce a step, which are a film's text, and names for
what has none.
"""

from __future__ import annotations

import re

from larpaket.importing.line import Line, words
from larpaket.importing.page import FilmPart, Page, Reading, Reflecting, SectionPart, StepPart, Ticking
from larpaket.importing.wording import Wording

_MOST_PARAGRAPHS, _MOST_CHARACTERS = 2, 700
_ABOUT_A_FILM = re.compile(r"\b(?:film(?:en|s|er|erna)?|video(?:n|s)?|titta på|watch)\b", re.I)


def settle(page: Page, wording: Wording, *, film: bool) -> None:
    """Finish the page; `film` says that it has one, whatever its text says."""
    for step in page.steps():
        _speech_is_a_film(step)
        _without_questions(page, step)
    if film and not page.films():
        _add_film(page)
    for step in page.steps():
        _introduce(step)
        _without_words(page, step)
    for section in page.sections:
        for step in [step for step in section.steps if not step.parts]:
            section.steps.remove(step)
            page.unknown += _as_unknown(step)
    for section in [section for section in page.sections if not section.steps]:
        page.sections.remove(section)
        page.unknown += [Line(section.title, section.title, 0)] if section.title else []
    for step in page.steps():
        _name(step, wording)
    for section in page.sections:
        if not section.title:
            page.notes.append(wording.note_section.format(section=wording.section))
            section.title = wording.section
    _note_times(page, wording)


def _speech_is_a_film(step: StepPart) -> None:
    """Somebody speaks although no film was announced: from there on, or from the start, it is its text."""
    if not any(line.speech for line in step.body) or step.films():
        return
    first = 1 if not step.body[0].speech and _ABOUT_A_FILM.search(step.body[0].text) else 0
    step.parts.insert(0, FilmPart(text=step.body[first:]))
    step.body = step.body[:first]


def _without_questions(page: Page, step: StepPart) -> None:
    """A reflection without a question, or a list without items, is none: its heading names the step, if
    nothing else does.
    """
    for part in list(step.parts):
        if isinstance(part, Reflecting) and not part.questions:
            heading = part.label.text if part.label else part.title
        elif isinstance(part, Ticking) and not part.items:
            heading = part.title
        else:
            continue
        step.parts.remove(part)
        if heading and not step.title:
            step.title = heading
        elif heading:
            page.unknown.append(Line(heading, heading, 0))


def _add_film(page: Page) -> None:
    """A film came with a page that does not name it: it is the first step's, with that step's text."""
    if not page.sections:
        page.sections.append(SectionPart("", [StepPart("")]))
    step = page.sections[0].steps[0]
    first = 1 if step.body and _ABOUT_A_FILM.search(step.body[0].text) else 0
    step.parts.insert(0, FilmPart(text=step.body[first:]))
    step.body = step.body[:first]


def _introduce(step: StepPart) -> None:
    """A few paragraphs are the step's introduction; more, or a list, are a text to read."""
    body, step.body = step.body, []
    if not body:
        return
    few = len(body) <= _MOST_PARAGRAPHS and sum(len(line.text) for line in body) <= _MOST_CHARACTERS
    plain = all(line.kind == "paragraph" and line.text == _without_escapes(line) for line in body)
    if step.parts and few and plain:
        step.intro = "\n\n".join(line.text for line in body)
        return
    leads = step.parts and len(body[0].text) <= _MOST_CHARACTERS and not body[0].text.endswith(":")
    if leads and body[0].kind == "paragraph" and len(body) > 1 and body[0].text == _without_escapes(body[0]):
        step.intro, body = body[0].text, body[1:]
    step.parts.insert(0, Reading(body))


def _without_words(page: Page, step: StepPart) -> None:
    """A text of nothing but signs, such as a line of dashes, is not one to read."""
    for part in list(step.parts):
        if isinstance(part, FilmPart) and not _has_words(part.text):
            page.unknown += part.text
            part.text = []
        elif isinstance(part, Reading) and not _has_words(part.lines):
            page.unknown += part.lines
            step.parts.remove(part)


def _has_words(lines: list[Line]) -> bool:
    return any(words(line.text) for line in lines)


def _without_escapes(line: Line) -> str:
    return re.sub(r"\\([\\*_(.)#+>=-])", r"\1", line.markdown)


def _as_unknown(step: StepPart) -> list[Line]:
    titles = [title for title in (step.title, step.heading) if title]
    return [Line(title, title, 0) for title in titles] + step.body


def _name(step: StepPart, wording: Wording) -> None:
    if step.title:
        return
    films = step.films()
    reflects = any(isinstance(part, Reflecting) for part in step.parts)
    titled = next((part.title for part in step.parts if not isinstance(part, Reading) and part.title), "")
    step.title = wording.film_and_reflection if films and reflects else titled or wording.reading


def _note_times(page: Page, wording: Wording) -> None:
    for part in page.parts():
        if not isinstance(part, Reflecting):
            continue
        if part.time and len(part.questions) > 1:
            page.notes.append(
                wording.note_shared_time.format(
                    label=part.label.text if part.label else "", count=len(part.questions)
                )
            )
        elif not part.time and not all(question.time for question in part.questions):
            page.notes.append(wording.note_no_time)
