"""The player's files: an author's text is never markup."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from formats.modules import LINES, PUBLISHER, make_module
from larpaket.activities import ACTIVITIES
from larpaket.definition.load import load_module
from larpaket.definition.notice import Privacy
from larpaket.files import PackageFile
from larpaket.formats import FORMATS
from larpaket.player.render import player_files
from larpaket.player.texts import handed_texts
from larpaket.templates import templates
from larpaket.theme.style import style_sheet

BRACES = "Hej {namn}, {n} och {title}"
NASTY = '</script><!--<img src=x onerror="alert(1)">&amp;\u2028{{ title }}{% raw %}'

IN_TWO_LANGUAGES = """\
id: x
version: "1.0"
languages: [sv, en]
title:
  sv: Mötet
  en: The meeting
description:
  sv: En fråga.
  en: A question.
sections:
  - title:
      sv: Starta
      en: Start
    steps:
      - id: steg
        title:
          sv: Steg
          en: Step
        activities:
          - id: samtal
            type: reflection
            mode: individual
            notes: lms
            title:
              sv: Samtal
              en: Talk
            questions:
              - id: fraga
                text:
                  sv: Vad?
                  en: What?
                time: 5 min
"""


def bytes_of(file: PackageFile) -> bytes:
    return b"".join(piece for piece in file.content if isinstance(piece, bytes))


def files_of(title: str, steps: int = 1) -> dict[str, bytes]:
    module = make_module(title=title, steps=steps)
    return {file.path: bytes_of(file) for file in player_files(module, PUBLISHER, FORMATS["scorm12"])}


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.data = ""
        self.inside = ""
        self.key = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.inside = tag
        self.key = dict(attrs).get("data-t") or ""
        assert not [name for name, _ in attrs if name.startswith("on") or name == "style"]

    def handle_data(self, data: str) -> None:
        if self.inside == "script":
            self.data += data
        if data.strip() and self.inside != "script":
            self.texts.append((self.key, data))

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.key = ""


def read(html: bytes) -> Page:
    page = Page()
    page.feed(html.decode())
    return page


def texts_of(page: Page) -> dict[str, object]:
    """What the script of a page in one language is handed by name."""
    data = json.loads(page.data)
    return dict(zip(data["keys"], data["texts"]["sv"], strict=False))


@settings(deadline=None, max_examples=50)
@given(title=LINES, steps=st.integers(1, 5))
def test_an_authors_text_is_never_markup(title: str, steps: int) -> None:
    page = read(files_of(title, steps)["index.html"])
    assert page.tags == read(files_of("Att prova", steps)["index.html"]).tags
    texts = texts_of(page)
    ids = [step["id"] for step in json.loads(page.data)["steps"]]
    assert title in json.loads(page.data)["texts"]["sv"]
    assert ids == [f"steg-{number}" for number in range(steps)]
    assert [texts[f"step.{id}.heading"] for id in ids] == [title] * steps


def test_the_nastiest_title() -> None:
    html = files_of(NASTY)["index.html"]
    assert NASTY in json.loads(read(html).data)["texts"]["sv"]
    assert b"<img" not in html


def test_braces_in_an_authors_text_stay_as_they_were_typed() -> None:
    page = read(files_of(BRACES, steps=2)["index.html"])
    own = [text for _, text in page.texts if "{" in text]
    assert len(own) > 6
    assert {text.removeprefix("Nästa: ") for text in own} == {BRACES}
    assert texts_of(page)["step.steg-0.onward"] == f"Nästa: {BRACES}"
    assert f"<title>{BRACES}</title>" in files_of(BRACES)["index.html"].decode()


def test_no_inline_script_or_style_and_nothing_from_elsewhere() -> None:
    files = files_of("Att prova")
    assert re.findall(rb"<script(?![^>]*(?:src=|application/json))", files["index.html"]) == []
    assert b"<style" not in files["index.html"]
    for name, data in files.items():
        assert re.findall(rb"https?://", data) == [], name
    for word in (b"eval(", b"new Function", b"innerHTML", b"unload", b"document.write", b"import("):
        assert word not in files["player.js"]


def test_between_two_words_is_one_break() -> None:
    assert not re.search(r"\s\n|\n\s", files_of("Att prova")["index.html"].decode())


def declarations(css: str) -> set[str]:
    """But for what custom properties are called."""
    found = re.findall(
        r"([\w-]+):\s*([^;{}]+)(?=[;}])", re.sub(r"(?<![\w-])--[a-z][\w-]*", "--", css, flags=re.I)
    )
    return {f"{name}:{re.sub(r' *, *', ',', ' '.join(value.split()))}" for name, value in found}


def test_a_style_keeps_every_declaration_and_no_comment() -> None:
    sheets = sorted((templates() / "player").rglob("*.css"))
    names = [path.relative_to(templates()).as_posix() for path in sheets]
    made = style_sheet(PUBLISHER.theme.color, None, *names)
    source = "".join(path.read_text("utf-8") for path in sheets)
    source = re.sub(r"(?<![\w.])0(?=\.\d)", "", re.sub(r"/\*.*?\*/", "", source, flags=re.S))
    assert "/*" not in made
    assert declarations(source) <= declarations(made)
    assert made.count("{") == made.count("}")


def test_a_page_that_is_never_rewritten_hands_its_script_only_what_that_says() -> None:
    files = files_of("Att prova")
    page = read(files["index.html"])
    texts = json.loads(page.data)["texts"]["sv"]
    assert {"Sparat", "Ni är klara.", "Att prova"} <= {text for text in texts if isinstance(text, str)}
    assert "Hoppa till innehållet" not in texts
    assert {texts[int(place)] for place, _ in page.texts if place} <= {
        "Visa filmen stort",
        "Visa på stor skärm",
    }
    assert b"save.saved" not in files["player.js"]


def test_a_page_in_two_languages_can_be_rewritten_whole() -> None:
    swedish = {
        "nav.skip": "Hoppa",
        "save.saved": "Sparat",
        "time.total": "{n} minuter",
        "step.a.title": "Ett steg",
        "nav.back": "Bak",
    }
    english = {
        "nav.skip": "Skip",
        "save.saved": "Saved",
        "time.total": "{n} minutes",
        "step.a.title": "A step",
        "nav.back": "Back",
    }
    script = 'say("save.saved", "nav.back", `step.${id}.title`, "step.b")'
    page = '<p data-t="nav.skip">Hoppa</p><p data-t="time.total" data-v="3">3 minuter</p><b data-t-label="nav.back" data-t="step.a.title">'
    module = make_module().model_copy(update={"languages": ("sv", "en")})
    handed = handed_texts(module, {"sv": swedish, "en": english}, script, page)
    assert handed.keys == ("step.a.title",)
    assert handed.script == script.replace("save.saved", "1").replace("nav.back", "2")
    assert re.findall(r'data-t(?:-label)?="(.*?)"', handed.page) == ["3", "4", "2", "0"]
    # What stands on the page as it is, is handed over in the other languages alone.
    assert handed.texts["sv"] == (None, "Sparat", None, None, "{n} minuter")
    assert handed.texts["en"] == ("A step", "Saved", "Back", "Skip", "{n} minutes")


def test_what_a_publisher_states_by_language_follows_the_pages_language(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "module.yaml").write_text(IN_TWO_LANGUAGES, "utf-8")
    stated = {"readers": {"sv": "HR & chefen", "en": "Staff"}, "retention": "12 månader"}
    publisher = PUBLISHER.model_copy(update={"privacy": Privacy.model_validate(stated)})
    module, problems = load_module(tmp_path / "x", publisher, ACTIVITIES)
    assert module is not None, problems
    files = {file.path: bytes_of(file) for file in player_files(module, publisher, FORMATS["scorm12"])}
    where = files["index.html"].decode()
    assert (
        '<span data-language="sv">HR &amp; chefen</span><span data-language="en" hidden>Staff</span>' in where
    )
    assert re.search(r"</span> 12 månader</p>", where)
