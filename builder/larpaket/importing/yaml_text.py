"""Texts as YAML that reads back as the same text, written as an author would: plain where that is safe,
folded where it is long, in quotes otherwise.

The reader of definitions (`definition/tree.py`) takes every value as text; the quotes around `no` and `1.10`
are for other readers.
"""

from __future__ import annotations

import re
import textwrap

WIDTH = 100
"""Columns of a line that can be broken."""
_LONGEST_WORD = 5_000  # a definition's lines have at most 20,000 characters

# Begins with a letter, and has nothing in it that could be a comment, a key, a quotation or a bracket.
_PLAIN = re.compile(r"[^\W\d_](?:[\w ,.!?()/’'–-]|:(?=\S)|;)*")
_OTHER_VALUES = re.compile(r"(?:true|false|yes|no|on|off|y|n|null)", re.I)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\u00a0": "\\_"}


def scalar(text: str, indent: int) -> str:
    """What to write after `key:` and a space for this text; `indent` is the column of the key."""
    if len(text) <= WIDTH - indent - 20 and _is_plain(text):
        return text
    if len(text) > WIDTH - indent - 20 and _can_be_folded(text):
        margin = " " * (indent + 2)
        rows = textwrap.wrap(
            text, WIDTH - len(margin), break_long_words=False, break_on_hyphens=False, expand_tabs=False
        )
        return ">-\n" + "\n".join(f"{margin}{row}" for row in rows)
    if "\n" in text and all(map(_can_be_folded, text.split("\n\n"))):
        margin = " " * (indent + 2)
        return "|-\n" + "\n".join(f"{margin}{row}" if row else "" for row in text.split("\n"))
    return quoted(text)


def quoted(text: str) -> str:
    """The text between double quotes, on one line."""
    return f'"{"".join(map(_escaped, text))}"'


def comment(text: str, *, indent: str = "", hang: str = "") -> str:
    """The text as comment lines."""
    text = "".join(sign if sign.isprintable() else " " for sign in text.replace("\u00a0", " "))
    rows = textwrap.wrap(
        " ".join(_short_words(text)),
        WIDTH - 2,
        initial_indent=indent,
        subsequent_indent=hang or indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "".join(f"# {row}\n" for row in rows or [""])


def _short_words(text: str) -> list[str]:
    return [
        word[at : at + _LONGEST_WORD] for word in text.split() for at in range(0, len(word), _LONGEST_WORD)
    ]


def _is_plain(text: str) -> bool:
    ends = text.endswith((" ", ":"))
    return bool(_PLAIN.fullmatch(text)) and not ends and not _OTHER_VALUES.fullmatch(text) and _is_seen(text)


def _can_be_folded(text: str) -> bool:
    """Whether only single spaces divide its words: line breaks can replace these and nothing else."""
    return text != "" and " ".join(text.split()) == text and _is_seen(text)


def _is_seen(text: str) -> bool:
    """Whether every character is visible or a space, and none is an odd one that a reader may change."""
    return all(sign.isprintable() and sign != "\ufeff" for sign in text)


def _escaped(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    if sign.isprintable():
        return sign
    return f"\\u{ord(sign):04X}" if ord(sign) <= 0xFFFF else f"\\U{ord(sign):08X}"
