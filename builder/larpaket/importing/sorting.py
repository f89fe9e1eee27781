"""Puts each line of a page in its place: title, section, step, introduction, film, text version, question.

A page is read once, from the top. Headings wait until it is clear what follows them. Each line ends in one
place; one without a place is `unknown`, never lost.
"""

from __future__ import annotations

from collections.abc import Sequence

from larpaket.importing.headings import Headings
from larpaket.importing.labels import Label, deeper, is_time, label_of, timed
from larpaket.importing.line import Line, plain
from larpaket.importing.looking import asks_next, is_asked, is_question, is_text_announced
from larpaket.importing.page import Agreeing, Asked, FilmPart, Page, Reflecting, StepPart, Ticking
from larpaket.importing.settling import settle
from larpaket.importing.wording import Wording


def sort(lines: Sequence[Line], wording: Wording, *, film: bool) -> Page:
    """The page that the lines make; `film` says that a film, or subtitles, came with it."""
    sorter = _Sorter(lines, wording)
    for at, line in enumerate(sorter.lines):
        sorter.take(at, line)
    sorter.end()
    settle(sorter.page, wording, film=film)
    return sorter.page


class _Sorter:
    """Where in the page it stands: what is open takes the next lines."""

    def __init__(self, lines: Sequence[Line], wording: Wording) -> None:
        self.page = Page()
        self.wording = wording
        self.page.unknown = [line for line in lines if line.kind == "aside"]
        self.headings = Headings(self.page, [line for line in lines if line.kind != "aside"], wording)
        self.lines = self.headings.lines
        self.film: FilmPart | None = None
        self.film_level = 0
        self.reading = True
        self.reflecting: Reflecting | None = None
        self.ticking: Ticking | None = None
        self.asking = False
        self.lead: list[Line] = []

    def take(self, at: int, line: Line) -> None:
        """Put one line in its place."""
        label = label_of(line)
        inside = self.film is not None and deeper(line, self.film_level) and not label
        if label and not (label.name == "intro" and self.film):
            self.announced(at, line, label)
        elif line.kind == "tick":
            self.tick(line)
        elif not inside and self.headings.is_one(at, line, self.film is not None, self.is_filled()):
            self.demote()
            self.close()
            self.headings.wait(line)
        else:
            self.put(at, line)

    def is_filled(self) -> bool:
        """Whether the step has something to do in it, so that a short line may begin another."""
        step = self.headings.step
        return self.film is None and step is not None and bool(step.parts)

    def announced(self, at: int, line: Line, label: Label) -> None:
        """A label."""
        if label.name in ("title", "description", "section", "step"):
            self.named(line, label)
            return
        if label.name == "time":
            self.clock(line, label.rest)
            return
        if label.name == "text" and self.film is None and self.headings.filled_with(FilmPart):
            self.page.unknown.append(line)  # a second text version of the same film
            return
        if label.name not in ("question", "intro", "text"):
            self.demote()
        step = self.headings.flush(line)
        if label.name in ("film", "text"):
            self.open_film(at, line, label, step)
        elif label.name == "intro":
            self.page.labels.append(line)
            if label.rest:
                self.put(at, replaced(line, label.rest))
        elif label.name == "question":
            self.question_label(line, label, step)
        elif label.name == "reflect":
            self.reflect(at, line, label, step)
        elif label.name == "agree":
            self.close()
            step.parts.append(Agreeing(label.title))
        else:
            self.close()
            self.ticking = Ticking(label.title)
            step.parts.append(self.ticking)

    def named(self, line: Line, label: Label) -> None:
        """`Titel: …`, `Avsnitt: …`: what a table or a form says."""
        self.page.labels.append(line)
        if label.name == "title" and not self.page.title:
            self.page.title = label.rest
        elif label.name == "description" and not self.page.description:
            self.page.description = label.rest
        elif label.name in ("section", "step"):
            self.close()
            self.headings.wait(replaced(line, label.rest), label.name)
        else:
            self.page.unknown.append(line)

    def open_film(self, at: int, line: Line, label: Label, step: StepPart) -> None:
        """A film begins, or the text of the one that is open."""
        rest = replaced(line, label.rest) if label.name == "text" and label.rest else None
        if label.name == "text" and self.film is not None:
            self.page.labels.append(line)
            self.reading = True
        else:
            if self.film is not None and not self.film.text and deeper(line, self.film_level):
                self.headings.rename(self.film)
            self.close()
            if step.films():
                step = self.headings.begin_step(label.title or line.text)
            self.film = FilmPart(label.title if label.name == "film" else "")
            self.film_level = line.level
            self.reading = label.name == "text" or not is_text_announced(self.lines, at)
            step.parts.append(self.film)
            self.page.labels.append(line)
        if rest:
            self.put(at, rest)

    def question_label(self, line: Line, label: Label, step: StepPart) -> None:
        """Questions follow."""
        if self.reflecting is None or self.film is not None:
            self.close(peel=False)
            self.reflecting = Reflecting()
            step.parts.append(self.reflecting)
        self.page.labels.append(line)
        self.asking = True
        if label.rest:
            self.ask(replaced(line, label.rest))

    def reflect(self, at: int, line: Line, label: Label, step: StepPart) -> None:
        """What is done with the questions, and for how long; they stand before it or after it."""
        after = bool(label.rest) or asks_next(self.lines, at)
        if self.film is not None:
            self.close(peel=not after, announced=True)
            self.reflecting = self.headings.last_reflection() if not after else None
        found = timed(label.title)
        current = self.reflecting
        closes = current is not None and current.questions and not current.title and not after
        if current is None or (not closes and (current.questions or current.title)):
            self.close()
            current = Reflecting()
            step.parts.append(current)
        current.title, current.time, current.label = found.text, found.time, line
        if found.several:
            self.page.labels.append(line)
            self.page.notes.append(self.wording.note_longer_time.format(label=line.text))
        if closes:
            self.close()
            return
        self.reflecting = current
        if label.rest:
            self.ask(replaced(line, label.rest))

    def tick(self, line: Line) -> None:
        """A thing to do."""
        if self.ticking is None:
            heading = self.headings.title_of_list()
            step = self.headings.flush(line)
            self.close()
            self.ticking = Ticking(heading)
            step.parts.append(self.ticking)
        self.ticking.items.append(line)

    def put(self, at: int, line: Line) -> None:
        """A line that announces nothing goes to what is open."""
        if is_time(line):
            self.clock(line, line.text)
            return
        step = self.headings.flush(line)
        asks = line.asks or bool(timed(line.text).time and timed(line.text).text.endswith("?"))
        if self.ticking is not None and line.kind == "item":
            self.ticking.items.append(line)
        elif self.film is not None:
            self.film_line(line, step)
        elif self.reflecting is not None and (asks or (self.asking and line.kind == "item")):
            self.ask(line)
        elif self.reflecting is not None and not self.reflecting.questions:
            self.lead.append(line)
        elif self.reflecting is None and asks and is_question(self.lines, at, line, step):
            self.reflecting = Reflecting()
            step.parts.append(self.reflecting)
            self.ask(line)
        elif not step.parts:
            step.body.append(line)
        elif line.speech and not step.films():
            self.film = FilmPart(text=[line])
            step.parts.insert(0, self.film)
        else:
            self.page.unknown.append(line)

    def film_line(self, line: Line, step: StepPart) -> None:
        """A line of the text version, or one about the film, before its text begins."""
        assert self.film
        if self.reading:
            self.film.text.append(line)
        elif not step.intro and not line.asks:
            step.body.append(line)
        else:
            self.page.unknown.append(line)

    def ask(self, line: Line) -> None:
        """A question, after what leads to it."""
        assert self.reflecting is not None
        found = timed(line.text)
        before = " ".join(lead.text for lead in self.lead)
        self.lead = []
        self.reflecting.questions.append(Asked(f"{before} {found.text}".strip(), found.time))
        if line.marker:
            self.page.labels.append(line)

    def clock(self, line: Line, text: str) -> None:
        """A time on a line of its own is the last question's, or everybody's."""
        reflection = self.reflecting or self.headings.last_reflection()
        if self.film is not None:
            self.close()
            reflection = self.reflecting = self.headings.last_reflection()
        found = timed(f"x {text}").time
        self.page.labels.append(line)
        if not found or reflection is None or (not reflection.questions and reflection.time):
            self.page.unknown.append(line)
        elif len(reflection.questions) > 1 and not reflection.questions[-1].time and self.asking:
            reflection.questions[-1].time = found
        else:
            reflection.time, reflection.label = found, reflection.label or line

    def demote(self) -> None:
        """A line that seemed to announce questions was a heading, because no question followed."""
        current = self.reflecting
        if current and current.label and not current.questions and not self.lead:
            self.headings.step_now().parts.remove(current)
            self.reflecting = None
            self.headings.wait(current.label)

    def close(self, *, peel: bool = True, announced: bool = False) -> None:
        """Nothing is open any more. Questions at the end of a film's text are asked, not said in it."""
        if self.film is not None:
            asked: list[Line] = []
            while peel and self.reading and self.film.text and self.film.text[-1].asks:
                if not is_asked(self.film.text[-1], alone=announced and not asked):
                    break
                asked.insert(0, self.film.text.pop())
            self.film = None
            if asked:
                self.reflecting = Reflecting()
                self.headings.step_now().parts.append(self.reflecting)
                for line in asked:
                    self.ask(line)
        self.page.unknown += self.lead
        self.lead, self.reflecting, self.ticking, self.asking = [], None, None, False

    def end(self) -> None:
        """The page is over."""
        self.close()
        self.headings.end()


def replaced(line: Line, text: str) -> Line:
    """The line with another text: what is left of it."""
    cut = line.markdown.partition(":")[2].strip() if line.markdown.endswith(text) else ""
    found = plain(text, line.number)
    return Line(found.text, cut or found.markdown, line.number)
