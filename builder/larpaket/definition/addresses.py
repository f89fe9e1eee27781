"""The types of a definition's addresses: the base of every IRI, an LRS, a page, a film's server."""

from __future__ import annotations

import re
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator

from larpaket.definition.codes import Code
from larpaket.definition.errors import DefinitionError, pydantic_error, shown
from larpaket.definition.shapes import BASE, ENDPOINT, LINK, ORIGIN, written

# RFC 3987 without what would need escaping; a host in capitals would be a second IRI for the same thing.
_BASE = re.compile(r"https?://[^\W_A-Z](?:[\w.-]*[^\W_])?(:[0-9]{1,5})?(/[\w.~!$&'()*+,;=:@%-]+)*")


def _base(value: Any) -> str:
    if not isinstance(value, str) or not _is_base(value):
        help = (
            "write it as `https://larande.example.se`, without a final `/`: every identifier begins with "
            "it, permanently"
        )
        raise pydantic_error(
            DefinitionError(
                Code.BAD_BASE, f"{shown(value)} is not a web address that identifiers can begin with", help
            )
        )
    return value


def _is_base(value: str) -> bool:
    if not _BASE.fullmatch(value) or {".", ".."} & set(value.split("/")):
        return False
    try:
        return urlsplit(value).port != 0 and ".." not in (urlsplit(value).hostname or "..")
    except ValueError:  # a port beyond 65535
        return False


# What needs no escaping in an attribute and in a policy: no login, no quotation mark, no fragment.
_ADDRESS = re.compile(
    r"https?://[^\s/@?#\"'<>;,]+/[\w.~!$&'()*+,;=:@%/-]*(\?[\w.~!$&'()*+,;=:@%/?-]*)?", re.ASCII
)
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def _endpoint(value: Any) -> str:
    """An LRS's address without a final slash; only a loopback address may use http."""
    found = value.rstrip("/") if isinstance(value, str) else value
    local = isinstance(found, str) and found.startswith(tuple(f"http://{host}" for host in _LOOPBACK))
    if (
        isinstance(found, str)
        and (local or found.startswith("https://"))
        and _is_base(found.replace("[::1]", "localhost"))
    ):
        return found
    help = "write it as `https://lrs.example.se/xapi`, without login, `?` or `#`"
    raise pydantic_error(
        DefinitionError(Code.BAD_ENDPOINT, f"{shown(value)} is not the https address of an LRS", help)
    )


# Excludes what a browser would read differently, or an author cannot have meant.
_LINK = re.compile(r"https://[^\s<>\"'`\\{}|^@/?#]+(/[^\s<>\"'`\\{}|^]*)?")


def _link(value: Any) -> str:
    """The https address of a page."""
    try:
        if (
            isinstance(value, str)
            and len(value) <= 2000
            and _LINK.fullmatch(value)
            and urlsplit(value).port != 0
        ):
            return value
    except ValueError:  # a port beyond 65535, an unclosed bracket
        pass
    help = "write it as `https://www.example.se/sida`"
    raise pydantic_error(
        DefinitionError(Code.BAD_LINK, f"{shown(value)} is not the https address of a page", help)
    )


def _origin(value: Any) -> str:
    """A server's address: only scheme, host and port."""
    if isinstance(value, str) and (found := origin_of(value.rstrip("/") + "/")) == value.rstrip("/"):
        return found
    help = "write it as `https://film.example.se`, without a path"
    raise pydantic_error(
        DefinitionError(Code.BAD_ORIGIN, f"{shown(value)} is not the https address of a server", help)
    )


def origin_of(address: str) -> str:
    """The origin of a file's https address, or "" if it is not one; only a loopback address may use http."""
    if not _ADDRESS.fullmatch(address):
        return ""
    scheme, _, rest = address.partition("://")
    host = rest.partition("/")[0]
    if scheme != "https" and host.rpartition(":")[0] not in _LOOPBACK and host not in _LOOPBACK:
        return ""
    return f"{scheme}://{host}" if _is_base(f"{scheme}://{host.replace('[::1]', 'localhost')}") else ""


Base = Annotated[str, BeforeValidator(_base), written(BASE)]
Link = Annotated[str, BeforeValidator(_link), written(LINK)]
Endpoint = Annotated[str, BeforeValidator(_endpoint), written(ENDPOINT)]
Origin = Annotated[str, BeforeValidator(_origin), written(ORIGIN)]
