"""The options of a build."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """How modules are read and packages are made."""

    formats: tuple[str, ...] = ()
    """Ids of `FORMATS`; empty means those in publisher.yaml."""
    output: Path = Path("dist")
    unpacked: bool = False
    """Write folders instead of zips."""
    schemas: Path | None = None
    """A folder with the official schema files, for the formats whose manifests refer to them."""
    release: bool = False
    """Refuse what is not ready for learners."""
    allow_readable_key: bool = False
    """With `auth: key`: put the key into packages although it may be able to read."""
    authorization: str = field(default="", repr=False)
    """The Authorization header for SCORM packages and the publisher's LRS."""
