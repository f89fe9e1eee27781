"""docs/accessibility.md: every clause once, and no test that is not there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests"
# EN 301 549 V3.2.1: chapter 7, and chapter 9 with WCAG 2.1's numbers at levels A and AA; then what WCAG 2.2
# added.
CLAUSES: dict[str, list[int]] = {
    "7.1": [1, 2, 3, 4, 5],
    "7.2": [1, 2, 3],
    "7": [3],
    "9.1.1": [1],
    "9.1.2": [1, 2, 3, 4, 5],
    "9.1.3": [1, 2, 3, 4, 5],
    "9.1.4": [1, 2, 3, 4, 5, 10, 11, 12, 13],
    "9.2.1": [1, 2, 4],
    "9.2.2": [1, 2],
    "9.2.3": [1],
    "9.2.4": [1, 2, 3, 4, 5, 6, 7],
    "9.2.5": [1, 2, 3, 4],
    "9.3.1": [1, 2],
    "9.3.2": [1, 2, 3, 4],
    "9.3.3": [1, 2, 3, 4],
    "9.4.1": [1, 2, 3],
    "9": [5, 6],
    "2.4": [11],
    "2.5": [7, 8],
    "3.2": [6],
    "3.3": [7, 8],
}


def rows() -> list[list[str]]:
    text = (ROOT / "docs" / "accessibility.md").read_text("utf-8")
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if re.match(r"\| \d", line)
    ]
    assert {len(row) for row in cells} == {4}
    return cells


def test_every_clause_stands_there_once_and_in_order() -> None:
    assert [row[0].split()[0] for row in rows()] == [
        f"{guideline}.{number}" for guideline, numbers in CLAUSES.items() for number in numbers
    ]


def test_each_says_how_it_stands() -> None:
    for clause, verdict, how, test in rows():
        assert verdict in ("P", "A", "N", "–"), clause
        assert how.endswith("."), clause
        if "." in test:
            assert (TESTS / test.strip("`")).is_file(), clause
