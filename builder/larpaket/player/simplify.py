"""Makes a script shorter: inlines constants, removes blocks around single statements and needless `void`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tree_sitter import Node

from larpaket.player.script_syntax import SHORTHANDS, Edit, Use, edited, names_in, parse, text

# A constant's value up to this length is no longer than its name wherever it is used.
_SHORT = 6
_BRANCHES = ("if_statement", "else_clause", "for_statement", "for_in_statement", "while_statement")
# Statements that need no block: they cannot capture a following `else`.
_ALONE = (
    "expression_statement",
    "return_statement",
    "throw_statement",
    "continue_statement",
    "break_statement",
)
# These would begin something else, or continue the previous statement.
_BEGINNINGS = ("(", "[", "`", "{", "+", "-", "/", "async", "class", "function", "let")


def simplify(script: str) -> str:
    """The same script, shorter."""
    source = script.encode()
    source = edited(source, _constants(parse(source)))
    return edited(source, _statements(parse(source))).decode()


def _constants(root: Node) -> Iterator[Edit]:
    """Replaces a constant's name by its value, if that is a literal."""
    found: dict[tuple[int, str], list[Use]] = defaultdict(list)
    for use in names_in(root)[1]:
        found[id(use[2]), use[1]].append(use)
    for (_, name), ((first, *_), *uses) in found.items():
        statement, value = _constant(first)
        nodes = [node for node, *_ in uses]
        if statement is None or any(_is_asked(node) for node in nodes):
            continue
        if len(nodes) == 1 or len(value) <= _SHORT:
            yield statement.start_byte, statement.end_byte, ""
            for node in nodes:
                yield _valued(node, name, value)


def _constant(name: Node) -> tuple[Node | None, str]:
    """The statement that declares only this name, and its value, a number or string; (None, "") if there is
    none.
    """
    declarator = name.parent
    statement = declarator.parent if declarator else None
    value = declarator.child_by_field_name("value") if declarator else None
    if (
        not (statement and value)
        or statement.type != "lexical_declaration"
        or len(statement.named_children) != 1
    ):
        return None, ""
    in_block = statement.parent is not None and statement.parent.type in ("program", "statement_block")
    plain = in_block and text(statement.children[0]) == "const" and value.type in ("number", "string")
    return (statement, text(value)) if plain else (None, "")


def _is_asked(name: Node) -> bool:
    """Whether one of its properties is read: after a number, the point would be a decimal point."""
    return name.parent is not None and name.parent.child_by_field_name("object") == name


def _valued(name: Node, called: str, value: str) -> Edit:
    around = name.parent
    if around and around.type == "template_substitution" and not {"`", "$", "\\"} & set(value):
        return around.start_byte, around.end_byte, value[1:-1] if value[0] in "'\"" else value
    return name.start_byte, name.end_byte, f"{called}:{value}" if name.type in SHORTHANDS else value


def _statements(node: Node) -> Iterator[Edit]:
    if node.type == "statement_block" and node.parent and node.parent.type in _BRANCHES:
        inner = node.named_children
        if len(inner) == 1 and inner[0].type in _ALONE and text(inner[0]).endswith(";"):
            yield node.start_byte, inner[0].start_byte, " "
            yield inner[0].end_byte, node.end_byte, ""
    if node.type == "expression_statement" and node.named_children[0].type == "unary_expression":
        sign, value = node.named_children[0].children
        if sign.type == "void" and not text(value).startswith(_BEGINNINGS):
            yield sign.start_byte, value.start_byte, ""
    for child in node.children:
        yield from _statements(child)
