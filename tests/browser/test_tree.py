"""What a screen reader gets from every screen: the accessibility tree, compared with a golden copy that
somebody has reviewed, and judged by IBM's Equal Access; axe has test_screens.py.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from browser.equal_access import failures
from browser.learner import Learner
from browser.screens import SCREENS

GOLDEN = Path(__file__).parents[1] / "golden" / "tree"


@pytest.mark.parametrize("name", SCREENS)
def test_the_tree_matches_the_reviewed_copy(
    open_screen: Callable[..., Learner], name: str, update_golden: bool
) -> None:
    learner = open_screen(name)
    tree = learner.sco.locator("body").aria_snapshot() + "\n"
    golden = GOLDEN / f"{name}.yaml"
    if update_golden:
        GOLDEN.mkdir(parents=True, exist_ok=True)
        golden.write_text(tree, "utf-8")
    assert tree == golden.read_text("utf-8")
    learner.page.clock.resume()
    assert failures(learner.sco) == []


def test_no_golden_copy_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.yaml")} == set(SCREENS)
