"""Classifies an answer: missing, a redirect, a web page, or the standard's confirmation of a statement."""

from __future__ import annotations

import html
import json
import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from larpaket.lrs.http import Answer

REFUSED = (401, 403)
_REDIRECTS = (301, 302, 303, 307, 308)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.I | re.S)


def good(answer: Answer) -> bool:
    """Whether the status alone means success."""
    return 200 <= answer.status < 300


def value_of(answer: Answer) -> Any:
    """The JSON of a successful answer, or None."""
    try:
        return json.loads(answer.body) if good(answer) else None
    except ValueError:
        return None


def confirms(answer: Answer, statement_id: str) -> bool:
    """Whether a POST of one statement was confirmed: 200 and an array with its id (Communication 2.1.2)."""
    said = value_of(answer)
    return (
        answer.status == 200
        and isinstance(said, list)
        and [str(one).lower() for one in said] == [statement_id]
    )


def words(answer: Answer) -> str:
    """The status and the text that came with it; for a web page, its title."""
    text = answer.body.decode(errors="replace")
    if is_page(answer):
        title = _TITLE.search(text)
        said = f"a web page, “{shown(html.unescape(title[1]), 60)}”" if title else "a web page"
    else:
        said = shown(text)
    return f"{answer.status}: {said}" if said else str(answer.status)


def shown(text: str, most: int = 200) -> str:
    """The text on one line, without control characters."""
    return "".join(letter for letter in " ".join(text[: 4 * most].split()) if letter.isprintable())[:most]


def is_page(answer: Answer) -> bool:
    """Whether it is a web page, by its type or its first bytes: a login page may claim any type."""
    start = answer.body[:500].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return "html" in answer.headers.get("content-type", "").lower() or start.startswith(
        (b"<!doctype html", b"<html")
    )


def amiss(answer: Answer, asked: str, resource: str) -> tuple[str, str] | None:
    """What would be wrong with an answer to any request, and how to fix it; None if it depends on the
    request.

    `asked` is the endpoint that was asked.
    """
    if not answer.status:
        return answer.problem, answer.help
    if answer.status in _REDIRECTS:
        target = urlsplit(urljoin(f"{asked}/{resource}", answer.headers.get("location", "")))
        to = shown(f"{target.scheme}://{target.netloc}{target.path}")
        moved = to.removesuffix("/").removesuffix(f"/{resource}")
        if to.removesuffix("/").endswith(f"/{resource}") and moved != asked:
            return (
                f"redirects to {to} ({answer.status})",
                f"write `endpoint: {moved}`: browsers do not follow redirects of a preflight",
            )
        return (
            f"redirects to {to} ({answer.status})",
            "an LRS does not redirect: check that there is no login or portal in front of this address",
        )
    if good(answer) and is_page(answer):
        help = (
            "check that the endpoint is the LRS's own (such as …/xapi), without a login or portal in "
            "front of it"
        )
        return f"does not answer like an LRS ({words(answer)})", help
    return None
