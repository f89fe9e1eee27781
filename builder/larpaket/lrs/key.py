"""The key to the publisher's LRS: from the environment alone, and baked into a package only when it is known that it cannot read."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from larpaket.archive import replacing
from larpaket.definition.model import Publisher
from larpaket.problems import UsageError

USER, SECRET = "LARPAKET_LRS_KEY", "LARPAKET_LRS_SECRET"
RECORD = "lrs-check.json"


class LrsKeyError(UsageError):
    """There is no key, or it may not be baked in; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key and its secret, as Basic authentication uses them."""

    user: str
    secret: str

    @property
    def authorization(self) -> str:
        """The header's value, in UTF-8 (RFC 7617 2.1)."""
        return "Basic " + base64.b64encode(f"{self.user}:{self.secret}".encode()).decode()

    def fingerprint(self, endpoint: str) -> str:
        """Tells this key from another, and helps nobody to find it: scrypt, salted with the endpoint."""
        salt = hashlib.sha256(f"larpaket {endpoint}".encode()).digest()
        return hashlib.scrypt(f"{self.user}:{self.secret}".encode(), salt=salt, n=2**14, r=8, p=1, dklen=16).hex()


def key_of(environment: Mapping[str, str]) -> Key | None:
    """The key in the environment, or None when it holds none."""
    user, secret = environment.get(USER, ""), environment.get(SECRET, "")
    return Key(user, secret) if user and secret else None


def record(project: Path, endpoint: str, key: Key, *, reads: bool) -> Path:
    """Write down, beside `publisher.yaml`, whether the key can read. It holds no secret and may be committed."""
    path = project.with_name(RECORD)
    with replacing(path) as stream:
        found = {"endpoint": endpoint, "key": key.fingerprint(endpoint), "reads": reads}
        stream.write((json.dumps(found, indent=2) + "\n").encode())
    return path


def authorization_for(publisher: Publisher, project: Path, environment: Mapping[str, str], *, readable: bool) -> str:
    """The header to bake into SCORM packages: "" unless the publisher has `auth: key`. LrsKeyError when that may not be done.

    `readable` lets a key through that can read, or of which nobody knows.
    """
    if publisher.lrs is None or publisher.lrs.auth != "key":
        return ""
    key = key_of(environment)
    if key is None:
        raise LrsKeyError(f"`auth: key` needs {USER} and {SECRET} in the environment")
    if not readable and _reads(project.with_name(RECORD), publisher.lrs.endpoint, key):
        raise LrsKeyError(
            "it is not known that this key cannot read, and everybody who opens a package can take it out: "
            "run `larpaket lrs check` with a key that can only write, or build with --allow-readable-key"
        )
    return key.authorization


def _reads(path: Path, endpoint: str, key: Key) -> bool:
    """Whether the record leaves open that the key can read."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return True
    if not isinstance(found, dict):
        return True
    return found.get("reads") is not False or found.get("endpoint") != endpoint or found.get("key") != key.fingerprint(endpoint)
