"""What a publisher states on the privacy sheet, and what follows from it: no basis, right or fact by default."""

from __future__ import annotations

import json
import re
from typing import Any, get_args

import pytest

from formats.modules import make_module
from larpaket.definition.notice import LegalBasis, Privacy
from larpaket.definition.privacy import NAMES
from larpaket.definition.publisher import Lrs, Publisher
from larpaket.formats import FORMATS
from larpaket.player.setting import setting_of
from larpaket.privacy.notice import RIGHTS
from larpaket.privacy.pages import privacy_files
from larpaket.privacy.sheet import sheet
from larpaket.templates import templates

ARTICLE = {"access": 15, "rectification": 16, "erasure": 17, "restriction": 18, "portability": 20}
WITHDRAWAL, OBJECTION = "7.3", "21"
EVERYTHING: dict[str, Any] = {
    "controller": "Kommunstyrelsen",
    "contact": "dataskydd@example.se",
    "data_protection_officer": "ombud@example.se",
    "purpose": "Att lära",
    "legal_basis": "legitimate-interests",
    "interests": "Att bli bättre",
    "recipients": "Leverantören",
    "readers": "HR-enheten",
    "transfers": "Till Norge",
    "retention": "12 månader",
    "must_provide": "Nej, det är frivilligt",
    "automated_decisions": "Tilldelning av kurser",
    "policy": "https://www.example.se/dataskydd",
    "authority": "Datatilsynet, datatilsynet.no",
}


def page(format: str = "xapi", language: str = "sv", lrs: Lrs | None = None, **stated: Any) -> str:
    """The sheet's page in a language, without line breaks."""
    publisher = Publisher(
        name="Förlaget", base="https://larande.example.se", lrs=lrs, privacy=Privacy.model_validate(stated)
    )
    module = make_module()
    found = sheet(setting_of(module, publisher, FORMATS[format]), FORMATS[format].servers)
    (file,) = (one for one in privacy_files(module, publisher, found, format) if one.path == NAMES[language])
    return " ".join(b"".join(part for part in file.content if isinstance(part, bytes)).decode().split())


def articles(html: str) -> set[str]:
    return set(re.findall(r"artikel ([0-9.]+)", html))


@pytest.mark.parametrize("format", list(FORMATS))
def test_nothing_is_claimed_that_is_not_stated(format: str) -> None:
    html = page(format)
    assert articles(html) == set()
    labels = re.findall(r"<dt>(.*?)</dt>", html.partition("<section>")[0])
    assert labels == ["Utgivare", "Frågor", "Vem du är"]
    assert "ansvarig</dt>" not in html
    assert "Dina rättigheter" not in html
    # The right to complain holds whatever is stated.
    assert "klagomål till Integritetsskyddsmyndigheten (IMY)" in html


def test_how_long_an_lrs_keeps_is_said_only_if_it_is_stated() -> None:
    def times(html: str) -> list[str]:
        row = html.partition("En kod för enheten")[2].partition("</section>")[0]
        return re.findall(r"<dt>Hur länge</dt><dd>(.*?)</dd>", row)

    assert times(page("xapi")) == []
    assert times(page("xapi", retention="12 månader")) == ["12 månader"]


def test_everything_stated_is_there() -> None:
    html = page(**EVERYTHING)
    for key, text in EVERYTHING.items():
        assert key == "legal_basis" or text in html, key
    assert "6.1 f" in html
    assert "Utgivare" not in html
    assert "Integritetsskyddsmyndigheten" not in html
    assert '<a href="https://www.example.se/dataskydd">' in html


@pytest.mark.parametrize(
    ("basis", "rights", "more"),
    [
        ("consent", "access rectification erasure restriction portability", {WITHDRAWAL}),
        ("contract", "access rectification erasure restriction portability", set()),
        ("legal-obligation", "access rectification restriction", set()),
        ("vital-interests", "access rectification erasure restriction", set()),
        ("public-task", "access rectification restriction", {OBJECTION}),
        ("legitimate-interests", "access rectification erasure restriction", {OBJECTION}),
    ],
)
def test_the_rights_follow_from_the_basis(basis: str, rights: str, more: set[str]) -> None:
    html = page(legal_basis=basis)
    assert articles(html) == {"6.1", *(str(ARTICLE[right]) for right in rights.split()), *more}
    # Article 21.4: apart from everything else, under its own heading.
    apart = re.findall(r'<div class="apart"> <h3>Rätten att invända</h3> <p>(.*?)</p> </div>', html)
    assert [articles(text) for text in apart] == ([{OBJECTION}] if OBJECTION in more else [])


def test_every_basis_has_its_rights_and_its_words() -> None:
    assert set(RIGHTS) == set(get_args(LegalBasis))
    letters = [
        re.findall(r"6\(1\)\((.)\)", page(language="en", legal_basis=basis)) for basis in get_args(LegalBasis)
    ]
    assert letters == [["a"], ["b"], ["c"], ["d"], ["e"], ["f"]]


def test_nothing_of_the_kind_is_said_in_words() -> None:
    none: dict[str, Any] = dict.fromkeys(
        ("data_protection_officer", "recipients", "transfers", "automated_decisions"), "none"
    )
    for language, said in (
        ("sv", "Uppgifterna förs inte ut ur EU och EES."),
        ("en", "There is no profiling."),
    ):
        html = page(language=language, **none)
        assert said in html
        assert ">none<" not in html


def test_a_text_in_another_language_says_which() -> None:
    stated: dict[str, Any] = {"purpose": {"sv": "Att lära", "en": "To learn"}, "recipients": "Leverantören"}
    swedish, english = page(**stated), page(language="en", **stated)
    assert "<dd>Att lära</dd>" in swedish
    assert "<dd>Leverantören</dd>" in swedish
    assert "<dd>To learn</dd>" in english
    assert '<dd><span lang="sv">Leverantören</span></dd>' in english


def test_in_english_no_country_is_guessed() -> None:
    assert "IMY" not in page(language="en")
    assert "a data protection authority in the country where you live or work" in page(language="en")


@pytest.mark.parametrize(
    ("format", "actor", "keys"),
    [
        ("scorm12", None, ["who.read"]),
        ("scorm2004-3rd", "random", ["who.read", "who.random"]),
        ("scorm12", "account", ["who.read", "who.account"]),
        ("xapi", None, ["who.lms"]),
        ("cmi5", "random", ["who.lms"]),
        ("web", None, ["who.nobody"]),
    ],
)
def test_who_you_are_is_told_in_every_format(format: str, actor: Any, keys: list[str]) -> None:
    lrs = Lrs(endpoint="https://lrs.example.se/xapi", actor=actor) if actor else None
    texts = json.loads((templates() / "privacy" / "strings" / "sv.json").read_text("utf-8"))
    (row,) = re.findall(r"<dt>Vem du är</dt><dd>(.*?)</dd>", page(format, lrs=lrs))
    assert row.strip() == " ".join(texts[key] for key in keys)


def test_an_authors_text_is_never_markup() -> None:
    html = page(purpose="<script>alert(1)</script>", authority="</p><img>")
    assert "<script>" not in html
    assert "<img>" not in html
