"""Cross-origin requests from a browser: the player's origin is seldom the LRS's (Fetch standard, 3.2: CORS protocol)."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from .messages import Request, Response

_METHODS = "GET, HEAD, PUT, POST, DELETE, OPTIONS"
# "*" would not cover Authorization, so they are named.
_REQUEST_HEADERS = "Authorization, Content-Type, X-Experience-API-Version, If-Match, If-None-Match, Accept, Accept-Language"
_RESPONSE_HEADERS = "ETag, Last-Modified, X-Experience-API-Version, X-Experience-API-Consistent-Through"


class Cors:
    """Which origins a browser may call from."""

    def __init__(self, origins: frozenset[str] | None) -> None:
        """None: from everywhere, `null` too (a file, a sandboxed frame)."""
        self._origins = origins

    def headers(self, request: Request) -> Mapping[str, str]:
        """For any answer; nothing for an origin that is not let in, so that the browser hides the answer."""
        origin = request.header("origin")
        if not origin or (self._origins is not None and origin not in self._origins):
            return {"Vary": "Origin"}
        return {"Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": _RESPONSE_HEADERS, "Vary": "Origin"}

    def preflight(self, request: Request) -> Response:
        """The answer to OPTIONS. Nothing is authenticated: a browser sends no credentials with it."""
        allowed = self.headers(request)
        if "Access-Control-Allow-Origin" not in allowed:
            return Response(HTTPStatus.NO_CONTENT, headers={"Allow": _METHODS, **allowed})
        answers = {
            "Access-Control-Allow-Methods": _METHODS,
            "Access-Control-Allow-Headers": _REQUEST_HEADERS,
            "Access-Control-Max-Age": "600",
        }
        return Response(HTTPStatus.NO_CONTENT, headers={"Allow": _METHODS, **allowed, **answers})
