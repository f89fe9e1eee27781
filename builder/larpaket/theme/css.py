"""Makes style sheets smaller: comments are a fifth of their weight on the wire."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from functools import cache
from string import ascii_letters

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_MARK = re.compile(r" ?([{};,>]) ?")
# Only in declarations: in a selector, a space beside a colon changes the meaning.
_NAME = re.compile(r"((?<=[{;])[\w-]+:) ")
_ZERO = re.compile(r"(?<![\w.])0(?=\.\d)")
_PROPERTY = re.compile(r"(?<![\w-])--[a-z][\w-]*")
_STRING = re.compile(r'("[^"]*")')
_LAYER = re.compile(r"\s*(@layer [\w-]+)\{")
# Commas inside parentheses separate no selectors.
_SELECTOR = re.compile(r"(?:[^,(]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))+")
# What need not match, or is one of several that may.
_NOT = re.compile(r":(?:not|is|has(?=\([^()]*,))\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")
# A class, or what a button does.
_NEEDED = re.compile(r"""(?:\.|\[data-do="|\[(?=data-[\w-]+\]))([a-z][\w-]*)""")
_BRACE = re.compile(r'"[^"]*"|[{}]')


def compact(css: str) -> str:
    """The same rules without comments and insignificant white space; strings stay as they are."""
    parts = _STRING.split(_COMMENT.sub("", css))
    parts[::2] = [_light(part) for part in parts[::2]]
    return "".join(parts).strip()


def one_block_each(css: str) -> str:
    """The same compact rules with one block for each layer: which layer wins is not a matter of their order.

    What stands in no layer comes first, as the statement that names the layers must.
    """
    blocks: dict[str, str] = {}
    rest, at = "", 0
    while at < len(css):
        end = _end(css, at)
        found = _LAYER.match(css, at, end)
        if found:
            blocks[found[1]] = blocks.get(found[1], "") + css[found.end() : end - 1]
        else:
            rest += css[at:end].strip()
        at = end
    return rest + "".join(f"{layer}{{{rules}}}" for layer, rules in blocks.items())


def short_names(css: str) -> str:
    """The same rules with one letter for each custom property: they are used only inside the sheet."""
    used = [name for name, _ in Counter(_PROPERTY.findall(css)).most_common()]
    short = dict(zip(used, (f"--{letter}" for letter in ascii_letters), strict=False))
    return _PROPERTY.sub(lambda found: short.get(found[0], found[0]), css)


def without_unused(css: str, words: Collection[str]) -> str:
    """The same compact rules without those for classes and buttons that are none of `words`: a page has only
    what its module needs.
    """
    kept, at = "", 0
    while at < len(css):
        end = _end(css, at)
        opening = css.find("{", at, end)
        if opening < 0:
            kept += css[at:end]
        else:
            head, body = css[at:opening], without_unused(css[opening + 1 : end - 1], words)
            head = head if head.lstrip().startswith("@") else _used(head, words)
            # A declaration may stand before a nested rule; at-rules without content go too.
            before, _, selectors = head.rpartition(";")
            if selectors.strip() and body:
                kept += f"{head}{{{body}}}"
            elif before:
                kept += f"{before};"
        at = end
    return kept


@cache
def names_needed(css: str) -> frozenset[str]:
    """The names of classes and buttons that rules are for: which of these a page has decides what is left."""
    return frozenset(_NEEDED.findall(css))


def _used(head: str, words: Collection[str]) -> str:
    """The selectors that can match; what stands before them in a rule's block is kept."""
    before, semicolon, selectors = head.rpartition(";")
    needed = (
        selector
        for selector in _SELECTOR.findall(selectors)
        if all(name in words for name in _NEEDED.findall(_NOT.sub("", selector)))
    )
    return before + semicolon + ",".join(needed)


def _end(css: str, start: int) -> int:
    """Where the rule or statement that begins at `start` has ended."""
    depth = 0
    semicolon = css.find(";", start)
    for brace in _BRACE.finditer(css, start):
        if depth == 0 and 0 <= semicolon < brace.start():
            return semicolon + 1
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0 and brace[0] == "}":
            return brace.end()
    return len(css)


def _light(css: str) -> str:
    css = _MARK.sub(r"\1", re.sub(r"\s+", " ", css)).replace(";}", "}")
    return _ZERO.sub("", _NAME.sub(r"\1", css))
