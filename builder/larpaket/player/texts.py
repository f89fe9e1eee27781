"""The texts of a page, by the keys in its `data-t` attributes: those that it shows, and those that its script
may show.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from larpaket.activities import ACTIVITIES
from larpaket.definition.page import Text
from larpaket.definition.setting import Outline, Store
from larpaket.formats import FORMATS
from larpaket.player.setting import PageSetting
from larpaket.player.strings import Address, Texts, strings

# Shown only by the page, before the script has loaded.
WAIT = "start.wait"
# The prefix of the privacy sheet's texts on activity types.
SHEET = "sheet."
_NAMED = re.compile(r'"([a-z][\w@-]*\.[\w.@-]+)"')
# A key that the script composes: how it begins, and how it ends, or goes on.
_COMPOSED = re.compile(r"`([a-z]+\.)\$\{[^{}]*\}([.\w]*)")
# The key on the element that shows the text, and the values in it.
_ON_PAGE = re.compile(r'( data-t(?:-label)?=)"([^"]+)"( data-v="[^"]*")?')
# The big screen's button returns to its first text.
_SAID_AGAIN = ("screen.",)


class Handed(NamedTuple):
    """A page, its script, and the texts passed to it, as in the contract. The script names the texts of
    `places` by a number.
    """

    page: str
    script: str
    places: Mapping[str, str]
    keys: tuple[str, ...]
    texts: dict[str, tuple[Text | None, ...]]


def is_rewritten(module: Outline) -> bool:
    """Whether the page may be rewritten: in another language, or for one person."""
    return len(module.languages) > 1 or module.mode == "either"


def handed_texts(
    module: Outline,
    texts: Mapping[str, Mapping[str, Text]],
    script: str,
    page: str,
    known: Collection[str] = (),
) -> Handed:
    """The texts that the script needs. It refers to a text by its index among them; only texts whose keys the
    script composes keep those, and come first.

    Texts that the script does not use, and keys on elements, are needed only if the page may be rewritten, in
    another language or for one person. In that case, texts on the page are not passed in the first language.

    Where several pages share the script, `known` are the keys of all of them, which give the indexes.
    """
    named = set(_NAMED.findall(script))
    composed = set(_COMPOSED.findall(script))
    first = texts[module.languages[0]]
    known = known or first
    keys = tuple(key for key in known if any(key.startswith(start) and end in key for start, end in composed))
    said = keys + tuple(
        key for key in known if key not in keys and (key in named or key.startswith(_SAID_AGAIN))
    )
    rewritten = is_rewritten(module)
    places = {
        key: str(place)
        for place, key in enumerate(said + tuple(key for key in first if rewritten and key not in said))
    }
    on_page = {key for _, key, _ in _ON_PAGE.findall(page)} if rewritten else set()
    handed: dict[str, tuple[Text | None, ...]] = {
        language: tuple(own.get(key, "") for key in places) for language, own in texts.items()
    }
    handed[module.languages[0]] = tuple(
        _unless_shown(first[key]) if key in on_page else first.get(key, "") for key in places
    )

    def element(found: re.Match[str]) -> str:
        needed = rewritten or found[2].startswith(_SAID_AGAIN)
        return f'{found[1]}"{places[found[2]]}"{found[3] or ""}' if needed else ""

    return Handed(
        _ON_PAGE.sub(element, page),
        _NAMED.sub(lambda found: f'"{places[found[1]]}"' if found[1] in places else found[0], script),
        places,
        keys,
        handed,
    )


def used(texts: Texts, script: str, page: str) -> Texts:
    """Those texts that a page shows, or that its script may show."""
    named = set(_NAMED.findall(script)) | {key for _, key, _ in _ON_PAGE.findall(page)}
    composed = set(_COMPOSED.findall(script))
    kept = {
        key: text
        for key, text in texts.items()
        if key in named or any(key.startswith(start) and end in key for start, end in composed)
    }
    return Texts(texts.language, kept)


def _unless_shown(text: Text) -> Text | None:
    """None for a text that the page shows unchanged."""
    return None if isinstance(text, str) and "{" not in text else text


def _address(setting: PageSetting) -> Address | None:
    """How the module's texts address learners; None if some of them may use either form."""
    module = setting.module
    if module.mode == "either" or any(activity.is_alone(setting) for activity in module.activities):
        return None
    return "du" if module.mode == "individual" else "ni"


def page_texts(setting: PageSetting, statuses: frozenset[str], language: str) -> Texts:
    """The player's texts that this module needs, and its own, by the keys in the page's `data-t` attributes.

    `statuses` are the format's session states, of those that not every format has.
    """
    module = setting.module
    unused = _unused(setting, statuses)
    known = strings(language).texts(_address(setting))
    texts = Texts(language, {key: text for key, text in known.items() if not key.startswith(unused)})
    if setting.store is Store.BROWSER:
        texts["done.kept"] = known["done.here"]
    if setting.framed:
        texts["all.back"] = known["all.back"]
    texts["module.title"] = module.title[language]
    for number, section in enumerate(module.sections):
        texts[f"section.{number}.title"] = section.title[language]
    steps = list(module.steps)
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        texts[f"step.{step.id}.onward"] = _onward(known, following.title[language] if following else None)
        texts[f"step.{step.id}.title"] = step.title[language]
        texts[f"step.{step.id}.heading"] = (step.heading or step.title)[language]
        if step.intro:
            texts[f"step.{step.id}.intro"] = step.intro[language]
        for activity in step.activities:
            texts[f"a.{activity.id}.title"] = activity.title[language]
            texts |= activity.texts(language, known)
    return texts


def _unused(setting: PageSetting, statuses: frozenset[str]) -> tuple[str, ...]:
    """The key prefixes of texts that this module's page never shows."""
    module = setting.module
    group = module.mode != "individual"
    used = {
        **{f"save.{status}": status in statuses for format in FORMATS.values() for status in format.statuses},
        "all.": False,  # those of a catalogue's own page
        "come.": False,
        "done.here": False,  # its replacement is chosen here
        "group.": group,
        "group.another": setting.tells,
        "start.group": group and setting.store is not Store.BROWSER,
        "done.loose": setting.writes,
        "done.next": module.next is not None,
        "leave.": setting.writes,
        "paper.": setting.prints,
        "guide.": module.guide is not None,
        "mode.": module.mode == "either",
        "nav.next": False,  # the onward links are built from it here
        "screen.": group,
        SHEET: False,
        WAIT: False,
        "unsent.": setting.tells and not setting.framed,
    }
    for name, kind in ACTIVITIES.items():
        own = kind.strings([activity for activity in module.activities if activity.type == name], setting)
        used |= {key: needed or used.get(key, False) for key, needed in own.items()}
    return tuple(key for key, needed in used.items() if not needed)


def _onward(texts: dict[str, Text], following: str | None) -> Text:
    return texts["nav.done"] if following is None else str(texts["nav.next"]).replace("{title}", following)
