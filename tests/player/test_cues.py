"""A film's cues on the page: short numbers, and no words that the text version has already. The player makes
times and words from them again (captions.test.mjs).
"""

from __future__ import annotations

from itertools import accumulate, chain
from pathlib import Path

import flow
from larpaket.activities.film import Film
from larpaket.activities.film.contract import CueData
from larpaket.activities.film.data import cue_data, film_data
from larpaket.film.vtt import Cue

MODULE = Path(__file__).parents[2] / "modules" / "kompetensutveckling-hela-arbetslivet"
CUES = [
    Cue(1, 2, "Först ett\ndelat.", None, 1),
    Cue(2.5, 4, "Sedan ett helt.", None, 4),
    Cue(3, 5, "Tre\nrader\nhär.", None, 7),
    Cue(5, 6, "Andra ord.", None, 12),
    Cue(6, 7, "Saknas.", None, 15),
]
SAID = {0: "Först ett delat.", 1: "Sedan ett helt.", 2: "Tre rader här.", 3: "Andra  ord!"}


def test_the_times_come_back_to_a_hundredth() -> None:
    _, [module], _ = flow.read(MODULE.parent / "publisher.yaml", [MODULE])
    assert module
    film = next(activity for activity in module.activities if isinstance(activity, Film))
    assert film.captions
    cues = film.captions["sv"].cues
    [version] = film_data(film, {}).versions
    data = version.captions["sv"]
    times = list(accumulate(chain.from_iterable((cue.gap, cue.length) for cue in data)))
    assert times == list(chain.from_iterable((round(cue.start * 100), round(cue.end * 100)) for cue in cues))
    assert [cue.text for cue in data] == [max(cue.text.find("\n"), 0) for cue in cues]


def test_a_number_replaces_words_that_are_the_same() -> None:
    assert list(cue_data(CUES, SAID)) == [
        CueData(100, 100, 9),
        CueData(50, 150, 0),
        CueData(-100, 200, "Tre\nrader\nhär."),
        CueData(0, 100, "Andra ord."),
        CueData(0, 100, "Saknas."),
    ]
