"""The house with the toys in it: a copy of the templates with theirs, and their records in the registries,
for as long as a patch holds.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from larpaket import templates as place
from larpaket.activities import ACTIVITIES
from larpaket.activities import registry as activities
from larpaket.formats import FORMATS
from larpaket.formats import registry as formats
from larpaket.player.state_keys import script
from larpaket.player.strings import strings
from toys.pledge import Pledge
from toys.pocket import FORMAT

HERE = Path(__file__).parent
PLEDGE = """          - id: lofte
            type: pledge
            title:
              sv: Vårt löfte
              en: Our promise
            promise:
              sv: Vi ses igen om en månad.
              en: We meet again in a month.
"""


def add_templates(folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """The player's folder in a copy of the templates, in `folder`, which has the toys' files and texts."""
    shutil.copytree(place.templates(), folder / "templates")
    player = folder / "templates" / "player"
    shutil.copytree(HERE / "player", player, dirs_exist_ok=True)
    for language, texts in json.loads((HERE / "strings.json").read_text("utf-8")).items():
        path = player / "strings" / f"{language}.json"
        known = json.loads(path.read_text("utf-8"))
        path.write_text(json.dumps(known | {"texts": known["texts"] | texts}), "utf-8")
    patch.setattr(place, "_PACKAGE", folder / "builder" / "larpaket")
    strings.cache_clear()
    return player


def move_in(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Register the toys, as a line in each registry would."""
    player = add_templates(folder, patch)
    for name, kind in activities(*ACTIVITIES.values(), Pledge).items():
        patch.setitem(ACTIVITIES, name, kind)
    (player / "state-keys.js").write_text(script(), "utf-8")  # as `make contract` does
    for id, format in formats(*FORMATS.values(), FORMAT).items():
        patch.setitem(FORMATS, id, format)


def add_pledge(module: Path) -> None:
    """A pledge behind the reflection of the test module."""
    with (module / "module.yaml").open("a", encoding="utf-8") as definition:
        definition.write(PLEDGE)
