"""multipart/mixed: statements with the data of their attachments (xAPI Communication 1.5.2, RFC 2046)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.message import Message

from .messages import bad_request


@dataclass(frozen=True, slots=True)
class Part:
    """One part; header names in lower case."""

    headers: Mapping[str, str]
    content: bytes


def read_parts(content_type: str, body: bytes) -> list[Part]:
    """The parts in order; 400 if the body is not a multipart document."""
    message = Message()
    message["Content-Type"] = content_type
    boundary = message.get_param("boundary")
    if not isinstance(boundary, str) or not boundary:
        raise bad_request("Content-Type: multipart/mixed needs a boundary (RFC 2046 5.1.1)")
    delimiter = b"\r\n--" + boundary.encode()
    _, *chunks = (b"\r\n" + body).split(delimiter)
    if not chunks or not chunks[-1].startswith(b"--"):
        raise bad_request(f"body: the closing boundary --{boundary}-- is missing (RFC 2046 5.1.1)")
    return [_part(chunk) for chunk in chunks[:-1]]


def write_parts(parts: Iterable[Part], boundary: str) -> bytes:
    """The parts as one body. The boundary must not occur in them: a new UUID."""
    out = b""
    for part in parts:
        headers = "".join(f"{name}: {value}\r\n" for name, value in part.headers.items())
        out += f"--{boundary}\r\n{headers}\r\n".encode() + part.content + b"\r\n"
    return out + f"--{boundary}--\r\n".encode()


def _part(chunk: bytes) -> Part:
    padding, line_break, rest = chunk.partition(b"\r\n")
    head, empty_line, content = (b"\r\n" + rest).partition(b"\r\n\r\n")
    if padding.strip() or not line_break or not empty_line:
        raise bad_request("body: a part has no empty line between its headers and its content (RFC 2046 5.1)")
    headers = {}
    for line in head.decode("latin-1").split("\r\n")[1:]:
        name, colon, value = line.partition(":")
        if not colon:
            raise bad_request("body: a part's header has no colon (RFC 2046 5.1)")
        headers[name.strip().lower()] = value.strip()
    return Part(headers, content)
