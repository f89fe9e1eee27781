"""A learning module and the templates become the player's files."""

from __future__ import annotations

import json
import re
from functools import partial

from markupsafe import Markup

from larpaket.definition.model import Film, LearningModule, Publisher, Reflection
from larpaket.files import PackageFile
from larpaket.html import environment
from larpaket.player import media
from larpaket.player.bundle import entry, sheets
from larpaket.player.contract import Activity, LrsData, PlayerData, QuestionData, ReflectionData, StepData
from larpaket.player.films import clock, film_data, script, version_names
from larpaket.player.linker import link
from larpaket.player.privacy import NAMES, Sheet, sheet
from larpaket.player.statement_templates import statement_templates, version_extensions
from larpaket.player.strings import Address, Text, fill, strings
from larpaket.player.texts import WAIT, handed_texts, is_alone, notes_in, page_texts
from larpaket.templates import templates
from larpaket.theme.style import style_sheet
from larpaket.vocabulary import Profile, extension

# What JSON may hold but a <script> element may not: `</script>`, `<!--` (HTML section 4.12.1.3) and line separators.
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
# What the templates' own lines leave between words.
_GAP = re.compile(r"\s*\n\s*")
_DATA = 'id="data">'
LICENCE = "licence.txt"


def player_files(
    module: LearningModule, publisher: Publisher, adapter: str, state_limit: int, profile: Profile = "", authorization: str = ""
) -> list[PackageFile]:
    """The page, its style, its script and the media, for the tracking adapter of that name and states of so many characters.

    `profile` says which statements the player sends, if any; `authorization` is the header for an LRS of the publisher's.
    """
    data = player_data(module, publisher, adapter, state_limit, profile, authorization)
    folder = templates() / "player"
    logo = publisher.theme.logo
    texts = {language: page_texts(module, language, adapter, told=bool(profile)) for language in module.languages}
    page = _page(module, publisher, data, texts)
    handed = handed_texts(module, texts, link(entry(module, data, adapter), folder), page)
    data = data.model_copy(update={"keys": handed.keys, "texts": handed.texts})
    page = handed.page.replace(_DATA, f"{_DATA}{data.model_dump_json(exclude_defaults=True).translate(_ESCAPES)}")
    style = style_sheet(publisher.theme.color, logo, *(f"player/style/{name}.css" for name in sheets(module, data))) + _proportions(module)
    return [
        PackageFile("index.html", (page.encode(),)),
        PackageFile("player.css", (style.encode(),)),
        PackageFile("player.js", (handed.script.encode(),)),
        *([PackageFile(logo.name, (logo.data,))] if logo else []),
        PackageFile(LICENCE, ((folder / "licence.txt").read_bytes(),)),
        *media.files(module),
    ]


def player_data(
    module: LearningModule, publisher: Publisher, adapter: str, state_limit: int, profile: Profile = "", authorization: str = ""
) -> PlayerData:
    """The contract's data for `module`, but for the texts: what is handed of them depends on the page and its script."""
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
        activities=tuple(_activity_data(module, activity, publisher, adapter, told=bool(profile)) for activity in module.activities),
        statements=statement_templates(module, publisher, profile),
        extensions=extension(publisher.base, "") if profile else "",
        lrs=lrs,
        unit=(profile and publisher.unit) or "",
        team=publisher.base if profile and module.mode != "individual" else "",
        status=publisher.status if adapter == "scorm12" else "completed",
        keys=(),
        texts={},
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


def _activity_data(module: LearningModule, activity: Film | Reflection, publisher: Publisher, adapter: str, *, told: bool) -> Activity:
    if isinstance(activity, Reflection):
        return ReflectionData(
            type="reflection",
            id=activity.id,
            required=activity.required,
            notes=notes_in(activity, adapter),
            counted=told and activity.mode != "individual",
            alone=is_alone(activity, module),
            questions=tuple(QuestionData(id=question.id, seconds=question.time) for question in activity.questions),
        )
    return film_data(activity, version_extensions(activity, publisher) if told else {})


def _page(module: LearningModule, publisher: Publisher, data: PlayerData, texts: dict[str, dict[str, Text]]) -> str:
    """The page that shows its texts itself, without the data: what of the texts is in that depends on it."""
    language = module.languages[0]
    shown = texts[language] | {WAIT: strings(language).texts(None)[WAIT]}

    def t(key: str, n: int | None = None, address: Address = "ni", **values: object) -> str:
        return fill(shown[key], n, address, **values)

    page = (
        environment(templates() / "player")
        .get_template("index.html.jinja")
        .render(
            module=module,
            language=language,
            direction=data.directions[language],
            names={language: texts[language]["language.name"] for language in module.languages},
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
        )
    )
    return _GAP.sub("\n", page)
