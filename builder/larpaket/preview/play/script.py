"""A walk that somebody wrote: a YAML file with steps, for any package.

    steps:
      - press: Nästa
      - tick: Boka en lokal.
      - write: {into: Din anteckning, text: Vi börjar.}
      - wait: Du är klar
      - completed

Elements are named by what a learner reads; what begins with `css=` is a selector. `wait` waits for a text,
`completed` for what an LMS would record.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from larpaket.definition.tree import Node, read_tree
from larpaket.problems import ProblemsError, UsageError

VERBS = ("press", "tick", "write", "wait")
COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Step:
    """`verb` is one of VERBS or COMPLETED; `text` is what `write` writes."""

    verb: str
    at: str = ""
    text: str = ""

    def __str__(self) -> str:
        """As it is reported."""
        return f"{self.verb} {self.at}".strip()


def read_script(path: Path) -> list[Step]:
    """The steps in a file; ProblemsError if it is no YAML, UsageError with the line of
    what is no step."""
    tree, problems = read_tree(path)
    if tree is None or problems:
        raise ProblemsError(problems)
    steps = tree.get("steps")
    if steps is None or not isinstance(steps.value, list) or not steps.value:
        raise UsageError(f"{path}: write `steps:`, and below it steps such as `- press: Nästa`")
    return [_step(path, item) for item in steps.value]


def _step(path: Path, item: Node) -> Step:
    where = f"{path}:{item.place.line}"
    if item.plain() == COMPLETED:
        return Step(COMPLETED)
    said = item.plain()
    if not isinstance(said, dict) or len(said) != 1 or next(iter(said)) not in VERBS:
        known = ", ".join(f"`{verb}:`" for verb in VERBS)
        raise UsageError(f"{where}: is not a step: write one of {known} or `{COMPLETED}`")
    [(verb, value)] = said.items()
    if verb == "write":
        if not isinstance(value, dict) or set(value) != {"into", "text"}:
            raise UsageError(f"{where}: `write` needs `into` and `text`")
        return Step(verb, str(value["into"]), str(value["text"]))
    if not isinstance(value, str) or not value:
        raise UsageError(f"{where}: `{verb}` needs a text")
    return Step(verb, value)
