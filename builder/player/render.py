"""A learning module and the templates become the player's files."""

from __future__ import annotations

import json
from functools import partial
from typing import Literal

from markupsafe import Markup

from builder.definition.model import Film, LearningModule, Notes, Publisher, Reflection
from builder.files import PackageFile
from builder.html import environment
from builder.player import media
from builder.player.contract import Activity, LrsData, PlayerData, QuestionData, ReflectionData, StepData
from builder.player.films import clock, film_data, script, size_texts, version_names
from builder.player.linker import link
from builder.player.needs import entry, sheets
from builder.player.privacy import NAMES, Sheet, sheet
from builder.player.strings import Address, Text, fill, strings
from builder.player.told import statement_templates
from builder.templates import templates
from builder.theme.style import style_sheet
from builder.vocabulary import Profile, extension

# What JSON may hold but a <script> element may not: `</script>`, `<!--` (HTML section 4.12.1.3) and line separators.
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
# Said before the script is there, and by the page alone.
_WAIT = "start.wait"
LICENCE = "licence.txt"
_EXTENSIONS = ("ended-early", "head-count", "length")
# Without an LMS its notes can only stay on this computer, and nothing can be sent.
_WITHOUT_LMS: dict[str, Literal["device", "private"]] = {"lms": "device", "lrs": "private"}


def player_files(
    module: LearningModule,
    publisher: Publisher,
    adapter: str,
    state_limit: int,
    profile: Profile = "",
    authorization: str = "",
    marker: str = "",
) -> list[PackageFile]:
    """The page, its style, its script and the media, for the tracking adapter of that name and states of so many characters.

    `profile` says which statements the player sends, if any; `authorization` is the header for an LRS of the publisher's; `marker` is
    what the package's own file says.
    """
    data = player_data(module, publisher, adapter, state_limit, profile, authorization, marker)
    folder = templates() / "player"
    logo = publisher.theme.logo
    style = style_sheet(publisher.theme.color, logo, *(f"player/style/{name}.css" for name in sheets(module, data))) + _proportions(module)
    return [
        PackageFile("index.html", (_page(module, publisher, data).encode(),)),
        PackageFile("player.css", (style.encode(),)),
        PackageFile("player.js", (link(entry(module, data, adapter), folder).encode(),)),
        *([PackageFile(logo.name, (logo.data,))] if logo else []),
        PackageFile(LICENCE, ((folder / "licence.txt").read_bytes(),)),
        *media.files(module),
    ]


def player_data(
    module: LearningModule,
    publisher: Publisher,
    adapter: str,
    state_limit: int,
    profile: Profile = "",
    authorization: str = "",
    marker: str = "",
) -> PlayerData:
    """The contract's data for `module`."""
    lrs = None
    if publisher.lrs and profile and adapter.startswith("scorm"):
        lrs = LrsData(endpoint=publisher.lrs.endpoint, authorization=authorization, actor=publisher.lrs.actor, home_page=publisher.base)
    return PlayerData(
        id=module.id,
        version=module.version,
        languages=module.languages,
        directions={language: strings(language).direction for language in module.languages},
        mode=module.mode,
        score=publisher.score == "complete",
        state_limit=state_limit,
        steps=tuple(StepData(id=step.id, activities=tuple(activity.id for activity in step.activities)) for step in module.steps),
        activities=tuple(_activity_data(module, activity, adapter, told=bool(profile)) for activity in module.activities),
        statements=statement_templates(module, publisher, profile),
        extensions={name: extension(publisher.base, name) for name in _EXTENSIONS} if profile else {},
        lrs=lrs,
        team=publisher.base if profile and module.mode != "individual" else "",
        marker=marker if adapter.startswith("scorm") else "",
        status=publisher.status if adapter == "scorm12" else "completed",
        texts={language: _texts(module, language, adapter, told=bool(profile)) for language in module.languages},
    )


def sheet_of(module: LearningModule, publisher: Publisher, adapter: str, profile: Profile) -> Sheet:
    """The privacy sheet's facts for the package that `player_files` makes of the same."""
    notes = {activity.id: notes_in(activity, adapter) for activity in module.activities if isinstance(activity, Reflection)}
    return sheet(module, publisher, adapter, statement_templates(module, publisher, profile), notes)


def minutes(activity: Film | Reflection) -> int:
    """About how long an activity takes, in minutes."""
    if isinstance(activity, Film):
        return max(1, round(next(iter(activity.video.values())).seconds / 60))
    return max(1, round(sum(question.time for question in activity.questions) / 60))


def _proportions(module: LearningModule) -> str:
    """The way's parts as long as they take: rules, since a strict policy forbids styles in the page and a script would make it jump."""
    lengths = sorted({minutes(activity) for activity in module.activities})
    return "".join(f'@layer part{{.way [data-minutes="{length}"]{{flex-grow:{length}}}}}\n' for length in lengths)


def notes_in(reflection: Reflection, adapter: str) -> Notes:
    """Where a reflection's text goes in the format with that adapter."""
    return _WITHOUT_LMS.get(reflection.keeping, reflection.keeping) if adapter == "web" else reflection.keeping


def _activity_data(module: LearningModule, activity: Film | Reflection, adapter: str, *, told: bool) -> Activity:
    if isinstance(activity, Reflection):
        return ReflectionData(
            type="reflection",
            id=activity.id,
            required=activity.required,
            notes=notes_in(activity, adapter),
            counted=told and activity.mode != "individual",
            alone=_is_alone(activity, module),
            questions=tuple(QuestionData(id=question.id, seconds=question.time) for question in activity.questions),
        )
    return film_data(activity)


def _is_alone(activity: Film | Reflection, module: LearningModule) -> bool:
    """Whether a reflection is for one person in a module that is, or may be, for a group."""
    return isinstance(activity, Reflection) and activity.mode == "individual" and module.mode != "individual"


def _address(module: LearningModule) -> Address | None:
    """How the module's texts speak to those who use it; None where some of it may be said either way."""
    if module.mode == "either" or any(_is_alone(activity, module) for activity in module.activities):
        return None
    return "du" if module.mode == "individual" else "ni"


def _texts(module: LearningModule, language: str, adapter: str, *, told: bool) -> dict[str, Text]:
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
                texts.update(size_texts(activity, language, str(texts["film.size"])))
    return texts


def _unused(module: LearningModule, adapter: str, *, told: bool) -> tuple[str, ...]:
    """How the keys begin of what nothing on this module's page ever says; `told` whether an LRS is."""
    films = [activity for activity in module.activities if isinstance(activity, Film)]
    reflections = [activity for activity in module.activities if isinstance(activity, Reflection)]
    kept = {"none", *(notes_in(reflection, adapter) for reflection in reflections)}
    used = {
        "done.here": False,  # what stands in its place is chosen here
        "film.errorOnly": not all(film.transcript for film in films),
        "film.standIn": any(film.stand_in for film in films),
        "group.": module.mode != "individual",
        "guide.": module.guide is not None,
        "mode.": module.mode == "either",
        "nav.next": False,  # what leads onward is made of it here
        "nav.start": module.mode != "either",
        "notes.": kept != {"none"},
        **{f"notes.{kind}": kind in kept for kind in ("private", "device", "lms", "lrs")},
        "notes.own": "device" in kept,
        "question.": any(len(reflection.questions) > 1 for reflection in reflections),
        "screen.": module.mode != "individual",
        _WAIT: False,
        "timer.": bool(reflections),
        "unsent.": told,
    }
    return tuple(key for key, needed in used.items() if not needed)


def _onward(texts: dict[str, Text], following: str | None) -> Text:
    return texts["nav.done"] if following is None else str(texts["nav.next"]).replace("{title}", following)


def _page(module: LearningModule, publisher: Publisher, data: PlayerData) -> str:
    language = module.languages[0]
    texts = data.texts[language] | {_WAIT: strings(language).texts(None)[_WAIT]}

    def t(key: str, n: int | None = None, address: Address = "ni", **values: object) -> str:
        return fill(texts[key], n, address, **values)

    return (
        environment(templates() / "player")
        .get_template("index.html.jinja")
        .render(
            module=module,
            language=language,
            direction=data.directions[language],
            names={language: data.texts[language]["language.name"] for language in module.languages},
            group=module.mode != "individual",
            asks=module.mode == "either",
            tells=bool(data.statements),
            reflections={activity.id: activity for activity in data.activities if isinstance(activity, ReflectionData)},
            publisher=publisher,
            privacy=publisher.privacy,
            sheets={language: NAMES["sv" if language.split("-")[0] == "sv" else "en"] for language in module.languages},
            t=t,
            to_one=partial(t, address="du"),
            values=lambda **values: json.dumps(values, ensure_ascii=False, separators=(",", ":")),
            minutes=minutes,
            total=sum(minutes(activity) for activity in module.activities),
            media=media,
            script=script,
            clock=clock,
            versions=version_names,
            safe=Markup,  # transcripts only: HTML that the film package made from sanitised Markdown
            data=Markup(data.model_dump_json(exclude_defaults=True).translate(_ESCAPES)),
        )
    )
