"""What a page turned out to contain, before it is written as a definition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from larpaket.importing.line import Line


@dataclass(slots=True)
class FilmPart:
    """A film, and what is said in it."""

    title: str = ""
    text: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Asked:
    """A question; `time` is as a definition has it, or ""."""

    text: str
    time: str = ""


@dataclass(slots=True)
class Reflecting:
    """Questions to reflect on; `time` is what the page gave for all of them."""

    title: str = ""
    questions: list[Asked] = field(default_factory=list)
    time: str = ""
    label: Line | None = None


@dataclass(slots=True)
class Agreeing:
    """Something to decide."""

    title: str = ""


@dataclass(slots=True)
class Ticking:
    """Things to do."""

    title: str = ""
    items: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """A text to read."""

    lines: list[Line]


Part = FilmPart | Reflecting | Agreeing | Ticking | Reading


@dataclass(slots=True)
class StepPart:
    """A view: its introduction, and what is done in it."""

    title: str
    heading: str = ""
    intro: str = ""
    body: list[Line] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def films(self) -> list[FilmPart]:
        """Its films."""
        return [part for part in self.parts if isinstance(part, FilmPart)]


@dataclass(slots=True)
class SectionPart:
    """Steps under a heading."""

    title: str
    steps: list[StepPart] = field(default_factory=list)


@dataclass(slots=True)
class Page:
    """A whole page. `unknown` are lines that have no place in it, `labels` those that only sorted it, and
    `notes` what its author should look at.
    """

    title: str = ""
    description: str = ""
    sections: list[SectionPart] = field(default_factory=list)
    unknown: list[Line] = field(default_factory=list)
    labels: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def steps(self) -> Iterator[StepPart]:
        """Every step, in order."""
        for section in self.sections:
            yield from section.steps

    def parts(self) -> Iterator[Part]:
        """Every activity, in order."""
        for step in self.steps():
            yield from step.parts

    def films(self) -> list[FilmPart]:
        """Every film."""
        return [part for part in self.parts() if isinstance(part, FilmPart)]
