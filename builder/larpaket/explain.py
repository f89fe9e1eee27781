"""All codes that larpaket prints, with their pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from textwrap import fill

from larpaket.checks.catalogue import all_rules
from larpaket.checks.definition.release import Release
from larpaket.definition.pages import DEFINITION_PAGES
from larpaket.definition.rule import page
from larpaket.film.caption_pages import CAPTION_PAGES
from larpaket.lrs.finding_pages import LRS_PAGES
from larpaket.pages import WIDTH, Page
from larpaket.problems import UsageError
from larpaket.text.markdown_pages import TEXT_PAGES

_FAMILIES = {
    "M": "Modules: module.yaml, publisher.yaml, ids.lock",
    "V": "Captions and chapters (WebVTT)",
    "P": "Text versions and guides (Markdown)",
    "R": "What a module needs before its release",
    "L": "The learning record store (LRS)",
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


def _families(found: Iterable[Page]) -> tuple[Family, ...]:
    ordered = sorted(found, key=lambda page: (len(page.code), page.code))
    return tuple(
        Family(prefix, title, tuple(page for page in ordered if page.family == prefix))
        for prefix, title in _FAMILIES.items()
    )


_ALL = (*DEFINITION_PAGES, *CAPTION_PAGES, *TEXT_PAGES, *LRS_PAGES, *map(page, all_rules().values()))
PAGES = {page.code: page for page in _ALL}
"""The pages by code."""
FAMILIES = _families(_ALL)


def explain(code: str) -> str:
    """The page of a code, in any case; UsageError, with similar codes, if it does not exist."""
    return str(_page_of(code))


def ignorable(code: str) -> str:
    """The code of a check that can be skipped, as printed; UsageError for any other code."""
    page = _page_of(code)
    check = all_rules().get(page.code)
    if page in LRS_PAGES or (check and check.subject is Release):
        raise UsageError(f"{page.code} cannot be ignored: `larpaket check` never prints it")
    if check is None:
        raise UsageError(f"{page.code} cannot be ignored: it is an error that stops the build, so fix it")
    return page.code


def overview() -> str:
    """One line per code, by family."""
    return "\n".join(f"{family.title}\n\n" + "".join(map(_line, family.pages)) for family in FAMILIES)


def _line(page: Page) -> str:
    return fill(page.summary, WIDTH, initial_indent=f"  {page.code:6}", subsequent_indent=" " * 8) + "\n"


def _page_of(code: str) -> Page:
    wanted = code.strip().strip("[]").upper()
    if wanted not in PAGES:
        near = get_close_matches(wanted, PAGES, n=3, cutoff=0.5)
        help = f"did you mean {' or '.join(near)}?" if near else "run `larpaket explain` for a list"
        raise UsageError(f"there is no code `{code}`: {help}")
    return PAGES[wanted]
