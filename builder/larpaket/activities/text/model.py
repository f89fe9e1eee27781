"""What an author writes about a text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import InstanceOf

from larpaket.activities.text.read import Article, read_article
from larpaket.definition.activity import Activity
from larpaket.definition.fields import Flag
from larpaket.definition.texts import FILES, files

Articles = Annotated[Mapping[str, InstanceOf[Article]], files("article", read_article, shared=False), FILES]


class ReadingFields(Activity):
    """A text to read, in Markdown, by language."""

    called: ClassVar = "a text"

    type: Literal["text"]
    content: Articles
    """The text: a Markdown file."""
    required: Flag = False
