"""Turns a learning module and the templates into the player's files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import partial

from markupsafe import Markup

from larpaket.definition.model import LearningModule
from larpaket.definition.privacy import NAMES
from larpaket.definition.publisher import Publisher
from larpaket.definition.setting import Store
from larpaket.definition.texts import stated_in
from larpaket.files import PackageFile
from larpaket.formats.format import Format
from larpaket.html import environment
from larpaket.player.bundle import entry, sheets
from larpaket.player.contract import LrsData, PlayerData, StepData
from larpaket.player.linker import linked
from larpaket.player.setting import PageSetting, setting_of
from larpaket.player.statement_templates import statement_templates
from larpaket.player.strings import Address, Texts, fill, strings
from larpaket.player.texts import WAIT, handed_texts, page_texts
from larpaket.templates import templates
from larpaket.theme.style import style_sheet
from larpaket.theme.words import longest_word
from larpaket.vocabulary import extension

# What JSON may contain but a <script> element may not: `</script>`, `<!--` (HTML section 4.12.1.3) and line
# separators.
_ESCAPES = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)
# White space that comes from the templates' line breaks.
_GAP = re.compile(r"\s*\n\s*")
_DATA = 'id="data">'
_WORD = re.compile(r"[\w-]+")
LICENCE = "licence.txt"


def player_files(
    module: LearningModule, publisher: Publisher, format: Format, authorization: str = ""
) -> list[PackageFile]:
    """The page, its style sheet, its script and the media; `authorization` is the header for the publisher's
    LRS.
    """
    setting = setting_of(module, publisher, format)
    data = player_data(setting, format, authorization)
    folder = templates() / "player"
    logo = publisher.theme.logo
    texts = {language: page_texts(setting, format.statuses, language) for language in module.languages}
    page = _page(setting, data, texts)
    script = linked(entry(setting, format))
    handed = handed_texts(module, texts, script.script, page)
    data = data.model_copy(update={"keys": handed.keys, "texts": handed.texts})
    page = handed.page.replace(
        _DATA, f"{_DATA}{data.model_dump_json(exclude_defaults=True).translate(_ESCAPES)}"
    )
    named = (f"player/{name}.css" for name in sheets(setting))
    rules = _proportions(module) + _longest_words(module)
    said = (text for text in script.said if text not in handed.places)
    words = frozenset(_WORD.findall(" ".join([handed.page, *said])))
    style = style_sheet(publisher.theme.color, logo, *named, rules=rules, words=words)
    media = {file.path: file for activity in module.activities for file in activity.files()}
    return [
        PackageFile("index.html", (page.encode(),)),
        PackageFile("player.css", (style.encode(),)),
        PackageFile("player.js", (handed.script.encode(),)),
        *([PackageFile(logo.name, (logo.data,))] if logo else []),
        PackageFile(LICENCE, ((folder / "licence.txt").read_text("utf-8").encode(),)),
        *media.values(),
    ]


def player_data(setting: PageSetting, format: Format, authorization: str = "") -> PlayerData:
    """The contract's data without the texts: which of them are included depends on the page and its
    script.
    """
    module, publisher, tells = setting.module, setting.publisher, setting.tells
    lrs = None
    if publisher.lrs and format.lrs_for(publisher):
        lrs = LrsData(
            endpoint=publisher.lrs.endpoint,
            authorization=authorization,
            actor=publisher.lrs.actor,
            home_page=publisher.base,
        )
    return PlayerData(
        id=module.id,
        version=module.version,
        languages=module.languages,
        directions={language: strings(language).direction for language in module.languages},
        mode=module.mode,
        score=publisher.score == "complete",
        state_limit=format.state_limit,
        steps=tuple(
            StepData(id=step.id, activities=tuple(activity.id for activity in step.activities))
            for step in module.steps
        ),
        activities=tuple(activity.data(setting) for activity in module.activities),
        statements=statement_templates(setting),
        extensions=extension(publisher.base, "") if tells else "",
        lrs=lrs,
        unit=(publisher.unit or "") if tells else "",
        team=publisher.base if tells and module.mode != "individual" else "",
        status=publisher.status if format.passed else "completed",
        keys=(),
        texts={},
    )


def _proportions(module: LearningModule) -> str:
    """CSS rules that make the parts of the progress bar proportional to their time: a strict policy forbids
    inline styles, and a script would make the bar jump.
    """
    lengths = sorted({activity.minutes() for activity in module.activities})
    rules = "".join(f'.way [data-minutes="{length}"]{{flex-grow:{length}}}' for length in lengths)
    return f"@layer part{{{rules}}}"


def _longest_words(module: LearningModule) -> str:
    """How wide the longest words are, in em, by what they stand in; the sheets make them fit."""
    texts = {
        "title": module.title.values(),
        "step": (text for step in module.steps for text in step.title.values()),
        "prose": (
            text for activity in module.activities for _, texts in activity.prose() for text in texts.values()
        ),
    }
    widths = ";".join(f"--longest-{name}:{longest_word(found):g}" for name, found in texts.items())
    return f"@layer tokens{{:root{{{widths}}}}}"


def _in_languages(texts: Mapping[str, str] | None, languages: Sequence[str]) -> str:
    """A publisher's text in the page's languages, of which it shows one; "" if none is stated."""
    if not texts:
        return ""
    said = {language: stated_in(texts, language)[0] for language in languages}
    if len(set(said.values())) == 1:
        return said[languages[0]]
    return Markup().join(
        Markup('<span data-language="{}"{}>{}</span>').format(
            language, "" if language == languages[0] else Markup(" hidden"), text
        )
        for language, text in said.items()
    )


def _page(setting: PageSetting, data: PlayerData, texts: Mapping[str, Texts]) -> str:
    """The page with its texts, but without the data: which texts that contains depends on the page."""
    module, publisher = setting.module, setting.publisher
    language = module.languages[0]
    shown = Texts(language, texts[language] | {WAIT: strings(language).texts(None)[WAIT]})

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
            tells=setting.tells,
            says=shown.__contains__,
            kinds=len({activity.type for activity in module.activities}),
            prints=setting.prints,
            writes=setting.writes,
            finishes=setting.store is not Store.BROWSER,
            pages={activity.id: activity.page(setting) for activity in module.activities},
            publisher=publisher,
            privacy={
                name: _in_languages(getattr(publisher.privacy, name), module.languages)
                for name in ("readers", "retention")
            },
            sheets={
                language: NAMES["sv" if language.split("-")[0] == "sv" else "en"]
                for language in module.languages
            },
            t=t,
            to_one=partial(t, address="du"),
            values=lambda **values: json.dumps(values, ensure_ascii=False, separators=(",", ":")),
            total=sum(activity.minutes() for activity in module.activities),
            safe=Markup,  # only for transcripts: HTML that the film package made from sanitised Markdown
        )
    )
    return _GAP.sub("\n", page)
