"""One HTTP request, with a time limit and without redirects; never raises."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

LIMIT = 15.0
_MOST = 1_000_000
# OpenSSL's X509_V_ERR_…: certificate expired, certificate for another host.
_EXPIRED, _OTHER_HOST = 10, (62, 64)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; header names are lower case. `status` is 0 if none came: `problem` and `help` say why."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    problem: str = ""
    help: str = ""


def ask(
    method: str, address: str, headers: Mapping[str, str], body: bytes | None = None, limit: float = LIMIT
) -> Answer:
    """Send a request; wait at most `limit` seconds at each step."""
    parts = urlsplit(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=limit)
    try:
        connection.request(
            method, f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}", body, dict(headers)
        )
        response = connection.getresponse()
        return Answer(
            response.status,
            {name.lower(): value for name, value in response.getheaders()},
            response.read(_MOST),
        )
    except (OSError, http.client.HTTPException) as error:
        problem, help = _cause(error, parts.hostname or "", connection.port, limit)
        return Answer(0, problem=problem, help=help)
    finally:
        connection.close()


def _cause(error: Exception, host: str, port: int, limit: float) -> tuple[str, str]:
    """The cause in words, and how to fix it."""
    match error:
        case ssl.SSLCertVerificationError():
            return f"its certificate is not trusted: {error.verify_message.rstrip('.')}", _certificate(
                error, host
            )
        case ssl.SSLError():
            return (
                f"{host}:{port} does not speak https",
                "check that this is the https port, and that the server supports TLS 1.2 or 1.3",
            )
        case ConnectionRefusedError():
            return (
                f"nothing listens on {host}:{port}",
                "check that the LRS is running, the port, and any firewall in between",
            )
        case socket.gaierror():
            return (
                f"there is no host {host}",
                "check the spelling, and whether the name is known only inside another network",
            )
        case TimeoutError():
            return (
                f"{host}:{port} did not answer within {limit:g} s",
                "check whether a firewall drops the request; try from the learners' network",
            )
        case _:
            said = str(error) or type(error).__name__
            return (
                f"the connection to {host}:{port} failed: {said}",
                "check whether the address must start with https://",
            )


def _certificate(error: ssl.SSLCertVerificationError, host: str) -> str:
    if error.verify_code == _EXPIRED:
        return "renew it; browsers refuse it too"
    if error.verify_code in _OTHER_HOST:
        return f"use the name that it was issued for, or get one for {host}; browsers refuse it too"
    return (
        "browsers refuse it too, unless they trust the authority that signed it; check that the server "
        "sends the intermediate certificates. "
        "For an authority of your own, set SSL_CERT_FILE for this command"
    )
