from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from larpaket.activities import ACTIVITIES
from larpaket.definition.load import load_module
from larpaket.definition.model import LearningModule
from larpaket.definition.publisher import Publisher
from larpaket.problems import Problem

MODULE = """\
id: x
version: "1.0"
languages: [sv]
title: Mötet
description: En reflektion.
sections:
  - title: Starta
    steps:
      - id: steg
        title: Steg
        activities:
          - id: samtal
            type: reflection
            title: Samtal
            questions:
              - id: fraga
                text: Vad gör ni?
                time: 5 min
"""
FILM = """\
          - id: film
            type: film
            title: Film
            video: film.mp4
            captions: film.vtt
"""
VTT = "WEBVTT\n\n00:00.000 --> 00:01.500\nHej!\n"
FILMS = Path(__file__).parents[1] / "film" / "data"

Load = Callable[..., tuple[LearningModule | None, list[Problem]]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A module's folder with a film and its captions."""
    path = tmp_path / "x"
    path.mkdir()
    shutil.copy(FILMS / "faststart.mp4", path / "film.mp4")
    (path / "film.vtt").write_text(VTT, "utf-8")
    return path


@pytest.fixture
def load(folder: Path) -> Load:
    """Loads the small module, its text changed by pairs of old and new; `text` or `data` replaces it."""

    def run(
        *changes: tuple[str, str], text: str = MODULE, data: bytes | None = None
    ) -> tuple[LearningModule | None, list[Problem]]:
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        (folder / "module.yaml").write_bytes(text.encode() if data is None else data)
        return load_module(folder, Publisher(name="Kommunen", base="https://larande.example.se"), ACTIVITIES)

    return run


@pytest.fixture
def load_film(load: Load) -> Load:
    """The same with a film behind the reflection."""
    return lambda *changes: load(*changes, text=MODULE + FILM)
