"""What an author writes about a checklist."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from larpaket.definition.activity import Activity
from larpaket.definition.base import Model
from larpaket.definition.codes import Code
from larpaket.definition.errors import DefinitionError, pydantic_error
from larpaket.definition.fields import Flag, Id
from larpaket.definition.texts import Text


class Item(Model):
    """Something to do."""

    called: ClassVar = "an item"

    id: Id
    """The item's id, unique in the module."""
    text: Text
    """What to do."""
    help: Text | None = None
    """More about it, in smaller letters."""

    @property
    def key(self) -> str:
        """What the saved state knows it by: three characters that follow from its id and from nothing else,
        so that items may be moved, added and reworded; for ever.
        """
        return urlsafe_b64encode(sha256(self.id.encode()).digest())[:3].decode()


class ChecklistFields(Activity):
    """Things to do, each ticked off when it is done."""

    called: ClassVar = "a checklist"

    type: Literal["checklist"]
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    """What is ticked off, from the top."""
    required: Flag = False

    @model_validator(mode="after")
    def _keys_differ(self) -> ChecklistFields:
        known: dict[str, str] = {}
        for at, item in enumerate(self.items):
            other = known.setdefault(item.key, item.id)
            if other != item.id:
                text = f"`{item.id}` and `{other}` could not be told apart in what is saved"
                help = "give one of them another id: the short forms of both happen to be the same"
                raise pydantic_error(DefinitionError(Code.DUPLICATE_ID, text, help, ("items", at, "id")))
        return self
