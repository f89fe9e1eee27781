"""`dist/index.html`: every package with its checksum, author text as text, both languages complete, nothing
forgotten by a partial build.
"""

from __future__ import annotations

import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from larpaket.definition.publisher import Publisher
from larpaket.formats import FORMATS
from larpaket.overview import Entry, Listed, write_overview
from larpaket.templates import templates
from larpaket.units import size_in
from test_build import larpaket, make_project

STRINGS = templates() / "overview" / "strings"
# As Moodle 4.5 and its Swedish language pack have them (moodle.md).
MOODLE = [
    ("Visa i", "Aktuellt fönster", "Display package", "Current window"),
    (
        "Student kan hoppa över sidan som visar innehållets struktur",
        "Alltid",
        "Student skip content structure page",
        "Always",
    ),
    ("Visa kursstrukturen i uppspelaren", "Inaktiverat", "Display content structure in player", "Disabled"),
    ("Betygsättningsmetod", "Högsta betyg", "Grading method", "Highest grade"),
    ("Antal försök", "Obegränsade försök", "Number of attempts", "Unlimited attempts"),
    ("Tvinga nytt försök", "Nej", "Force new attempt", "No"),
    ("Lås efter det sista försöket", "Nej", "Lock after final attempt", "No"),
    ("Kräv status", "Slutförd", "Require status", "Completed"),
]


class Page(HTMLParser):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[str] = []
        self.text = ""
        self.html = " ".join(path.read_text("utf-8").split()).replace("<wbr>", "")
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "a" and (target := dict(attrs)["href"]) != "#content":
            self.links.append(target or "")

    def handle_data(self, data: str) -> None:
        self.text += data


def strings(language: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((STRINGS / f"{language}.json").read_text("utf-8"))
    return found


def shape(value: Any) -> Any:
    """Everything but the words."""
    if isinstance(value, dict):
        return {key: one if key in ("format", "basis") else shape(one) for key, one in value.items()}
    return [shape(one) for one in value] if isinstance(value, list) else type(value)


def test_the_languages_say_the_same_things() -> None:
    assert shape(strings("sv")) == shape(strings("en"))
    assert [lms["name"] for lms in strings("sv")["lms"]] == [lms["name"] for lms in strings("en")["lms"]]


def test_every_format_and_every_lms_is_explained() -> None:
    names = [lms["name"] for lms in strings("sv")["lms"]]
    assert names == [
        "Totara",
        "Canvas",
        "Cornerstone",
        "SAP SuccessFactors",
        "itslearning",
        "Open edX",
        "Frappe LMS",
        "SCORM Cloud",
    ]
    assert {lms["format"] for lms in [strings("sv")["moodle"], *strings("sv")["lms"]]} <= set(FORMATS)


def listed(*ids: str, earlier: tuple[str, ...] = ()) -> tuple[Listed, ...]:
    return tuple(Listed(f"en-modul-{id}.zip", FORMATS[id], 1, "0" * 64, earlier=id in earlier) for id in ids)


def overview(folder: Path, *entries: Entry, **publisher: Any) -> Page:
    """The Swedish page."""
    write_overview(
        entries, Publisher(name="Kommunen", base="https://larande.example.se", **publisher), folder
    )
    return Page(folder / "index.html")


def test_one_file_a_module_comes_first_and_says_for_whom(tmp_path: Path) -> None:
    entry = Entry("X", "sv", "1.0", listed("scorm12", "scorm2004-3rd", "web"), 8, ("sv", "en"))
    html = overview(tmp_path, entry).html
    assert re.findall(r"<h2.*?>(.*?)</h2>", html) == [
        "Vilken fil?",
        "Hur lägger jag in den i Moodle?",
        "Vad ska jag välja?",
        "Hur vet jag att det fungerar?",
        "Vad är kontrollerat?",
    ]
    (first,) = re.findall(r'<div class="take">(.*?)</div>', html)
    assert re.findall(r'href="(.*?\.zip)"', first) == ["en-modul-scorm12.zip"]
    assert (
        "Moodle, Totara, Canvas, SAP SuccessFactors, itslearning, Open edX, SCORM Cloud. <b>Börja här.</b>"
        in first
    )
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td data-head="Första valet för">(.*?)</td>', html)
    assert rows == [
        ("SCORM 2004 3rd Edition", "Cornerstone, Frappe LMS"),
        ("web", "Möten utan lärplattform. Packa upp och dubbelklicka på index.html."),
    ]
    assert (
        "<span>Version 1.0</span> <span>Ungefär 8 minuter</span> <span>Svenska</span> <span>Engelska</span>"
        in html
    )


def test_a_link_says_which_file_it_is_where_it_shows_only_the_end(tmp_path: Path) -> None:
    html = overview(tmp_path, Entry("X", "sv", "1.0", listed("scorm12", "cmi5"))).html
    assert '<span class="hidden">en-modul</span><span aria-hidden="true">…</span>-cmi5.zip' in html
    assert 'Dataskydd<span class="hidden">: X, cmi5</span>' in html


def test_moodles_own_words_stand_beside_the_english_ones(tmp_path: Path) -> None:
    overview(tmp_path, Entry("X", "sv", "1.0", listed("scorm12")))
    swedish, english = Page(tmp_path / "index.html"), Page(tmp_path / "index.en.html")
    rows = re.findall(
        r'<tr><th scope="row">(.*?) <b>(.*?)</b></th><td lang="en">(.*?) <b>(.*?)</b></td>', swedish.html
    )
    assert rows == MOODLE
    assert re.findall(r'<tr><th scope="row">(.*?) <b>(.*?)</b></th><td', english.html) == [
        row[2:] for row in MOODLE
    ]
    assert "Moodle 4.5" in swedish.text
    assert "Moodle 4.5" in english.text
    assert (
        '<b>Paketfil</b>, som den är. Packa inte upp den. <span class="soft" lang="en">Package file</span>'
        in swedish.html
    )


@pytest.mark.parametrize("score", ["complete", "none"])
def test_it_promises_points_only_where_there_are_some(tmp_path: Path, score: str) -> None:
    text = overview(tmp_path, Entry("X", "sv", "1.0", listed("scorm12")), score=score).text
    assert ("med 100 i betygsrapporten" in text) is (score == "complete")
    assert ("i betygsrapporten står 0" in text) is (score == "none")


def test_every_package_stands_there_with_its_checksum(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    assert larpaket(project, "build", *[part for id in FORMATS for part in ("--format", id)]).returncode == 0
    page = Page(project / "dist" / "index.html")
    packages = sorted(path.name for path in (project / "dist").glob("*.zip"))
    assert len(packages) == len(FORMATS)
    assert sorted(link for link in page.links if link.endswith(".zip")) == packages
    for name in packages:
        assert hashlib.sha256((project / "dist" / name).read_bytes()).hexdigest() in page.text
    assert "connect-src 'self' https://lrs.example.org" in page.text
    assert (
        "<span>Version 1.0</span> <span>Ungefär 6 minuter</span> <span>Svenska</span> <span>Engelska</span>"
        in page.html
    )
    assert page.links[0] == "index.en.html"
    assert Page(project / "dist" / "index.en.html").links[0] == "index.html"


def test_a_scorm_package_that_tells_an_lrs_names_it_in_its_policy_and_every_package_has_its_sheet(
    tmp_path: Path,
) -> None:
    project = make_project(tmp_path / "project")
    with (project / "publisher.yaml").open("a", encoding="utf-8") as stream:
        stream.write("lrs:\n  endpoint: https://statements.example.se:8443/xapi\n")
    assert larpaket(project, "build", "--format", "scorm12", "--format", "web").returncode == 0
    page = Page(project / "dist" / "index.html")
    assert "default-src 'self'; connect-src 'self' https://statements.example.se:8443" in page.text
    sheets = [link for link in page.links if link.endswith("-dataskydd.html")]
    assert sheets == ["provmodul-scorm12-dataskydd.html", "provmodul-web-dataskydd.html"]
    for sheet in sheets:
        there = Page(project / "dist" / sheet)
        assert [(project / "dist" / link).is_file() for link in there.links] == [True]


def test_a_partial_build_forgets_nothing(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    assert larpaket(project, "build", "--format", "scorm12").returncode == 0
    (project / "dist" / "other-module-web.zip").write_bytes(b"zip")
    (project / "dist" / "holiday.zip").write_bytes(b"zip")
    assert larpaket(project, "build", "--format", "web").returncode == 0
    page = Page(project / "dist" / "index.html")
    assert [link for link in page.links if link.endswith(".zip")] == [
        "other-module-web.zip",
        "provmodul-scorm12.zip",
        "provmodul-web.zip",
    ]
    assert page.text.count("byggt tidigare") == 1  # what is on record is known, whenever it was built


@pytest.mark.parametrize("status", ["completed", "passed"])
def test_it_asks_the_lms_for_the_status_that_scorm_12_reports(tmp_path: Path, status: str) -> None:
    publisher = Publisher(
        name="Kommunen",
        base="https://larande.example.se",
        status="passed" if status == "passed" else "completed",
    )
    packages = listed("scorm12", "scorm2004-3rd", earlier=("scorm2004-3rd",))
    write_overview([Entry("X", "sv", "1.0", packages)], publisher, tmp_path)
    for language, name in (("sv", "index.html"), ("en", "index.en.html")):
        page = Page(tmp_path / name)
        asked = strings(language)["moodle"]["groups"][-1]["rows"][0]
        assert set(asked["value"]) == set(asked["why"]) == {"completed", "passed"}
        assert f"{asked['label']} <b>{asked['value'][status]}</b>" in page.html
        assert {kind: words in page.text for kind, words in asked["why"].items()} == {
            "completed": status == "completed",
            "passed": status == "passed",
        }
        assert page.text.count(strings(language)["texts"]["status.passed"]) == (status == "passed")


def test_it_names_who_counts_passed_alone_in_scorm_12() -> None:
    for language in ("sv", "en"):
        (frappe,) = [lms for lms in strings(language)["lms"] if lms["name"] == "Frappe LMS"]
        assert frappe["format"] == "scorm2004-3rd"  # the first advice: there it works without a setting
        assert "status: passed" in frappe["know"][0]


def test_a_folder_is_linked_by_its_page(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    assert larpaket(project, "build", "--format", "web", "--unpacked").returncode == 0
    assert "provmodul-web/index.html" in Page(project / "dist" / "index.html").links


def test_an_authors_text_is_never_markup(tmp_path: Path) -> None:
    write_overview(
        [Entry("</h3><script>alert(1)</script>{{ 7 * 7 }}", "sv", "1.0", listed("web", "cmi5"))],
        Publisher(name="Kommunen", base="https://larande.example.se"),
        tmp_path,
    )
    page = Page(tmp_path / "index.html")
    assert "script" not in page.tags
    assert "<script>alert(1)</script>{{ 7 * 7 }}" in page.text


@pytest.mark.parametrize(("languages", "first"), [(("sv", "en"), "sv"), (("en",), "en"), (("fi",), "en")])
def test_the_first_page_is_in_the_publishers_language(
    tmp_path: Path, languages: tuple[str, ...], first: str
) -> None:
    write_overview(
        [], Publisher(name="Kommunen", base="https://larande.example.se", languages=languages), tmp_path
    )
    assert f'<html lang="{first}">' in (tmp_path / "index.html").read_text("utf-8")


def test_sizes_are_written_as_people_do() -> None:
    assert (size_in(2_140_000, "sv"), size_in(2_140_000, "en"), size_in(999, "sv")) == (
        "2,1 MB",
        "2.1 MB",
        "1 kB",
    )
