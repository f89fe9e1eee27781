"""A script's syntax tree (from tree-sitter, so that strings, templates and regular expressions are
recognised), and the scopes of its names.
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
# The body of these shares their scope: it may not declare a parameter's name again.
_WITH_BODY = (*_FUNCTIONS, "catch_clause")
_SCOPES = ("program", "statement_block", "switch_body", "for_statement", "for_in_statement", *_WITH_BODY)
# `{ a }` for `{ a: a }`, in object literals and in destructuring.
SHORTHANDS = ("shorthand_property_identifier", "shorthand_property_identifier_pattern")
PROPERTIES = ("property_identifier", *SHORTHANDS)

Edit = tuple[int, int, str]
"""Start and end in bytes, and the replacement."""


def parse(source: bytes) -> Node:
    """The tree of a script."""
    return _PARSER.parse(source).root_node


def every(node: Node) -> Iterator[Node]:
    """The node and all its descendants, in the order of the script."""
    yield node
    for child in node.children:
        yield from every(child)


def text(node: Node) -> str:
    """The node's source text."""
    return (node.text or b"").decode()


def said_in(script: str) -> Iterator[str]:
    """What stands in the script's strings and templates."""
    return (text(node) for node in every(parse(script.encode())) if node.type == "string_fragment")


def edited(source: bytes, edits: Iterable[Edit]) -> bytes:
    """The script with these edits applied; they must not overlap."""
    parts, at = [], 0
    for start, end, instead in sorted(edits):
        parts += [source[at:start], instead.encode()]
        at = end
    return b"".join([*parts, source[at:]])


@dataclass(slots=True)
class Scope:
    """A scope: what it declares, and what is used in it or in inner scopes, in the order of the script."""

    parent: Scope | None
    declared: dict[str, str]
    """Short names by name; the name itself until one is assigned."""
    uses: Counter[str] = field(default_factory=Counter)
    outer: set[tuple[int, str]] = field(default_factory=set)
    """Names from outer scopes, each with the `id()` of the scope that declares it."""
    free: set[str] = field(default_factory=set)


Use = tuple[Node, str, Scope]
"""The node of a name, the name, and the scope that declares it."""


def names_in(root: Node) -> tuple[list[Scope], list[Use]]:
    """Every scope of a script, and every use of a name that one of them declares, including the
    declaration.
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
            # The name of a function declaration belongs to the enclosing scope.
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
    """The names that a scope declares itself, including hoisted ones."""
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
    """The names that a pattern binds; default values and computed keys bind nothing."""
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
