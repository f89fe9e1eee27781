"""The key to the publisher's LRS: from the environment only, and in a package only if it cannot read."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from larpaket.definition.publisher import Publisher
from larpaket.in_place import replacing
from larpaket.problems import UsageError

USER, SECRET = "LARPAKET_LRS_KEY", "LARPAKET_LRS_SECRET"
RECORD = "lrs-check.json"


class LrsKeyError(UsageError):
    """There is no key, or it may not be put into a package; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key and its secret, for Basic authentication."""

    user: str
    secret: str

    @property
    def authorization(self) -> str:
        """The value of the header, in UTF-8 (RFC 7617, 2.1)."""
        return "Basic " + base64.b64encode(f"{self.user}:{self.secret}".encode()).decode()

    def fingerprint(self, endpoint: str) -> str:
        """Identifies this key without revealing it: scrypt, salted with the endpoint."""
        salt = hashlib.sha256(f"larpaket {endpoint}".encode()).digest()
        return hashlib.scrypt(
            f"{self.user}:{self.secret}".encode(), salt=salt, n=2**14, r=8, p=1, dklen=16
        ).hex()


def key_of(environment: Mapping[str, str]) -> Key | None:
    """The key in the environment, or None."""
    user, secret = environment.get(USER, ""), environment.get(SECRET, "")
    return Key(user, secret) if user and secret else None


def record(project: Path, endpoint: str, key: Key, *, reads: bool) -> Path:
    """Record beside `publisher.yaml` whether the key can read. No secret: the file may be committed."""
    path = project.with_name(RECORD)
    with replacing(path) as stream:
        found = {"endpoint": endpoint, "key": key.fingerprint(endpoint), "reads": reads}
        stream.write((json.dumps(found, indent=2) + "\n").encode())
    return path


def authorization_for(
    publisher: Publisher, project: Path, environment: Mapping[str, str], *, readable: bool
) -> str:
    """The header to put into SCORM packages; "" unless the publisher has `auth: key`. Raises LrsKeyError.

    `readable` allows a key that can read, or might.
    """
    if publisher.lrs is None or publisher.lrs.auth != "key":
        return ""
    key = key_of(environment)
    if key is None:
        raise LrsKeyError(f"`auth: key` needs {USER} and {SECRET} in the environment")
    if not readable and _reads(project.with_name(RECORD), publisher.lrs.endpoint, key):
        raise LrsKeyError(
            "this key may be able to read statements, and anybody who opens a package can extract it: "
            "run `larpaket lrs check` with a key that can only write, or build with --allow-readable-key"
        )
    return key.authorization


def _reads(path: Path, endpoint: str, key: Key) -> bool:
    """Whether, by the record, the key may be able to read."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return True
    if not isinstance(found, dict):
        return True
    return (
        found.get("reads") is not False
        or found.get("endpoint") != endpoint
        or found.get("key") != key.fingerprint(endpoint)
    )
