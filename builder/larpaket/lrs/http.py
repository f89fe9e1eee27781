"""One HTTP request: a time limit, no redirects, nothing raised."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

LIMIT = 15.0
_MOST = 1_000_000
# OpenSSL's X509_V_ERR_…: of a certificate that is out of date, and of one for another host.
_EXPIRED, _OTHER_HOST = 10, (62, 64)


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` is 0 when none came; then `problem` says why and `help` what to do. Header names are in lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    problem: str = ""
    help: str = ""


def ask(method: str, address: str, headers: Mapping[str, str], body: bytes | None = None, limit: float = LIMIT) -> Answer:
    """Send it, and wait for at most `limit` seconds at each step."""
    parts = urlsplit(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=limit)
    try:
        connection.request(method, f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}", body, dict(headers))
        response = connection.getresponse()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read(_MOST))
    except (OSError, http.client.HTTPException) as error:
        problem, help = _cause(error, parts.hostname or "", connection.port, limit)
        return Answer(0, problem=problem, help=help)
    finally:
        connection.close()


def _cause(error: Exception, host: str, port: int, limit: float) -> tuple[str, str]:
    """In words, and how to fix it."""
    match error:
        case ssl.SSLCertVerificationError():
            return f"its certificate is not believed: {error.verify_message.rstrip('.')}", _certificate(error, host)
        case ssl.SSLError():
            return (
                f"{host}:{port} does not speak https",
                "see that the port is the one for https, and that the server offers TLS 1.2 or 1.3",
            )
        case ConnectionRefusedError():
            return f"nobody listens at {host}:{port}", "see that the LRS runs, that the port is right, and that no firewall is between"
        case socket.gaierror():
            return f"no host is called {host}", "see how the name is spelt, and whether it is known only inside another network"
        case TimeoutError():
            return (
                f"{host}:{port} did not answer within {limit:g} s",
                "see that no firewall swallows the request; try from where learners are",
            )
        case _:
            said = str(error) or type(error).__name__
            return f"the connection to {host}:{port} broke: {said}", "see that the address begins with https:// where the server wants it"


def _certificate(error: ssl.SSLCertVerificationError, host: str) -> str:
    if error.verify_code == _EXPIRED:
        return "renew it: browsers refuse it too"
    if error.verify_code in _OTHER_HOST:
        return f"write the name that it was made for, or have one made for {host}: browsers refuse it too"
    return (
        "browsers refuse it too, unless they know the authority that signed it; see that the server sends the intermediate certificates. "
        "For this command, name the file of your own authority in SSL_CERT_FILE"
    )
