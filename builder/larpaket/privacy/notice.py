"""What a sheet says for the publisher (GDPR article 13): only what is stated, and the rights that follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from larpaket.definition.notice import NONE, LegalBasis
from larpaket.definition.publisher import Publisher
from larpaket.definition.texts import stated_in

RIGHTS: Mapping[LegalBasis, tuple[str, ...]] = {
    "consent": ("access", "rectification", "erasure", "restriction", "portability"),
    "contract": ("access", "rectification", "erasure", "restriction", "portability"),
    "legal-obligation": ("access", "rectification", "restriction"),
    "vital-interests": ("access", "rectification", "erasure", "restriction"),
    "public-task": ("access", "rectification", "restriction"),
    "legitimate-interests": ("access", "rectification", "erasure", "restriction"),
}
"""Articles 15 to 18 and 20. Portability needs consent or a contract (20.1 a). What is necessary for a legal
obligation or a public task need not be erased (17.3 b).
"""
WITHDRAWN: frozenset[LegalBasis] = frozenset({"consent"})
"""Bases that the learner may take back (7.3)."""
OBJECTED_TO: frozenset[LegalBasis] = frozenset({"public-task", "legitimate-interests"})
"""Bases that the learner may object to (21.1), and must be told so apart from everything else (21.4)."""

# What is stated, in the order of the sheet. `legal_basis` is one of our own texts.
_STATED = (
    "controller",
    "contact",
    "data_protection_officer",
    "purpose",
    "legal_basis",
    "interests",
    "readers",
    "recipients",
    "transfers",
    "retention",
    "must_provide",
    "automated_decisions",
)


@dataclass(frozen=True, slots=True)
class Line:
    """The key of its label, and a text in `language`, or the key of one of our own."""

    label: str
    text: str = ""
    language: str = ""
    own: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What the publisher states, on a sheet in one language.

    `rights` are keys of texts; `authority` is the one to complain to, if one is stated, `kept` how long the
    publisher keeps what it gets.
    """

    lines: tuple[Line, ...]
    rights: tuple[str, ...]
    withdrawn: bool
    objected_to: bool
    authority: Line | None
    kept: Line | None
    policy: str


def notice(publisher: Publisher, language: str) -> Notice:
    """What `publisher` states, in `language` where it is stated in it."""
    stated, basis = publisher.privacy, publisher.privacy.legal_basis
    return Notice(
        lines=tuple(_lines(publisher, language)),
        rights=RIGHTS[basis] if basis else (),
        withdrawn=basis in WITHDRAWN,
        objected_to=basis in OBJECTED_TO,
        authority=_line(publisher, "authority", language),
        kept=_line(publisher, "retention", language),
        policy=stated.policy or "",
    )


def _lines(publisher: Publisher, language: str) -> Iterator[Line]:
    for name in _STATED:
        if line := _line(publisher, name, language):
            yield line
        elif name == "controller":  # who publishes need not be that
            yield Line("publisher", publisher.name)
        elif name == "contact":
            yield Line(name, own="contact.none")


def _line(publisher: Publisher, name: str, language: str) -> Line | None:
    value: str | Mapping[str, str] | None = getattr(publisher.privacy, name)
    if not value:
        return None
    if isinstance(value, str):
        return Line(name, own=f"{name}.{value}")
    if value == {"": NONE}:
        return Line(name, own=f"{name}.{NONE}")
    text, written_in = stated_in(value, language)
    return Line(name, text, written_in or publisher.languages[0])
