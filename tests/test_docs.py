"""The pages for people: their links lead somewhere, their commands exist, and their examples load."""

from __future__ import annotations

import re
import shlex
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import larpaket
from larpaket.activities import ACTIVITIES
from larpaket.cli import main
from larpaket.starting.contents import Language
from larpaket.starting.start import default, start

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
HANDBOOKS = {"sv": ROOT / "docs" / "handbok.md", "en": ROOT / "docs" / "handbook.md"}
FENCED = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"(?:(?<=\n\n)|^)(?:(?: {4,}.*)?\n)+")
SPAN = re.compile(r"(?<!`)`([^`]+)`(?!`)")
LINK = re.compile(r"(!?)\[([^\]]*)\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
COMMAND = re.compile(r"^\s*(?:- (?:run: )?)?(?:\.venv/bin/)?larpaket(?: (.*))?$")
STORED = re.compile(r"(place|kept|note) [A-Z]+\b")  # keys in the browser: docs/state.md
SHELL = {"|", ">", "&&", ";"}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def anchors(text: str) -> Iterator[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    seen: dict[str, int] = {}
    for heading in re.findall(r"^#{1,6} (.+?)\s*$", FENCED.sub("", text), re.MULTILINE):
        said = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        slug = re.sub(r"[^\w\- ]", "", said).replace(" ", "-")
        count = seen[slug] = seen.get(slug, -1) + 1
        yield f"{slug}-{count}" if count else slug


def broken(path: Path) -> Iterator[str]:
    """The relative links of a page that lead nowhere."""
    text = path.read_text("utf-8")
    for picture, said, target in LINK.findall(SPAN.sub("`", FENCED.sub("", text))):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        found = (path.parent / file) if file else path
        if (
            not found.exists()
            or (picture and not said)
            or (anchor and anchor not in anchors(found.read_text("utf-8")))
        ):
            yield target


def commands(path: Path) -> Iterator[str]:
    """What a page tells people to type, from its blocks and its sentences: what follows `larpaket`."""
    text = path.read_text("utf-8")
    rest = FENCED.sub("", text)
    lines = [line for block in FENCED.finditer(text) for line in block[3].splitlines()]
    lines += [line for block in INDENTED.finditer(rest) for line in block[0].splitlines()]
    lines += [" ".join(span.split()) for span in SPAN.findall(INDENTED.sub("\n", rest))]
    for line in lines:
        if (match := COMMAND.match(line)) and not STORED.match(match[1] or ""):
            yield match[1] or ""


def try_command(line: str) -> None:
    """Parse a command line without running it. Raises UsageError if a command, an option or a choice is not
    there.
    """
    words = shlex.split(line.replace("…", ""), comments=True)
    end = next((at for at, word in enumerate(words) if word in SHELL), len(words))
    words, found = words[:end], click.Context(main, info_name="larpaket")
    while isinstance(found.command, click.Group) and words and not words[0].startswith("-"):
        name, command, words = found.command.resolve_command(found, words)
        assert command
        found = click.Context(command, info_name=name, parent=found)
    values, _, order = found.command.make_parser(found).parse_args(list(words))
    for parameter in order:
        if isinstance(parameter, click.Option) and isinstance(parameter.type, click.Choice | click.IntRange):
            value = values[str(parameter.name)]
            for one in value if isinstance(value, list) else [value]:
                parameter.type.convert(one, parameter, found)


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_link_and_picture_is_there(path: Path) -> None:
    assert list(broken(path)) == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_command_can_be_typed(path: Path) -> None:
    wrong = {}
    for line in commands(path):
        try:
            try_command(line)
        except click.ClickException as error:
            wrong[line] = error.format_message()
    assert wrong == {}


@pytest.mark.parametrize(
    "line", ["bild", "build --relase", "new --language fi", "lrs serv", "preview --port x"]
)
def test_a_wrong_command_is_found(line: str) -> None:
    with pytest.raises(click.ClickException):
        try_command(line)


def test_the_commands_are_found() -> None:
    assert any(line.startswith("preview arbetsgladje") for line in commands(ROOT / "README.md"))
    for path in HANDBOOKS.values():
        assert {line.split(" ")[0] for line in commands(path)} >= {
            "new", "import", "preview", "build", "check", "explain", "show",
        }  # fmt: skip


def test_wrong_links_are_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# One `key`, and two\n[a](#one-key-and-two) [b](#three) [c](no.md) ![](page.md)\n", "utf-8"
    )
    assert list(broken(page)) == ["#three", "no.md", "page.md"]


def test_every_page_names_this_release() -> None:
    found = {
        version for path in PAGES for version in re.findall(r"larpaket-([\d.]+)-py3", path.read_text("utf-8"))
    }
    assert found == {larpaket.__version__}


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 120


def test_both_handbooks_say_the_same() -> None:
    swedish, english = (path.read_text("utf-8") for path in HANDBOOKS.values())
    for pattern in (
        r"^#+ ",
        r"!\[[^\]]*\]\((pictures/[^)]+)\)",
        r"^ *```(\w*)$",
        r"\b([MRZV]\d{3})\b",
        r"^ {4}(larpaket \w+)",
    ):
        assert re.findall(pattern, swedish, re.M) == re.findall(pattern, english, re.M)


def blocks(path: Path, beginning: str) -> list[str]:
    """A page's YAML examples that begin like this."""
    found = (
        textwrap.dedent(block[3]) for block in FENCED.finditer(path.read_text("utf-8")) if block[2] == "yaml"
    )
    return [block for block in found if block.startswith(beginning)]


def test_the_readmes_module_loads(tmp_path: Path) -> None:
    [example] = blocks(ROOT / "README.md", "id: ")
    made = start(tmp_path, "arbetsgladje", title="Arbetsglädje", language="sv", mode="group", ask=default)
    (made.folder / "module.yaml").write_text(example, "utf-8")
    problems: list[larpaket.Problem] = []
    module = larpaket.load_module(made.folder, on_problem=problems.append)
    assert (module.title["sv"], problems) == ("Arbetsglädje", [])


@pytest.mark.parametrize("language", HANDBOOKS)
def test_the_handbooks_activities_load(tmp_path: Path, language: Language) -> None:
    made = start(tmp_path, "modul", title="Modul", language=language, mode="group", ask=default)
    definition = made.folder / "module.yaml"
    examples = blocks(HANDBOOKS[language], "- id: ")
    assert len(examples) >= 5
    definition.write_text(
        definition.read_text("utf-8") + "".join(textwrap.indent(each, " " * 10) for each in examples), "utf-8"
    )
    for name in re.findall(r"content: (\S+)", "".join(examples)):
        (made.folder / name).write_text("# Text\n\nText.\n", "utf-8")
    problems: list[larpaket.Problem] = []
    module = larpaket.load_module(made.folder, on_problem=problems.append)
    assert [problem.code for problem in problems] == ["M204"]  # the stand-in film
    assert {activity.type for activity in module.activities} == set(ACTIVITIES)
