"""YAML as nodes that know their places. All scalars are text; the model gives them types, so `no` and `1.10`
stay as written.

The events come from ruamel's parser, not its round-trip variant, which marks folds inside texts with U+0007
and takes quadratic time for comments. What a definition must not contain (anchors, tags, several documents)
is noted here, and reading continues.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from larpaket.definition.codes import Code
from larpaket.definition.source import at, read_source
from larpaket.definition.syntax import explain_syntax
from larpaket.problems import Place, Problem

_DEEPEST = 30
_MOST_NODES = 20_000
_BEYOND_UNICODE = re.compile(r"\\U(?!000|0010)[0-9A-Fa-f]{8}")


@dataclass(slots=True)
class Node:
    """A map, a list or a text.

    `keys` holds the places of a map's keys. `comment` says that ` #` follows a plain text. `reported` says
    that a problem with the value has been reported, so others are not.
    """

    value: dict[str, Node] | list[Node] | str
    place: Place
    flow: bool = False
    comment: bool = False
    reported: bool = False
    keys: dict[str, Place] = field(default_factory=dict)

    def plain(self) -> Any:
        """The node as dicts, lists and strings."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        if isinstance(self.value, list):
            return [child.plain() for child in self.value]
        return self.value

    def get(self, key: str | int) -> Node | None:
        """The child at that key or index; None if there is none, or this is a text."""
        if isinstance(self.value, dict):
            return self.value.get(key) if isinstance(key, str) else None
        if isinstance(self.value, list) and isinstance(key, int) and key < len(self.value):
            return self.value[key]
        return None

    def maps(self) -> Iterator[Node]:
        """Every map at or below this node, in the file's order."""
        if isinstance(self.value, dict):
            yield self
        if not isinstance(self.value, str):
            for child in self.value.values() if isinstance(self.value, dict) else self.value:
                yield from child.maps()


def read_tree(path: Path) -> tuple[Node | None, list[Problem]]:
    """The file's top node, always a map, or None; and its YAML problems, but only the first syntax error."""
    text, problems = read_source(path)
    if text is None:
        return None, problems
    composer = _Composer(path, text.split("\n"))
    try:
        node = composer.read(text)
    except MarkedYAMLError as error:
        # If there is a tab in the wrong place, it is the cause.
        return None, [
            *problems,
            *composer.problems,
            *([] if problems else [explain_syntax(path, composer.lines, error)]),
        ]
    except ValueError:
        # ruamel passes any number after `\U` to chr().
        number, column = next(
            (
                (n, found.start() + 1)
                for n, line in enumerate(composer.lines, 1)
                if (found := _BEYOND_UNICODE.search(line))
            ),
            (1, 1),
        )
        words = "`\\U` with this number is not a character"
        return None, [
            *problems,
            *composer.problems,
            at(Place(path, number, column, 10), Code.SYNTAX, words, "write the character itself"),
        ]
    except _TooLargeError as error:
        words = f"the file is too large: {error}"
        return None, [
            *problems,
            *composer.problems,
            at(error.place, Code.TOO_LARGE, words, "a definition is a few levels deep and a few pages long"),
        ]
    problems += composer.problems
    if node is None or not isinstance(node.value, dict):
        place = node.place if node and node.value else Place(path, 1, 1)
        return None, [
            *problems,
            at(
                place,
                Code.WRONG_VALUE,
                "a definition must be a map of keys",
                "write lines such as `title: …`",
            ),
        ]
    return node, problems


class _TooLargeError(Exception):
    def __init__(self, text: str, place: Place) -> None:
        super().__init__(text)
        self.place = place


class _Composer:
    """Builds nodes from events, and collects problems."""

    def __init__(self, path: Path, lines: list[str]) -> None:
        self.path = path
        self.lines = lines
        self.problems: list[Problem] = []
        self.count = 0

    def read(self, text: str) -> Node | None:
        events = YAML(typ="safe", pure=True).parse(text)
        node: Node | None = None
        for event in events:
            if isinstance(event, DocumentStartEvent) and node is not None:
                self.note(
                    event,
                    Code.SEVERAL_DOCUMENTS,
                    "a second document begins here",
                    "put each definition into its own file, without `---`",
                )
                break
            if isinstance(event, NodeEvent):
                node = self.node(event, events, 0)
        return node

    def node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        self.count += 1
        if depth > _DEEPEST or self.count > _MOST_NODES:
            many = f"more than {_DEEPEST} levels" if depth > _DEEPEST else f"more than {_MOST_NODES:,} values"
            raise _TooLargeError(many, self.place(event))
        if event.anchor is not None:
            help = "write the value out, or put it in quotes if it is a text"
            self.note(event, Code.ANCHOR, "definitions cannot contain anchors (`&`) or aliases (`*`)", help)
        if isinstance(event, AliasEvent):
            return Node("", self.place(event), reported=True)
        if event.ctag is not None:
            self.note(
                event,
                Code.TAG,
                "definitions cannot contain tags (`!`)",
                "remove it; a text that begins with `!` needs quotes",
            )
        if isinstance(event, MappingStartEvent):
            return self.mapping(event, events, depth)
        if isinstance(event, SequenceStartEvent):
            children = []
            while isinstance(child := next(events), NodeEvent):
                children.append(self.node(child, events, depth + 1))
                if _is_empty(child):  # YAML puts it where the next thing begins
                    children[-1].place = self.place(event)
            return Node(children, self.place(event), flow=bool(event.flow_style))
        comment = event.style is None and re.match(r"\s+#", self.behind(event)) is not None
        return Node(str(event.value), self.place(event), comment=comment, reported=event.ctag is not None)

    def mapping(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        values: dict[str, Node] = {}
        node = Node(values, self.place(event), flow=bool(event.flow_style))
        while isinstance(key := next(events), NodeEvent):
            name = self.node(key, events, depth + 1)
            value = self.node(child := next(events), events, depth + 1)
            if _is_empty(child):
                value.place = name.place
                value.comment = re.match(r"\s*:\s+#", self.behind(key)) is not None
            if name.reported:
                continue
            if not isinstance(name.value, str) or not name.value:
                self.note(key, Code.WRONG_VALUE, "a key must be a single word", "write `key: value`")
            elif name.value in node.keys:
                first = node.keys[name.value].line
                self.note(
                    key,
                    Code.DUPLICATE_KEY,
                    f"`{name.value}` is used twice, first on line {first}",
                    "remove one of them",
                )
            else:
                values[name.value] = value
                node.keys[name.value] = name.place
        return node

    def behind(self, event: Any) -> str:
        """The rest of the line after a value."""
        line: int = event.end_mark.line
        return self.lines[line][event.end_mark.column :]

    def place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        length = end.column - start.column if end.line == start.line else 1
        return Place(self.path, start.line + 1, start.column + 1, max(1, length))

    def note(self, event: Any, code: Code, text: str, help: str) -> None:
        self.problems.append(at(self.place(event), code, text, help))


def _is_empty(event: Any) -> bool:
    return isinstance(event, ScalarEvent) and event.style is None and not event.value
