"""What a screen reader gets from every screen: the accessibility tree, compared with a golden copy that
somebody has reviewed, and judged by IBM's Equal Access; axe has test_screens.py. On the same walk, because it
takes longer than looking: nothing is cut off when it is enlarged or spaced.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from browser.equal_access import failures
from browser.learner import Learner
from browser.screens import SCREENS
from browser.test_screens import check

SIZES = ((640, 400), (320, 256), (740, 360), (320, 640))
"""1280 pixels at 200 % and at 400 %, a telephone in landscape, one in portrait."""
# WCAG 1.4.12, through the object model, because a strict policy would refuse a style element.
SPACE = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
        p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
GOLDEN = Path(__file__).parents[1] / "golden" / "tree"


@pytest.mark.parametrize("name", SCREENS)
def test_it_is_read_out_as_reviewed_and_nothing_is_cut_off_when_enlarged(
    open_screen: Callable[..., Learner], name: str, update_golden: bool
) -> None:
    learner = open_screen(name)
    tree = learner.sco.locator("body").aria_snapshot() + "\n"
    golden = GOLDEN / f"{name}.yaml"
    if update_golden:
        GOLDEN.mkdir(parents=True, exist_ok=True)
        golden.write_text(tree, "utf-8")
    assert tree == golden.read_text("utf-8")
    size = learner.page.viewport_size
    assert size is not None
    for width, height in SIZES:
        learner.page.set_viewport_size({"width": width, "height": height})
        check(learner)
    learner.page.set_viewport_size(size)
    learner.page.clock.resume()
    assert failures(learner.sco) == []
    learner.page.set_viewport_size({"width": 320, "height": 640})
    learner.sco.evaluate(SPACE)
    check(learner)


def test_no_golden_copy_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.yaml")} == set(SCREENS)
