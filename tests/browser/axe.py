"""Run axe-core on a page or a frame."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Frame, Page

AXE = (Path(__file__).parents[1] / "node_modules/axe-core/axe.min.js").as_posix()


def violations(frame: Page | Frame) -> list[str]:
    """Return the violations that axe finds."""
    frame.add_script_tag(path=AXE)
    found: list[str] = frame.evaluate(
        """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
            .map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" | ")}`)"""
    )
    return found
