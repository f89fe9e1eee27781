"""What a script never uses is left out of it, and nothing else."""

from __future__ import annotations

import pytest

from larpaket.player.unused import drop_unused


def test_what_nothing_names_is_left_out_and_what_only_that_used_with_it() -> None:
    script = "const USED=1;const TEXT='a';function alone(){return helper(TEXT)}function helper(a){return a}function kept(){return USED}kept();"
    assert drop_unused(script).replace("\n", "") == "const USED=1;function kept(){return USED}kept();"


@pytest.mark.parametrize(
    "script",
    [
        "const made=make();",
        "const made=[new Thing()];",
        "const text=`a${act()}`;",
        "let one=1,two=2;",
        "const {a,b}=c;",
        "function named(){}window['named']();",
        "act();",
    ],
    ids=["a call", "a new", "a template", "two at once", "a pattern", "a word in a string", "an act"],
)
def test_what_may_do_something_stays(script: str) -> None:
    assert drop_unused(script) == script
