"""Shortens a script: short names for its own variables, and fewer tokens. Saves a fifth of its compressed
size.

Every scope keeps its declarations, and no name shadows another that is used inside it. The browser's names
stay, and so do all properties except those in own.py.
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
from larpaket.problems import LarpaketError

# The most frequent letters first: they compress best.
_LETTERS = "etaoinsrhldcumfpgwybvkxjqz"
# This many names get the same short name in every scope where it is free.
_USUAL = 26
_RESERVED = frozenset({"as", "do", "for", "if", "in", "is", "let", "new", "of", "try", "var"})
# Statements that may end at a block's end instead of a semicolon (ECMA-262 12.10.1). A lone semicolon is a
# statement itself, and stays.
_ENDED_BY_BLOCK = ("expression_statement", "lexical_declaration", "return_statement", "throw_statement")


class ShortenError(LarpaketError):
    """The script has a syntax error."""


def shorten(script: str) -> str:
    """The same script with short variable names, and neighbouring declarations joined. Raises
    ShortenError.
    """
    if parse(script.encode()).has_error:
        raise ShortenError("the linked script cannot be parsed")
    source = _functions_last(simplify(script).encode())
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


def _functions_last(source: bytes) -> bytes:
    """The same script with its functions behind everything else: the other declarations can then be joined.
    A function exists from the start of its scope (ECMA-262 10.2.11), so the order changes nothing.
    """
    block = next((node for node in every(parse(source)) if node.type == "statement_block"), None)
    if block is None:
        return source
    functions = [node for node in block.children if node.type == "function_declaration"]
    text = b"".join(source[node.start_byte : node.end_byte] for node in functions)
    edits = [(node.start_byte, node.end_byte, "") for node in functions]
    end = block.end_byte - 1
    return edited(source, [*edits, (end, end, text.decode())])


def _name(scopes: list[Scope], usual: dict[str, str]) -> None:
    """Assign short names in the order of first use, except usual ones: similar functions then look alike,
    which helps gzip.
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
    """For the most used names that occur in several scopes: the short name that they most often have."""
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
    """Joins `const a = 1; let b = 2;` into one `let`, and drops the semicolon at a block's end. The type
    check already guards constants.
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
