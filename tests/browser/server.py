"""A web server for the browser tests: the test LMS, npm packages, an unpacked package and the LMS's records,
with faults to switch on.
"""

from __future__ import annotations

import json
import mimetypes
import re
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

HERE = Path(__file__).parent
PREVIEW = HERE.parents[1] / "builder" / "larpaket" / "preview"
PLAYERS = ("/mod/scorm/player.php", "/lms/loose.html", "/lms/frappe.html", "/lms/openedx.html")
"""Where the personas' pages lie."""
TYPES = {".vtt": "text/vtt", ".js": "text/javascript", ".mp4": "video/mp4"}


@dataclass
class Site:
    """What the server serves, and how it misbehaves."""

    package: Path
    port: int = 0
    policy: str = ""
    ranges: bool = True
    kept: bool = False
    """Pages may be kept by the browser, in its back-forward cache too."""
    refused: str = "(?!)"
    status: int = 200
    """What the LMS answers to a record."""
    cut: float = 0
    """From the next record on, for so many seconds, records end without an answer."""
    cut_until: float = 0
    logged_out: bool = False
    logins: int = 0
    """A persona's page belongs to the latest; what a page of an earlier one still sends is refused."""
    records: dict[str, dict[str, object]] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    ends: int = 0
    """How many sessions have told their end, and had it recorded."""
    verdicts: list[str] = field(default_factory=list)
    """What the judge held against sessions up to their end, as their pages went."""
    changed: threading.Condition = field(default_factory=threading.Condition)

    def log_in_again(self) -> None:
        self.logins += 1
        self.logged_out = False

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Wait until something recorded makes the condition true."""
        with self.changed:
            assert self.changed.wait_for(condition, timeout=60), self.records

    @property
    def url(self) -> str:
        """Return the server's address."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serve(site: Site) -> Iterator[Site]:
    """Serve on a free loopback port until the block ends."""

    class Handler(_Handler):
        served = site

    server = _Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A killed browser resets its connections; anything else is a bug in the test."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    served: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        self.served.requests.append(path)
        if self.served.logged_out and path.startswith("/package/"):
            self.send(200, b"<!doctype html><title>Log in</title>", "text/html")
            return
        if path.startswith("/record/"):
            self.send(200, json.dumps(self.served.records.get(path, {})).encode(), "application/json")
            return
        if (
            path == "/favicon.ico"
        ):  # the site's own, as every LMS has one: browsers ask for it once, at any time
            self.send(200, b"", "image/x-icon")
            return
        file = self.find(path)
        if file is None or re.search(self.served.refused, path):
            self.send(404, b"not here", "text/plain")
        elif path in PLAYERS:
            login = {"Set-Cookie": f"login={self.served.logins}; Path=/"}
            self.send(200, file.read_bytes(), "text/html", path, login)
        else:
            self.send_file(path, file)

    def do_POST(self) -> None:
        """Receive scorm-again's commit, and the judge's verdict on a session that ends."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        target = urlsplit(self.path)
        if target.query.startswith("learner="):
            self.take(f"/record/{target.query.removeprefix('learner=')}", body)
            return
        with self.served.changed:
            if target.path == "/verdict":
                self.served.verdicts += body
            else:
                self.served.records[target.path] = body
                self.served.ends += target.query == "end"
            self.served.changed.notify_all()
        self.send(200, b'{"result": true, "errorCode": 0}', "application/json")

    def take(self, learner: str, values: dict[str, object]) -> None:
        """Receive what a persona sends: the values that changed."""
        if self.served.cut:
            self.served.cut_until, self.served.cut = time.monotonic() + self.served.cut, 0
        if time.monotonic() < self.served.cut_until:
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return
        cookie = SimpleCookie(self.headers.get("Cookie", "")).get("login")
        expired = self.served.logged_out or (cookie and cookie.value != str(self.served.logins))
        status = 403 if expired else self.served.status
        if status == 200:
            with self.served.changed:
                self.served.records[learner] = {**self.served.records.get(learner, {}), **values}
                self.served.changed.notify_all()
        self.send(status, b"true", "text/plain")

    def find(self, path: str) -> Path | None:
        if path in PLAYERS:
            return HERE / "lms" / "persona.html"
        roots = {
            "package": self.served.package,
            "lms": HERE / "lms",
            "npm": HERE.parent / "node_modules",
            "personas": PREVIEW / "personas",
            "judges": PREVIEW / "judges",
        }
        first, _, rest = path.lstrip("/").partition("/")
        file = (roots[first] / rest).resolve() if first in roots else None
        return file if file and file.is_file() and file.is_relative_to(roots[first].resolve()) else None

    def send_file(self, path: str, file: Path) -> None:
        data = file.read_bytes()
        kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if not (self.served.ranges and wanted):
            self.send(200, data, kind, path)
            return
        start = int(wanted[1])
        end = min(int(wanted[2] or len(data) - 1), len(data) - 1)
        self.send(
            206, data[start : end + 1], kind, path, {"Content-Range": f"bytes {start}-{end}/{len(data)}"}
        )

    def send(
        self, status: int, data: bytes, kind: str, path: str = "", headers: dict[str, str] | None = None
    ) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            if not self.served.kept:
                self.send_header("Cache-Control", "no-store")
            if self.served.ranges:
                self.send_header("Accept-Ranges", "bytes")
            if self.served.policy and path.startswith("/package/"):
                self.send_header("Content-Security-Policy", self.served.policy)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # browsers abort a film that they no longer need

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing: a failing test prints `site.requests` itself."""
