"""A theme's values: the colour that all others are derived from, and the logo beside publisher.yaml."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, InstanceOf, ValidationInfo

from larpaket.definition.codes import Code
from larpaket.definition.errors import DefinitionError, context_of, pydantic_error, shown
from larpaket.definition.folder import inside
from larpaket.definition.shapes import FILE, written
from larpaket.theme.colour import oklch
from larpaket.theme.contrast import failures, nearest
from larpaket.theme.logo import Logo, read_logo
from larpaket.theme.svg import LogoError

_HEX = re.compile(r"#[0-9a-f]{6}")
_SHORT = re.compile(r"#?([0-9a-f])([0-9a-f])([0-9a-f])")
_RGB = re.compile(r"rgb\(\s*([0-9]{1,3})[\s,]+([0-9]{1,3})[\s,]+([0-9]{1,3})\s*\)")
_PLACE = "the folder of publisher.yaml"


def _colour(value: Any) -> str:
    """`#rrggbb` in lower case; refused if it would give a pair of colours too little contrast."""
    colour = value.strip().lower() if isinstance(value, str) else ""
    if not _HEX.fullmatch(colour):
        raise pydantic_error(
            DefinitionError(Code.BAD_COLOUR, f"{shown(value)} is not a colour", _how_to_write(colour))
        )
    if found := next(failures(oklch(colour)), None):
        scheme, (front, back, least), ratio = found
        text = (
            f"with {shown(colour)}, `{front}` on `{back}` has a contrast of {ratio:.2f}:1 on {scheme} pages; "
            f"at least {least:g}:1 is required"
        )
        near = nearest(colour)
        raise pydantic_error(
            DefinitionError(
                Code.LOW_CONTRAST,
                text,
                f'the nearest colour that passes is `"{near}"`' if near else "choose another colour",
            )
        )
    return colour


def _how_to_write(colour: str) -> str:
    """The colour as six digits, if it is clear what was meant."""
    if match := _SHORT.fullmatch(colour):
        return f'write `"#{"".join(digit * 2 for digit in match.groups())}"`'
    if _HEX.fullmatch(f"#{colour}"):
        return f'write `"#{colour}"`'
    if (match := _RGB.fullmatch(colour)) and all(int(part) < 256 for part in match.groups()):
        return f'write `"#{"".join(f"{int(part):02x}" for part in match.groups())}"`'
    return 'write it as `"#0b6e6e"`, six digits in quotes; without quotes, `#` begins a comment'


def _logo(value: Any, info: ValidationInfo) -> Any:
    context = context_of(info)
    if context is None:
        return value
    try:
        path = context.paths[value] = inside(context.folder, value, _PLACE)
        logo = context.read["logo", value] = read_logo(path)
        return logo
    except DefinitionError as error:
        raise pydantic_error(error) from None
    except LogoError as error:
        raise pydantic_error(
            DefinitionError(Code.BAD_LOGO, f"{shown(value)} {error.text}", error.help)
        ) from None
    except OSError as error:
        raise pydantic_error(
            DefinitionError(
                Code.MISSING_FILE,
                f"{shown(value)} cannot be read: {error.strerror}",
                "check that you may read it",
            )
        ) from None


Colour = Annotated[
    str, BeforeValidator(_colour), written({"type": "string", "pattern": r"^\s*#[0-9A-Fa-f]{6}\s*$"})
]
LogoFile = Annotated[InstanceOf[Logo], BeforeValidator(_logo), written(FILE)]
