"""Films elsewhere and further versions: what a definition says of them."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from larpaket.activities import ACTIVITIES
from larpaket.activities.film import Film
from larpaket.activities.film.model import FilmVersion
from larpaket.definition.addresses import origin_of
from larpaket.definition.amounts import length, size
from larpaket.definition.errors import DefinitionError
from larpaket.definition.load import load_module
from larpaket.definition.model import LearningModule
from larpaket.definition.publisher import Publisher
from larpaket.film.video import RemoteVideo, Video

PUBLISHER = Publisher(name="Kommunen", base="https://larande.example.se", media=("https://film.example.se",))
FILMS = Path(__file__).parents[1] / "film" / "data"
HEAD = """\
id: x
version: "1.0"
languages: [sv, en]
title:
  sv: Film
  en: Film
description:
  sv: En film.
  en: A film.
sections:
  - title:
      sv: Starta
      en: Start
    steps:
      - id: steg
        title:
          sv: Steg
          en: Step
        activities:
          - id: film
            type: film
            title:
              sv: Film
              en: Film
"""


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("3 min 12 s", 192), ("45 s", 45), ("1 h 5 min", 3900), ("1 h 0 min 1.5 s", 3601.5), ("90 min", 5400)],
)
def test_lengths(written: str, seconds: float) -> None:
    assert length(written) == seconds


@pytest.mark.parametrize(
    ("written", "count"),
    [("24 MB", 24_000_000), ("800 kB", 800_000), ("1.2 GB", 1_200_000_000), ("2,5 MB", 2_500_000)],
)
def test_sizes(written: str, count: int) -> None:
    assert size(written) == count


@given(st.one_of(st.text(max_size=30), st.none(), st.integers(), st.lists(st.text(max_size=3), max_size=2)))
def test_anything_else_is_refused(value: object) -> None:
    for read in (length, size):
        with contextlib.suppress(DefinitionError):  # any other error fails the test
            assert read(value) > 0


@pytest.mark.parametrize(
    "address",
    [
        "https://film.example.se/a.mp4",
        "https://film.example.se/a/b%20c.mp4?token=1&x=y/z",
        "https://film.example.se/",
    ],
)
def test_addresses(address: str) -> None:
    assert origin_of(address) == "https://film.example.se"


@pytest.mark.parametrize(
    "address",
    [
        "http://film.example.se/a.mp4",
        "https://film.example.se/a.mp4#t=3",
        "https://film.example.se",
        "https://anna@film.example.se/a.mp4",
        "https://film.example.se/a b.mp4",
        'https://film.example.se/"onload=.mp4',
        "https://film.example.se;script-src/a.mp4",
        "https://film.example.se:99999/a.mp4",
        "https://FILM.example.se/a.mp4",
        "https://../a.mp4",
        "https:///a.mp4",
    ],
)
def test_what_is_no_address(address: str) -> None:
    assert origin_of(address) == ""


def test_this_machines_own_may_do_without_https() -> None:
    assert origin_of("http://127.0.0.1:8000/a.mp4") == "http://127.0.0.1:8000"
    assert origin_of("http://localhost/a.mp4") == "http://localhost"


def load(folder: Path, film: str) -> Film:
    (folder / "module.yaml").write_text(HEAD + film, "utf-8")
    module, problems = load_module(folder, PUBLISHER, ACTIVITIES)
    assert problems == []
    assert isinstance(module, LearningModule)
    (found,) = module.activities
    assert isinstance(found, Film)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "x"
    path.mkdir()
    shutil.copy(FILMS / "vp9.webm", path / "film.webm")
    return path


def test_one_film_here_and_one_elsewhere(folder: Path) -> None:
    film = load(
        folder,
        """\
            video:
              sv: film.webm
              en: https://film.example.se/a.mp4
            length:
              sv: 1 min
              en: 3 min 12 s
            size: 24 MB
            sign_language:
              video: https://film.example.se/b.mp4
              length: 4 min
              size: 30 MB
""",
    )
    assert isinstance(film.video["sv"], Video)
    assert film.video["sv"].seconds == 2.008
    assert film.video["en"] == RemoteVideo("https://film.example.se/a.mp4", 192, 24_000_000)
    assert isinstance(film.sign_language, FilmVersion)
    assert film.sign_language.video["sv"] == film.sign_language.video["en"]
    assert film.audio_description is None


def test_that_no_description_is_needed_can_be_said(folder: Path) -> None:
    assert (
        load(
            folder, "            video: film.webm\n            audio_description: not-needed\n"
        ).audio_description
        == "not-needed"
    )
