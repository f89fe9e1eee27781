"""What a publisher states about people's data, for the privacy sheet: the parts of the GDPR's article 13.

Nothing has a default that claims something: what is not stated is not on the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, Literal

from pydantic import model_validator

from larpaket.definition.addresses import Link
from larpaket.definition.base import Model
from larpaket.definition.codes import Code
from larpaket.definition.errors import DefinitionError, pydantic_error
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

    called: ClassVar = "`privacy`"

    controller: StatedTitle | None = None
    contact: StatedTitle | None = None
    data_protection_officer: StatedTitle | None = None
    purpose: StatedText | None = None
    legal_basis: LegalBasis | None = None
    interests: StatedText | None = None
    recipients: StatedText | None = None
    readers: StatedTitle | None = None
    transfers: StatedText | None = None
    retention: StatedTitle | None = None
    must_provide: StatedText | None = None
    automated_decisions: StatedText | None = None
    policy: Link | None = None
    authority: StatedTitle | None = None

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
