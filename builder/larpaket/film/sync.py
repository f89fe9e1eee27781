"""Finds the words of each caption in the text version, when a package is built, from the words alone.

Words match where three in a row occur exactly once in the text and once in the captions, and from there in
both directions as long as they agree. A caption of which less than half is found is left out. The author's
text is not changed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from html import unescape

from larpaket.film.vtt import Cue

_RUN = 3
_TAG_OR_WORD = re.compile(r"<[^>]*>|&#?\w+;|(\w+)")
_TAG = re.compile(r"<[^>]*>")
_MOST_WORDS = 200_000
_MARKED = re.compile(r'<span data-cue="(\d+)">(.*?)</span>', re.S)


def synced(html: str, cues: Sequence[Cue]) -> str:
    """The text version's HTML, with `<span data-cue="{index}">` around the words of each caption found in it.

    `html` comes from `read_transcript`: every `<` starts a tag, and attributes contain none.
    """
    words = [match for match in _TAG_OR_WORD.finditer(html) if match[1]]
    owners, heard = [], []
    for index, cue in enumerate(cues):
        found = _words(cue.text)
        heard += found
        owners += [index] * len(found)
    if not words or not heard or max(len(words), len(heard)) > _MOST_WORDS:
        return html
    links = _link([match[1].casefold() for match in words], heard)
    places = sorted(_places(links, owners).items())
    beyond = [*(words[first].start() for _, (first, _) in places[1:]), len(html)]
    parts, at = [], 0
    for (index, (first, last)), limit in zip(places, beyond, strict=False):
        for start, end in _stretches(html, words[first].start(), words[last].end(), at, limit):
            parts += [html[at:start], f'<span data-cue="{index}">', html[start:end], "</span>"]
            at = end
    return "".join([*parts, html[at:]])


def marked_words(html: str) -> dict[int, str]:
    """The words that `synced` put into one span each, by the caption's index, with single spaces."""
    found = _MARKED.findall(html)
    once = Counter(index for index, _ in found)
    return {int(index): re.sub(r"\s+", " ", unescape(words)) for index, words in found if once[index] == 1}


def _words(text: str) -> list[str]:
    return [word.casefold() for word in re.findall(r"\w+", text)]


def _link(text: Sequence[str], heard: Sequence[str]) -> dict[int, int]:
    """Indexes of matching words, text to captions; both increase together."""
    run = min(_RUN, len(text), len(heard))
    once_here, once_there = _once(text, run), _once(heard, run)
    pairs = sorted((once_here[words], once_there[words]) for words in once_here.keys() & once_there.keys())
    links: dict[int, int] = {}
    last_here, last_there = -1, -1
    anchors = [*_rising(pairs), (len(text), len(heard))]
    for here, there in anchors:
        if here <= last_here or there <= last_there:
            continue  # the previous match already covers this run
        i, j = here - 1, there - 1
        while i > last_here and j > last_there and text[i] == heard[j]:
            links[i] = j
            i, j = i - 1, j - 1
        i, j = here, there
        while i < len(text) and j < len(heard) and text[i] == heard[j]:
            links[i] = j
            i, j = i + 1, j + 1
        last_here, last_there = i - 1, j - 1
    return links


def _once(words: Sequence[str], run: int) -> dict[tuple[str, ...], int]:
    """Where each run of that many words starts, if it occurs exactly once."""
    places: dict[tuple[str, ...], int] = {}
    again = set()
    for at in range(len(words) - run + 1):
        key = tuple(words[at : at + run])
        if key in places:
            again.add(key)
        places[key] = at
    return {key: at for key, at in places.items() if key not in again}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence of the pairs in which both numbers increase: text that was moved drops out."""
    tails: list[int] = []
    at_tail: list[int] = []
    before: list[int] = []
    for index, (_, second) in enumerate(pairs):
        place = bisect_left(tails, second)
        before.append(at_tail[place - 1] if place else -1)
        tails[place : place + 1] = [second]
        at_tail[place : place + 1] = [index]
    found = []
    index = at_tail[-1] if at_tail else -1
    while index >= 0:
        found.append(pairs[index])
        index = before[index]
    return found[::-1]


def _places(links: dict[int, int], owners: Sequence[int]) -> dict[int, tuple[int, int]]:
    """The first and last word in the text of each caption of which at least half was found."""
    lengths: dict[int, int] = {}
    for owner in owners:
        lengths[owner] = lengths.get(owner, 0) + 1
    found: dict[int, list[int]] = {}
    for here, there in links.items():
        found.setdefault(owners[there], []).append(here)
    return {
        owner: (min(places), max(places))
        for owner, places in found.items()
        if 2 * len(places) >= lengths[owner]
    }


def _stretches(html: str, start: int, end: int, low: int, high: int) -> list[tuple[int, int]]:
    """The text from `start` to `end` without tags, and adjacent punctuation within `low` and `high`."""
    while start > low and not (html[start - 1].isspace() or html[start - 1] in ">;"):
        start -= 1
    while end < high and not (html[end].isspace() or html[end] in "<&"):
        end += 1
    found, at = [], start
    for tag in _TAG.finditer(html, start, end):
        found.append((at, tag.start()))
        at = tag.end()
    return [(begin, stop) for begin, stop in [*found, (at, end)] if html[begin:stop].strip()]
