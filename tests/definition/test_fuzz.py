"""Whatever a file holds, its author gets problems and never a traceback."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from larpaket.activities import ACTIVITIES
from larpaket.definition.load import load_module, load_publisher
from larpaket.definition.publisher import Publisher
from larpaket.formats import FORMATS
from larpaket.problems import Problem, show

MODULE = (
    Path(__file__).parents[1] / "golden" / "definition" / "no-problem" / "in" / "x" / "module.yaml"
).read_text("utf-8")
PUBLISHER = Publisher(name="Kommunen", base="https://larande.example.se")
# What means something to YAML, to a file system or to the model.
PIECES = [
    *"[]{}:,-?!&*#|>%@`\"'\\ \n\t~=<.",
    *(
        ": ",
        "- ",
        "? ",
        " #",
        "\n  ",
        "--- ",
        "...",
        "<<: ",
        "&a ",
        "*a ",
        "!!str ",
        "!<x> ",
        "|2\n",
        ">-\n",
        "%YAML 1.1\n",
        "%TAG ! x\n",
    ),
    *("\r", "\x85", "\u2028", "\ufeff", "\x00", "😀", '"\\ud800"', '"\\U00110000"', '"\\x00"', "x" * 300),
    *("../", "/", "null", "[a]", "{a: b}", "id: ", "sv: ", "type: ", "film"),
]
FUZZ = settings(
    max_examples=300, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def check(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "x"
        folder.mkdir()
        (folder / "module.yaml").write_bytes(data)
        (folder / "ids.lock").write_bytes(data[:200])
        (folder.parent / "publisher.yaml").write_bytes(data)
        module, problems = load_module(folder, PUBLISHER, ACTIVITIES)
        publisher, others = load_publisher(folder.parent / "publisher.yaml", FORMATS)
        assert (module is None) == bool(problems)
        assert (publisher is None) == bool(others)
        for problem in (*problems, *others):
            _placed(problem)


def _placed(problem: Problem) -> None:
    lines = problem.path.read_text("utf-8-sig", "replace").split("\n")
    if problem.line:
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
    show(problem).encode()


@FUZZ
@given(st.binary(max_size=200))
def test_bytes(data: bytes) -> None:
    check(data)


@FUZZ
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_pieces(text: str) -> None:
    check(text.encode("utf-8", "replace"))


@FUZZ
@given(
    st.lists(
        st.tuples(st.integers(0, len(MODULE)), st.integers(0, 12), st.sampled_from(PIECES)),
        min_size=1,
        max_size=4,
    )
)
def test_changed_modules(changes: list[tuple[int, int, str]]) -> None:
    text = MODULE
    for at, length, piece in changes:
        text = text[:at] + piece + text[at + length :]
    check(text.encode("utf-8", "replace"))


@FUZZ
@given(st.data())
def test_values_put_elsewhere(data: st.DataObject) -> None:
    lines = MODULE.split("\n")
    line = data.draw(st.integers(0, len(lines) - 2))
    value = data.draw(
        st.sampled_from(
            [
                "",
                "[]",
                "{}",
                "[a, b]",
                "{a: b}",
                "a",
                "~",
                "\n" + " " * 24 + "sv: a",
                "\n" + " " * 24 + "- a",
                '"\\ud800"',
                "1 min",
            ]
        )
    )
    lines[line] = lines[line].split(":")[0] + ": " + value
    check("\n".join(lines).encode())
