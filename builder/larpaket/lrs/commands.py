"""`larpaket lrs check` and `lrs gateway`: for the LRS that `publisher.yaml` names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from larpaket.definition.load import publisher_at
from larpaket.definition.project import PUBLISHER
from larpaket.definition.publisher import Lrs, Publisher
from larpaket.formats import FORMATS
from larpaket.lrs.check import check
from larpaket.lrs.finding import Checked, Code
from larpaket.lrs.gateway import AUTHORITIES, configuration, write
from larpaket.lrs.key import SECRET, USER, Key, key_of, record
from larpaket.problems import Place, Problem, Severity, UsageError

_NEEDS_KEY = f"needs {USER} and {SECRET} in the environment"


def check_lrs(
    start: Path, environment: Mapping[str, str], origins: Sequence[str] = (), behind: str = ""
) -> Checked:
    """Check the LRS of the project above `start` or, for a gateway, the one `behind` it.

    With `auth: key`, the result is recorded beside publisher.yaml for `build`.
    """
    project, publisher = publisher_at(start, FORMATS)
    lrs = _lrs_of(publisher)
    key, notes = _key_for(lrs, environment, behind)
    found = check((behind or lrs.endpoint).rstrip("/"), publisher.base, key, origins, auth=lrs.auth)
    if not origins and not behind and len(found.findings) > 1:
        notes.append("note: CORS was not checked; give the LMS's address with --origin")
    if key and lrs.auth == "key" and found.reads is not None:
        notes.append(f"recorded in {record(project, lrs.endpoint, key, reads=found.reads)}")
    return replace(found, notes=tuple(notes))


def write_gateway(
    start: Path,
    environment: Mapping[str, str],
    *,
    lrs: str,
    origins: Sequence[str],
    listen: str,
    rate: int,
    ca: str | None,
    output: Path,
) -> None:
    """Write the two nginx files for the endpoint of the project above `start` to `output`."""
    _, publisher = publisher_at(start, FORMATS)
    key = key_of(environment)
    if publisher.lrs is None or publisher.lrs.auth != "gateway":
        raise UsageError(
            f"{PUBLISHER} needs `lrs:` with `auth: gateway` and the gateway's own address as `endpoint:`"
        )
    if key is None:
        raise UsageError(f"the gateway {_NEEDS_KEY}")
    own = urlsplit(publisher.lrs.endpoint)
    text = configuration(
        own.hostname or "", listen, own.path or "/", lrs.rstrip("/"), origins, rate, ca or AUTHORITIES
    )
    write(output, text, key)


def readable_key(project: Path) -> Problem:
    """The warning that packages contain a key that may be able to read."""
    return Problem(
        place=Place(project),
        code=Code.READABLE_KEY,
        text="anybody who opens a package can extract the key and do everything that it allows",
        help="get a key that can only write, and run `larpaket lrs check` with it",
        severity=Severity.WARNING,
    )


def _lrs_of(publisher: Publisher) -> Lrs:
    if publisher.lrs is None:
        raise UsageError(f"{PUBLISHER} has no `lrs:`: add it with `endpoint:`")
    return publisher.lrs


def _key_for(lrs: Lrs, environment: Mapping[str, str], behind: str) -> tuple[Key | None, list[str]]:
    """The key to use, and notes about it."""
    key = key_of(environment)
    if behind and lrs.auth != "gateway":
        raise UsageError("--lrs names the LRS behind a gateway: use it with `auth: gateway`")
    if key is None and (behind or lrs.auth == "key"):
        raise UsageError(f"{'--lrs' if behind else '`auth: key`'} {_NEEDS_KEY}")
    if key and lrs.auth == "none":
        return None, ["note: packages with `auth: none` send without a login, so the key is not used"]
    return key, []
