"""The first module's page says every word of the page that it was made from."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

import flow
from larpaket.activities.film import Film
from larpaket.film.video import Video
from larpaket.formats import FORMATS
from larpaket.player.render import player_files

ROOT = Path(__file__).parents[2]
MODULE = ROOT / "modules" / "kompetensutveckling-hela-arbetslivet"
SOURCE = ROOT / "tests" / "data" / "kompetensutveckling-hela-arbetslivet.txt"


@pytest.fixture(scope="module")
def page() -> str:
    publisher, modules, problems = flow.read(flow.find_project(MODULE), [MODULE])
    assert publisher is not None
    assert [problem for problem in problems if problem.severity == "error"] == []
    files = {file.path: file for file in player_files(modules[0], publisher, FORMATS["scorm12"])}
    (data,) = files["index.html"].content
    assert isinstance(data, bytes)
    body = data.decode().partition("<body>")[2].partition('<script type="application/json"')[0]
    body = re.sub(r'<span data-cue(?:="\d+")?>(.*?)</span>', r"\1", body)  # which caption is heard there
    return "\n".join(" ".join(html.unescape(piece).split()) for piece in re.split(r"<[^>]+>", body))


def paragraphs() -> list[str]:
    return [paragraph for paragraph in SOURCE.read_text("utf-8").split("\n") if paragraph.strip()]


@pytest.mark.parametrize("paragraph", paragraphs())
def test_every_paragraph_is_on_the_page(page: str, paragraph: str) -> None:
    if paragraph == "Reflektera tillsammans, 5 min":  # said as a heading and a clock
        assert "\nReflektera tillsammans\n" in page
        assert "\n5 min\n" in page
    else:
        assert f"\n{paragraph}\n" in f"\n{page}\n"


def test_speech_keeps_its_order_and_its_dashes(page: str) -> None:
    places = [page.index(paragraph) for paragraph in paragraphs() if len(paragraph) > 80]
    assert places[1:] == sorted(places[1:])  # the introduction stands on the start view
    assert page.count("\n– ") == SOURCE.read_text("utf-8").count("\n– ")


def test_the_film_is_small_labelled_and_captioned_with_its_own_words() -> None:
    publisher, modules, _ = flow.read(flow.find_project(MODULE), [MODULE])
    assert publisher is not None
    film = next(activity for activity in modules[0].activities if isinstance(activity, Film))
    assert film.stand_in
    assert film.captions is not None
    assert film.poster is not None
    assert film.transcript is not None
    assert film.video["sv"].size <= 2_500_000
    assert isinstance(film.video["sv"], Video)
    assert film.video["sv"].faststart
    assert film.poster["sv"].stat().st_size <= 40_000
    said = " ".join(cue.text for cue in film.captions["sv"].cues).split()
    assert [word for word in said if word != "–"] == [
        word for word in film.transcript["sv"].text.split() if word != "–"
    ]
    assert all(len(line) <= 42 for cue in film.captions["sv"].cues for line in cue.text.split("\n"))
    assert all(cue.text.count("\n") <= 1 for cue in film.captions["sv"].cues)
    assert film.captions["sv"].cues[-1].end <= film.video["sv"].seconds
    assert film.captions["sv"].cues[-1].end >= film.video["sv"].seconds - 15
