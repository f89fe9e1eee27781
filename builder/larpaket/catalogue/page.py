"""The page around a catalogue's modules: its list, its frame, and the session with the LMS."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial

from larpaket import vocabulary
from larpaket.definition.gathered import Gathered
from larpaket.definition.page import Import
from larpaket.definition.privacy import NAMES
from larpaket.definition.publisher import Publisher
from larpaket.definition.setting import Store
from larpaket.files import PackageFile
from larpaket.formats import FORMATS, Format
from larpaket.html import environment
from larpaket.player.bundle import adapter, source
from larpaket.player.contract import ModuleData, ModulePart, PlayerData
from larpaket.player.linker import linked
from larpaket.player.render import GAP, whole_data, with_data, words_of
from larpaket.player.setting import PageSetting
from larpaket.player.statement_templates import session_templates, statement_templates
from larpaket.player.strings import Address, Texts, fill, strings
from larpaket.player.texts import handed_texts, is_rewritten, used
from larpaket.statements import Template, inside
from larpaket.templates import templates
from larpaket.theme.style import style_sheet
from larpaket.theme.words import longest_word

_SHEETS = ("style/base", "style/part", "style/screen", "catalogue/catalogue", "style/mode", "style/sender")
_WIDEST = 13
"""How wide the longest module's line is, in rem."""


def overview_files(
    catalogue: Gathered,
    publisher: Publisher,
    format: Format,
    settings: Sequence[PageSetting],
    authorization: str,
) -> list[PackageFile]:
    """The page, its style sheet and its script; `settings` are those of the modules' pages."""
    script, strings_in_it = linked(_entry(catalogue, publisher, format, settings))
    known = {language: _texts(catalogue, format, language) for language in catalogue.languages}
    page = _page(catalogue, publisher, format, known)
    texts = {language: used(said, script, page) for language, said in known.items()}
    handed = handed_texts(catalogue, texts, script, page)
    words = words_of([handed.page], strings_in_it, handed.places)
    sheets = (f"player/{name}.css" for name in _SHEETS)
    rules = _lengths(catalogue)
    style = style_sheet(publisher.theme.color, publisher.theme.logo, *sheets, rules=rules, words=words)
    data = overview_data(catalogue, publisher, format, settings, authorization)
    return [
        PackageFile("index.html", (with_data(handed, data).encode(),)),
        PackageFile("catalogue.css", (style.encode(),)),
        PackageFile("catalogue.js", (handed.script.encode(),)),
    ]


def overview_data(
    catalogue: Gathered,
    publisher: Publisher,
    format: Format,
    settings: Sequence[PageSetting],
    authorization: str = "",
) -> PlayerData:
    """The data for the script, without the texts."""
    modules = tuple(
        ModuleData(
            id=module.id,
            required=True,
            activities=tuple(
                ModulePart(id=one.id, type=one.type, required=one.required, minutes=one.minutes())
                for one in module.activities
            ),
        )
        for module in catalogue.modules
    )
    return whole_data(
        catalogue,
        catalogue.mode,
        publisher,
        format,
        authorization,
        steps=(),
        activities=(),
        statements=_statements(catalogue, publisher, format, settings),
        modules=modules,
    )


def _statements(
    catalogue: Gathered, publisher: Publisher, format: Format, settings: Sequence[PageSetting]
) -> dict[str, Template]:
    """The catalogue's own templates, and those of its modules, which it sends for them: a module's
    completion as `module.completed`, its activities' under `module/`.
    """
    profile = format.profile_for(publisher)
    if profile is None:
        return {}
    whole = vocabulary.iri(publisher.base, catalogue.id)
    found = session_templates(catalogue, publisher, profile, vocabulary.COURSE)
    for setting in settings:
        for name, template in statement_templates(setting).items():
            if "." in name:
                found[f"{setting.module.id}/{name}"] = inside(template, whole)
            elif name == "completed":
                found[f"{setting.module.id}.{name}"] = inside(template, whole)
    return found


def _entry(catalogue: Gathered, publisher: Publisher, format: Format, settings: Sequence[PageSetting]) -> str:
    imports, tracking = adapter(settings, format, gathers=True)
    parts = {
        "rewriting": (is_rewritten(catalogue), Import("mountRewriting", "rewriting.js")),
        "unsent": (format.profile_for(publisher) is not None, Import("mountUnsent", "unsent.js")),
    }
    handed = {name: part for name, (needed, part) in parts.items() if needed}
    imports += [*handed.values(), Import("overview", "catalogue/overview.js")]
    given = ", ".join(f"{name}: {part.name}" for name, part in handed.items())
    return source(imports, f"overview({{ tracking: {tracking}, parts: {{ {given} }} }});")


def _texts(catalogue: Gathered, format: Format, language: str) -> Texts:
    """The player's texts, those of the format's session states only, and the catalogue's own."""
    address: Address | None = None if catalogue.mode == "either" else "ni"
    if catalogue.mode == "individual":
        address = "du"
    others = {f"save.{status}" for each in FORMATS.values() for status in each.statuses - format.statuses}
    known = strings(language).texts(address)
    texts = Texts(language, {key: text for key, text in known.items() if key not in others})
    if format.store is Store.BROWSER:
        texts["done.kept"] = known["done.here"]
    texts["module.title"] = catalogue.title[language]
    for number, part in enumerate(catalogue.parts):
        if part.title:
            texts[f"part.{number}"] = part.title[language]
    for module in catalogue.modules:
        texts[f"m.{module.id}"] = module.title[language]
    return texts


def _page(catalogue: Gathered, publisher: Publisher, format: Format, texts: Mapping[str, Texts]) -> str:
    """The page, which begins in the first language and in the form for a group."""
    language = catalogue.languages[0]
    shown = texts[language]

    def t(key: str, n: int | None = None) -> str:
        return fill(shown[key], n)

    page = (
        environment(templates() / "player")
        .get_template("catalogue/index.html.jinja")
        .render(
            language=language,
            direction=strings(language).direction,
            names={tag: texts[tag]["language.name"] for tag in catalogue.languages},
            modules=catalogue.modules,
            parts=catalogue.parts,
            lengths=_minutes(catalogue),
            quits=format.store is not Store.BROWSER,
            tells=format.profile_for(publisher) is not None,
            publisher=publisher,
            root="",
            sheets={tag: NAMES["sv" if tag.split("-")[0] == "sv" else "en"] for tag in catalogue.languages},
            t=t,
            values=partial(_json),
        )
    )
    return GAP.sub("\n", page)


def _json(**values: object) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _minutes(catalogue: Gathered) -> dict[str, int]:
    """About how long each module takes."""
    return {module.id: sum(one.minutes() for one in module.activities) for module in catalogue.modules}


def _lengths(catalogue: Gathered) -> str:
    """CSS rules that make each module's line as long as it takes, and how wide the title's longest word is: a
    strict policy forbids inline styles, and a script would make the lines jump.
    """
    lengths = sorted(set(_minutes(catalogue).values()))
    unit = _WIDEST / max(1, lengths[-1])
    rules = "".join(
        f'.line [data-minutes="{length}"]{{inline-size:{round(unit * length, 2)}rem}}' for length in lengths
    )
    titles = (title for module in catalogue.modules for title in module.title.values())
    widths = (
        f"--longest-title:{longest_word(catalogue.title.values()):g};--longest-step:{longest_word(titles):g}"
    )
    return f"@layer part{{{rules}}}@layer tokens{{:root{{{widths}}}}}"
