"""The JSON Schema (draft 2020-12) of a definition's file, for editors: made from the models that read it.

What the models do not know is added here: the keys of a module that extends another (`overlay.py`), and the
registered formats.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from functools import cache
from inspect import cleandoc, getdoc, getsource
from itertools import pairwise
from textwrap import dedent
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from larpaket.definition.base import Model
from larpaket.definition.model import Kinds, module_model
from larpaket.definition.publisher import Publisher
from larpaket.definition.shapes import ID, Shape, never

# `languages` may be left out: the publisher's first. An overlay takes all but its id and version over.
_NOT_NEEDED, _OWN = ("languages",), ("id", "version")
_FIRST_CLAUSE = re.compile(r"[.;:](?: |$)")  # what follows is for those who read the code
_OVERLAY: Shape = {
    "extends": {
        "description": "The module that this one takes over: its folder and its version.",
        "type": "object",
        "properties": {
            "module": {
                "description": "The original's folder, from this one: `../original`.",
                "type": "string",
                "pattern": r"\S",
            },
            "version": {
                "description": 'The version of the original that this was made against, such as `"1.0"`.',
                "type": ["string", "number"],
                "pattern": r"\S",
            },
        },
        "required": ["module", "version"],
        "additionalProperties": False,
    },
    "changes": {
        "description": "What is said otherwise: an id of the original, and below it the new values.",
        "type": "object",
        "additionalProperties": {"type": "object", "properties": {"id": False}},
    },
    "remove": {
        "description": "The ids of steps, activities or questions that are left out.",
        "type": "array",
        "items": ID,
    },
}


def module_schema(kinds: Kinds) -> Shape:
    """The schema of `module.yaml`, with activities of these kinds."""
    model = module_model(kinds)
    schema = _schema_of(model)
    required = schema.pop("required")
    activity = schema["$defs"]["Step"]["properties"]["activities"]["items"]
    added = {
        "type": "object",
        "properties": {
            "after": {"description": "The id of the activity that it comes after.", **ID},
            "before": {"description": "The id of the activity that it comes before.", **ID},
            "activity": {"description": "The new activity, with all of its keys.", **activity},
        },
        "required": ["activity"],
        "oneOf": [{"required": ["after"]}, {"required": ["before"]}],
        "additionalProperties": False,
    }
    add = {
        "description": "Further activities, each with its place.",
        "anyOf": [added, {"type": "array", "items": added}],
    }
    schema["properties"] |= {**_OVERLAY, "add": add}
    schema |= {
        "if": {"required": ["extends"]},
        "then": {"required": list(_OWN)},
        "else": {
            "required": [key for key in required if key not in _NOT_NEEDED],
            **never("changes", "remove", "add"),
        },
    }
    return schema


def publisher_schema(formats: Iterable[str]) -> Shape:
    """The schema of `publisher.yaml`; `formats` are the ids of the registered formats."""
    schema = _schema_of(Publisher)
    schema["properties"]["formats"]["items"] = {"enum": list(formats)}
    return schema


class _Generator(GenerateJsonSchema):
    """Without titles, which editors would show in place of descriptions, and without `null`: a key that is
    written has a value.
    """

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def model_schema(self, schema: Any) -> JsonSchemaValue:
        """With what a class says of itself and of its keys, or else the classes that it derives from."""
        found = super().model_schema(schema)
        cls: type[BaseModel] = schema["cls"]
        doc = " ".join((getdoc(cls) or "").split())
        for name, shape in found.get("properties", {}).items():
            said = (_said_of_keys(base).get(name) for base in cls.__mro__ if issubclass(base, Model))
            if description := next(filter(None, said), None):
                shape["description"] = description
        return {**found, "description": _FIRST_CLAUSE.split(doc)[0]}

    def nullable_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        """A default as the file would say it; seconds are written otherwise there."""
        found = self.generate_inner(schema["schema"])
        default = schema.get("default")
        return {**found, "default": default} if isinstance(default, str | bool) else found


@cache
def _said_of_keys(cls: type[BaseModel]) -> Mapping[str, str]:
    """The docstrings below a class's fields. pydantic's `use_attribute_docstrings` would read them whenever
    larpaket starts, which takes a tenth of a second.
    """
    try:
        [tree] = ast.parse(dedent(getsource(cls))).body
    except (OSError, TypeError):  # made by `module_model`
        return {}
    assert isinstance(tree, ast.ClassDef)
    return {
        field.target.id: cleandoc(said.value.value)
        for field, said in pairwise(tree.body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(said, ast.Expr) and isinstance(said.value, ast.Constant)
        if isinstance(said.value.value, str)
    }


def _schema_of(model: type[Model]) -> Shape:
    schema = model.model_json_schema(schema_generator=_Generator)
    for one in (schema, *schema.get("$defs", {}).values()):
        one.pop("title", None)
    return {"$schema": _Generator.schema_dialect, **schema}
