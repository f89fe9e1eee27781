"""What `larpaket lrs check` found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

Verdict: TypeAlias = Literal["ok", "note", "problem"]
Auth: TypeAlias = Literal["none", "gateway", "key"]
"""How packages log in, from `lrs: auth` in publisher.yaml; what counts as a problem depends on it."""


class Code(StrEnum):
    """One thing to check in an LRS; a note or a problem in the table shows its code."""

    ENDPOINT = "L101"
    REACHABLE = "L102"
    VERSION = "L103"
    CLOCK = "L104"
    WRITE = "L105"
    DUPLICATES = "L106"
    READ = "L107"
    VOID = "L108"
    STATE = "L109"
    PROFILE = "L110"
    CORS = "L111"
    READABLE_KEY = "L112"
    """Printed by `larpaket build`."""


_WHAT = {
    Code.ENDPOINT: "endpoint",
    Code.REACHABLE: "reachable",
    Code.VERSION: "version",
    Code.CLOCK: "clock",
    Code.WRITE: "write statements",
    Code.DUPLICATES: "duplicates",
    Code.READ: "read statements",
    Code.VOID: "void statements",
    Code.STATE: "activities/state",
    Code.PROFILE: "agents/profile",
    Code.CORS: "CORS",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A line of the table. A problem has help; `origin` is that of the page in question, if any."""

    code: Code
    verdict: Verdict
    text: str
    help: str = ""
    origin: str = ""

    @property
    def what(self) -> str:
        """What was checked."""
        return _WHAT[self.code] + (f" from {self.origin}" if self.origin else "")

    @property
    def mark(self) -> str:
        """The verdict, with the code for `larpaket explain`."""
        return self.verdict if self.verdict == "ok" else f"{self.verdict}[{self.code}]"


@dataclass(frozen=True, slots=True)
class Checked:
    """Everything that was found, and `notes` besides the table.

    `reads` is None if it is unknown whether the key can read.
    """

    findings: tuple[Finding, ...]
    reads: bool | None
    notes: tuple[str, ...] = ()

    @property
    def fine(self) -> bool:
        """Whether packages can be built for it."""
        return all(finding.verdict != "problem" for finding in self.findings)

    def table(self) -> str:
        """For people: one line per finding, with its help below."""
        mark = max(len(finding.mark) for finding in self.findings)
        what = max(len(finding.what) for finding in self.findings)
        lines = []
        for finding in self.findings:
            lines.append(f"{finding.mark:{mark}} {finding.what:{what}}  {finding.text}")
            lines += [f"{'':{mark}} {'':{what}}  help: {finding.help}"] if finding.help else []
        return "\n".join(lines)
