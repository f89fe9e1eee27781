"""The LRS on a loopback port: HTTP/1.1 with keep-alive, one thread per connection."""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from .lrs import Lrs
from .messages import Request, RequestError, Response

_log = logging.getLogger(__name__)
_DRAIN_LIMIT = 64 * 2**20
_HANG_UP_LIMIT = 5.0


@dataclass(frozen=True, slots=True)
class Served:
    """The address of the LRS: `url` is the origin, `endpoint` ends with a slash."""

    url: str
    endpoint: str


@contextlib.contextmanager
def serve(lrs: Lrs, port: int = 0) -> Iterator[Served]:
    """Serve the LRS on 127.0.0.1 during the block; port 0 picks a free one. No connection stays open."""
    server = _Server(lrs, port)
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="lrs", daemon=True
    )
    thread.start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield Served(url, f"{url}{lrs.base}/")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        server.hang_up()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, lrs: Lrs, port: int) -> None:
        self.lrs = lrs
        self._open: set[socket.socket] = set()
        self._changed = threading.Condition()
        super().__init__(("127.0.0.1", port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._changed:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        super().shutdown_request(request)
        with self._changed:
            self._open.discard(request)
            self._changed.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        _log.debug("a connection from %s failed", client_address, exc_info=True)  # a closed tab, mostly

    def hang_up(self) -> None:
        """Close idle keep-alive connections and wait for their threads: a closed LRS must not answer."""
        with self._changed:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
            self._changed.wait_for(lambda: not self._open, _HANG_UP_LIMIT)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "larpaket-lrs"
    sys_version = ""
    wbufsize = (
        -1
    )  # one write for headers and body; two would wait for each other (Nagle, delayed acknowledgement)
    disable_nagle_algorithm = True
    server: _Server
    error_content_type = "text/plain; charset=utf-8"
    error_message_format = "%(message)s\n"

    def _serve(self) -> None:
        request = Request.to(self.command, self.path, {name: self._header(name) for name in self.headers})
        try:
            body = self._body()
        except RequestError as refused:
            self.close_connection = True
            self._send(self.server.lrs.refuse(request, refused))
            self._drain()
            return
        try:
            response = self.server.lrs.handle(
                Request(request.method, request.path, request.query, request.headers, body)
            )
        except Exception:
            _log.exception("the LRS failed at %s %s", self.command, self.path)
            fault = RequestError(HTTPStatus.INTERNAL_SERVER_ERROR, "the LRS failed; see its log")
            response = self.server.lrs.refuse(request, fault)
        self._send(response)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = do_OPTIONS = do_PATCH = _serve  # noqa: N815  http.server looks for these names

    def _header(self, name: str) -> str:
        return ", ".join(self.headers.get_all(name, ()))

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding"):
            raise RequestError(
                HTTPStatus.LENGTH_REQUIRED, "Content-Length: is required, this LRS does not accept chunks"
            )
        if self.headers.get("Content-Encoding", "identity") != "identity":
            raise RequestError(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                "Content-Encoding: this LRS does not accept compressed bodies",
            )
        length = self.headers.get("Content-Length", "0")
        if not (length.isascii() and length.isdecimal()):
            raise RequestError(HTTPStatus.BAD_REQUEST, "Content-Length: must be a whole number")
        if int(length) > self.server.lrs.body_limit:
            raise self.server.lrs.too_large()
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            raise ConnectionAbortedError("the client left before the end of its request")
        return body

    def _send(self, response: Response) -> None:
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        if (
            response.status != HTTPStatus.NO_CONTENT and self.command != "HEAD"
        ):  # after HEAD 0 would say that GET has no content
            self.send_header("Content-Length", str(len(response.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(response.body)
        self.wfile.flush()

    def _drain(self) -> None:
        """Read the rest; otherwise closing resets the connection before the client has read the answer."""
        self.connection.settimeout(5)
        left = _DRAIN_LIMIT
        with contextlib.suppress(OSError):
            while left > 0 and (chunk := self.rfile.read1(2**16)):
                left -= len(chunk)

    def log_message(self, format: str, *args: Any) -> None:
        _log.debug(format, *args)
