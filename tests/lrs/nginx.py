"""Debian's nginx with the gateway's configuration."""

from __future__ import annotations

import random
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from larpaket.lrs.gateway import AUTHORITIES, CONFIGURATION, configuration, write
from larpaket.lrs.key import Key
from lrs.certificates import Certificate

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def free_port() -> int:
    """One that nobody uses now, outside the range from which the system gives ports to whoever connects."""
    while True:
        port = random.SystemRandom().randrange(10_000, 30_000)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port


@contextmanager
def nginx(
    folder: Path,
    lrs: str,
    key: Key,
    origin: str,
    *,
    rate: int = 1000,
    port: int = 0,
    tls: Certificate | None = None,
    ca: str = AUTHORITIES,
) -> Iterator[str]:
    """The gateway before `lrs` on the loopback, on a free port unless one is named; its address without a
    path.

    With `tls` a second server of nginx's lies between them, with that certificate. The gateway believes those
    that `ca` has signed.
    """
    assert NGINX is not None, "the gateway's tests need nginx. Run once: sudo apt-get install -y nginx-light"
    port, between = port or free_port(), ""
    if tls:
        secure = free_port()
        between = f"server {{ listen 127.0.0.1:{secure} ssl; ssl_certificate {tls.certificate}; ssl_certificate_key {tls.key};"
        between += f" location / {{ proxy_pass {lrs.removesuffix('/xapi')}; }} }}\n"
        lrs = f"https://localhost:{secure}/xapi"
    write(folder, configuration("127.0.0.1", f"127.0.0.1:{port}", "/xapi", lrs, [origin], rate, ca), key)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
        f"http {{\naccess_log {folder}/access.log;\n{temporary}include {CONFIGURATION};\n{between}}}\n",
        "utf-8",
    )
    process = subprocess.Popen(
        [NGINX, "-p", str(folder), "-c", "nginx.conf"], stderr=subprocess.PIPE, text=True
    )
    try:
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, process.stderr.read() if process.stderr else ""
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(60)
        if process.stderr:
            process.stderr.close()
