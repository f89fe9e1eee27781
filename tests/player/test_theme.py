"""A publisher's one colour: whatever it is, everything on the pages can be read; and what would not be is
refused.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from larpaket.definition.load import load_publisher
from larpaket.definition.publisher import Publisher
from larpaket.formats import FORMATS
from larpaket.overview import write_overview
from larpaket.templates import templates
from larpaket.theme import palette as roles
from larpaket.theme.colour import Oklch, contrast, distance, oklch, srgb
from larpaket.theme.contrast import PAIRS, failures, nearest
from larpaket.theme.palette import DEFAULT, ROLES, SCHEMES, Palette, Role, Shade, palette

HUES = range(0, 360, 3)
CHROMAS = [chroma / 50 for chroma in range(14)]
# Worst contrast on light and on dark pages, as the look's colour rule promises it.
PROMISED = {
    "ink on paper": (15.1, 14.4), "ink on tint": (13.9, 12.7), "on-now on now": (12.0, 8.9), "ink on care-tint": (13.5, 11.7),
    "soft on paper": (8.3, 9.5), "soft on tint": (7.6, 8.4), "strong on paper": (7.3, 10.4), "on-strong on strong": (7.3, 10.3),
    "on-deep on deep": (10.9, 12.2), "soft-deep on deep": (8.1, 8.7), "edge on paper": (4.0, 4.1),
}  # fmt: skip


@pytest.fixture(scope="module")
def swept() -> dict[str, list[Palette]]:
    """Every palette of 120 hues × 14 chromas."""
    assert (len(HUES), len(CHROMAS)) == (120, 14)
    return {
        scheme: [palette(Oklch(0.5, chroma, hue), scheme) for hue in HUES for chroma in CHROMAS]
        for scheme in SCHEMES
    }


@pytest.mark.parametrize("pair", PROMISED)
def test_the_worst_contrast_is_as_the_look_promises(swept: dict[str, list[Palette]], pair: str) -> None:
    front, back = pair.split(" on ")
    worst = tuple(
        min(contrast(colours[front], colours[back]) for colours in swept[scheme]) for scheme in SCHEMES
    )
    assert worst == pytest.approx(PROMISED[pair], abs=0.06)  # the look rounds to tenths


def test_no_colour_fails() -> None:
    assert [
        (hue, chroma) for hue in HUES for chroma in CHROMAS if any(failures(Oklch(0.5, chroma, hue)))
    ] == []


@pytest.mark.parametrize(
    "colour", ["#000000", "#ffffff", "#808080", "#ffff00", "#00ff00", "#0000ff", "#ff0000", "#123456"]
)
def test_a_colour_survives_the_way_there_and_back(colour: str) -> None:
    assert srgb(oklch(colour)) == colour
    assert distance(colour, colour) == pytest.approx(0, abs=1e-6)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(
        4.54, abs=0.005
    )  # the lightest grey that passes on white
    assert contrast("#123456", "#fedcba") == contrast("#fedcba", "#123456")


def test_what_reaches_out_of_srgb_is_clipped() -> None:
    assert srgb(Oklch(0.9, 0.2, 80)) == "#ffcc00"


@pytest.fixture
def one_role_too_light(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles, "ROLES", {**ROLES, "strong": Role(Shade(0.53, 0.3), ROLES["strong"].dark)})


@pytest.mark.usefixtures("one_role_too_light")
def test_a_role_that_somebody_made_too_light_stops_the_build(tmp_path: Path) -> None:
    path = tmp_path / "publisher.yaml"
    path.write_text('name: Kommunen\nbase: https://larande.example.se\ntheme:\n  color: "#0b6e6e"\n', "utf-8")
    publisher, problems = load_publisher(path, FORMATS)
    assert publisher is None
    assert [(problem.code, problem.line, problem.column, problem.length) for problem in problems] == [
        ("M151", 4, 10, 9)
    ]
    proposed = re.findall(r"`\"(#[0-9a-f]{6})\"`", problems[0].help)
    assert proposed == [nearest("#0b6e6e")]
    path.write_text(path.read_text("utf-8").replace("#0b6e6e", proposed[0]), "utf-8")
    assert load_publisher(path, FORMATS)[1] == []


def test_every_role_of_a_sheet_is_there_and_every_role_is_used() -> None:
    sheets = "".join(path.read_text("utf-8") for path in templates().rglob("*.css"))
    used, sizes = (
        set(re.findall(r"var\(--([a-z0-9-]+)\)", sheets)),
        set(re.findall(r"--([a-z0-9-]+):", sheets)),
    )
    assert set(ROLES) <= used
    assert used <= set(ROLES) | sizes | {"longest-prose", "longest-step", "longest-title"}  # the builder's
    assert {name for pair in PAIRS for name in pair[:2]} <= set(ROLES)


def test_no_sheet_has_a_colour_of_its_own() -> None:
    """But for paper, and for the black and white of the film."""
    for path in templates().rglob("*.css"):
        found = re.findall(r"#[0-9a-f]{3,8}\b|(?:rgb|hsl|oklch|oklab)\(", path.read_text("utf-8"))
        assert path.name in ("paper.css", "print.css") or set(found) <= {"#000", "#000c", "#fff"}, path


def test_every_page_has_the_publishers_colours(tmp_path: Path) -> None:
    publisher = Publisher.model_validate(
        {"name": "Kommunen", "base": "https://larande.example.se", "theme": {"color": "#7A1F5C"}}
    )
    write_overview([], publisher, tmp_path)
    strong = palette(oklch("#7a1f5c"), "light")["strong"]
    assert strong != palette(oklch(DEFAULT), "light")["strong"]
    assert f":{strong};" in (tmp_path / "index.html").read_text("utf-8")
