"""Leaves out what a package's script never uses: a module's functions and constants that nothing else in the
script names.

A module serves several packages, and each has only what it needs. What would do something when it is made (a
call, `new`) stays.
"""

from __future__ import annotations

import re

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

_PARSER = Parser(Language(tree_sitter_javascript.language()))
_WORD = re.compile(rb"[\w$]+")
# These only make a value.
_FUNCTIONS = ("arrow_function", "function_expression")
_ACTS = (
    "call_expression",
    "new_expression",
    "await_expression",
    "template_string",
    "assignment_expression",
    "update_expression",
)


def drop_unused(script: str) -> str:
    """`script`, the statements of all modules, without the declarations that nothing outside themselves
    names.
    """
    source = script.encode()
    while unused := _find(source):
        source = source[: unused.start_byte] + source[unused.end_byte :]
    return source.decode()


def _find(source: bytes) -> Node | None:
    places: dict[bytes, list[int]] = {}
    for match in _WORD.finditer(source):
        places.setdefault(match[0], []).append(match.start())
    for statement in _PARSER.parse(source).root_node.children:
        name = _declared(statement)
        # A word in a string or a property of that name counts as a use: rather one too many than one too few.
        if name and all(statement.start_byte <= place < statement.end_byte for place in places[name]):
            return statement
    return None


def _declared(statement: Node) -> bytes | None:
    """What a statement declares and nothing more."""
    if statement.type == "function_declaration":
        return _text(statement.child_by_field_name("name"))
    if statement.type == "lexical_declaration" and len(statement.named_children) == 1:
        declarator = statement.named_children[0]
        value = declarator.child_by_field_name("value")
        if value is not None and not _acts(value):
            return _text(declarator.child_by_field_name("name"))
    return None


def _acts(value: Node) -> bool:
    if value.type in _FUNCTIONS:
        return False
    return value.type in _ACTS or any(_acts(child) for child in value.children)


def _text(node: Node | None) -> bytes | None:
    return node.text if node is not None and node.type == "identifier" else None
