"""What a definition says where the page says nothing, and ids, in the page's language.

Notes to the author are in English, like all that larpaket prints.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from larpaket.importing.line import words

_LONGEST_ID = 60
_COMMON = {
    "sv": frozenset(words("och att det är som för på med ni en av inte vi har till ett om era er hur vad")),
    "en": frozenset(words("and the to of is you your a in that it for with we what how do are not have")),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of one language."""

    language: str
    section: str
    film: str
    reflection: str
    question: str
    agreement: str
    checklist: str
    reading: str
    item: str
    part: str
    reflection_title: str
    agreement_title: str
    film_and_reflection: str
    description: str
    text_file: str
    reading_file: str

    note_section: ClassVar = "The page has no name for a section: `{section}` was chosen."
    note_no_time: ClassVar = "A reflection has no time: without `time:`, its timer runs for 5 minutes."
    note_longer_time: ClassVar = "“{label}”: the longer time was taken."
    note_shared_time: ClassVar = (
        "“{label}” stands for {count} questions, and each of them got that time: divide it, if it is for all."
    )


_SWEDISH = Wording(
    language="sv",
    section="Starta",
    film="Film",
    reflection="reflektion",
    question="fraga",
    agreement="overenskommelse",
    checklist="Checklista",
    reading="Läs",
    item="punkt",
    part="del",
    reflection_title="Reflektera tillsammans",
    agreement_title="Vad bestämmer vi?",
    film_and_reflection="Film och reflektion",
    description="Film och gemensam reflektion",
    text_file="textversion",
    reading_file="text",
)
_ENGLISH = Wording(
    language="en",
    section="Start",
    film="Film",
    reflection="reflection",
    question="question",
    agreement="agreement",
    checklist="Checklist",
    reading="Read",
    item="item",
    part="part",
    reflection_title="Reflect together",
    agreement_title="What do we decide?",
    film_and_reflection="Film and reflection",
    description="Film and reflection together",
    text_file="text-version",
    reading_file="text",
)


def wording(language: str) -> Wording:
    """The words for a language: Swedish or English."""
    return _SWEDISH if language.split("-")[0] == "sv" else _ENGLISH


def language_of(texts: Iterable[str]) -> str:
    """The language that a text is written in, `sv` or `en`; "" if that is not clear."""
    found = [word for text in texts for word in words(text)]
    counts = {language: sum(word in common for word in found) for language, common in _COMMON.items()}
    best, other = sorted(counts, key=lambda language: -counts[language])[:2]
    return best if counts[best] >= 3 and counts[best] > 2 * counts[other] else ""


def as_id(text: str, otherwise: str) -> str:
    """An id made from a text: `Att lära hela livet` is `att-lara-hela-livet`."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign)).translate(
        {0xF8: "o", 0xE6: "ae"}
    )
    id = re.sub(r"[^a-z0-9]+", "-", kept).strip("-")
    id = re.sub(r"^[^a-z]+", "", id)
    if len(id) > _LONGEST_ID:
        id = id[:_LONGEST_ID].rpartition("-")[0] or id[:_LONGEST_ID]
    return id or otherwise


class Ids:
    """Ids that occur once in a module."""

    def __init__(self) -> None:
        self.used: set[str] = set()

    def new(self, wanted: str) -> str:
        """The id, or the same with a number behind it."""
        id, number = wanted, 2
        while id in self.used:
            id, number = f"{wanted[: _LONGEST_ID - 5]}-{number}", number + 1
        self.used.add(id)
        return id
