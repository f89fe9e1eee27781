"""Whatever a package holds, whoever checks it gets findings and never a traceback."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.recipes import OFFICIAL, PACKAGES, base, check_data, files_of, pack
from larpaket.checks.check import CheckOptions, Report
from larpaket.output import OUTPUTS

FORMATS = sorted(path.name for path in PACKAGES.iterdir())
MANIFESTS = {
    **dict.fromkeys(FORMATS, "imsmanifest.xml"),
    "xapi": "tincan.xml",
    "cmi5": "cmi5.xml",
    "web": "index.html",
}
ZIPS = {format: pack(files_of({"from": format, "ours": format == "web"}, "fails")) for format in FORMATS}
OPTIONS = CheckOptions(schemas=OFFICIAL if OFFICIAL.is_dir() else None)
# What means something to XML, to a manifest, to an address or to a page.
PIECES = [
    *"<>&\"'=/?#%:;[]{}\\ \n\t\0é\u2028😀", "<!--", "-->", "<![CDATA[", "]]>", "<?x", "?>", "<!DOCTYPE a>", "&#0;", "&amp;", "&x;",
    *("xmlns=''", 'xmlns:adlcp="x"', "xml:base='a'", 'identifier=""', 'href="//["', "href='http://[::1'", "href='%zz'", " a:b=''"),
    *("<item/>", "<organization>", "</manifest>", "<title/>", "<resource identifier='page'/>", "<file href='.'/>", "<file href='../..'/>"),
    *("<imsss:sequencing/>", "<imsss:objectives/>", "<activity/>", "<launch/>", "<url>?endpoint</url>", "<au/>", "x" * 300, "9" * 40, "1e999"),
    *("<adlcp:location>metadata.xml</adlcp:location>", "<track src=''>", "<script>", "url(", "WEBVTT", "import('a')", "-->\n"),
]  # fmt: skip
FUZZ = settings(max_examples=500, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


def sound(report: Report) -> None:
    broken = [problem.text for problem in report.problems if "this check crashed" in problem.text]
    assert broken == []
    for show in OUTPUTS.values():
        show([report], Path.cwd()).encode()
    json.loads(OUTPUTS["json"]([report], Path.cwd()))
    json.loads(OUTPUTS["sarif"]([report], Path.cwd()))


@pytest.mark.slow
@FUZZ
@given(
    st.sampled_from(FORMATS),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4), st.integers(0, 4)), min_size=1, max_size=6),
)
def test_changed_zips(format: str, changes: list[tuple[float, bytes, int]]) -> None:
    data = ZIPS[format]
    for place, piece, length in changes:
        at = int(place * len(data))
        data = data[:at] + piece + data[at + length :]
    sound(check_data(data, options=OPTIONS))


@pytest.mark.slow
@FUZZ
@given(st.sampled_from(FORMATS), st.integers(0, 60), st.binary(max_size=8))
def test_changed_ends_of_zips(format: str, before: int, piece: bytes) -> None:
    at = len(ZIPS[format]) - before
    sound(check_data(ZIPS[format][:at] + piece + ZIPS[format][at + len(piece) :], options=OPTIONS))


@pytest.mark.slow
@FUZZ
@given(
    st.sampled_from(FORMATS),
    st.lists(st.tuples(st.floats(0, 1), st.sampled_from(PIECES), st.integers(0, 12)), min_size=1, max_size=5),
)
def test_changed_manifests(format: str, changes: list[tuple[float, str, int]]) -> None:
    files = base(format)
    text = files[MANIFESTS[format]].decode()
    for place, piece, length in changes:
        at = int(place * len(text))
        text = text[:at] + piece + text[at + length :]
    sound(check_data(pack({**files, MANIFESTS[format]: text.encode("utf-8", "replace")}), options=OPTIONS))


@pytest.mark.slow
@FUZZ
@given(st.sampled_from(FORMATS), st.data())
def test_attributes_and_texts_put_elsewhere(format: str, data: st.DataObject) -> None:
    """Well-formed all the same, so that it is the checks that have to bear it."""
    files = base(format)
    parts = files[MANIFESTS[format]].decode().split('"')
    for _ in range(data.draw(st.integers(1, 4))):
        number = data.draw(st.integers(0, len(parts) // 2 - 1)) * 2 + 1
        odd = [
            "",
            " ",
            "å",
            "a" * 300,
            "../x",
            "/",
            "%",
            "//[",
            "http://[",
            "?a",
            "#",
            "-1",
            "1e999",
            "nan",
            "\\",
            "&quot;",
        ]
        values = [*parts[1::2], *odd]
        parts[number] = data.draw(st.sampled_from(values))
    sound(check_data(pack({**files, MANIFESTS[format]: '"'.join(parts).encode()}), options=OPTIONS))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20))
def test_a_million_changed_bytes(seed: int) -> None:
    """In zips, and in manifests that are packed anew."""
    dice = random.Random(seed)
    for number in range(500):
        format = FORMATS[number % len(FORMATS)]
        files = base(format)
        target = MANIFESTS[format] if number % 2 else "zip"
        data = bytearray(ZIPS[format] if target == "zip" else files[target])
        start = dice.randrange(len(data))
        for at in [start, *(dice.randrange(len(data)) for _ in range(99 if dice.random() < 0.5 else 1))]:
            data[at] = dice.choice(
                (dice.randrange(256), data[at] ^ 1 << dice.randrange(8), ord(dice.choice("<>&\"'/ =a0")))
            )
        data[start : start + 100] = dice.choice(
            (dice.randbytes(100), bytes(100), data[start : start + 100][::-1])
        )
        sound(
            check_data(
                bytes(data) if target == "zip" else pack({**files, target: bytes(data)}), options=OPTIONS
            )
        )


def test_a_stream_of_noise_is_no_package() -> None:
    for size in range(0, 300, 7):
        sound(check_data(random.Random(size).randbytes(size)))
    sound(check_data(io.BytesIO(ZIPS["scorm12"]).read()[:-1]))
