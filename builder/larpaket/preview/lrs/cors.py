"""Cross-origin requests from a browser (Fetch standard, 3.2: CORS protocol)."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from .messages import Request, Response

_METHODS = "GET, HEAD, PUT, POST, DELETE, OPTIONS"
# "*" does not cover Authorization, so they are named.
_REQUEST_HEADERS = (
    "Authorization, Content-Type, X-Experience-API-Version, If-Match, If-None-Match, Accept, Accept-Language"
)
_RESPONSE_HEADERS = "ETag, Last-Modified, X-Experience-API-Version, X-Experience-API-Consistent-Through"


class Cors:
    """Which origins a browser may call from."""

    def __init__(self, origins: frozenset[str] | None) -> None:
        """None allows all origins, including `null` (a file, a sandboxed frame)."""
        self._origins = origins

    def headers(self, request: Request) -> Mapping[str, str]:
        """Headers for any answer; none for a foreign origin, so that the browser hides the answer."""
        origin = request.header("origin")
        if not origin or (self._origins is not None and origin not in self._origins):
            return {"Vary": "Origin"}
        return {
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Expose-Headers": _RESPONSE_HEADERS,
            "Vary": "Origin",
        }

    def preflight(self, request: Request) -> Response:
        """The answer to OPTIONS, without authentication: a browser sends no credentials with it."""
        allowed = self.headers(request)
        if "Access-Control-Allow-Origin" not in allowed:
            return Response(HTTPStatus.NO_CONTENT, headers={"Allow": _METHODS, **allowed})
        answers = {
            "Access-Control-Allow-Methods": _METHODS,
            "Access-Control-Allow-Headers": _REQUEST_HEADERS,
            "Access-Control-Max-Age": "600",
        }
        return Response(HTTPStatus.NO_CONTENT, headers={"Allow": _METHODS, **allowed, **answers})
