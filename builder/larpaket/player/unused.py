"""Removes unused code from a package's script: functions and constants that nothing else in it names.

A module serves several packages, and each contains only what it needs. Declarations with side effects (a
call, `new`) stay.
"""

from __future__ import annotations

import re

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

_PARSER = Parser(Language(tree_sitter_javascript.language()))
_WORD = re.compile(rb"[\w$]+")
# These only create a value.
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
    """`script`, the statements of all modules, without the declarations that are named only inside
    themselves.
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
        # A word in a string, or a property of that name, counts as a use: better one too many than one too
        # few.
        if name and all(statement.start_byte <= place < statement.end_byte for place in places[name]):
            return statement
    return None


def _declared(statement: Node) -> bytes | None:
    """The name that a statement declares without side effects, or None."""
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
