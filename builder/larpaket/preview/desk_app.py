"""The desk's origin: its page, what that asks for, and the stream of what happens.

Whatever is asked for needs the token, which only the page's own address has: behind its `#`, so that it is
never sent to a server, nor to a package.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeAlias

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from larpaket.preview.desk import Desk
from larpaket.preview.guard import Guard
from larpaket.preview.page import desk_page, desk_style
from larpaket.problems import UsageError
from larpaket.templates import templates

Act: TypeAlias = Callable[[dict[str, Any]], Awaitable[None]]
_FRESH = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
TOKEN = "x-larpaket"
"""The header that carries the token."""


def desk_app(desk: Desk, token: str, language: str, acts: dict[str, Act]) -> ASGIApp:
    """The application; `acts` are what the page can do, by name."""
    folder = templates() / "preview"

    async def page(request: Request) -> Response:
        policy = (
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
            "frame-src http://127.0.0.1:*; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        chosen = request.query_params.get("language", language)
        headers = {**_FRESH, "Content-Security-Policy": policy, "Referrer-Policy": "no-referrer"}
        return Response(desk_page(chosen), media_type="text/html", headers=headers)

    async def style(request: Request) -> Response:
        return Response(desk_style(), media_type="text/css", headers=_FRESH)

    async def script(request: Request) -> Response:
        known = {path.name: path for path in (folder / "desk").glob("*.js")}
        name = request.path_params["name"]
        if name not in known:
            return Response(status_code=404)
        return Response(known[name].read_text("utf-8"), media_type="text/javascript", headers=_FRESH)

    async def events(request: Request) -> Response:
        after = request.query_params.get("after", "0")
        if not _lets_in(request, token):
            return Response(status_code=403)
        return StreamingResponse(
            _lines(desk, int(after) if after.isascii() and after.isdecimal() else 0),
            media_type="application/x-ndjson",
            headers=_FRESH,
        )

    async def act(request: Request) -> Response:
        name = request.path_params["name"]
        if not _lets_in(request, token):
            return Response(status_code=403)
        if name not in acts:
            return Response(status_code=404)
        try:
            said = json.loads(await request.body() or b"{}")
        except ValueError:
            return Response(status_code=400)
        try:
            await acts[name](said if isinstance(said, dict) else {})
        except UsageError as error:
            return JSONResponse({"error": str(error)}, 400)
        return JSONResponse(desk.picture(), headers=_FRESH)

    return Guard(
        Starlette(
            routes=[
                Route("/", page),
                Route("/desk.css", style),
                Route("/desk/{name}", script),
                Route("/events", events),
                Route("/act/{name}", act, methods=["POST"]),
            ]
        )
    )


def _lets_in(request: Request, token: str) -> bool:
    return secrets.compare_digest(request.headers.get(TOKEN, ""), token)


async def _lines(desk: Desk, after: int) -> AsyncIterator[str]:
    """A line of JSON for each event; the desk's picture first, and after each event that changed it."""
    shown = desk.picture()
    yield json.dumps({"picture": shown}) + "\n"
    async for event in desk.feed.read(after):
        yield json.dumps({"event": event}) + "\n"
        now = desk.picture()
        if now != shown:
            shown = now
            yield json.dumps({"picture": now}) + "\n"
