"""The content of packages: ours in every format, and whatever somebody may have put into one."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.content.test_tags import TEXTS
from checks.recipes import FILMS, base, check_data, files_of, film, pack
from flow import BuildOptions, build, read
from larpaket.checks.check import Report, check_package
from larpaket.checks.content.html_page import resolve
from larpaket.formats import FORMATS
from larpaket.templates import templates

ROOT = Path(__file__).parents[3]
PROJECT = ROOT / "tests" / "data" / "project"


def codes(report: Report) -> list[str]:
    return [problem.code for problem in report.problems]


def content(report: Report) -> list[str]:
    assert not [problem.text for problem in report.problems if "crashed" in problem.text]
    return [code for code in codes(report) if code.startswith("C")]


@pytest.mark.parametrize("unpacked", [False, True])
def test_our_packages_have_no_finding(tmp_path: Path, unpacked: bool) -> None:
    project = tmp_path / "project"
    shutil.copytree(PROJECT, project)
    shutil.copy(FILMS / "moov-last.mp4", project / "provmodul" / "film.mp4")
    with (project / "publisher.yaml").open("a", encoding="utf-8") as stream:
        stream.write("lrs:\n  endpoint: https://lrs.example.se/xapi\n")
    publisher, modules, problems = read(project / "publisher.yaml", [project / "provmodul"])
    assert publisher, problems
    options = BuildOptions(formats=tuple(FORMATS), output=tmp_path / "dist", unpacked=unpacked)
    made = build(publisher, [modules[0]], options)
    assert len(made) == len(FORMATS)
    for package in made:
        report = check_package(package.path)
        assert report.ours
        assert content(report) == []


def test_a_picture_that_only_the_script_names_is_missed() -> None:
    recipe = {"from": "scorm12", "ours": True, "passes": {"data": {"films": 1}}}
    files = files_of(recipe, "passes")
    assert "C01" not in codes(check_data(pack(files)))
    files["index.html"] = files["index.html"].replace(b'"poster":""', b'"poster":"film.jpg"')
    missed = [problem.text for problem in check_data(pack(files)).problems if problem.code == "C01"]
    assert missed == ["`film.jpg` is not in the package, but the player shows it"]


def test_the_players_notice_is_the_licence() -> None:
    assert (templates() / "player" / "licence.txt").read_text("utf-8") == (ROOT / "LICENSE").read_text(
        "utf-8"
    )


@pytest.mark.parametrize(
    ("address", "base", "expected"),
    [
        ("a.png", "index.html", "a.png"),
        ("a.png", "pages/one.html", "pages/a.png"),
        ("../a.png", "pages/one.html", "a.png"),
        ("./b/../a%20b.png?v=1#top", "pages/one.html", "pages/a b.png"),
        ("../../a.png", "pages/one.html", ""),
        ("/a.png", "index.html", ""),
        ("?page=2", "pages/one.html", "pages/one.html"),
        ("//example.org/a", "index.html", None),
        ("data:,a", "index.html", None),
        (" a.png\n", "index.html", "a.png"),
    ],
)
def test_resolve(address: str, base: str, expected: str | None) -> None:
    assert resolve(address, base) == expected


def test_a_base_counts() -> None:
    files = base("web") | {
        "pages/one.html": b'<base href="../"><link rel="stylesheet" href="style.css"><img src="boat.png" alt="">'
    }
    found = [
        (problem.code, problem.text)
        for problem in check_data(pack(files)).problems
        if problem.entry == "pages/one.html"
    ]
    assert found == [("C01", "`boat.png` is not in the package")]


JQUERY = """
/*! jQuery v3.6.0 */
p!==e&&(e.addEventListener?e.addEventListener("unload",I,!1):e.attachEvent&&e.attachEvent("onunload",I));
C._evalUrl=function(e,t,n){return C.ajax({url:e,type:"GET",dataType:"script",cache:!0,async:!1,global:!1})};
"""


def test_jquery_alone_loses_nothing() -> None:
    assert content(check_data(pack(base("scorm12") | {"library.js": JQUERY.encode()}))) == []
    own = JQUERY + '$(window).on("beforeunload", save); $.ajax({url: "save", async: false});'
    assert content(check_data(pack(base("scorm12") | {"library.js": own.encode()}))) == ["C03", "C03"]


ASKING = (
    'addEventListener("beforeunload", function (e) { if (writing) e.preventDefault(); });',
    "window.onbeforeunload = () => writing ? (event.returnValue = '') : undefined;",
    'function stay(event) { event.preventDefault(); event.returnValue = ""; }\n'
    'window.addEventListener("beforeunload", stay);',
    'let i=e=>e.preventDefault(),n=()=>{save();w.addEventListener("beforeunload",i);a.send()};',
    '$(window).on("beforeunload", function () { return "Leave?"; });',
)
SAVING = (
    'addEventListener("beforeunload", function (e) { API.LMSCommit(""); e.preventDefault(); });',
    'window.addEventListener("beforeunload", save);',
    'let i=e=>a.send(e),n=()=>{w.addEventListener("beforeunload",i);e.preventDefault()};',
    "window.onbeforeunload = function () { API.Terminate(''); };",
    'addEventListener("unload", (e) => e.preventDefault());',
)


@pytest.mark.parametrize("script", ASKING)
def test_a_listener_that_only_asks_whether_to_leave_loses_nothing(script: str) -> None:
    assert content(check_data(pack(base("scorm12") | {"own.js": script.encode()}))) == []


@pytest.mark.parametrize("script", SAVING)
def test_a_listener_that_saves_is_reported_even_if_it_asks(script: str) -> None:
    assert content(check_data(pack(base("scorm12") | {"own.js": script.encode()}))) == ["C03"]


@given(TEXTS, TEXTS, TEXTS, st.binary(max_size=200))
def test_any_content_is_judged(page: str, script: str, style: str, data: bytes) -> None:
    files = base("scorm12") | {
        "part.html": page.encode(),
        "other.js": script.encode(),
        "other.css": style.encode(),
    }
    files |= {
        "film.vtt": b"WEBVTT\n\n" + page.encode(),
        "film.mp4": data,
        "data.html": data,
        "data.vtt": data,
    }
    content(check_data(pack(files)))


@given(st.integers(0, 900), st.binary(min_size=1, max_size=8))
def test_any_damaged_film_is_judged(place: int, data: bytes) -> None:
    whole = film("silent.mp4")
    at = len(whole) - place if place % 2 else place
    content(check_data(pack(base("web") | {"film.mp4": whole[:at] + data + whole[at + len(data) :]})))


@given(
    st.dictionaries(
        st.sampled_from(["id", "activities", "lrs", "languages", "x"]),
        st.none() | st.integers() | st.text(max_size=3),
    )
)
def test_any_data_of_a_page_that_says_it_is_ours(data: dict[str, object]) -> None:
    files = base("scorm12") | {
        "larpaket.json": b'{"generator": "larpaket", "version": "0", "format": "", "module": "", "module_version": ""}'
    }
    files["index.html"] = files["index.html"].replace(
        b"</body>", f'<script type="application/json" id="data">{json.dumps(data)}</script>'.encode()
    )
    assert "C15" in content(check_data(pack(files)))


@pytest.mark.parametrize(
    "hostile",
    [
        {f"{number}.html": b"<a href=x>" * 200_000 for number in range(3)},
        {f"{number}.js": b"eval('1');\n" * 30_000 for number in range(3)},
        {f"{number}.css": b"a{b:url(x)}\n" * 30_000 for number in range(3)},
        {f"{number}.vtt": b"WEBVTT\n\n" + b"00:01.000 --> 00:00.000\na\n\n" * 30_000 for number in range(3)},
        {f"{number}.html": b"\n" * 2_000_000 + b"<img src=x>" for number in range(3)},
        {f"{number}.html": b"" for number in range(20_000)},
    ],
    ids=["links", "scripts", "styles", "captions", "lines", "many"],
)
def test_hostile_content_ends_soon(hostile: dict[str, bytes]) -> None:
    data = pack(base("web") | hostile)
    start = time.process_time()
    assert check_data(data).problems
    assert time.process_time() - start < 10  # 1 to 2 on an idle machine
