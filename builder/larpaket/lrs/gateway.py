"""`larpaket lrs gateway`: an nginx configuration that adds the LRS's key, so that no package contains it.

Anybody who knows its address can write statements, even forged ones. Nobody can read any.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from larpaket.lrs.key import Key
from larpaket.problems import UsageError
from larpaket.templates import templates

CONFIGURATION, CREDENTIAL = "larpaket-lrs.conf", "larpaket-lrs-credential.conf"
AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"
"""Debian's file of trusted certificate authorities."""

# An app may serve packages under its own scheme, such as `moodleappfs://localhost`.
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[A-Za-z0-9.-]+(:[0-9]{1,5})?")
_NAME = re.compile(r"[A-Za-z0-9.-]+")
_FILE = re.compile(r"(/[A-Za-z0-9._+-]+)+")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*")


class GatewayError(UsageError):
    """A value cannot be used in the configuration; the text says what is expected."""


def configuration(
    server_name: str,
    listen: str,
    path: str,
    lrs: str,
    origins: Sequence[str],
    rate: int,
    ca: str = AUTHORITIES,
) -> str:
    """The file with the server block, for nginx's `http` context.

    `path` is the path of the gateway's endpoint, `rate` the limit in requests per second from one address,
    `ca` the file of authorities that may have signed the LRS's certificate.
    """
    if not _NAME.fullmatch(server_name):
        raise GatewayError(f"`{server_name}` is not a host name")
    if not re.fullmatch(r"([0-9.]+:|\[[0-9a-f:]+\]:)?[0-9]{1,5}( ssl)?", listen):
        raise GatewayError(f"nginx cannot listen on `{listen}`: write `443 ssl` or `127.0.0.1:8080`")
    if not re.fullmatch(r"(/[A-Za-z0-9._~-]+)+", path):
        raise GatewayError(f"`{path}` is not a path such as `/xapi`")
    if not _ADDRESS.fullmatch(lrs):
        raise GatewayError(f"`{lrs}` is not the address of an LRS such as `https://lrs.example.se/xapi`")
    if wrong := [origin for origin in origins if not _ORIGIN.fullmatch(origin)]:
        raise GatewayError(f"`{wrong[0]}` is not an origin such as `https://lms.example.se`, without a path")
    if not _FILE.fullmatch(ca):
        raise GatewayError(f"`{ca}` is not the absolute path of a file, such as `{AUTHORITIES}`")
    if not 1 <= rate <= 1000:
        raise GatewayError("the rate must be from 1 to 1000 requests per second")
    text = (templates() / "gateway" / "nginx.conf").read_text("utf-8")
    lines = "".join(f'    "{origin}" $http_origin;\n' for origin in origins)
    # nginx's own variables start with `$`, so ours are written `@name@`.
    values = {
        "server_name": server_name,
        "listen": listen,
        "path": path,
        "lrs": lrs,
        "origins": lines,
        "rate": str(rate),
        "ca": ca,
    }
    for name, value in {**values, "host": urlsplit(lrs).netloc, "credential": CREDENTIAL}.items():
        text = text.replace(f"@{name}@", value)
    return text


def write(folder: Path, configuration: str, key: Key) -> None:
    """Write the configuration, and the file with the key, which only its owner may read."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / CONFIGURATION).write_text(configuration, "utf-8", newline="\n")
    secret = folder / CREDENTIAL
    secret.unlink(missing_ok=True)
    secret.touch(mode=0o600)
    secret.write_text(f'proxy_set_header Authorization "{key.authorization}";\n', "utf-8", newline="\n")
