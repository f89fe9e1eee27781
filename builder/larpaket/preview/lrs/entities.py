"""Entity tags and preconditions (xAPI Communication 3.1, RFC 7232)."""

from __future__ import annotations

import hashlib
import re
from http import HTTPStatus

from .messages import Request, RequestError

_TAG = re.compile(r'(W/)?"([\x21\x23-\x7e\x80-\xff]*)"')


def etag(content: bytes) -> str:
    """The quoted SHA-1 of the content, in lower case hexadecimal digits."""
    return f'"{hashlib.sha1(content, usedforsecurity=False).hexdigest()}"'


def demand_preconditions(request: Request, current: bytes | None) -> None:
    """412 if If-Match or If-None-Match fails for the current content; None means "no such document"."""
    if_match, if_none_match = request.header("if-match"), request.header("if-none-match")
    if if_match and not _holds(if_match, current):
        raise RequestError(
            HTTPStatus.PRECONDITION_FAILED,
            f"If-Match: {if_match} is not the document's current ETag; fetch it again (Communication 3.1)",
        )
    if if_none_match and _holds(if_none_match, current, weak_too=True):
        raise RequestError(
            HTTPStatus.PRECONDITION_FAILED,
            f"If-None-Match: {if_none_match} fails, the document exists (Communication 3.1)",
        )


def demand_header(request: Request, current: bytes | None) -> None:
    """A PUT to a profile requires one of the headers (Communication 3.1): 409 over a document, else 400."""
    if request.header("if-match") or request.header("if-none-match"):
        return
    if current is not None:
        raise RequestError(
            HTTPStatus.CONFLICT,
            "If-Match: is missing and the document exists. Check its current state (GET), "
            "then send its ETag as If-Match to resolve the conflict (Communication 3.1)",
        )
    raise RequestError(
        HTTPStatus.BAD_REQUEST,
        "If-None-Match: a PUT to a profile needs If-None-Match: * or If-Match with an ETag "
        "(Communication 3.1)",
    )


def _holds(header: str, current: bytes | None, *, weak_too: bool = False) -> bool:
    """Whether one of the quoted tags matches: If-Match strongly, If-None-Match weakly (RFC 7232, 3)."""
    if current is None:
        return False
    return header == "*" or etag(current) in [
        f'"{tag}"' for weak, tag in _TAG.findall(header) if weak_too or not weak
    ]
