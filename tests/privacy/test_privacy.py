"""The privacy sheet's servers: who sees that a browser asks, and whether nginx writes it down."""

from __future__ import annotations

import json
from typing import Literal

import pytest

from formats.modules import make_module
from larpaket.definition.privacy import NAMES
from larpaket.definition.publisher import Lrs, Publisher
from larpaket.formats import FORMATS
from larpaket.player.setting import setting_of
from larpaket.privacy.pages import privacy_files
from larpaket.privacy.sheet import sheet
from larpaket.templates import templates

Found = list[tuple[str, str, str]]
PAGE = ("server.page", "log.server", "")


def servers(format: str, auth: Literal["none", "gateway", "key", ""] = "") -> tuple[Found, str]:
    """Those in the sheet, and its Swedish page."""
    lrs = Lrs(endpoint="https://lrs.example.se/xapi", auth=auth) if auth else None
    publisher, module = Publisher(name="Kommunen", base="https://larande.example.se", lrs=lrs), make_module()
    found = sheet(setting_of(module, publisher, FORMATS[format]), FORMATS[format].servers)
    (page,) = (file for file in privacy_files(module, publisher, found, format) if file.path == NAMES["sv"])
    (text,) = (piece.decode() for piece in page.content if isinstance(piece, bytes))
    return [(one.who, one.log, one.address) for one in found.servers], text


@pytest.mark.parametrize(
    ("adapter", "auth", "beside"),
    [
        ("web", "", []),
        ("scorm12", "", []),
        ("scorm2004-3rd", "key", [("server.publisher", "log.server", "https://lrs.example.se")]),
        ("scorm12", "gateway", [("server.gateway", "log.gateway", "https://lrs.example.se")]),
        ("xapi", "", [("server.lrs", "log.server", "")]),
        ("cmi5", "gateway", [("server.lrs", "log.server", ""), ("server.fetch", "log.server", "")]),
    ],
)
def test_each_is_named_by_what_it_is(
    adapter: str, auth: Literal["key", "gateway", ""], beside: Found
) -> None:
    found, page = servers(adapter, auth)
    assert found == [PAGE, *beside]
    # Only a package that speaks to the gateway itself can say what its log holds.
    assert ("ingen åtkomstlogg" in page) is (
        beside == [("server.gateway", "log.gateway", "https://lrs.example.se")]
    )


def test_both_languages_say_the_same() -> None:
    texts = [
        json.loads((templates() / "privacy" / "strings" / f"{language}.json").read_text("utf-8"))
        for language in NAMES
    ]
    assert list(texts[0]) == list(texts[1])
