"""The LRS's origin: another one than the package's, as at a real LMS, so that CORS has to let it in."""

from __future__ import annotations

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from larpaket.preview import lrs
from larpaket.preview.desk import Desk
from larpaket.preview.guard import Guard


def lrs_app(desk: Desk, packages: Callable[[], frozenset[str]]) -> ASGIApp:
    """The application; `packages` are the origins that may send."""

    async def answer(request: Request) -> Response:
        target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        asked = lrs.Request.to(request.method, target, dict(request.headers), await request.body())
        said = desk.answer(asked)
        return Response(said.body, int(said.status), dict(said.headers))

    methods = ["GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS"]
    return Guard(Starlette(routes=[Route("/{path:path}", answer, methods=methods)]), packages)
