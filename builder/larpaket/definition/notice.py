"""What a publisher states about people's data, for the privacy sheet: the parts of the GDPR's article 13.

Nothing has a default that claims something: what is not stated is not on the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, Literal

from pydantic import ConfigDict, model_validator

from larpaket.definition.addresses import Link
from larpaket.definition.base import Model
from larpaket.definition.codes import Code
from larpaket.definition.errors import DefinitionError, pydantic_error
from larpaket.definition.shapes import has
from larpaket.definition.texts import StatedText, StatedTitle

LegalBasis = Literal[
    "consent", "contract", "legal-obligation", "vital-interests", "public-task", "legitimate-interests"
]
"""Article 6.1, a to f."""

NONE = "none"
"""What is stated where there is nothing of the kind: no recipients, no data protection officer."""


class Privacy(Model):
    """What the privacy sheet says about the people behind the packages and their purposes, in their own
    words: each text is one for all languages, or a map by language.

    `data_protection_officer`, `recipients`, `transfers` and `automated_decisions` may be NONE.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "if": has("interests"),
            "then": {"required": ["legal_basis"], **has("legal_basis", "legitimate-interests")},
        }
    )
    called: ClassVar = "`privacy`"

    controller: StatedTitle | None = None
    """Who decides about the data, with an address (GDPR, article 13.1 a)."""
    contact: StatedTitle | None = None
    """How to reach the controller about the data."""
    data_protection_officer: StatedTitle | None = None
    """How to reach the data protection officer, or `none`."""
    purpose: StatedText | None = None
    """What the data is used for."""
    legal_basis: LegalBasis | None = None
    """Which part of the GDPR's article 6.1 allows it."""
    interests: StatedText | None = None
    """The interests, where the legal basis is `legitimate-interests`."""
    recipients: StatedText | None = None
    """Who else receives the data, such as the LMS's supplier, or `none`."""
    readers: StatedTitle | None = None
    """Who in the organisation sees the results."""
    transfers: StatedText | None = None
    """Whether data leaves the EU and EEA, and on what ground, or `none`."""
    retention: StatedTitle | None = None
    """For how long the data is kept."""
    must_provide: StatedText | None = None
    """Whether a learner has to give the data, and what happens otherwise."""
    automated_decisions: StatedText | None = None
    """Decisions that a machine makes from the data, or `none`."""
    policy: Link | None = None
    """The address of a page that says more."""
    authority: StatedTitle | None = None
    """Where to complain."""

    @model_validator(mode="after")
    def _interests_are_a_basis(self) -> Privacy:
        if self.interests and self.legal_basis != "legitimate-interests":
            raise pydantic_error(
                DefinitionError(
                    Code.WRONG_VALUE,
                    "`interests` are those of `legal_basis: legitimate-interests`, which is not stated",
                    "remove it, or state that basis",
                    ("interests",),
                    key=True,
                )
            )
        return self

    def untranslated(self, languages: Iterable[str]) -> Iterator[DefinitionError]:
        """An error for each text that is given by language and lacks some of these."""
        for name in type(self).model_fields:
            texts = getattr(self, name)
            if texts is None or isinstance(texts, str) or "" in texts:
                continue
            if missing := [f"`{language}`" for language in languages if language not in texts]:
                yield DefinitionError(
                    Code.MISSING_TRANSLATION,
                    f"{', '.join(missing)} is missing",
                    "translate it, or remove the language from `languages`",
                    ("privacy", name),
                )
