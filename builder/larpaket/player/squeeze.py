"""Removes redundant tokens from a script: white space, needless brackets, trailing commas and semicolons."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from larpaket.player.script_syntax import parse, text

_SHORTER = {"true": b"!0", "false": b"!1", "undefined": b"void 0"}
# Joined, these would mean something else.
_APART = (b"++", b"--", b"//")
_BLOCKS = ("program", "statement_block", "switch_case", "switch_default")

# Precedence: the operators of ECMA-262 13.15.1 down to 13.5, and the constructs around them.
_SEQUENCE, _VALUE, _CHOICE, _SIGN, _CALL = 1, 2, 3, 15, 18
_WEAK = {
    "sequence_expression": _SEQUENCE,
    "assignment_expression": _VALUE,
    "augmented_assignment_expression": _VALUE,
    "arrow_function": _VALUE,
    "yield_expression": _VALUE,
    "ternary_expression": _CHOICE,
    "unary_expression": _SIGN,
    "await_expression": _SIGN,
    "update_expression": _SIGN,
}
_OPERATORS = [
    ["||", "??"],
    ["&&"],
    ["|"],
    ["^"],
    ["&"],
    ["===", "!==", "==", "!="],
    ["<", ">", "<=", ">="],
    ["<<", ">>", ">>>"],
    ["+", "-"],
    ["*", "/", "%"],
]
_BINDS = {
    operator: strength for strength, operators in enumerate(_OPERATORS, _CHOICE + 1) for operator in operators
}
_LOGICAL = ("||", "??", "&&")
# The precedence that each construct requires of its parts.
_NEEDS = {
    **dict.fromkeys(
        ("arguments", "array", "arrow_function", "assignment_expression", "augmented_assignment_expression"),
        _VALUE,
    ),
    **dict.fromkeys(
        (
            "assignment_pattern",
            "for_in_statement",
            "pair",
            "spread_element",
            "ternary_expression",
            "variable_declarator",
        ),
        _VALUE,
    ),
    **dict.fromkeys(
        ("expression_statement", "return_statement", "template_substitution", "throw_statement"), _SEQUENCE
    ),
    **dict.fromkeys(("await_expression", "unary_expression"), _SIGN),
    **dict.fromkeys(("call_expression", "member_expression", "subscript_expression"), _CALL),
}


def squeeze(script: str) -> str:
    """The same script without redundant tokens, with `!0`, `!1` and `void 0` for `true`, `false` and
    `undefined`.
    """
    source = script.encode()
    parts: list[bytes] = []
    before = None
    for node in _leaves(parse(source)):
        if _is_spare(node):
            continue
        word = _SHORTER.get(
            node.type, (node.text or b"").replace(b"_", b"") if node.type == "number" else node.text or b""
        )
        gap = source[before.end_byte : node.start_byte] if before else b""
        last = parts[-1][-1:] if parts else b""
        if b"\n" in gap and last not in b";{}" and _begins_statement(node):
            parts.append(b"\n")
        elif gap and ((_is_word(last) and _is_word(word[:1])) or last + word[:1] in _APART):
            parts.append(b" ")
        parts.append(word)
        before = node
    return b"".join(parts).decode()


def _leaves(node: Node) -> Iterator[Node]:
    """The tokens of a script in order; a string or a regular expression is one token."""
    if not node.children or node.type in ("string", "regex"):
        yield node
    else:
        for child in node.children:
            yield from _leaves(child)


def _begins_statement(node: Node) -> bool:
    while node.parent and node.parent.start_byte == node.start_byte:
        node = node.parent
    return node.parent is not None and node.parent.type in _BLOCKS


def _is_word(character: bytes) -> bool:
    return character.isalnum() or character in (b"_", b"$")


def _is_spare(sign: Node) -> bool:
    """Whether the token is redundant: needless brackets, a trailing comma, a semicolon at a block's end."""
    around, following, before = sign.parent, sign.next_sibling, sign.prev_sibling
    if around is None:
        return False
    if sign.type in "()":
        if around.type == "formal_parameters" and around.parent and around.parent.type == "arrow_function":
            return [node.type for node in around.named_children] == ["identifier"]
        return around.type == "parenthesized_expression" and _is_one(around)
    if sign.type == ",":
        return following is not None and following.type in "])}" and before is not None and before.is_named
    if sign.type != ";" or following is not None or around.type == "empty_statement":
        return False
    while around.next_sibling is None and around.parent:
        around = around.parent
    return around.next_sibling is not None and around.next_sibling.type == "}"


def _is_one(brackets: Node) -> bool:
    """Whether the brackets are needless around their content."""
    around, inner = brackets.parent, brackets.named_children[0]
    # These mean something else at the beginning of a statement or an arrow function's body.
    first = brackets.prev_sibling is None or around is None or around.type == "arrow_function"
    if around is None or (first and text(inner).startswith(("{", "function", "class", "let"))):
        return False
    needed = _NEEDS.get(around.type, _CALL + 1)
    if around.type == "binary_expression":
        needed = _needed_by(around, brackets)
    elif around.type == "ternary_expression" and around.child_by_field_name("condition") == brackets:
        needed = _CHOICE + 1
    elif around.type == "subscript_expression" and around.child_by_field_name("index") == brackets:
        needed = _SEQUENCE
    elif needed == _CALL and (inner.type in ("number", "new_expression") or b"?." in (inner.text or b"")):
        return False
    if inner.type == "binary_expression" and around.type == "binary_expression" and _is_mixed(inner, around):
        return False
    return _strength(inner) >= needed


def _strength(node: Node) -> int:
    return _BINDS.get(_operator(node), 0) if node.type == "binary_expression" else _WEAK.get(node.type, _CALL)


def _needed_by(around: Node, part: Node) -> int:
    """The precedence that an operator requires of a side; the right side needs a higher one."""
    return _BINDS.get(_operator(around), _CALL) + (around.child_by_field_name("right") == part)


def _is_mixed(inner: Node, around: Node) -> bool:
    """Whether `??` is next to `||` or `&&`, which is a syntax error without brackets."""
    signs = [_operator(inner), _operator(around)]
    return "??" in signs and signs[0] != signs[1] and all(sign in _LOGICAL for sign in signs)


def _operator(node: Node) -> str:
    operator = node.child_by_field_name("operator")
    return operator.type if operator else ""
