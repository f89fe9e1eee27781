"""Run IBM's Equal Access on a page or a frame."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Frame, Page

ACE = (Path(__file__).parents[1] / "node_modules/accessibility-checker-engine/ace.js").as_posix()
ACCEPTED = {
    # The text version scrolls in an area of its own, which keys must be able to scroll (WCAG 2.1.1).
    "element_tabbable_role_valid": "script stack",
}
"""What it finds that is right, by rule: part of the element's source."""


def failures(frame: Page | Frame) -> list[str]:
    """Return what it is certain of; what it asks a person to verify is left out."""
    frame.add_script_tag(path=ACE)
    found: list[list[str]] = frame.evaluate(
        """async () => (await new ace.Checker().check(document, ["IBM_Accessibility"])).results
            .filter(({ value }) => value[0] === "VIOLATION" && value[1] === "FAIL")
            .map(({ ruleId, message, snippet }) => [ruleId, message, snippet])"""
    )
    return [
        f"{rule}: {message} {snippet}"
        for rule, message, snippet in found
        if ACCEPTED.get(rule, "\0") not in snippet
    ]
