"""The alternate request syntax: a POST with everything in a form (xAPI Communication 1.3)."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode

from .messages import Request, RequestError, bad_request

_METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE")
_HEADERS = (
    "authorization",
    "x-experience-api-version",
    "content-type",
    "content-length",
    "if-match",
    "if-none-match",
)
_FORM = "application/x-www-form-urlencoded"


def usual(request: Request) -> Request:
    """The intended request; an ordinary request is returned unchanged, and a mixture of both is a 400."""
    query = parse_qsl(request.query, keep_blank_values=True)
    method = dict(query).get("method")
    if method is None:
        return request
    if request.method != "POST":
        raise bad_request(f"method: not allowed in a {request.method}, only in a POST (Communication 1.3)")
    if method not in _METHODS:
        raise RequestError(
            HTTPStatus.METHOD_NOT_ALLOWED,
            f"method: {method} is not one of {', '.join(_METHODS)}",
            {"Allow": ", ".join(_METHODS)},
        )
    if len(query) > 1:
        raise bad_request(
            "method: must be the only parameter in the query; the others belong in the form "
            "(Communication 1.3)"
        )
    form = _form(request)
    content = form.pop("content", None)
    if content is None and method in ("PUT", "POST"):
        raise bad_request("content: the form parameter is missing (Communication 1.3)")
    headers = {name.lower(): form.pop(name) for name in list(form) if name.lower() in _HEADERS}
    # The request's own Content-Type and Content-Length describe the form.
    sent = {
        name: value
        for name, value in request.headers.items()
        if name not in ("content-type", "content-length")
    }
    return Request(
        method,
        request.path,
        urlencode(form),
        {**sent, "content-type": "application/json", **headers},
        (content or "").encode(),
    )


def _form(request: Request) -> dict[str, str]:
    if request.media_type not in ("", _FORM):
        raise bad_request(
            f"Content-Type: must be {_FORM} with `method` in the query, not {request.media_type} "
            "(Communication 1.3)"
        )
    try:
        pairs = parse_qsl(request.body.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise bad_request(f"body: is not a form of percent-encoded UTF-8: {error}") from error
    form = dict(pairs)
    if len(form) < len(pairs):
        raise bad_request("body: a form parameter occurs twice")
    return form
