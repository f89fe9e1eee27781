"""Turns a learning module and the templates into the player's files."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from larpaket.definition.gathered import Described
from larpaket.definition.model import LearningModule
from larpaket.definition.privacy import NAMES
from larpaket.definition.publisher import Publisher
from larpaket.definition.setting import Store
from larpaket.definition.texts import stated_in
from larpaket.definition.use import Mode
from larpaket.files import PackageFile
from larpaket.formats.format import Format
from larpaket.html import environment
from larpaket.player.bundle import entry, parts, sheets
from larpaket.player.contract import LrsData, PlayerData, StepData
from larpaket.player.linker import linked
from larpaket.player.setting import PageSetting, setting_of
from larpaket.player.statement_templates import statement_templates
from larpaket.player.strings import Address, Texts, fill, strings
from larpaket.player.texts import WAIT, Handed, handed_texts, page_texts
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
GAP = re.compile(r"\s*\n\s*")
_DATA = 'id="data">'
_WORD = re.compile(r"[\w-]+")
LICENCE = "licence.txt"


def player_files(
    module: LearningModule, publisher: Publisher, format: Format, authorization: str = ""
) -> list[PackageFile]:
    """The page, its style sheet, its script and the media; `authorization` is the header for the publisher's
    LRS.
    """
    shared, [own] = pages([setting_of(module, publisher, format)], format, authorization)
    return [own[0], *shared, *own[1:]]


def pages(
    settings: Sequence[PageSetting], format: Format, authorization: str = "", *, root: str = ""
) -> tuple[list[PackageFile], list[list[PackageFile]]]:
    """What the pages of these modules share, which they find at `root`, and the files of each."""
    folder = templates() / "player"
    first, *others = settings
    publisher = first.publisher
    logo = publisher.theme.logo
    script, said_in_it = linked(entry(first, format, *others))
    texts = [
        {language: page_texts(one, format.statuses, language) for language in one.module.languages}
        for one in settings
    ]
    known = dict.fromkeys(key for one in texts for said in one.values() for key in said) if others else ()
    own: list[list[PackageFile]] = []
    drawn: list[str] = []
    for one, said in zip(settings, texts, strict=True):
        data = player_data(one, format, authorization)
        page = _page(one, data, said, root, " ".join(parts(one)) if others else "")
        handed = handed_texts(one.module, said, script, page, known)
        drawn.append(handed.page)
        media = {file.path: file for activity in one.module.activities for file in activity.files()}
        own.append([PackageFile("index.html", (with_data(handed, data).encode(),)), *media.values()])
    words = words_of(drawn, said_in_it, handed.places)
    named = (f"player/{name}.css" for name in sheets(first, *others))
    modules = [one.module for one in settings]
    rules = _proportions(modules) + _longest_words(modules)
    style = style_sheet(publisher.theme.color, logo, *named, rules=rules, words=words)
    return [
        PackageFile("player.css", (style.encode(),)),
        PackageFile("player.js", (handed.script.encode(),)),
        *([PackageFile(logo.name, (logo.data,))] if logo else []),
        PackageFile(LICENCE, ((folder / "licence.txt").read_text("utf-8").encode(),)),
    ], own


def words_of(drawn: Iterable[str], said: Iterable[str], places: Container[str]) -> frozenset[str]:
    """The words of pages, and of their script's strings, except those that name a text of `places`: a number
    replaces them.
    """
    return frozenset(_WORD.findall(" ".join([*drawn, *(text for text in said if text not in places)])))


def with_data(handed: Handed, data: PlayerData) -> str:
    """The page with the data and the texts for its script."""
    data = data.model_copy(update={"keys": handed.keys, "texts": handed.texts})
    return handed.page.replace(
        _DATA, f"{_DATA}{data.model_dump_json(exclude_defaults=True).translate(_ESCAPES)}"
    )


def player_data(setting: PageSetting, format: Format, authorization: str = "") -> PlayerData:
    """The contract's data without the texts: which of them are included depends on the page and its
    script.
    """
    module, publisher = setting.module, setting.publisher
    return whole_data(
        module,
        module.mode,
        publisher,
        format,
        authorization,
        steps=tuple(
            StepData(id=step.id, activities=tuple(activity.id for activity in step.activities))
            for step in module.steps
        ),
        activities=tuple(activity.data(setting) for activity in module.activities),
        statements=_statements(setting),
    )


def whole_data(
    whole: Described,
    mode: Mode,
    publisher: Publisher,
    format: Format,
    authorization: str,
    **own: Any,
) -> PlayerData:
    """The data of a page for a module or a catalogue; `own` is what differs."""
    tells = format.profile_for(publisher) is not None
    lrs = None
    if publisher.lrs and format.lrs_for(publisher):
        lrs = LrsData(
            endpoint=publisher.lrs.endpoint,
            authorization=authorization,
            actor=publisher.lrs.actor,
            home_page=publisher.base,
        )
    return PlayerData(
        id=whole.id,
        version=whole.version,
        languages=whole.languages,
        directions={language: strings(language).direction for language in whole.languages},
        mode=mode,
        score=publisher.score == "complete",
        state_limit=format.state_limit,
        extensions=extension(publisher.base, "") if tells else "",
        lrs=lrs,
        unit=(publisher.unit or "") if tells else "",
        team=publisher.base if tells and mode != "individual" else "",
        status=publisher.status if format.passed else "completed",
        keys=(),
        texts={},
        **own,
    )


def _statements(setting: PageSetting) -> dict[str, dict[str, Any]]:
    """The templates; in a catalogue only their names, because its own page stamps them."""
    found = statement_templates(setting)
    return {name: {} for name in found} if setting.framed else found


def _proportions(modules: Iterable[LearningModule]) -> str:
    """CSS rules that make the parts of the progress bar proportional to their time: a strict policy forbids
    inline styles, and a script would make the bar jump.
    """
    lengths = sorted({activity.minutes() for module in modules for activity in module.activities})
    rules = "".join(f'.way [data-minutes="{length}"]{{flex-grow:{length}}}' for length in lengths)
    return f"@layer part{{{rules}}}"


def _longest_words(modules: Sequence[LearningModule]) -> str:
    """How wide the longest words are, in em, by what they stand in; the sheets make them fit."""
    texts = {
        "title": (text for module in modules for text in module.title.values()),
        "step": (text for module in modules for step in module.steps for text in step.title.values()),
        "prose": (
            text
            for module in modules
            for activity in module.activities
            for _, texts in activity.prose()
            for text in texts.values()
        ),
    }
    widths = ";".join(f"--longest-{name}:{longest_word(found):g}" for name, found in texts.items())
    return f"@layer tokens{{:root{{{widths}}}}}"


def in_languages(texts: Mapping[str, str] | None, languages: Sequence[str]) -> str:
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


def _page(setting: PageSetting, data: PlayerData, texts: Mapping[str, Texts], root: str, named: str) -> str:
    """The page with its texts, but without the data: which texts that contains depends on the page. `root` is
    the way to what it shares with others, `named` its parts of a script that serves several.
    """
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
            framed=setting.framed,
            root=root,
            parts=named,
            says=shown.__contains__,
            kinds=len({activity.type for activity in module.activities}),
            prints=setting.prints,
            writes=setting.writes,
            finishes=setting.store is not Store.BROWSER,
            pages={activity.id: activity.page(setting) for activity in module.activities},
            publisher=publisher,
            privacy={
                name: in_languages(getattr(publisher.privacy, name), module.languages)
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
    return GAP.sub("\n", page)
