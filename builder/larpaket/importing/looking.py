"""What a line means often depends on the lines below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from larpaket.importing.labels import label_of, timed
from larpaket.importing.line import Line
from larpaket.importing.page import StepPart

_LONGEST_QUESTION = 250  # characters


def is_asked(line: Line, *, alone: bool) -> bool:
    """Whether a line at the end of a text is a question to reflect on. With a sentence before it, as a
    narrator has, it is one only `alone`, before a label.
    """
    return len(line.text) <= _LONGEST_QUESTION and (alone or not re.search(r"[.!…] ", line.text))


def is_text_announced(lines: Sequence[Line], at: int) -> bool:
    """Whether a label for the film's text follows, before the next film."""
    for line in lines[at + 1 :]:
        label = label_of(line)
        if label and label.name in ("film", "text", "step", "section"):
            return label.name == "text"
    return False


def asks_next(lines: Sequence[Line], at: int) -> bool:
    """Whether questions follow the label at that index, rather than stand before it."""
    following = lines[at + 1] if at + 1 < len(lines) else None
    label = label_of(following) if following else None
    return following is not None and (
        (label is not None and label.name == "question")
        or (label is None and (following.asks or bool(timed(following.text).time)))
    )


def is_question(lines: Sequence[Line], at: int, line: Line, step: StepPart) -> bool:
    """Whether a line that asks is to be reflected on; one before a film introduces it."""
    if step.parts or line.kind == "item" or step.body:
        return not film_follows(lines, at)
    return len(line.text) <= 250 and not film_follows(lines, at) and not text_follows(lines, at)


def film_follows(lines: Sequence[Line], at: int) -> bool:
    """Whether a film begins below, before any other heading."""
    for line in lines[at + 1 :]:
        label = label_of(line)
        if label or line.kind == "heading":
            return label is not None and label.name in ("film", "text")
    return False


def text_follows(lines: Sequence[Line], at: int) -> bool:
    """Whether somebody speaks below: then the film has begun."""
    return any(line.speech for line in lines[at + 1 :])
