"""Reads a text and its pictures, with everything that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from larpaket.activities.text.article import DECORATIVE, Shown, parse
from larpaket.activities.text.pictures import Picture, read_picture
from larpaket.definition.errors import Context, DefinitionError
from larpaket.definition.texts import read_once
from larpaket.text.markdown import markup_problems, nothing_in, read_source

_PICTURE = re.compile(r"!\[[^\]]{0,1000}\]\([^)]{0,1000}\)")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a picture in a text, and where."""

    shown: Shown
    text: str
    help: str


@dataclass(frozen=True, slots=True)
class Article:
    """A text: its HTML and pictures. `unsaid` are pictures without a description, `unusable` those whose
    file cannot be shown.
    """

    path: Path
    html: str
    words: int
    pictures: Mapping[str, Picture]
    unsaid: tuple[Fault, ...]
    unusable: tuple[Fault, ...]


def read_article(path: Path, context: Context) -> Article:
    """The text in `path`; what is wrong with its Markdown is added to the context's problems."""
    source, problems = read_source(path)
    context.problems += problems
    # A picture in a link is no link itself.
    context.problems += markup_problems(path, _PICTURE.sub(lambda found: "-" * len(found[0]), source))
    found = parse(source)
    if not problems and not found.words and not found.shown:
        context.problems.append(nothing_in(path, "the text is empty", "write it, or remove the activity"))
    pictures: dict[str, Picture] = {}
    unusable = tuple(_read_pictures(path, found.shown, context, pictures))
    unsaid = tuple(_unsaid(found.shown))
    return Article(path, found.html(pictures), found.words, pictures, unsaid, unusable)


def _read_pictures(
    path: Path, shown: tuple[Shown, ...], context: Context, found: dict[str, Picture]
) -> Iterator[Fault]:
    """Puts the pictures into `found`; the faults are those of files that cannot be shown."""
    folder = next(folder for folder in context.folders if path.is_relative_to(folder))
    beside = path.parent.relative_to(folder)
    for one in shown:
        try:
            # As in any Markdown editor, the name is relative to the text.
            name = one.name if one.name.startswith("/") else "/".join((*beside.parts, one.name))
            read = read_once("picture of a text", name, lambda file, _: read_picture(file), context)
        except DefinitionError as error:
            yield Fault(one, error.text, error.help)
        else:
            found[one.name] = read


def _unsaid(shown: tuple[Shown, ...]) -> Iterator[Fault]:
    for one in shown:
        if not one.alt:
            help = f"describe it: `![Three people at a table]({one.name})`, or say that it shows nothing: "
            yield Fault(one, "the picture has no description", f"{help}`![{DECORATIVE}]({one.name})`")
        elif one.alt == DECORATIVE and one.in_link:
            text = "the link consists of a picture that says nothing"
            yield Fault(one, text, "describe where the link leads in place of the picture's description")
