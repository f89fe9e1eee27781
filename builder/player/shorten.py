"""Shorter names for the script's own variables, and fewer words around them: a fifth of its weight on the wire.

Every scope keeps what it declares, and no name covers another that is used within; properties and the browser's own names stay. The
grammar is tree-sitter's, so that no string, template or pattern is taken for something else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, pairwise, product

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
_SHORTHANDS = ("shorthand_property_identifier", "shorthand_property_identifier_pattern")
# Together these would be something else.
_APART = (b"++", b"--", b"//")
_RESERVED = frozenset({"as", "do", "if", "in", "is", "of"})
# What may end with a block instead of a semicolon (ECMA-262 12.10.1). A lone semicolon is a statement of its own, and stays.
_ENDED_BY_BLOCK = ("expression_statement", "lexical_declaration", "return_statement", "throw_statement")

# The letters that words are made of first: their codes on the wire are short anyway.
_LETTERS = "etaoinsrhldcumfpgwybvkxjqz"
# A comma, a bracket or an arrow stands beside their parts.
_APART_ANYWAY = ("arguments", "array", "arrow_function", "for_in_statement", "pair", "spread_element", "variable_declarator")

_Edit = tuple[int, int, str]
"""From this byte to that one stands this instead."""


class ShortenError(Exception):
    """The script is none."""


@dataclass(slots=True)
class _Scope:
    """A scope, in the order of the script: what it declares, and what is used in it or further in."""

    parent: _Scope | None
    declared: dict[str, str]
    """The short names; the same as the name until one is given."""
    uses: Counter[str] = field(default_factory=Counter)
    outer: set[tuple[int, str]] = field(default_factory=set)
    """By the identity of the scopes that declare them."""
    free: set[str] = field(default_factory=set)


def shorten(script: str) -> str:
    """The same script with short names for its variables, and neighbouring declarations made one."""
    source = script.encode()
    root = _PARSER.parse(source).root_node
    if root.has_error:
        raise ShortenError("the linked script cannot be parsed")
    scopes: list[_Scope] = []
    uses: list[tuple[Node, str, _Scope]] = []
    _visit(root, None, scopes, uses)
    by_identity = {id(scope): scope for scope in scopes}
    for scope in scopes:
        taken = scope.free | _RESERVED | {by_identity[owner].declared[name] for owner, name in scope.outer}
        names = (name for name in _short_names() if name not in taken)
        # In the order of their first use: neighbouring functions then look alike, which is what gzip lives on.
        scope.declared = dict(zip(scope.uses, names, strict=False))
    edits: list[_Edit] = list(_joined(root))
    for node, name, owner in uses:
        prefix = f"{name}:" if node.type in _SHORTHANDS else ""
        edits.append((node.start_byte, node.end_byte, f"{prefix}{owner.declared[name]}"))
    parts, at = [], 0
    for start, end, text in sorted(edits):
        parts += [source[at:start], text.encode()]
        at = end
    return _squeezed(b"".join([*parts, source[at:]])).decode()


def _squeezed(source: bytes) -> bytes:
    """Without the white space that separates nothing and the signs that say nothing, and with `!0` and `!1` for the two truths."""
    parts: list[bytes] = []
    before = None
    for node in _leaves(_PARSER.parse(source).root_node):
        if _is_spare(node):
            continue
        text = {"true": b"!0", "false": b"!1"}.get(node.type, node.text or b"")
        gap = source[before.end_byte : node.start_byte] if before else b""
        last = parts[-1][-1:] if parts else b""
        if b"\n" in gap and last not in b";{}":
            parts.append(b"\n")
        elif (_is_word(last) and _is_word(text[:1])) or last + text[:1] in _APART:
            parts.append(b" ")
        parts.append(text)
        before = node
    return b"".join(parts)


def _leaves(node: Node) -> Iterator[Node]:
    """The words and signs of a script in order; a string, a template and a pattern are whole."""
    if not node.children or node.type in ("string", "template_string", "regex"):
        yield node
    else:
        for child in node.children:
            yield from _leaves(child)


def _is_spare(sign: Node) -> bool:
    """Whether it says nothing: brackets around what is one thing anyway, a comma behind the last, a semicolon at a block's end."""
    around, following, before = sign.parent, sign.next_sibling, sign.prev_sibling
    if around is None:
        return False
    if sign.type in "()":
        inner = around.named_children
        if around.type == "formal_parameters" and around.parent and around.parent.type == "arrow_function":
            return [node.type for node in inner] == ["identifier"]
        return around.type == "parenthesized_expression" and around.parent is not None and _is_one(inner[0], around.parent)
    if sign.type == ",":
        return following is not None and following.type in "])}" and before is not None and before.is_named
    if sign.type != ";" or following is not None or around.type == "empty_statement":
        return False
    while around.next_sibling is None and around.parent:
        around = around.parent
    return around.next_sibling is not None and around.next_sibling.type == "}"


def _is_one(inner: Node, around: Node) -> bool:
    """Whether it needs no brackets there: of what binds less than anything around it, nothing is said, and these keep theirs."""
    text = inner.text or b""
    if around.type == "binary_expression":
        signs = [node.child_by_field_name("operator") for node in (inner, around)]
        return inner.type == "await_expression" or [sign.type for sign in signs if sign] == ["&&", "||"]
    return around.type in _APART_ANYWAY and inner.type != "sequence_expression" and not text.startswith(b"{")


def _is_word(character: bytes) -> bool:
    return character.isalnum() or character in (b"_", b"$")


def _joined(node: Node) -> Iterator[_Edit]:
    """`const a = 1; let b = 2;` with one `let`, and no semicolon where the block ends anyway. The type check sees to constants."""
    joined = set()
    for one, following in pairwise(node.children):
        ending = one.children[-1] if one.type in _ENDED_BY_BLOCK else None
        if ending is None or ending.type != ";":
            continue
        if one.type == following.type == "lexical_declaration":
            yield ending.start_byte, following.children[1].start_byte, ","
            joined.add(following.start_byte)
        elif following.type == "}":
            yield ending.start_byte, ending.end_byte, ""
    for child in node.children:
        if child.type == "lexical_declaration" and child.start_byte not in joined:
            yield child.start_byte, child.children[0].end_byte, "let"
        yield from _joined(child)


def _visit(node: Node, scope: _Scope | None, scopes: list[_Scope], uses: list[tuple[Node, str, _Scope]]) -> None:
    if node.type in _SCOPES and not (node.type == "statement_block" and node.parent and node.parent.type in _WITH_BODY):
        scope = _Scope(scope, {name: name for name in _declared(node)})
        scopes.append(scope)
    for child in node.children:
        if child.type == "identifier" or child.type in _SHORTHANDS:
            # What a function declaration is called belongs to the scope around it.
            around = scope.parent if scope and node.type in _DECLARATIONS else scope
            _use(child, around, uses)
        else:
            _visit(child, scope, scopes, uses)


def _use(node: Node, scope: _Scope | None, uses: list[tuple[Node, str, _Scope]]) -> None:
    name = (node.text or b"").decode()
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
        yield (pattern.text or b"").decode()
    elif pattern.type in ("assignment_pattern", "object_assignment_pattern"):
        yield from _bound(pattern.child_by_field_name("left"))
    elif pattern.type == "pair_pattern":
        yield from _bound(pattern.child_by_field_name("value"))
    elif pattern.type in ("formal_parameters", "object_pattern", "array_pattern", "rest_pattern"):
        for child in pattern.named_children:
            yield from _bound(child)


def _short_names() -> Iterator[str]:
    for length in count(1):
        for letters in product(_LETTERS + _LETTERS.upper(), repeat=length):
            yield "".join(letters)
