"""Writes docs/reference/module.md from the models of a definition: `python tests/tools/keys.py`.

What is said of a key is the docstring below its field; what it takes is its shape in the schema for editors.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from larpaket.activities import ACTIVITIES
from larpaket.definition import amounts, shapes
from larpaket.definition.base import Model
from larpaket.definition.json_schema import module_schema, publisher_schema
from larpaket.definition.shapes import Shape
from larpaket.formats import FORMATS, usual

DOCUMENT = Path(__file__).parents[2] / "docs" / "reference" / "module.md"
_INTRODUCTION = """\
# All keys

Every key of `module.yaml` and `publisher.yaml`. [The handbook](../handbook.md) (in Swedish:
[handboken](../handbok.md)) shows how to begin, [modules.md](../modules.md) and
[publisher.md](../publisher.md) explain what the keys are for.

This page is made from the code that reads the files: `python tests/tools/keys.py` writes it, and the tests
hold it against the code. `larpaket schema module` and `larpaket schema publisher` print the same for editors.

- **text** may have several lines; **a title** is one line of at most 200 characters.
- **by language**: one value, or in a module with several languages a map, `sv: …` and `en: …`.
- **an id** has at most 60 characters: `a-z`, `0-9` and `-`, beginning with a letter.
- **a file** is a path inside the folder of the definition, with `/` between folders.
- A value with a colon and a space, a `#` or quotation marks in it goes between quotation marks.
"""
_MODULE = """\
Each module is a folder with a `module.yaml`. A module that extends another one writes only `id`, `version`,
`extends` and what differs ([overlays.md](../overlays.md)).
"""
_PUBLISHER = "One file beside the modules' folders; it applies to all of them.\n"
_NAMES: list[tuple[Shape, str]] = [
    (shapes.TEXT, "text"),
    (shapes.TITLE, "a title"),
    (shapes.ID, "an id"),
    (shapes.FILE_ID, "an id that Windows can use as a file name"),
    (shapes.ID_PATH, "an id, or two with `/` between them"),
    (shapes.FLAG, "`true` or `false`"),
    (shapes.FILE, "a file"),
    (shapes.ADDRESS, "an https address"),
    (shapes.BASE, "a web address"),
    (shapes.ENDPOINT, "an https address"),
    (shapes.ORIGIN, "an https address without a path"),
    (shapes.LINK, "an https address"),
    (amounts.LENGTH, "a length, such as `3 min 12 s`"),
    (amounts.SIZE, "a size, such as `24 MB`"),
]
_BY_KEY = {
    "version": "a number such as `1.0`, in quotation marks",
    "languages": "a list of languages, such as `[sv, en]`",
    "time": "a time from 1 to 50 minutes, such as `5 min`",
    "unit": "at most 64 letters of a to z, digits, `.` and `-`",
    "color": 'a colour, such as `"#0b6e6e"`',
    "again": "an id",
    "module": "a folder",
    "words": "a map: a step's number, and a title by language",
    "renamed": "a map: the old id, and the new one",
    "changes": "a map: an id, and a map of keys",
}
"""What has a pattern of its own, by key."""


def document() -> str:
    """The text of docs/reference/module.md."""
    parts = [_INTRODUCTION]
    for file, schema, said in (
        ("module.yaml", module_schema(ACTIVITIES), _MODULE),
        ("publisher.yaml", publisher_schema(FORMATS), _PUBLISHER),
    ):
        page = Page(schema)
        parts += [f"## {file}\n", said, *page.table(schema)]
        for name, shape in page.objects():
            parts += [
                f"### {page.called(name)}\n",
                f"{_sentence(shape['description'])}\n",
                *page.table(shape),
            ]
    return "\n".join(parts)


class Page:
    """The part of the document about one file."""

    def __init__(self, schema: Shape) -> None:
        self._schema = schema
        self._defs: dict[str, Shape] = schema["$defs"]

    def objects(self) -> Iterator[tuple[str, Shape]]:
        """Every object below the file's own, once, in the order in which a reader meets it."""
        waiting, seen = list(_below(self._schema)), set()
        while waiting:
            name, inline = waiting.pop(0)
            shape = inline or self._defs[name]
            if name not in seen:
                seen.add(name)
                yield name, shape
                waiting = [*_below(shape), *waiting]

    def called(self, name: str) -> str:
        """The heading of an object."""
        called = next((cls.called for cls in _subclasses(Model) if cls.__name__ == name), f"`{name}`")
        return called[0].upper() + called[1:]

    def table(self, shape: Shape) -> Iterator[str]:
        """The rows for an object's keys."""
        yield "| key | takes | required | what it is |"
        yield "| --- | --- | --- | --- |"
        for key, value in shape["properties"].items():
            taken = self._takes(key, value)
            taken += self._default(key, shape)
            cells = (f"`{key}`", taken, _required(key, shape), value["description"])
            yield f"| {' | '.join(_cell(text) for text in cells)} |"
        yield ""

    def _default(self, key: str, shape: Shape) -> str:
        if key == "formats":
            return "; without it " + _joined([f"`{id}`" for id in usual()], " and ")
        default = shape["properties"][key].get("default")
        if default is None or shape is self._defs.get("Defaults"):  # each activity has its own
            return ""
        kind = shape["properties"].get("type", {}).get("const")
        shared = "what `defaults` says, or " if kind and key in ACTIVITIES[kind].defaults else ""
        return f"; without it {shared}`{str(default).lower() if isinstance(default, bool) else default}`"

    def _takes(self, key: str, value: Shape) -> str:
        value = {name: said for name, said in value.items() if name not in ("description", "default")}
        for shape, words in _NAMES:
            if value == shape:
                return words
            if value == shapes.by_language(shape):
                return f"{words}, by language"
        if value == shapes.by_language({"anyOf": [shapes.FILE, shapes.ADDRESS]}):
            return "a file or an https address, by language"
        if key in _BY_KEY:
            return _BY_KEY[key]
        if "$ref" in value:
            return self._link(value["$ref"].rpartition("/")[2])
        if "const" in value:
            return f"`{value['const']}`"
        if "enum" in value:
            return _either(
                [f"`{one}`" for one in value["enum"] if str(one) not in map(str, _before(value, one))]
            )
        if "discriminator" in value:
            return "one of: " + ", ".join(
                self._link(one["$ref"].rpartition("/")[2]) for one in value["oneOf"]
            )
        if value.get("type") == "array":
            return f"a list; each is {self._takes('', value['items'])}"
        if key == "add":
            return "[a map](#add), or a list of them"
        if "properties" in value:
            return f"[a map](#{key})"
        if "oneOf" in value:
            return _either([self._takes("", one) for one in value["oneOf"]])
        raise LookupError(f"say in tests/tools/keys.py what `{key}` takes: {value}")

    def _link(self, name: str) -> str:
        called = self.called(name)
        text = called[0].lower() + called[1:] if not called.startswith("`") else "a map"
        return f"[{text}](#{called.lower().replace(' ', '-').replace('`', '')})"


def _below(shape: Shape) -> Iterator[tuple[str, Shape | None]]:
    """The objects that an object's keys take: their names, and their shapes if they have no place of their
    own in the schema.
    """
    for key, value in shape["properties"].items():
        if "properties" in value:
            yield key, value
        elif key == "add":
            yield key, {**value["anyOf"][0], "description": value["description"]}
        else:
            one = value.get("items", value)
            yield from (
                (ref["$ref"].rpartition("/")[2], None)
                for ref in [one, *one.get("oneOf", ())]
                if "$ref" in ref
            )


def _required(key: str, shape: Shape) -> str:
    if key in shape.get("required", ()):
        return "yes"
    condition = shape.get("if")
    there, otherwise = (key in shape.get(branch, {}).get("required", ()) for branch in ("then", "else"))
    if there and otherwise:
        return "yes"
    if there:
        return f"with {_condition(condition)}"
    if otherwise:
        return f"without {_condition(condition)}"
    if any(one == {"required": [key]} for one in shape.get("oneOf", ())):
        return "one of these"
    return "no"


def _condition(shape: Shape | None) -> str:
    assert shape
    if "allOf" in shape:
        return " and ".join(_condition(one) for one in shape["allOf"])
    [key] = shape["required"]
    if key not in shape.get("properties", {}):
        return f"`{key}`"
    values = shape["properties"][key].get("enum")
    return _either([f"`{key}: {value}`" for value in values]) if values else f"an address in `{key}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _before(value: Shape, one: object) -> list[object]:
    """The choices before one: an editor reads `3` and `"3"` as two, our reader as one."""
    choices: list[object] = value["enum"]
    return choices[: [id(choice) for choice in choices].index(id(one))]


def _either(words: list[str]) -> str:
    return _joined(words, " or ")


def _joined(words: list[str], word: str) -> str:
    return word.join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _subclasses(cls: type[Model]) -> Iterator[type[Model]]:
    for each in cls.__subclasses__():
        yield each
        yield from _subclasses(each)


if __name__ == "__main__":
    DOCUMENT.write_text(document(), "utf-8")
