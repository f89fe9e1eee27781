"""What an author writes about an agreement."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, get_args

from pydantic import AfterValidator

from larpaket.definition.codes import Code
from larpaket.definition.errors import DefinitionError, pydantic_error
from larpaket.definition.fields import Flag
from larpaket.definition.notes import WritesText
from larpaket.definition.shapes import written
from larpaket.definition.use import Mode, Notes


def _somewhere(notes: Notes) -> Notes:
    if notes == "none":
        text = "an agreement without a field to write in has nothing to agree on"
        help = "leave out `notes`, and the text stays on the page; or write `device`, `lms` or `lrs`"
        raise pydantic_error(DefinitionError(Code.WRONG_VALUE, text, help))
    return notes


_SHAPE = written({"enum": [notes for notes in get_args(Notes) if notes != "none"]})


class AgreementFields(WritesText):
    """Rows of what, who and when, and a day to follow up.

    `names`: the author allows names where roles are asked for otherwise.
    """

    called: ClassVar = "an agreement"

    type: Literal["agreement"]
    mode: Mode = "group"
    notes: Annotated[Notes, AfterValidator(_somewhere), _SHAPE] = "private"
    """Where the agreement is kept: on this page, this computer, in the LMS, or in the LRS once it is sent."""
    names: Flag = False
    """Whether the page asks for names where it asks for roles otherwise."""
    follow_up: Flag = True
    """Whether the page asks for a day to follow up."""
    required: Flag = False
