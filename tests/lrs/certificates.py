"""Certificates that nobody signed, by Debian's openssl."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp


@dataclass(frozen=True)
class Certificate:
    certificate: Path
    key: Path


def certificate(folder: Path, name: str) -> Certificate:
    """One for a host of that name, good for a day; another with every call."""
    here = Path(mkdtemp(dir=folder))
    made = Certificate(here / "certificate.pem", here / "key.pem")
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "1",
    ]
    named = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    subprocess.run(
        [*command, *named, "-out", str(made.certificate), "-keyout", str(made.key)],
        check=True,
        capture_output=True,
    )
    return made
