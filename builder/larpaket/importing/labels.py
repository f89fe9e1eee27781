"""Lines that say what comes next: "Film om …", "Textversion:", "Fråga 1", "Reflektera tillsammans, 5 min".

Swedish and English. Only what is short can be a label: a sentence that happens to begin with "Film" is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from larpaket.importing.line import BOLD, Line

Name = Literal[
    "title",
    "description",
    "section",
    "step",
    "intro",
    "film",
    "text",
    "question",
    "reflect",
    "agree",
    "check",
    "time",
]

MOST_CHARACTERS, MOST_WORDS = 80, 12
LONGEST_TITLE = 200

# Those that are read only with a colon: `Titel: Att lära av varandra`.
_ONLY_WITH_COLON: dict[Name, str] = {
    "title": r"titel|rubrik|modul|title|heading|module",
    "description": r"beskrivning|description",
    "section": r"avsnitt|sektion|section",
    "step": r"steg|step",
    "time": r"tid|tidsåtgång|time|duration",
}
_LABELS: dict[Name, str] = {
    "intro": r"intro|introduktion|inledning|ingress|introduction",
    "text": (
        r"(?:filmens )?text|textversion(?:en)?(?: av .+)?|text version(?: of .+)?|filmen som text"
        r"|transkription|transkript|transcript|manus|speakertext|berättartext|voice-?over|script"
    ),
    "question": (
        r"(?:reflektions|diskussions|samtals)?fråg(?:a|an|or|orna)(?: \d+)?(?: (?:att|till|för) .+)?"
        r"|(?:(?:reflection|discussion) )?questions?(?: \d+)?(?: (?:to|for) .+)?"
    ),
    "check": r"checklista(?:n)?(?: .+)?|att göra(?: .+)?|checklist(?: .+)?|to do(?: .+)?",
}
_FILM = re.compile(
    r"(?:the )?(?:film|video)(?:en|n)?(?: \d+)?"
    r"(?:$| ?: (?P<rest>.+)| [–—-] .+| (?:om|about|on) .+)"
    r"|(?:se|titta på|watch) (?:the )?(?:film|video)(?:en|n)?.*",
    re.I,
)
_REFLECT = re.compile(
    r"(?:reflektera|reflektion|diskutera|diskussion|samtala|samtal|prata|fundera|reflect|reflection|discuss"
    r"|discussion|talk|think about)\b.*",
    re.I,
)
_AGREE = re.compile(
    r"vad bestämmer (?:vi|ni)(?: oss för)?\??|bestäm(?:$|,? .*)|överenskommelsen?(?: .+)?|kom överens\b.*"
    r"|what (?:do|will) (?:we|you) (?:decide|agree)(?: on)?\??|decide\b.*|(?:our )?agreement|agree\b.*",
    re.I,
)
_PART = re.compile(r"(?:steg|step|del|part|moment|kapitel|chapter) \d+\b.*", re.I)
_TIME = re.compile(
    r"[(\[]?\s*(?:(?:ca|cirka|c:a|about|max|högst|i|for)\.? )?"
    r"(?P<number>\d{1,3})(?:\s?[–-]\s?(?P<most>\d{1,3}))?[ \u00a0]?"
    r"(?P<unit>min(?:uter|utes?|ut|s)?)\b\.?\s*[)\]]?",
    re.I,
)
_AT_THE_END = re.compile(rf"(?:[ \u00a0]*[,:;–—-])?[ \u00a0]*{_TIME.pattern}[ \u00a0]*\.?$", re.I)


@dataclass(frozen=True, slots=True)
class Label:
    """What a line announces. `title` is what it is called, "" if it has only the label's own word; `rest` is
    what follows the colon.
    """

    name: Name
    title: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Timed:
    """A text without the time at its end; `time` is as a definition has it, "" if there is none.

    `several` says that the time was from … to ….
    """

    text: str
    time: str = ""
    several: bool = False


def is_short(line: Line) -> bool:
    """Whether a line could be a heading, going by its text alone."""
    text = line.text
    if line.kind == "heading":
        return len(text) <= LONGEST_TITLE
    few = len(text) <= MOST_CHARACTERS and len(text.split()) <= MOST_WORDS
    return few and line.kind == "paragraph" and not line.speech and not re.search(r"[.!?;,:…|]\W*$", text)


def is_part(line: Line) -> bool:
    """Whether it begins a part of the page: `Steg 2: Prata`."""
    return is_short(line) and bool(_PART.fullmatch(line.text))


def is_time(line: Line) -> bool:
    """Whether the line is nothing but a time."""
    return bool(_TIME.fullmatch(line.text))


def timed(text: str) -> Timed:
    """The text and the time at its end, if the timer can run so long."""
    found = _AT_THE_END.search(text)
    if not found:
        return Timed(text)
    number = int(found["most"] or found["number"])
    if not 1 <= number <= 50:
        return Timed(text)
    before = text[: found.start()].rstrip()
    return Timed(before, f"{number} {found['unit'].lower()}", several=bool(found["most"]))


def label_of(line: Line) -> Label | None:
    """What the line announces, if anything."""
    if line.kind not in ("paragraph", "heading") or line.speech:
        return None
    before, colon, after = line.text.partition(":")
    rest = after.strip() if colon else ""
    if found := _with_colon(before.strip(), rest):
        return found
    head = line.text.rstrip(":").rstrip()
    short = len(head) <= MOST_CHARACTERS and len(head.split()) <= MOST_WORDS
    if not short or (
        line.kind != "heading" and head.endswith((".", "!", ";", ",", "…")) and not timed(head).time
    ):
        return None
    for name, pattern in _LABELS.items():
        if re.fullmatch(pattern, head, re.I):
            return Label(name, "" if name in ("intro", "text") else head)
    if _AGREE.fullmatch(head):
        return Label("agree", head)
    if head.endswith("?"):
        return None
    if film := _FILM.fullmatch(head):
        plain = re.fullmatch(r"(?:film|video)(?:en|n)?", head, re.I)
        return Label("film", film["rest"] or ("" if plain else head))
    return Label("reflect", head) if _REFLECT.fullmatch(head) else None


def _with_colon(before: str, rest: str) -> Label | None:
    """A label with what it announces on the same line; a question may follow `Reflektera:` too."""
    if not rest or len(before) > MOST_CHARACTERS:
        return None
    for name, pattern in {**_ONLY_WITH_COLON, **_LABELS}.items():
        if re.fullmatch(pattern, before, re.I):
            return Label(name, "" if name in ("intro", "text", "question") else rest, rest)
    if re.fullmatch(r"(?:the )?(?:film|video)(?:en|n)?", before, re.I):
        return Label("film", rest)
    if _REFLECT.fullmatch(before) and rest.endswith("?"):
        return Label("reflect", before, rest)
    return None


def deeper(line: Line, level: int) -> bool:
    """Whether a heading lies below one of that level; text in bold lies below every other."""
    return line.kind == "heading" and 0 < level < min(line.level, BOLD)
