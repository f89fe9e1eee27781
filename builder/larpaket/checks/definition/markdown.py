"""Markdown that some people cannot use: headings and links in text versions and guides, bare addresses
anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from larpaket.checks.definition.outline import Block, blocks
from larpaket.definition.definition import Definition, definition_rule
from larpaket.definition.rule import ADVICE, WARNING, Finding, Findings

# No other language has such a list yet.
_SAYS_NOTHING = frozenset(
    """
    här, hit, klicka, klicka här, klicka på länken, tryck här, läs mer, läs mer här, se mer, se här, mer,
    mer här, mer information, mer info, länk, länken, denna länk, den här länken, denna sida, den här
    sidan, den här webbplatsen, here, click, click here, click this link, press here, read more, read more
    here, see more, see here, more, more here, more information, more info, learn more, find out more,
    link, the link, this link, this page, this website
    """.replace("\n", " ")
    .strip()
    .split(", ")
)
_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)[^\s<>]*[^\s<>.,;:!?)]", re.I)
_LONGEST_HEADING = 80


@definition_rule("M230", WARNING)
def heading_order(definition: Definition) -> Findings:
    """The first heading has level 1, and no heading is more than one level below the previous one.

    Reason: Screen readers list a page's headings and jump between them. A skipped level looks as if something
    were missing (WCAG 2.2, 1.3.1).

    Help: Choose the level by structure, never by size: `#` for sections, `##` for their subsections.

    Passes:

        # Samtalet

        ## Före mötet

    Fails:

        # Samtalet

        ### Före mötet
    """
    for entry, found in _files(definition):
        above = 0
        for block in found:
            if block.level > above + 1:
                text = (
                    (
                        f"a heading of level {block.level} follows one of level {above}: a level in between "
                        "is skipped"
                    )
                    if above
                    else f"the first heading has level {block.level} instead of 1"
                )
                help = f"write `{'#' * (above + 1)} {block.text[:40]}`"
                yield Finding(
                    text=text, entry=entry, line=block.line, column=1, length=block.level, help=help
                )
            above = block.level or above


@definition_rule("M231", WARNING)
def link_says_nothing(definition: Definition) -> Findings:
    """A link's text says where it leads.

    Reason: People who let a screen reader list the links, or see only a small part of the page, read the link
    alone. There, "klicka här" says nothing (WCAG 2.2, 2.4.4).

    Help: Turn the words that name the target into the link.

    Passes:

        Läs [rapporten om friskfaktorer](https://example.org/rapport).

    Fails:

        För rapporten, [klicka här](https://example.org/rapport).
    """
    for entry, found in _files(definition):
        for block in found:
            for link in block.links:
                words = " ".join(re.findall(r"\w+", link.text.casefold()))
                if not words or words in _SAYS_NOTHING:
                    text = f"the link “{link.text}” does not say where it leads"
                    yield Finding(
                        text=text, entry=entry, line=link.line, column=link.column, length=len(link.text) + 2
                    )


@definition_rule("M232", ADVICE)
def bare_address(definition: Definition) -> Findings:
    """No web address is shown to learners as text.

    Reason: A screen reader spells out an address letter by letter, and nobody can type it from a projector.
    Outside text versions and guides it cannot be clicked either.

    Help: In Markdown, write a link with its own text. In module.yaml, say in words where to find the page.

    Passes:

        Läs [rapporten om friskfaktorer](https://example.org/rapport).

    Fails:

        Läs mer: https://example.org/rapport
    """
    for entry, found in _files(definition):
        for block in found:
            for link in block.links:
                if _ADDRESS.fullmatch(link.text):
                    text = "the link's text is its address, which a screen reader spells out"
                    help = f"give the link a text: `[…]({link.address})`"
                    yield Finding(
                        text=text,
                        entry=entry,
                        line=link.line,
                        column=link.column,
                        length=len(link.text) + 2,
                        help=help,
                    )
            if match := _ADDRESS.search(block.outside):
                text = f"`{match[0][:60]}` is shown as plain text, not as a link"
                yield Finding(
                    text=text,
                    entry=entry,
                    line=block.line + block.source[: block.source.find(match[0])].count("\n"),
                    column=1,
                )
    for said in definition.prose:
        if match := _ADDRESS.search(said.text):
            place = said.place
            text = f"`{match[0][:60]}` is shown as plain text, not as a link"
            yield Finding(
                text=text,
                entry=definition.entry(place.path),
                line=place.line,
                column=place.column,
                length=place.length,
            )


@definition_rule("M233", ADVICE)
def looks_like_a_heading(definition: Definition) -> Findings:
    """A line that looks like a heading is one.

    Reason: A line in bold is a heading only to the eye: a screen reader neither lists it nor jumps to it
    (WCAG 2.2, 1.3.1).

    Help: Write `#` and a space before it, and remove the asterisks.

    Passes:

        # Före mötet

    Fails:

        **Före mötet**
    """
    for entry, found in _files(definition):
        for block in found:
            if (
                block.strong
                and not block.level
                and len(block.text) <= _LONGEST_HEADING
                and not block.text.rstrip().endswith((".", "!", "?"))
            ):
                text = f"“{block.text}” looks like a heading, but is a paragraph in bold"
                yield Finding(text=text, entry=entry, line=block.line, column=1)


def _files(definition: Definition) -> Iterator[tuple[str, list[Block]]]:
    for path in definition.markdown_files:
        yield definition.entry(path), list(blocks(path))


CHECKS = (heading_order, link_says_nothing, bare_address, looks_like_a_heading)
