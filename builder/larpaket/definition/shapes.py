"""How an author may write a value, as JSON Schema (draft 2020-12), for editors. Each type of a field has its
shape beside its validator.

An editor reads YAML as YAML is: `title: 2026` is a number there, `title: true` a truth value. Our reader
takes both as the texts that they are, so a shape of a text allows them. It does not allow `null`: that is
what an editor sees where a value is missing. Patterns are those that Python and ECMAScript read alike.
"""

from __future__ import annotations

from typing import Any

from pydantic import WithJsonSchema

Shape = dict[str, Any]

LANGUAGE = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
_CONTROL = r"\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff"
_TEXT = rf"^(?![\s\S]*[{_CONTROL}])[\s\S]*\S"
_TITLE = rf"^(?![\s\S]*[{_CONTROL}])\s*\S([^\n\t]{{0,198}}\S)?\s*$"
_SCALAR = ["string", "number", "boolean"]
_ID = "[a-z][a-z0-9-]{0,59}"

TEXT: Shape = {"type": _SCALAR, "pattern": _TEXT}
TITLE: Shape = {"type": _SCALAR, "pattern": _TITLE}
ID: Shape = {"type": "string", "pattern": f"^{_ID}$"}
ID_PATH: Shape = {"type": "string", "pattern": f"^{_ID}(/{_ID})?$"}
FILE_ID: Shape = {"type": "string", "pattern": f"^(?!(con|prn|aux|nul|(com|lpt)[1-9])$){_ID}$"}
"""An id that becomes the name of a file: Windows keeps some for devices."""
FLAG: Shape = {"enum": [True, False, "true", "false"]}
FILE: Shape = {
    "type": "string",
    "pattern": r"^(?!/|~/|[A-Za-z]:|[A-Za-z][A-Za-z0-9+.-]*://)(?!([^\\]*/)?\.\.(/|$))[^\\]*[^\\\s][^\\]*$",
}
"""A path inside the module's folder, with `/` on every system."""

# Ends where what our reader asks for cannot be said in a pattern that both understand: letters of any script.
_HOST = r"[^\s/?#@A-Z_]+"
BASE: Shape = {"type": "string", "pattern": rf"^https?://{_HOST}(/[^\s/?#]+)*$"}
ENDPOINT: Shape = {
    "type": "string",
    "pattern": rf"^(https://{_HOST}|http://(localhost|127\.0\.0\.1|\[::1\])(:[0-9]+)?)(/[^\s/?#]+)*/*$",
}
ORIGIN: Shape = {
    "type": "string",
    "pattern": rf"^(https://{_HOST}|http://(localhost|127\.0\.0\.1|\[::1\])(:[0-9]+)?)/*$",
}
LINK: Shape = {
    "type": "string",
    "maxLength": 2000,
    "pattern": r"^https://[^\s<>\"'`\\{}|^@/?#]+(/[^\s<>\"'`\\{}|^]*)?$",
}
REMOTE = "^[Hh][Tt][Tt][Pp][Ss]?://"
ADDRESS: Shape = {"type": "string", "pattern": rf"{REMOTE}[^\s/@?#]+/[^\s#]*$"}
"""The address of a film on another server."""


def written(shape: Shape) -> WithJsonSchema:
    """The mark on a field's type that says how it is written."""
    return WithJsonSchema(shape)


def by_language(shape: Shape) -> Shape:
    """One value, or a map with one for each language."""
    return {
        "anyOf": [
            shape,
            {
                "type": "object",
                "minProperties": 1,
                "propertyNames": {"pattern": LANGUAGE},
                "additionalProperties": shape,
            },
        ]
    }


def any_case(word: str) -> str:
    """A pattern for a word in capitals or not."""
    return "".join(f"[{letter.upper()}{letter}]" if letter.isalpha() else letter for letter in word)


def has(key: str, *values: Any) -> Shape:
    """What is so where a key is written, with one of these values if any are given."""
    return {"required": [key], **({"properties": {key: {"enum": list(values)}}} if values else {})}


def never(*keys: str) -> Shape:
    """What is so where none of these keys is written."""
    return {"properties": dict.fromkeys(keys, False)}
