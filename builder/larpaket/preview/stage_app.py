"""The package's origin: the package, and around it the thin page that is its LMS.

The page answers a package's calls by itself, as calls are synchronous, and writes through to here.
"""

from __future__ import annotations

import json
import mimetypes
import re
from collections.abc import Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from larpaket.preview.desk import Desk
from larpaket.preview.guard import Guard
from larpaket.preview.shown import Content
from larpaket.templates import templates

_HERE = Path(__file__).parent
_TYPES = {".vtt": "text/vtt", ".js": "text/javascript", ".mp4": "video/mp4", ".webm": "video/webm"}
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_PAGES = frozenset({".html", ".htm", ".xhtml"})
_HEAD = re.compile(rb"<head\b[^>]*>", re.I)
_BROKEN = b'<script src="/stage/without-storage.js"></script>'
_FRESH = {"Cache-Control": "no-store"}
LARGEST = 4 << 20
"""The most that the page may send at a time, in bytes."""


def stage_app(desk: Desk, origin: Callable[[], str]) -> ASGIApp:
    """The application; `origin` is the desk's, the only page that may show it."""
    scripts = {
        "stage": templates() / "preview" / "stage",
        "personas": _HERE / "personas",
        "judges": _HERE / "judges",
    }

    async def page(request: Request) -> Response:
        html = (templates() / "preview" / "stage.html").read_text("utf-8")
        return Response(
            html,
            media_type="text/html",
            headers={**_FRESH, "Content-Security-Policy": f"frame-ancestors {origin()}"},
        )

    async def script(request: Request) -> Response:
        folder, name = scripts[request.url.path.split("/")[1]], request.path_params["name"]
        known = {path.name: path for path in folder.glob("*.js")}
        if name not in known:
            return Response(status_code=404)
        return Response(known[name].read_text("utf-8"), media_type="text/javascript", headers=_FRESH)

    async def setup(request: Request) -> Response:
        return JSONResponse({**desk.setup(), "desk": origin()}, headers=_FRESH)

    async def store(request: Request) -> Response:
        said = await _said(request)
        if not isinstance(said, dict) or not _is_flat(said.get("values")):
            return Response(status_code=400)
        _note(desk, said.get("calls"))
        return Response(status_code=desk.store(str(said.get("attempt")), said["values"]))

    async def calls(request: Request) -> Response:
        said = await _said(request)
        _note(desk, said.get("calls") if isinstance(said, dict) else None)
        return Response(status_code=204)

    async def file(request: Request) -> Response:
        return _file(desk, request)

    app = Starlette(
        routes=[
            *(Route(path, page) for path in ("/", "/mod/scorm/player.php", "/lms/player.html")),
            *(Route(f"/{name}/{{name}}", script) for name in scripts),
            Route("/setup", setup),
            Route("/store", store, methods=["POST"]),
            Route("/calls", calls, methods=["POST"]),
            Route("/package/{path:path}", file),
        ]
    )
    app.router.redirect_slashes = False
    return Guard(app)


def _file(desk: Desk, request: Request) -> Response:
    path = request.path_params["path"]
    content = desk.shown.files.get(path) if desk.shown else None
    if content is None:
        desk.feed.add("missing", path=path[:200])
        return Response(status_code=404)
    if "storage" in desk.faults and Path(path).suffix.lower() in _PAGES:
        content = _without_storage(content)
    kind = _TYPES.get(Path(path).suffix.lower()) or mimetypes.guess_type(path)[0]
    headers = {
        **_FRESH,
        "Accept-Ranges": "bytes",
        "Content-Type": kind or "application/octet-stream",
        # What is tried here must not reach an LRS or a server that learners use.
        "Content-Security-Policy": f"connect-src 'self' {desk.lms.url} blob: data:",
    }
    wanted = _RANGE.fullmatch(request.headers.get("range", ""))
    if not wanted or not any(wanted.groups()) or not content.size:
        return Response(content.read(0, content.size), headers=headers)
    first, last = wanted.groups()
    start = int(first) if first else max(0, content.size - int(last))
    end = min(int(last), content.size - 1) if first and last else content.size - 1
    if start > end:
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{content.size}"})
    headers["Content-Range"] = f"bytes {start}-{end}/{content.size}"
    return Response(content.read(start, end - start + 1), 206, headers)


def _without_storage(page: Content) -> Content:
    """The page with the fault before its own scripts: nothing else in it runs earlier."""
    whole = _HEAD.sub(rb"\g<0>" + _BROKEN, page.read(0, page.size), count=1)
    return Content(len(whole), lambda offset, count: whole[offset : offset + count])


async def _said(request: Request) -> object:
    """The JSON that a page sent; None if it is none, or too long."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            return None
    try:
        return json.loads(body)
    except ValueError:
        return None


def _is_flat(values: object) -> bool:
    return isinstance(values, dict) and all(isinstance(value, str) for value in values.values())


def _note(desk: Desk, calls: object) -> None:
    """Log what the package called: the method, its arguments, the answer and the error's number; and what it
    was kept from asking on other servers.
    """
    for call in calls if isinstance(calls, list) else []:
        if isinstance(call, dict) and isinstance(call.get("method"), str):
            desk.feed.add(
                "call",
                method=call["method"],
                args=[str(one) for one in call.get("args") or []],
                result=call.get("result"),
                error=str(call.get("error", "")),
                wrong=[str(one) for one in call.get("wrong") or []],
            )
        elif isinstance(call, dict) and isinstance(call.get("blocked"), str):
            desk.feed.add("blocked", address=call["blocked"][:300])
