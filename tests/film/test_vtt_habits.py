"""What other programs write, and what Word makes of captions: taken where it can be understood, told once, and
shown by a browser as it was read. What cannot be taken is in `golden/definition`, as V101 to V107.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from film.test_vtt import read
from film.test_vtt_rules import in_chromium
from larpaket.film.vtt import read_caption_text
from larpaket.problems import show

FIRST, SECOND = "00:00:01.000 --> 00:00:02.000", "00:00:02.000 --> 00:00:04.000"
CUES = [[1, 2, "Hej."], [2, 4, "Välkommen."]]
PLAIN = f"WEBVTT\n\n{FIRST}\nHej.\n\n{SECOND}\nVälkommen.\n"
SUBRIP = f"1\n{FIRST}\nHej.\n\n2\n{SECOND}\nVälkommen.\n".replace(".0", ",0")
SUBVIEWER = "0:00:01.000,0:00:02.000\nHej.\n\n0:00:02.000,0:00:04.000\nVälkommen.\n"
ROLLING = """\
WEBVTT
Kind: captions
Language: sv

00:00:00.160 --> 00:00:02.389 align:start position:0%
\x20
hej<00:00:00.480><c> &lt;3</c><00:00:00.640><c> välkommen</c>

00:00:02.389 --> 00:00:02.399 align:start position:0%
hej &lt;3 välkommen
\x20

00:00:02.399 --> 00:00:04.470 align:start position:0%
hej &lt;3 välkommen
till<00:00:02.560><c> hamnen</c>

00:00:04.470 --> 00:00:04.480 align:start position:0%
till hamnen
\x20

00:00:04.480 --> 00:00:06.000 align:start position:0%
till hamnen
[Musik]
"""
UNROLLED = [[0.16, 2.389, "hej <3 välkommen"], [2.399, 4.47, "till hamnen"], [4.48, 6, "[Musik]"]]

# As it is written, and as it is told: line, column, code, and the text up to a colon.
HABITS: dict[str, tuple[str, str]] = {
    "subrip": (SUBRIP, "2:1: warning[V112]: the file is SubRip (.srt)"),
    "subrip-of-windows": (
        "\ufeff" + SUBRIP.replace("\n", "\r\n"),
        "2:1: warning[V112]: the file is SubRip (.srt)",
    ),
    "subrip-of-premiere": (
        SUBRIP.replace("Hej.", '{\\an8}<font color="#ffffff">Hej.</font>').replace("4,000", "4,000  X1:1 Y2:9"),
        "2:1: warning[V112]: the file is SubRip (.srt)",
    ),
    "subrip-from-word": (
        SUBRIP.replace(" --> ", "\u00a0à\u00a0"),
        "2:1: warning[V112]: the file is SubRip (.srt)",
    ),
    "subrip-with-a-header": (
        f"WEBVTT\n\n{SUBRIP}",
        "4:1: warning[V112]: the times have commas, as in SubRip (.srt)",
    ),
    "one-comma": (
        PLAIN.replace("4.000", "4,000"),
        "6:1: warning[V112]: the times have commas, as in SubRip (.srt)",
    ),
    "subviewer": (SUBVIEWER, "1:1: warning[V112]: the file is SubViewer (.sbv)"),
    "subviewer-with-a-header": (
        f"WEBVTT\n\n{SUBVIEWER}",
        "3:1: warning[V112]: the times have a comma between them, as in SubViewer (.sbv)",
    ),
    **{
        f"arrow-{ord(arrow[0]):x}-{ord(arrow[-1]):x}": (
            PLAIN.replace("-->", arrow),
            f"3:1: warning[V112]: the times have `{shown}` instead of `-->`",
        )
        for arrow, shown in (
            ("→", "→"), ("à", "à"), ("\uf0e0", "\\xf0e0"), ("–>", "–>"), ("—>", "—>"), ("-–>", "-–>"), ("->", "->"),
            ("--&gt;", "--&gt;"),
        )
    },
    "no-break-spaces": (
        PLAIN.replace(" --> ", "\u00a0-->\u202f"),
        "3:1: warning[V112]: the times have no-break spaces",
    ),
    "spaces-without-width": (
        PLAIN.replace(" --> ", "\u200b --> \ufeff"),
        "3:1: warning[V112]: the times have characters that cannot be seen",
    ),
    "all-of-word": (
        PLAIN.replace(" --> ", "\u00a0→\u00a0").replace("4.000", "4,000 align:start"),
        "3:1: warning[V112]: the times have `→` instead of `-->`",
    ),
    "markup-of-subrip": (
        PLAIN.replace("Hej.", "{\\an8}<font size=2>Hej.</font>").replace("Vä", "{\\i1}Vä"),
        "4:1: warning[V112]: `{\\an8}` is SubRip's, not WebVTT's",
    ),
    "curly-quotes": (
        PLAIN.replace("2.000\n", "2.000 align:“start”\n"),
        "3:31: warning[V113]: `align:“start”` is not a setting of a caption",
    ),
    "youtube": (ROLLING, "9:1: warning[V114]: YouTube's automatic captions repeat every line"),
    "zoom": (PLAIN.replace("00:00:01", "1\n00:00:01").replace("\n00:00:02", "\n2\n00:00:02"), ""),
    "teams": (PLAIN.replace("Hej.", "<v Anna Berg>Hej.</v>").replace(FIRST, f"0e1b-4f/12-0\n{FIRST}"), ""),
    "stream": (
        PLAIN.replace("WEBVTT\n", 'WEBVTT\n\nNOTE duration:"00:00:32"\n\nNOTE Confidence: 0.96\n'),
        "",
    ),
    "whisper": (PLAIN.replace("00:00:", "00:"), ""),
    "youtube-edited": (
        PLAIN.replace("WEBVTT\n", "WEBVTT\nKind: captions\nLanguage: sv\n").replace("4.000", "4.000 align:start position:0%"),
        "",
    ),
}  # fmt: skip


def expected(name: str) -> list[Any]:
    return UNROLLED if name == "youtube" else CUES


@pytest.mark.parametrize("name", HABITS)
def test_a_habit_is_told_once_and_what_it_means_is_read(name: str, tmp_path: Path) -> None:
    written, told = HABITS[name]
    captions, problems = read(tmp_path, written)
    said = [show(problem, relative_to=tmp_path) for problem in problems]
    assert [text.split("\n")[0].removeprefix("film.sv.vtt:").rpartition(": ")[0] for text in said] == [told][
        : bool(told)
    ]
    assert all("  help: " in text for text in said)
    assert [[cue.start, cue.end, cue.text] for cue in captions.cues] == expected(name)


@pytest.mark.browser
def test_the_package_gets_what_a_browser_shows(tmp_path: Path) -> None:
    files = {}
    for name, (written, _) in HABITS.items():
        content = read(tmp_path, written)[0].content
        files[name] = b"".join(piece if isinstance(piece, bytes) else written.encode() for piece in content)
    shown = in_chromium(files)
    assert {name: found for name, found in shown.items() if found != expected(name)} == {}


@pytest.mark.parametrize(
    ("text", "code"),
    [(SUBRIP, "V102"), (SUBVIEWER, "V102"), (f"WEBVTT\n\n{SUBRIP}", "V107"), (ROLLING, None)],
)
def test_in_a_package_nothing_is_converted(text: str, code: str | None) -> None:
    captions, problems = read_caption_text(Path("film.vtt"), text, [])
    assert {problem.code for problem in problems} == {code} - {None}
    assert captions.converted == ""


def test_what_is_sung_again_is_no_roll(tmp_path: Path) -> None:
    cues = "".join(f"00:0{second}.000 --> 00:0{second + 1}.000\nLa la la\n\n" for second in range(5))
    captions, problems = read(tmp_path, f"WEBVTT\n\n{cues}")
    assert (len(captions.cues), problems) == (5, [])


def test_formulas_are_no_markup(tmp_path: Path) -> None:
    captions, problems = read(tmp_path, f"WEBVTT\n\n{FIRST}\n{{\\alpha}} och {{\\beta}}\n")
    assert (captions.cues[0].text, problems) == ("{\\alpha} och {\\beta}", [])


PIECES = [
    "WEBVTT", "\n", "\n\n", " ", "1", "Hej", "<i>", "<font>", "{\\an8}", "&amp;", "\u00a0", "\ufeff", "→", "à", "-->", " --> ",
    "00:01.000", "00:00:02,500", "0:00:03.000", ",", "00:00:04.000 --> 00:00:05.000\n", "00:05.000 --> 00:05.010\nHej\n\n",
    SUBRIP, SUBVIEWER, PLAIN, ROLLING,
]  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_what_was_converted_is_read_as_it_was(tmp_path: Path, written: str) -> None:
    captions, problems = read(tmp_path, written)
    if not captions.converted or any(problem.severity == "error" for problem in problems):
        return
    assert {problem.code for problem in problems} & {"V112", "V114"}
    again, problems = read(tmp_path, captions.converted)
    assert {problem.code for problem in problems} & {"V102", "V112"} == set()
    assert [(cue.start, cue.end, cue.text) for cue in again.cues] == [
        (cue.start, cue.end, cue.text) for cue in captions.cues
    ]
