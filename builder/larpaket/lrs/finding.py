"""What `larpaket lrs check` found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Verdict: TypeAlias = Literal["ok", "note", "problem"]
Auth: TypeAlias = Literal["none", "gateway", "key"]
"""How packages get in, as `lrs: auth` in publisher.yaml has it: what is a problem depends on it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A line of the table. A problem has help."""

    what: str
    verdict: Verdict
    text: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """Everything that was found; `reads` is None when it could not be told whether the key can read."""

    findings: tuple[Finding, ...]
    reads: bool | None

    @property
    def fine(self) -> bool:
        """Whether packages can be built for it."""
        return all(finding.verdict != "problem" for finding in self.findings)

    def table(self) -> str:
        """For people: a line a finding, and its help below it."""
        width = max(len(finding.what) for finding in self.findings)
        lines = []
        for finding in self.findings:
            lines.append(f"{finding.verdict:8} {finding.what:{width}}  {finding.text}")
            lines += [f"{'':8} {'':{width}}  help: {finding.help}"] if finding.help else []
        return "\n".join(lines)
