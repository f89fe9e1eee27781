"""The texts of a page, by the keys that its `data-t` carry: those that it shows, and those that its script may come to say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from larpaket.definition.model import Film, LearningModule, Notes, Reflection
from larpaket.player.films import size_texts
from larpaket.player.strings import Address, Text, strings

# Said before the script is there, and by the page alone.
WAIT = "start.wait"
# Without an LMS its notes can only stay on this computer, and nothing can be sent.
_WITHOUT_LMS: dict[str, Literal["device", "private"]] = {"lms": "device", "lrs": "private"}
# What becomes of a session only in some formats, by how their adapters' names begin.
_STATUSES: dict[str, str | tuple[str, ...]] = {
    "browsing": ("scorm", "cmi5"),
    "elsewhere": "scorm",
    "expired": ("xapi", "cmi5"),
    "lost": ("scorm", "xapi", "cmi5"),
    "readonly": ("scorm", "cmi5"),
    "restored": ("scorm", "xapi", "cmi5"),
    "unkept": ("scorm", "xapi", "cmi5"),
    "unstored": "web",
    "untracked": ("scorm", "xapi", "cmi5"),
}
_NAMED = re.compile(r'"([a-z][\w@-]*\.[\w.@-]+)"')
_COMPOSED = re.compile(r"`([a-z]+\.)\$\{")
# On the element that shows it.
_ON_PAGE = re.compile(r'( data-t(?:-label)?=)"([^"]+)"')
# The big screen's button says again what it said before.
_SAID_AGAIN = ("screen.",)


class Handed(NamedTuple):
    """A page and its script, and what of its texts that is handed, as in the contract."""

    page: str
    script: str
    keys: tuple[str, ...]
    texts: dict[str, tuple[Text | None, ...]]


def handed_texts(module: LearningModule, texts: Mapping[str, Mapping[str, Text]], script: str, page: str) -> Handed:
    """A text is called by its place among those that are handed; only those whose keys the script composes keep them, and come first.

    What the script does not say, and names on elements, are needed only where the page may be rewritten, in another language or for one
    person; then what stands on the page is not handed in the first language.
    """
    named = set(_NAMED.findall(script))
    composed = tuple(_COMPOSED.findall(script))
    first = texts[module.languages[0]]
    keys = tuple(key for key in first if key.startswith(composed))
    said = keys + tuple(key for key in first if key not in keys and (key in named or key.startswith(_SAID_AGAIN)))
    rewritten = len(texts) > 1 or module.mode == "either"
    places = {key: str(place) for place, key in enumerate(said + tuple(key for key in first if rewritten and key not in said))}
    on_page = {key for _, key in _ON_PAGE.findall(page)} if rewritten else set()
    handed: dict[str, tuple[Text | None, ...]] = {language: tuple(known[key] for key in places) for language, known in texts.items()}
    handed[module.languages[0]] = tuple(_unless_shown(first[key]) if key in on_page else first[key] for key in places)

    def element(found: re.Match[str]) -> str:
        needed = rewritten or found[2].startswith(_SAID_AGAIN)
        return f'{found[1]}"{places[found[2]]}"' if needed else ""

    return Handed(
        _ON_PAGE.sub(element, page),
        _NAMED.sub(lambda found: f'"{places[found[1]]}"' if found[1] in places else found[0], script),
        keys,
        handed,
    )


def _unless_shown(text: Text) -> Text | None:
    """None for what stands on the page as it is."""
    return None if isinstance(text, str) and "{" not in text else text


def notes_in(reflection: Reflection, adapter: str) -> Notes:
    """Where a reflection's text goes in the format with that adapter."""
    return _WITHOUT_LMS.get(reflection.keeping, reflection.keeping) if adapter == "web" else reflection.keeping


def is_alone(activity: Film | Reflection, module: LearningModule) -> bool:
    """Whether a reflection is for one person in a module that is, or may be, for a group."""
    return isinstance(activity, Reflection) and activity.mode == "individual" and module.mode != "individual"


def _address(module: LearningModule) -> Address | None:
    """How the module's texts speak to those who use it; None where some of it may be said either way."""
    if module.mode == "either" or any(is_alone(activity, module) for activity in module.activities):
        return None
    return "du" if module.mode == "individual" else "ni"


def page_texts(module: LearningModule, language: str, adapter: str, *, told: bool) -> dict[str, Text]:
    """The player's texts that this module needs, and its own, by the keys that the page's `data-t` carry."""
    unused = _unused(module, adapter, told=told)
    known = strings(language).texts(_address(module))
    texts = {key: text for key, text in known.items() if not key.startswith(unused)}
    if adapter == "web":
        texts["done.framed"] = known["done.here"]
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
            if isinstance(activity, Reflection):
                texts |= {f"q.{question.id}.text": question.text[language] for question in activity.questions}
            else:
                texts.update(size_texts(activity, language, str(known["film.size"])))
    return texts


def _unused(module: LearningModule, adapter: str, *, told: bool) -> tuple[str, ...]:
    """How the keys begin of what nothing on this module's page ever says; `told` whether an LRS is."""
    films = [activity for activity in module.activities if isinstance(activity, Film)]
    reflections = [activity for activity in module.activities if isinstance(activity, Reflection)]
    kept = {"none", *(notes_in(reflection, adapter) for reflection in reflections)}
    groupings = {question.grouping for reflection in reflections for question in reflection.questions}
    used = {
        **{f"save.{status}": adapter.startswith(adapters) for status, adapters in _STATUSES.items()},
        "done.here": False,  # what stands in its place is chosen here
        "film.errorOnly": not all(film.transcript for film in films),
        "film.loadingOnly": not all(film.transcript for film in films),
        "film.size": False,  # each film's own is made of it here
        "film.standIn": any(film.stand_in for film in films),
        "group.": module.mode != "individual",
        "group.another": told,
        **{f"group.{grouping}": grouping in groupings for grouping in ("whole", "small", "pairs")},
        "guide.": module.guide is not None,
        "mode.": module.mode == "either",
        "nav.next": False,  # what leads onward is made of it here
        "nav.start": module.mode != "either",
        "notes.": kept != {"none"},
        **{f"notes.{kind}": kind in kept for kind in ("private", "device", "lms", "lrs")},
        **{f"notes.{said}": "lrs" in kept for said in ("gone", "notTaken", "queued", "send", "sent")},
        "notes.sends": told and "lrs" in kept,
        **{f"notes.{said}": "lms" in kept for said in ("room", "tooLong", "waiting")},
        "notes.saved": not kept.isdisjoint(("lms", "device")),
        "notes.own": "device" in kept,
        "question.": any(len(reflection.questions) > 1 for reflection in reflections),
        "screen.": module.mode != "individual",
        WAIT: False,
        "timer.": bool(reflections),
        "unsent.": told,
    }
    return tuple(key for key, needed in used.items() if not needed)


def _onward(texts: dict[str, Text], following: str | None) -> Text:
    return texts["nav.done"] if following is None else str(texts["nav.next"]).replace("{title}", following)
