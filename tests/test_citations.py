"""Every citation of a document leads somewhere: the file is in docs/, and it has the section or the number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
ROOMS = ("builder", "templates", "docs", "tests")
CODE = {".py", ".js", ".mjs", ".ts", ".css", ".jinja", ".conf", ".md"}
NUMBERS = r"\d+(?:(?:,\ |\ and\ |\ to\ )\d+)*"
# `lms-quirks.md 35`, `docs/reference/packages.md sections 1 to 4`, `docs/lms.md, "A heading"`. An author's
# files have a language before the `.md` (`textversion.sv.md`), or are a key's value in an example.
CITED = re.compile(
    rf"""(?P<file>(?<![\w.*/-])(?<!guide:\ )(?<!transcript:\ )[\w/-]+\.md)\b`?
         (?:(?:,?\s+sections?)\s+(?P<sections>{NUMBERS})|\s+(?P<rows>{NUMBERS})|,\s+"(?P<heading>[^"]+)")?""",
    re.VERBOSE,
)
LOOSE = re.compile(r"\bquirks? \d|\b(?:scorm-runtime|lms-quirks|packages|moodle) (?:sections? )?\d")
SPAN = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"\]\(([^)#:]+)\)")


def texts(room: str) -> Iterator[tuple[Path, str]]:
    """The files of a room, each on one line without the marks that begin a comment's lines."""
    for path in sorted((ROOT / room).rglob("*")):
        if (
            path.suffix in CODE
            and not {"node_modules", "golden"} & set(path.parts)
            and path != Path(__file__)
        ):
            yield path, re.sub(r"\n\s*(?:\*(?!\*)(?=\s)|#(?= )|//)?\s*", " ", path.read_text("utf-8"))


def document(name: str, citing: Path) -> Path | None:
    """The cited file: by its path in the repository, or by its name in docs/, docs/reference/ or beside."""
    places = (ROOT, DOCS, DOCS / "reference", citing.parent)
    return next((place / name for place in places if (place / name).is_file()), None)


def numbers(cited: str) -> list[int]:
    """`1, 2 and 4`, `1 to 4`: the numbers that are meant."""
    found: list[int] = []
    for joint, number in re.findall(r"(, | and | to |)(\d+)", cited):
        found += range(found[-1] + 1 if joint == " to " else int(number), int(number) + 1)
    return found


def faults(match: re.Match[str], citing: Path) -> list[str]:
    """What is wrong with one citation."""
    target = document(match["file"], citing)
    if target is None:
        return ["no such file"]
    text = target.read_text("utf-8")
    wrong = [
        f"no section {n}"
        for n in numbers(match["sections"] or "")
        if not re.search(rf"^## {n}\. ", text, re.M)
    ]
    wrong += [
        f"no row {n}" for n in numbers(match["rows"] or "") if not re.search(rf"^\| {n} \|", text, re.M)
    ]
    if match["heading"] and not re.search(rf"^#+ {re.escape(match['heading'])}$", text, re.M):
        wrong.append("no such heading")
    return wrong


@pytest.mark.parametrize("room", ROOMS)
def test_what_is_cited_exists(room: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {match[0]}: {fault}"
        for path, text in texts(room)
        for match in CITED.finditer(text)
        if room != "tests" or document(match["file"], DOCS)  # a test makes files of its own
        for fault in faults(match, path)
    ]
    assert wrong == []


@pytest.mark.parametrize("room", ROOMS)
def test_citations_name_their_file(room: str) -> None:
    """Write `lms-quirks.md 35`, not a bare number after a word: then it is found when the file changes."""
    assert [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path, text in texts(room)
        for match in LOOSE.finditer(text)
    ] == []


def test_links_between_documents_lead_somewhere() -> None:
    pages = [*DOCS.rglob("*.md"), *ROOT.glob("*.md")]
    links = [(page, link) for page in pages for link in LINK.findall(SPAN.sub("", page.read_text("utf-8")))]
    assert links
    assert [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("packages.md sections 1 to 4", []),
        ("packages.md sections 2 and 99", ["no section 99"]),
        ("docs/reference/lms-quirks.md 35", []),
        ("lms-quirks.md 13, 999", ["no row 999"]),
        ('moodle.md, "Import"', []),
        ('moodle.md, "Export"', ["no such heading"]),
        ("nowhere.md", ["no such file"]),
    ],
)
def test_a_citation_is_followed(text: str, wrong: list[str]) -> None:
    match = CITED.fullmatch(text)
    assert match is not None
    assert faults(match, DOCS / "x") == wrong
