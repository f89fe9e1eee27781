"""The headings of a page: which one is its title, and which are sections, steps and headings of steps."""

from __future__ import annotations

from collections.abc import Sequence

from larpaket.importing.labels import LONGEST_TITLE, is_part, is_short, label_of
from larpaket.importing.line import BOLD, Line
from larpaket.importing.page import FilmPart, Page, Part, Reflecting, SectionPart, StepPart
from larpaket.importing.wording import Wording


class Headings:
    """Holds headings back until something follows them: two are a section and a step, one begins a step."""

    def __init__(self, page: Page, lines: Sequence[Line], wording: Wording) -> None:
        self.page = page
        self.wording = wording
        self.lines = list(lines)
        self.explicit = any(line.kind == "heading" for line in self.lines)
        self.section: SectionPart | None = None
        self.section_level = 0
        self.step: StepPart | None = None
        self.step_level = 0
        self.waiting: list[Line] = []
        self.wanted: list[str] = []
        if self.lines and self._is_title(self.lines[0]):
            page.title = self.lines.pop(0).text

    def _is_title(self, line: Line) -> bool:
        label = label_of(line)
        return is_short(line) and (
            label is None or (line.kind == "heading" and line.level == 1 and not label.rest)
        )

    def is_one(self, at: int, line: Line, in_film: bool, filled: bool) -> bool:
        """Whether the line is a heading. Without any in bold or a style of its own, a short line may be."""
        if line.kind == "heading":
            return len(line.text) <= LONGEST_TITLE
        if is_part(line):
            return True
        if self.explicit or not is_short(line):
            return False
        following = self.lines[at + 1] if at + 1 < len(self.lines) else None
        if in_film:
            return following is not None and label_of(following) is not None
        if self.step is not None and not filled and self.step.body:
            return following is not None and (label_of(following) is not None or is_short(following))
        return following is not None

    def wait(self, line: Line, wanted: str = "") -> None:
        """A heading; `wanted` says what it is, if the page does."""
        self.waiting.append(line)
        self.wanted.append(wanted)

    def title_of_list(self) -> str:
        """The heading just before a list is the list's, if the step has one too."""
        if self.waiting and (self.step is not None or len(self.waiting) > 1):
            self.wanted.pop()
            return self.waiting.pop().text
        return ""

    def flush(self, line: Line) -> StepPart:
        """Something follows, so the headings that wait get their places. Returns the step that is open."""
        waiting, wanted = self.waiting, self.wanted
        self.waiting, self.wanted = [], []
        if waiting and any(wanted):
            for heading, kind in zip(waiting, wanted, strict=True):
                self._begin_section(heading) if kind == "section" else self._begin_step(heading)
        elif len(waiting) == 1:
            self._one(waiting[0])
        elif waiting:
            self._several(waiting)
        elif self._is_new_step(line):
            self._begin_step(line)
        return self.step_now()

    def _is_new_step(self, line: Line) -> bool:
        """A label that is a heading as large as that of a step begins one."""
        large = line.kind == "heading" and 0 < line.level <= self.step_level
        return large and self.step is not None and bool(self.step.parts or self.step.body)

    def _is_below(self, heading: Line) -> bool:
        """Whether a heading may be one inside the step, between its introduction and what is done."""
        large = 0 < heading.level <= self.step_level or is_part(heading)
        return self.step is not None and not (self.step.parts or self.step.heading or large)

    def _one(self, heading: Line) -> None:
        larger = heading.level and self.section_level and heading.level <= self.section_level
        if larger:
            self._begin_section(heading)
            self._begin_step(heading, level=heading.level + 1)
        elif self.step and self.step.body and not self.step.parts and not self.step.title:
            self.step.title, self.step_level = heading.text, heading.level
        elif self.step and self.step.body and self._is_below(heading):
            self.step.heading = heading.text
        else:
            self._begin_step(heading)

    def _several(self, waiting: list[Line]) -> None:
        below = bool(self.section_level) and all(line.level > self.section_level for line in waiting)
        rest = list(waiting)
        if not below or len(rest) > 2:
            self._begin_section(rest.pop(0))
        self._begin_step(rest.pop(0))
        if rest and self.step:
            self.step.heading = rest.pop(0).text
        self.page.unknown += rest

    def _begin_section(self, line: Line) -> None:
        self.section = SectionPart(line.text)
        self.section_level = line.level
        self.page.sections.append(self.section)
        self.step = None

    def _begin_step(self, line: Line, level: int = 0) -> None:
        self.begin_step(line.text)
        self.step_level = level or (line.level if line.level != BOLD else self.step_level)

    def begin_step(self, title: str) -> StepPart:
        """A step of that title, in the section that is open or in one without a name."""
        if self.section is None:
            self.section = SectionPart("")
            self.page.sections.append(self.section)
        self.step = StepPart(title[:LONGEST_TITLE])
        self.section.steps.append(self.step)
        return self.step

    def step_now(self) -> StepPart:
        """The step that is open, or one without a name."""
        return self.step or self.begin_step("")

    def filled_with(self, kind: type[Part]) -> bool:
        """Whether the step has an activity of that kind."""
        return (
            self.step is not None
            and not self.waiting
            and any(isinstance(part, kind) for part in self.step.parts)
        )

    def rename(self, film: FilmPart) -> None:
        """What seemed to be a film was the heading of the step in which it is."""
        step = self.step_now()
        step.parts.remove(film)
        name = film.title or self.wording.film
        if not step.title:
            step.title = name
        elif step.title != name and not step.heading:
            step.heading = name

    def last_reflection(self) -> Reflecting | None:
        """The reflection that the step ends with, if it does."""
        last = self.step.parts[-1] if self.step and self.step.parts else None
        return last if isinstance(last, Reflecting) else None

    def end(self) -> None:
        """Headings without anything below them have no place."""
        self.page.unknown += self.waiting
        self.waiting, self.wanted = [], []
