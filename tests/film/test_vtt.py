"""WebVTT: read as the W3C says, and every problem with its place."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from larpaket.film.vtt import MAX_BYTES, Captions, Cue, beyond, read_captions
from larpaket.problems import Problem


def read(tmp_path: Path, text: str | bytes) -> tuple[Captions, list[Problem]]:
    path = tmp_path / "film.sv.vtt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_captions(path)


def places(problems: list[Problem]) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.line, problem.column) for problem in problems]


def test_a_whole_file(tmp_path: Path) -> None:
    text = (
        "\ufeffWEBVTT - Filmen\r\nKind: captions\r\nLanguage: sv\r\n\r\nNOTE en\r\nanteckning\r\n\r\nSTYLE\r\n::cue {}\r\n\r\n"
        "REGION\r\nid:a\r\n\r\n1\r\n00:01.500 --> 00:02.000 align:start line:0\r\n"
        "<v.loud Anna  B>Hej <i>du</i> &lt;b&gt; &amp;\r\nrad två\r\n"
        "\r\n01:00:00.000\t-->\t100:00:00.001\r\n<00:00:01.000>slut</v>"
    )
    captions, problems = read(tmp_path, text)
    assert problems == []
    assert captions.language == "sv"
    assert captions.cues == (
        Cue(1.5, 2.0, "Hej du <b> &\nrad två", "Anna B", 15),
        Cue(3600.0, 360000.001, "slut", None, 19),
    )


def test_a_cue_may_follow_without_an_empty_line(tmp_path: Path) -> None:
    captions, problems = read(tmp_path, "WEBVTT\n00:01.000 --> 00:02.000\na\n00:02.000 --> 00:03.000\nb\n")
    assert [cue.text for cue in captions.cues] == ["a", "b"]
    assert problems == []


C = "00:01.000 --> 00:02.000\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("00:00:01:00 --> 00:00:02:12\na", [("V107", 3, 1), ("V107", 3, 17)]),
        ("00:01.000 --> 00:61.000\na", [("V107", 3, 15)]),
        ("-->\na", [("V107", 3, 1), ("V107", 3, 4)]),
        (f"{C}a\n\nlös text", [("V104", 6, 1)]),
        (f"{C}", [("V106", 3, 1)]),
        (f"{C}<i></i>&#32;", [("V106", 3, 1)]),
        (f"{C}a\n3 < 4", [("V105", 5, 3)]),
        ("00:02.000 --> 00:01.000\na", [("V108", 3, 1)]),
        ("00:02.000 --> 00:02.000\na", [("V108", 3, 1)]),
        (f"{C}a\n\n00:00.500 --> 00:00.900\nb", [("V109", 6, 1)]),
        (f"{C}a\n\n00:01.999 --> 00:03.000\nb", [("V110", 6, 1)]),
        (f"{C}a\n\n00:02.000 --> 00:03.000\nb", []),
        (f"{C}a\n\n   \n\n00:02.000 --> 00:03.000\nb", []),
        ("", [("V103", 1, 1)]),
        ("NOTE bara\nen anteckning", [("V103", 1, 1)]),
        (f"a\nb\n{C}text", [("V104", 3, 1)]),
    ],
)
def test_problems(tmp_path: Path, body: str, expected: list[tuple[str, int, int]]) -> None:
    _, problems = read(tmp_path, f"WEBVTT\n\n{body}")
    assert places(problems) == expected
    assert all(problem.help for problem in problems)


@pytest.mark.parametrize(
    "body", ["-->\n" * 3000, f"{C}" + "<x>\n" * 3000, "a\n\n" * 3000, f"{C}" * 3000, f"{C}\na\n\n" * 3000]
)
def test_what_a_hostile_file_has_everywhere_is_told_once(tmp_path: Path, body: str) -> None:
    _, problems = read(tmp_path, f"WEBVTT\n\n{body}")
    assert len({problem.code for problem in problems}) == len(problems) <= 3
    assert any("more like it)" in problem.text for problem in problems)


def test_a_few_of_the_same_are_told_each(tmp_path: Path) -> None:
    bad = "".join(f"00:0{second} --> 00:09.000\na\n\n" for second in range(4))
    _, problems = read(tmp_path, f"WEBVTT\n\n{bad}")
    assert [problem.text for problem in problems] == ["`00:00` is not a time (and 3 more like it)"]
    _, problems = read(tmp_path, f"WEBVTT\n\n{bad[: len(bad) * 3 // 4]}")
    assert places(problems) == [("V107", 3, 1), ("V107", 6, 1), ("V107", 9, 1)]


def test_an_empty_line_below_the_times_is_told_with_the_text_that_is_lost(tmp_path: Path) -> None:
    _, problems = read(tmp_path, f"WEBVTT\n\n{C}\n\na")
    assert places(problems) == [("V104", 6, 1)]
    assert "below the times" in problems[0].text


def test_tags_on_many_lines(tmp_path: Path) -> None:
    _, problems = read(tmp_path, f"WEBVTT\n\n{C}<x>a <y>\nb\n c <z>")
    assert places(problems) == [("V105", 4, 1), ("V105", 4, 6), ("V105", 6, 4)]


@pytest.mark.parametrize("body", [f"{C}", f"{C}a\n\n00:01.500 --> 00:03.000\nb"])
def test_what_is_legal_is_a_warning_at_most(tmp_path: Path, body: str) -> None:
    _, problems = read(tmp_path, f"WEBVTT\n\n{body}")
    assert [problem.severity for problem in problems] == ["warning"]


SUBRIP = """\
1
0:00:01,5 --> 00:00:02,500
<font color="#fff">Hej</font>, {\\an8}<i>alla</i>.

2
00:00:02,500 --> 00:00:04,000 X1:10
Kör vi?
"""


def test_subrip_is_taken_as_webvtt_and_said_once(tmp_path: Path) -> None:
    captions, problems = read(tmp_path, SUBRIP)
    assert [(problem.code, problem.severity) for problem in problems] == [("V112", "warning")]
    assert [(cue.start, cue.end, cue.text, cue.line) for cue in captions.cues] == [
        (1.5, 2.5, "Hej, alla.", 2),
        (2.5, 4.0, "Kör vi?", 6),
    ]
    [made] = captions.content
    assert isinstance(made, bytes)
    again, problems = read(tmp_path, made.decode())
    assert problems == []
    assert [(cue.start, cue.end, cue.text) for cue in again.cues] == [
        (1.5, 2.5, "Hej, alla."),
        (2.5, 4.0, "Kör vi?"),
    ]


def test_webvtt_goes_into_the_package_as_it_is(tmp_path: Path) -> None:
    captions, _ = read(tmp_path, f"WEBVTT\n\n{C}a")
    assert captions.content == (captions.path.read_bytes(),)


@pytest.mark.parametrize(
    "text", ["", "hej\nhopp", "webvtt\n", " WEBVTT\n", f" WEBVTT\n\n{C}a", f"{C}a\n\n{C}b"]
)
def test_no_header(tmp_path: Path, text: str) -> None:
    assert places(read(tmp_path, text)[1])[:1] == [("V102", 1, 1)]


def test_something_right_after_the_header(tmp_path: Path) -> None:
    assert places(read(tmp_path, "WEBVTT\u00a0\n\n")[1]) == [("V102", 1, 7)]


def test_not_utf8_and_the_rest_at_once(tmp_path: Path) -> None:
    captions, problems = read(tmp_path, "WEBVTT\n\n00:01.000 --> 00:01.000\nå".encode("latin-1"))
    assert places(problems) == [("V108", 3, 1), ("V101", 4, 1)]
    assert captions.cues[0].text == "\ufffd"
    assert places(read(tmp_path, "WEBVTT\n\n".encode("utf-16"))[1]) == [("V101", 0, 0)]


def test_too_large_or_no_file(tmp_path: Path) -> None:
    assert places(read(tmp_path, b"WEBVTT\n" + b"\n" * MAX_BYTES)[1]) == [("V100", 0, 0)]
    assert places(read_captions(tmp_path / "missing.vtt")[1]) == [("V100", 0, 0)]
    assert places(read_captions(tmp_path)[1]) == [("V100", 0, 0)]


def test_beyond_the_film(tmp_path: Path) -> None:
    captions, _ = read(
        tmp_path, f"WEBVTT\n\n{C}a\n\n00:03.000 --> 00:06.000\nb\n\n00:06.000 --> 00:06.001\nc"
    )
    assert places(beyond(captions, 5.0)) == [("V111", 9, 1)]


def test_the_captions_of_a_much_longer_film_are_told_once(tmp_path: Path) -> None:
    captions, _ = read(
        tmp_path,
        "WEBVTT\n\n" + "".join(f"{clock(n * 900)} --> {clock(n * 900 + 800)}\na\n\n" for n in range(20)),
    )
    [problem] = beyond(captions, 2.0)
    assert (problem.code, problem.line) == ("V111", 12)
    assert "16 more" in problem.text


def clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    cues=st.lists(
        st.tuples(
            st.integers(0, 9999),
            st.integers(1, 99999),
            st.lists(words, min_size=1, max_size=3),
            st.none() | words,
        ),
        min_size=1,
        max_size=6,
    )
)
def test_what_is_written_is_read_back(
    tmp_path: Path, cues: list[tuple[int, int, list[str], str | None]]
) -> None:
    text, expected, now, line = "WEBVTT\n\n", [], 0, 3
    for pause, length, rows, name in cues:
        start, now = now + pause, now + pause + length
        payload = "\n".join(html.escape(row, quote=False) for row in rows)
        if name is not None:
            payload = f"<v {html.escape(name, quote=False)}>{payload}"
        text += f"{clock(start)} --> {clock(now)}\n{payload}\n\n"
        expected.append(
            Cue(
                start / 1000,
                now / 1000,
                "\n".join(rows),
                None if name is None else " ".join(name.split()),
                line,
            )
        )
        line += len(rows) + 2
    captions, problems = read(tmp_path, text)
    assert problems == []
    assert captions.cues == tuple(expected)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.binary(max_size=200)
    | st.text("0123456789:.,-> \n<v&WEBVTNO\r\0", max_size=200).map(lambda text: f"WEBVTT\n{text}".encode())
)
def test_any_bytes_end_in_problems(tmp_path: Path, data: bytes) -> None:
    for problem in read(tmp_path, data)[1]:
        assert problem.code.startswith("V1")
