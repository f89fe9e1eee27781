"""Who may ask the preview's servers: this computer, under its own name, and for what changes something only a
page of the right origin.

The check of Host keeps out pages whose name was pointed at this computer (DNS rebinding), that of Origin
those that only send.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_NAMES = ("127.0.0.1", "localhost")


class Guard:
    """An ASGI application behind the checks. `others` are further origins that may change something."""

    def __init__(self, app: ASGIApp, others: Callable[[], frozenset[str]] = frozenset) -> None:
        self.app = app
        self.others = others

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403, or hand the request on."""
        if scope["type"] == "http" and (why := self._why_not(scope)):
            await PlainTextResponse(why, 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _why_not(self, scope: Scope) -> str:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        hosts = {f"{name}:{scope['server'][1]}" for name in _NAMES}
        if headers.get("host") not in hosts:
            return "this server answers only to its own name"
        allowed = {f"http://{host}" for host in hosts} | self.others()
        if scope["method"] not in _SAFE and headers.get("origin") not in allowed:
            return "only a page of this preview may do that"
        return ""
