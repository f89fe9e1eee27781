"""The preview's LMS for launches on a port of the loopback, for the tests."""

from __future__ import annotations

import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from larpaket.preview import launches
from larpaket.preview.exchange import Exchange
from larpaket.preview.launches import SESSION, DropError, Launch
from larpaket.preview.lrs import Request, Response

LAUNCHED = "http://adlnet.gov/expapi/verbs/launched"

__all__ = ["LAUNCHED", "SESSION", "DropError", "Exchange", "Launch", "Lms", "serve_lms"]


class Lms(launches.Lms):
    """The same, with another LRS that keeps the statements if `statements` is its endpoint."""

    statements = ""

    def upstream(self, request: Request) -> Response:
        if self.statements and request.path.endswith("/statements"):
            return _forward(self.statements, request)
        return super().upstream(request)


@contextmanager
def serve_lms(package: str, **options: Any) -> Iterator[Lms]:
    """The LMS on a free port until the block ends."""
    lms = Lms(package, **options)

    class Handler(_Handler):
        served = lms

    server = _Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    lms.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield lms
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that was killed resets its connections; anything else is a fault of the test."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    served: Lms
    protocol_version = "HTTP/1.1"

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        try:
            response = self.served.answer(
                Request.to(self.command, self.path, dict(self.headers.items()), body)
            )
        except DropError:
            self.close_connection = True
            return
        try:
            self.send_response(response.status)
            for name, value in response.headers.items():
                self.send_header(name, value)
            if response.status != 204:
                self.send_header("Content-Length", str(len(response.body)))
            self.end_headers()
            self.wfile.write(response.body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the page has gone; what it sent has been stored

    do_GET = do_PUT = do_POST = do_DELETE = do_OPTIONS = _serve  # noqa: N815  http.server looks for these names

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a failing test prints `lms.log` itself."""


def _forward(endpoint: str, request: Request) -> Response:
    names = ("content-type", "x-experience-api-version")
    headers = {
        "Authorization": "Basic YTph",
        **{name: request.header(name) for name in names if request.header(name)},
    }
    address = f"{endpoint}statements" + (f"?{request.query}" if request.query else "")
    try:
        with urllib.request.urlopen(
            urllib.request.Request(address, request.body or None, headers, method=request.method)
        ) as answer:
            return Response(
                answer.status,
                answer.read(),
                {"Content-Type": answer.headers.get("Content-Type", "application/json")},
            )
    except urllib.error.HTTPError as error:
        return Response(error.code, error.read())
