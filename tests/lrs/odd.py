"""Servers that are not quite LRSs: each answers by a function of the request."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias

from lrs.certificates import Certificate


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def resource(self) -> str:
        """What stands behind the endpoint."""
        return self.path.removeprefix("/xapi/")


Reply: TypeAlias = tuple[int, dict[str, str], bytes]


def page(title: str, status: int = 200, kind: str = "text/html; charset=utf-8") -> Reply:
    return status, {"Content-Type": kind}, f"<!DOCTYPE html>\n<title>{title}</title><h1>{title}</h1>".encode()


def data(value: Any, status: int = 200) -> Reply:
    return status, {"Content-Type": "application/json"}, json.dumps(value).encode()


def taken(asked: Asked) -> Reply:
    """What an LRS answers that takes statements and nothing else."""
    if asked.resource == "about":
        return data({"version": ["1.0.3"]})
    if asked.resource == "statements" and asked.method == "POST" and asked.body.startswith(b"["):
        return data([one["id"] for one in json.loads(asked.body)])
    return data({}, 403)


@contextmanager
def answering(reply: Callable[[Asked], Reply], tls: Certificate | None = None) -> Iterator[str]:
    """The endpoint, on `localhost` with a certificate, else on 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            path, _, query = self.path.partition("?")
            status, headers, content = reply(
                Asked(self.command, path, query, dict(self.headers.items()), body)
            )
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = do_OPTIONS = _serve  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            pass  # a client that does not believe the certificate

    server = Server(("127.0.0.1", 0), Handler)
    if tls:
        secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        secure.load_cert_chain(tls.certificate, tls.key)
        server.socket = secure.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield (
            f"https://localhost:{server.server_address[1]}/xapi"
            if tls
            else f"http://127.0.0.1:{server.server_address[1]}/xapi"
        )
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
