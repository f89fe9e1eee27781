"""Writes docs/checks.md from the corpus of tests/checks/corpus: `python tests/tools/corpus.py`.

The corpus holds small packages of our own, each with the traits of what one authoring tool writes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "checks" / "corpus"
DOCUMENT = ROOT / "docs" / "checks.md"
_INTRODUCTION = """\
# What `larpaket check` says about other tools' packages

Each row is a small package that we wrote ourselves, with the traits of what one authoring tool writes.
It shows what `larpaket check` says about such a package, by code and number of findings, and what it must not say.
`python tests/tools/corpus.py` makes this table from the packages in `tests/checks/corpus`, and the tests hold it against them.
"""


@dataclass(frozen=True, kw_only=True)
class Case:
    """A package of the corpus; the fields are the keys of its file."""

    name: str
    tool: str
    format: str
    seen: str
    """Where these traits were seen: `owner/repository, path`."""
    traits: list[str]
    works: bool
    """Whether real LMSs take it and it plays in them."""
    says: dict[str, int]
    """The number of findings of every check that finds something."""
    never: dict[str, str]
    """Checks that must find nothing although a strict reader would, and why."""
    files: dict[str, str]
    binary: dict[str, str] = field(default_factory=dict)
    """Files as hexadecimal numbers."""
    encodings: dict[str, str] = field(default_factory=dict)
    """Of files that are not UTF-8."""
    film: dict[str, str] = field(default_factory=dict)
    zip: str = ""


def read(path: Path) -> Case:
    """The case in a file. Raises TypeError if a key is missing or unknown, or its value of another kind."""
    raw: dict[str, Any] = dict(YAML(typ="safe").load(path.read_text("utf-8")))
    case = Case(name=path.stem, **raw)
    kinds = {"str": str, "bool": bool, "list[str]": list}
    for one in fields(Case):
        value = getattr(case, one.name)
        if not isinstance(value, kinds.get(str(one.type), dict)):
            raise TypeError(f"{path.name}: `{one.name}` is {value!r}")
    return case


def cases() -> list[Case]:
    """All of them, by name."""
    return [read(path) for path in sorted(CORPUS.glob("*.yaml"))]


def document(found: list[Case]) -> str:
    """The text of docs/checks.md."""
    rows = [
        ["Tool", "Format", "Traits", "Says", "Must not say"],
        ["---"] * 5,
        *(_row(case) for case in sorted(found, key=lambda case: (case.tool.lower(), case.name))),
    ]
    return "\n".join([_INTRODUCTION, *(f"| {' | '.join(row)} |" for row in rows), ""])


def _row(case: Case) -> list[str]:
    said = ", ".join(f"{code} ({count})" if count > 1 else code for code, count in sorted(case.says.items()))
    never = (f"{code}: {reason}" for code, reason in sorted(case.never.items()))
    return [
        _cell(text)
        for text in (
            case.tool,
            case.format,
            "; ".join(case.traits),
            said or "nothing",
            "; ".join(never) or "–",
        )
    ]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    DOCUMENT.write_text(document(cases()), "utf-8")
