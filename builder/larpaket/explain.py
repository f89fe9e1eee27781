"""All codes that larpaket prints, with their pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from textwrap import fill

from larpaket.catalogue.problems import CATALOGUE_PAGES
from larpaket.checks.catalogue import all_rules
from larpaket.checks.definition.release import Release
from larpaket.definition.pages import DEFINITION_PAGES
from larpaket.definition.rule import page
from larpaket.film.caption_pages import CAPTION_PAGES
from larpaket.lrs.finding_pages import LRS_PAGES
from larpaket.overview import OVERVIEW_PAGES
from larpaket.pages import WIDTH, Page
from larpaket.problems import Severity, UsageError
from larpaket.text.markdown_pages import TEXT_PAGES

_FAMILIES = {
    "M": "Modules: module.yaml, publisher.yaml, ids.lock",
    "V": "Captions and chapters (WebVTT)",
    "P": "Text versions and guides (Markdown)",
    "R": "What a module needs before its release",
    "L": "The learning record store (LRS)",
    "O": "Packages: the folder that they are built into",
    "Z": "Packages: the zip",
    "X": "Packages: the manifest as XML",
    "S": "Packages: SCORM",
    "T": "Packages: xAPI and cmi5",
    "C": "Packages: pages, scripts, films",
}


@dataclass(frozen=True, slots=True)
class Family:
    """The codes that begin with the same letters."""

    prefix: str
    title: str
    pages: tuple[Page, ...]

    def __str__(self) -> str:
        """Its title, and each code in a line."""
        return f"{self.title}\n\n" + "".join(map(_line, self.pages))


def _families(found: Iterable[Page]) -> tuple[Family, ...]:
    ordered = sorted(found, key=lambda page: (len(page.code), page.code))
    return tuple(
        Family(prefix, title, tuple(page for page in ordered if page.family == prefix))
        for prefix, title in _FAMILIES.items()
    )


_ALL = (
    *DEFINITION_PAGES,
    *CATALOGUE_PAGES,
    *CAPTION_PAGES,
    *TEXT_PAGES,
    *LRS_PAGES,
    *OVERVIEW_PAGES,
    *map(page, all_rules().values()),
)
PAGES = {page.code: page for page in _ALL}
"""The pages by code."""
FAMILIES = _families(_ALL)


_COPIED = re.compile(r"\b(?:error|warning|advice|problem|note)\[(\w+)\]")


def explain(code: str) -> str:
    """The page of a code, or the list of a family by its letter, in any case. `code` may also be a message
    that holds one. UsageError, with similar codes, if it does not exist.
    """
    for family in FAMILIES:
        if family.prefix == _code_in(code):
            return str(family)
    return str(_page_of(code))


def ignorable(code: str) -> str:
    """The code of a check that can be skipped, as printed; UsageError for any other code."""
    page = _page_of(code)
    check = all_rules().get(page.code)
    if page in LRS_PAGES or (check and check.subject is Release):
        raise UsageError(f"{page.code} cannot be ignored: `larpaket check` never prints it")
    if check is None and page.severity == Severity.ERROR:
        raise UsageError(f"{page.code} cannot be ignored: it is an error that stops the build, so fix it")
    return page.code


def overview() -> str:
    """One line per code, by family."""
    return "\n".join(map(str, FAMILIES))


def _line(page: Page) -> str:
    return fill(page.summary, WIDTH, initial_indent=f"  {page.code:6}", subsequent_indent=" " * 8) + "\n"


def _code_in(text: str) -> str:
    """The code that was typed, or copied from a message."""
    found = _COPIED.search(text)
    return (found[1] if found else text.strip("[]:., \t\n")).upper()


def _page_of(code: str) -> Page:
    wanted = _code_in(code)
    if wanted in PAGES:
        return PAGES[wanted]
    if near := _near(wanted):
        help = f"did you mean {' or '.join(near)}?"
    elif wanted[:1] in _FAMILIES and wanted[1:].isdecimal():
        help = f"run `larpaket explain {wanted[0]}` for those that begin with {wanted[0]}"
    else:
        help = "run `larpaket explain` for a list"
    raise UsageError(f"there is no code `{wanted}`: {help}")


def _near(wanted: str) -> list[str]:
    """The codes that differ from it by a zero that is left out, or by one character too many or too few."""
    padded = f"{wanted[:1]}0{wanted[1:]}"
    if padded in PAGES:
        return [padded]
    near = get_close_matches(wanted, PAGES, n=4, cutoff=0.8) if len(wanted) > 2 else []
    return near if len(near) < 4 else []  # a digit too few fits half a family
