"""What a robot learner saw of a package with one persona."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from larpaket.preview.standing import Standing


class Outcome(StrEnum):
    """How a walk ended. Nobody else's package is ever said not to be completable: a robot may just not have
    found the way.
    """

    COMPLETED = "completed"
    NOT_COMPLETED = "not completed"
    """A package of ours, or one with a script, was walked to its end, and no LMS would know."""
    BROKEN = "failed"
    """Something was seen to fail: no launch, a refused call, an error."""
    NOT_JUDGED = "not judged"


FAILING = frozenset({Outcome.NOT_COMPLETED, Outcome.BROKEN})


@dataclass(frozen=True)
class Played:
    """`seconds` is how long it took; `steps` are what the robot did, `faults` what was seen to fail,
    `findings` those of axe, `pictures` the screenshots, `notes` what was asked for and not played.
    """

    package: Path
    format: str
    persona: str
    outcome: Outcome
    standing: Standing
    seconds: float
    calls: int
    statements: int
    steps: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    pictures: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()
    lms: bool = True
    """Whether an LMS is told; otherwise the browser keeps what was done."""

    @property
    def name(self) -> str:
        """The package's file and the persona: `module-scorm12.zip, moodle`."""
        return f"{self.package.name}, {self.persona}" if self.persona else self.package.name

    @property
    def fails(self) -> bool:
        """Whether `play` ends with 1 because of it."""
        return self.outcome in FAILING
