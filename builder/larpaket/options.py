"""The options of a build."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from larpaket.problems import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """How modules are read and packages are made. A folder or a single format may be a str."""

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
    force: bool = False
    """Make every package, even if nothing that decides it has changed."""
    jobs: int | None = None
    """How many processes; None means one for each core."""
    shard: tuple[int, int] = (1, 1)
    """`(2, 5)` builds the second fifth of the modules: five machines, each with its own, build all."""
    authorization: str = field(default="", repr=False)
    """The Authorization header for SCORM packages and the publisher's LRS."""

    def __post_init__(self) -> None:
        """Accept a str for a path, and any series of formats or a single one."""
        lone = isinstance(self.formats, str)
        object.__setattr__(self, "formats", (self.formats,) if lone else tuple(self.formats))
        object.__setattr__(self, "output", Path(self.output))
        number, count = self.shard
        if not 1 <= number <= count:
            raise UsageError(f"there is no shard {number} of {count}: the first is 1/{count}")
        if self.schemas is not None:
            object.__setattr__(self, "schemas", Path(self.schemas))
