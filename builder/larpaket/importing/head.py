"""The comments at the top of an imported `module.yaml`: what is left to decide, what was not understood."""

from __future__ import annotations

from collections.abc import Sequence

from larpaket.importing.line import Line
from larpaket.importing.yaml_text import comment


def head(source: str, decisions: Sequence[str], unknown: Sequence[Line], labels: Sequence[Line]) -> str:
    """The comments; `source` names what was imported."""
    found = comment(f"Imported from {source}. Remove these lines when all is decided.")
    if decisions:
        found += "#\n" + comment("Still to decide:")
        for number, text in enumerate(decisions, 1):
            found += comment(text, indent=f"{number:2}. ", hang="    ")
    if unknown:
        found += "#\n" + comment("Not understood. Move these lines to where they belong:")
        found += "".join(comment(_place(line), indent="  | ", hang="  | ") for line in unknown)
    if labels:
        found += "#\n" + comment("These only said what the next line is:")
        found += "".join(comment(line.text, indent="  | ", hang="  | ") for line in labels)
    return found


def _place(line: Line) -> str:
    return f"{line.marker} {line.text}" if line.marker else line.text
