"""A film's cues on the page: short numbers, from which the player makes the times again (captions.test.mjs)."""

from __future__ import annotations

from itertools import accumulate, chain
from pathlib import Path

from larpaket import build
from larpaket.activities.film import Film
from larpaket.activities.film.data import film_data

MODULE = Path(__file__).parents[2] / "modules" / "kompetensutveckling-hela-arbetslivet"


def test_the_times_come_back_to_a_hundredth() -> None:
    _, [module], _ = build.read(MODULE.parent / "publisher.yaml", [MODULE])
    assert module
    film = next(activity for activity in module.activities if isinstance(activity, Film))
    assert film.captions
    cues = film.captions["sv"].cues
    [version] = film_data(film, {}).versions
    data = version.captions["sv"]
    times = list(accumulate(chain.from_iterable((cue.gap, cue.length) for cue in data)))
    assert times == list(chain.from_iterable((round(cue.start * 100), round(cue.end * 100)) for cue in cues))
    assert [cue.text for cue in data] == [cue.text for cue in cues]
