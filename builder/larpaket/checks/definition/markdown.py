"""Markdown that not everybody can use: headings and links in text versions and guides, addresses anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from larpaket.checks.definition.outline import Block, blocks
from larpaket.definition.definition import Definition, definition_rule
from larpaket.definition.rule import ADVICE, WARNING, Finding, Findings
from larpaket.definition.source import DEFINITION

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
    """Headings begin with `#`, and none is more than one step below the one before it.

    Reason: Screen readers list a page's headings and jump between them; a level that is left out looks as if
    something were missing (WCAG 2.2, 1.3.1).

    Help: Choose the level by what belongs under what, never by size: `#` for parts, `##` for parts of those.

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
                        f"a heading of level {block.level} follows one of level {above}, as if one between "
                        "them were missing"
                    )
                    if above
                    else f"the first heading has level {block.level}, as if one above it were missing"
                )
                help = f"write `{'#' * (above + 1)} {block.text[:40]}`"
                yield Finding(
                    text=text, entry=entry, line=block.line, column=1, length=block.level, help=help
                )
            above = block.level or above


@definition_rule("M231", WARNING)
def link_says_nothing(definition: Definition) -> Findings:
    """A link's text says where it leads.

    Reason: Whoever has a screen reader list the links, or sees only a small part of the page, reads the link
    alone: "klicka här" says nothing then (WCAG 2.2, 2.4.4).

    Help: Make the words that name the goal the link.

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
    """No web address is read out to the learner.

    Reason: A screen reader spells an address letter by letter, and nobody at a projector can type it. Outside
    a text version and a guide it cannot be clicked either.

    Help: In Markdown make it a link with a text of its own; in module.yaml say in words where it is to be
    found.

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
                    help = f"give it words: `[…]({link.address})`"
                    yield Finding(
                        text=text,
                        entry=entry,
                        line=link.line,
                        column=link.column,
                        length=len(link.text) + 2,
                        help=help,
                    )
            if match := _ADDRESS.search(block.outside):
                text = f"`{match[0][:60]}` is shown as it stands and leads nowhere"
                yield Finding(
                    text=text,
                    entry=entry,
                    line=block.line + block.source[: block.source.find(match[0])].count("\n"),
                    column=1,
                )
    for said in definition.prose:
        if match := _ADDRESS.search(said.text):
            place = said.place
            text = f"`{match[0][:60]}` is shown as it stands and leads nowhere"
            yield Finding(
                text=text, entry=DEFINITION, line=place.line, column=place.column, length=place.length
            )


@definition_rule("M233", ADVICE)
def looks_like_a_heading(definition: Definition) -> Findings:
    """What looks like a heading is one.

    Reason: A line in bold type is a heading to the eye only: a screen reader neither lists it nor jumps to it
    (WCAG 2.2, 1.3.1).

    Help: Write `#` and a space before it, and take the stars away.

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
                text = f"“{block.text}” looks like a heading, but is a paragraph in bold type"
                yield Finding(text=text, entry=entry, line=block.line, column=1)


def _files(definition: Definition) -> Iterator[tuple[str, list[Block]]]:
    for path in definition.markdown_files:
        yield definition.entry(path), list(blocks(path))


CHECKS = (heading_order, link_says_nothing, bare_address, looks_like_a_heading)
