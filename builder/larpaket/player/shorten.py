"""Shorter names for the script's own variables, and fewer words around them: a fifth of its weight on the
wire.

Every scope keeps what it declares, and no name covers another that is used within; the browser's names stay,
and all properties but those in own.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import count, pairwise, product

from tree_sitter import Node

from larpaket.player.own import short_properties
from larpaket.player.script_syntax import SHORTHANDS, Edit, Scope, edited, every, names_in, parse, text
from larpaket.player.simplify import simplify
from larpaket.player.squeeze import squeeze

# The letters that words are made of first: their codes on the wire are short anyway.
_LETTERS = "etaoinsrhldcumfpgwybvkxjqz"
# So many names have the same short one wherever that is free.
_USUAL = 16
_RESERVED = frozenset({"as", "do", "for", "if", "in", "is", "let", "new", "of", "try", "var"})
# What may end with a block instead of a semicolon (ECMA-262 12.10.1). A lone semicolon is a statement of its
# own, and stays.
_ENDED_BY_BLOCK = ("expression_statement", "lexical_declaration", "return_statement", "throw_statement")


class ShortenError(Exception):
    """The script is none."""


def shorten(script: str) -> str:
    """The same script with short names for its variables, and neighbouring declarations made one."""
    if parse(script.encode()).has_error:
        raise ShortenError("the linked script cannot be parsed")
    source = simplify(script).encode()
    root = parse(source)
    scopes, uses = names_in(root)
    _name(scopes, {})
    _name(scopes, _usual(scopes))
    own = short_properties(root)
    edits = list(_joined(root))
    for node, name, owner in uses:
        prefix = f"{own.get(name, name)}:" if node.type in SHORTHANDS else ""
        edits.append((node.start_byte, node.end_byte, f"{prefix}{owner.declared[name]}"))
    for node in every(root):
        if node.type == "property_identifier" and text(node) in own:
            edits.append((node.start_byte, node.end_byte, own[text(node)]))
    return squeeze(edited(source, edits).decode())


def _name(scopes: list[Scope], usual: dict[str, str]) -> None:
    """In the order of their first use, but for those that have a usual name: neighbouring functions look
    alike, which gzip lives on.
    """
    by_identity = {id(scope): scope for scope in scopes}
    for scope in scopes:
        taken = scope.free | _RESERVED | {by_identity[owner].declared[name] for owner, name in scope.outer}
        given: dict[str, str] = {}
        for name in scope.uses:
            if name in usual and usual[name] not in taken:
                given[name] = usual[name]
                taken.add(usual[name])
        names = (short for short in _short_names() if short not in taken)
        scope.declared = {name: given.get(name) or next(names) for name in scope.uses}


def _usual(scopes: list[Scope]) -> dict[str, str]:
    """For the names used most in several scopes: the short one that most of their places have given them."""
    given: dict[str, Counter[str]] = defaultdict(Counter)
    for scope in scopes:
        for name, times in scope.uses.items():
            given[name][scope.declared[name]] += times
    shared = [
        name
        for name, owners in Counter(name for scope in scopes for name in scope.uses).items()
        if owners > 1
    ]
    shared.sort(key=lambda name: -given[name].total())
    return {name: given[name].most_common(1)[0][0] for name in shared[:_USUAL]}


def _joined(node: Node) -> Iterator[Edit]:
    """`const a = 1; let b = 2;` with one `let`, and no semicolon where the block ends anyway. The type check
    sees to constants.
    """
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
        of_a_loop = child.type == "const" and node.type == "for_in_statement"
        if of_a_loop or (child.type == "lexical_declaration" and child.start_byte not in joined):
            yield child.start_byte, (child if of_a_loop else child.children[0]).end_byte, "let"
        yield from _joined(child)


def _short_names() -> Iterator[str]:
    yield from _LETTERS + _LETTERS.upper()
    for length in count(2):
        for letters in product(_LETTERS, repeat=length):
            yield "".join(letters)
