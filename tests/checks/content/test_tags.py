"""Tags as a browser finds them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from larpaket.checks.content import code
from larpaket.checks.content.tags import tags

PIECES = [
    *"<>/='\"! -?a \n&;",
    *(
        "<!--",
        "-->",
        "<a ",
        "<script>",
        "</script>",
        "<style>",
        "</style",
        "href=",
        "</",
        "<p>",
        "&amp;",
        "<title>",
        "</title>",
        "<img src=",
    ),
    *(
        "/*",
        "*/",
        "//",
        "`",
        "\\",
        "url(",
        "@import ",
        "import(",
        "eval(",
        ".open('GET',",
        "fetch('//",
        "'",
        "å",
        "😀",
        "\u2028",
        "\r",
    ),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def found(page: str) -> list[tuple[str, dict[str, str]]]:
    return [(tag.name, {name: value.text for name, value in tag.attributes.items()}) for tag in tags(page)]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<P>a</P>", [("p", {})]),
        ("<a href=b c='d>' E=\"f&amp;g\" h>", [("a", {"href": "b", "c": "d>", "e": "f&g", "h": ""})]),
        ("<a href = b\n>", [("a", {"href": "b"})]),
        ("<img src=a/>", [("img", {"src": "a/"})]),
        ("<img src=a />", [("img", {"src": "a"})]),
        ("<a b=1 b=2>", [("a", {"b": "1"})]),
        ("<a ='x'>", [("a", {"'x'": ""})]),
        ("<!-- <a> --><b>", [("b", {})]),
        ("<!--><b>", [("b", {})]),
        ("<!doctype html><?xml ?><b>", [("b", {})]),
        ("1 < 2 <b>", [("b", {})]),
        ("<script>'<a>'</script><b>", [("script", {}), ("b", {})]),
        ("<script>'</scripts><a>'</SCRIPT ><b>", [("script", {}), ("b", {})]),
        ("<title><a></title><b>", [("title", {}), ("b", {})]),
        ("<b><a href='", [("b", {})]),
        ("<b><!-- <a>", [("b", {})]),
        ("<style><a>", [("style", {})]),
    ],
)
def test_tags(page: str, expected: list[tuple[str, dict[str, str]]]) -> None:
    assert found(page) == expected


@given(TEXTS)
def test_any_page(page: str) -> None:
    at = 0
    for tag in tags(page):
        assert at <= tag.start < tag.end <= tag.inside[0] <= tag.inside[1] <= len(page)
        assert page[tag.start] == "<"
        for name, value in tag.attributes.items():
            assert page[value.start : value.start + value.length] or not value.text
            assert name == name.lower()
        at = tag.inside[1]


@given(TEXTS)
def test_comments_are_blanked_in_place(text: str) -> None:
    for bare in (code.script(text), code.style(text)):
        assert len(bare) == len(text)
        assert bare.count("\n") == text.count("\n")
        assert all(new in (old, " ") for new, old in zip(bare, text, strict=True))
    list(code.urls(text))


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("a//b\nc", "a   \nc"),
        ("a/*b\nc*/d", "a   \n   d"),
        ("'//a' //b", "'//a'    "),
        ('"\\"//a"//b', '"\\"//a"   '),
        ("`//a\n${b}`//c", "`//a\n${b}`   "),
        ("a = /[\"']/; // b", "a = /[\"']/;     "),
        ("a / b // c", "a / b     "),
        ("'a\n//b'", "'a\n    "),
        ("/*", "  "),
    ],
)
def test_script(text: str, bare: str) -> None:
    assert code.script(text) == bare


@pytest.mark.parametrize(
    "piece",
    [
        "<a ",
        "<!--",
        "<a b='",
        "<script>",
        "<",
        "<title>",
        "/*",
        "'",
        "`",
        "=/[",
        "\\",
        "url(",
        ".open('G','//",
        "(/a",
    ],
)
def test_time_grows_with_the_length_only(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()
        list(tags(text))
        bare = code.script(text)
        for pattern in (code.UNLOAD, code.SYNCHRONOUS, code.EVAL, code.ELSEWHERE, code.MODULE_FILE):
            list(pattern.finditer(bare))
        list(code.urls(code.style(text)))
        return time.process_time() - start

    assert seconds(400_000) < 20 * seconds(40_000) + 0.5
