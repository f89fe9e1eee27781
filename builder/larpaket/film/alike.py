"""A habit of a program, or of its user, is told once, not once for each caption."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from larpaket.problems import Problem

_MOST = 3


def told_once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems; of more than three that say the same, apart from numbers, only the first, which counts
    the others.
    """
    alike: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.code, re.sub(r"[0-9]+", "0", problem.text)), []).append(problem)
    for same in alike.values():
        if len(same) <= _MOST:
            yield from same
        else:
            yield replace(same[0], text=f"{same[0].text} (and {len(same) - 1} more like it)")
