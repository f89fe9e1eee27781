"""A script's grammar (tree-sitter's, so that no string, template or pattern is taken for something else), and
what its names belong to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

_PARSER = Parser(Language(tree_sitter_javascript.language()))
_DECLARATIONS = ("function_declaration", "generator_function_declaration")
_EXPRESSIONS = ("function_expression", "generator_function")
_FUNCTIONS = (*_DECLARATIONS, *_EXPRESSIONS, "arrow_function", "method_definition")
# A body is no scope of its own beside these: it may not declare a parameter's name again.
_WITH_BODY = (*_FUNCTIONS, "catch_clause")
_SCOPES = ("program", "statement_block", "switch_body", "for_statement", "for_in_statement", *_WITH_BODY)
# `{ a }` for `{ a: a }`, where a value is made and where one is taken apart.
SHORTHANDS = ("shorthand_property_identifier", "shorthand_property_identifier_pattern")
PROPERTIES = ("property_identifier", *SHORTHANDS)

Edit = tuple[int, int, str]
"""From this byte to that one stands this instead."""


def parse(source: bytes) -> Node:
    """The tree of a script."""
    return _PARSER.parse(source).root_node


def every(node: Node) -> Iterator[Node]:
    """It and all that is in it, in the order of the script."""
    yield node
    for child in node.children:
        yield from every(child)


def text(node: Node) -> str:
    """What stands there."""
    return (node.text or b"").decode()


def edited(source: bytes, edits: Iterable[Edit]) -> bytes:
    """The script with these instead; none of them reaches into another."""
    parts, at = [], 0
    for start, end, instead in sorted(edits):
        parts += [source[at:start], instead.encode()]
        at = end
    return b"".join([*parts, source[at:]])


@dataclass(slots=True)
class Scope:
    """A scope, in the order of the script: what it declares, and what is used in it or further in."""

    parent: Scope | None
    declared: dict[str, str]
    """The short names; the same as the name until one is given."""
    uses: Counter[str] = field(default_factory=Counter)
    outer: set[tuple[int, str]] = field(default_factory=set)
    """By the identity of the scopes that declare them."""
    free: set[str] = field(default_factory=set)


Use = tuple[Node, str, Scope]
"""Where a name stands, and the scope that declares it."""


def names_in(root: Node) -> tuple[list[Scope], list[Use]]:
    """Every scope of a script, and every place where something that one of them declares is named, itself
    included.
    """
    scopes: list[Scope] = []
    uses: list[Use] = []
    _visit(root, None, scopes, uses)
    return scopes, uses


def _visit(node: Node, scope: Scope | None, scopes: list[Scope], uses: list[Use]) -> None:
    if node.type in _SCOPES and not (
        node.type == "statement_block" and node.parent and node.parent.type in _WITH_BODY
    ):
        scope = Scope(scope, {name: name for name in _declared(node)})
        scopes.append(scope)
    for child in node.children:
        if child.type == "identifier" or child.type in SHORTHANDS:
            # What a function declaration is called belongs to the scope around it.
            around = scope.parent if scope and node.type in _DECLARATIONS else scope
            _use(child, around, uses)
        else:
            _visit(child, scope, scopes, uses)


def _use(node: Node, scope: Scope | None, uses: list[Use]) -> None:
    name = text(node)
    passed = []
    while scope and name not in scope.declared:
        passed.append(scope)
        scope = scope.parent
    for inner in passed:
        if scope:
            inner.outer.add((id(scope), name))
        else:
            inner.free.add(name)
    if scope:
        scope.uses[name] += 1
        uses.append((node, name, scope))


def _declared(scope: Node) -> Iterator[str]:
    """The names that a scope declares itself, hoisted ones included."""
    if scope.type in _EXPRESSIONS:
        yield from _bound(scope.child_by_field_name("name"))
    for name in ("parameter", "parameters"):
        yield from _bound(scope.child_by_field_name(name))
    if scope.type == "for_in_statement":
        yield from _bound(scope.child_by_field_name("left"))
    body = scope.child_by_field_name("body") if scope.type in _WITH_BODY else None
    blocks = scope.named_children if scope.type == "switch_body" else [body or scope]
    for statement in (child for block in blocks for child in block.children):
        if statement.type == "lexical_declaration":
            for declarator in statement.named_children:
                yield from _bound(declarator.child_by_field_name("name"))
        elif statement.type in (*_DECLARATIONS, "class_declaration"):
            yield from _bound(statement.child_by_field_name("name"))


def _bound(pattern: Node | None) -> Iterator[str]:
    """The names that a pattern binds; a default value or a computed key binds none."""
    if pattern is None:
        return
    if pattern.type in ("identifier", "shorthand_property_identifier_pattern"):
        yield text(pattern)
    elif pattern.type in ("assignment_pattern", "object_assignment_pattern"):
        yield from _bound(pattern.child_by_field_name("left"))
    elif pattern.type == "pair_pattern":
        yield from _bound(pattern.child_by_field_name("value"))
    elif pattern.type in ("formal_parameters", "object_pattern", "array_pattern", "rest_pattern"):
        for child in pattern.named_children:
            yield from _bound(child)
