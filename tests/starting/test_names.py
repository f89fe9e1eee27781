from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from larpaket.definition.fields import is_id
from larpaket.files import not_on_windows
from larpaket.problems import UsageError
from larpaket.starting.names import check_name, name_from


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Arbetsglädje", "arbetsgladje"),
        ("Må bra på jobbet", "ma-bra-pa-jobbet"),
        ("  Över & ÄLV – del 2!  ", "over-alv-del-2"),
        ("Cafe\u0301 Ærø", "cafe-aro"),
        ("2026 års plan", "modul-2026-ars-plan"),
        ("Con", "con-1"),
        ("👋 Hej", "hej"),
        ("👋", ""),
        ("Ett " * 30, "-".join(["ett"] * 15)),
        ("a" * 70, "a" * 60),
    ],
)
def test_a_name_from_a_title(title: str, name: str) -> None:
    assert name_from(title) == name


@given(st.text())
def test_what_is_made_can_be_a_name(title: str) -> None:
    name = name_from(title)
    assert name == "" or check_name(name) == name


@pytest.mark.parametrize("name", ["x", "ma-bra-2", "a" * 60])
def test_a_good_name(name: str) -> None:
    assert check_name(name) == name


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("Halsa", "halsa"),
        ("må bra", "ma-bra"),
        ("2x", "modul-2x"),
        ("a" * 61, "a" * 60),
        ("../x", "x"),
        ("modules\\x", "x"),
        ("modules/x/", "x"),
        ("aux", "aux-1"),
        (".x", "x"),
    ],
)
def test_a_bad_name_is_refused_with_one_that_would_do(name: str, instead: str) -> None:
    with pytest.raises(UsageError, match=re.escape(f"; try `larpaket new {instead}`") + "$"):
        check_name(name)
    assert is_id(instead)
    assert not not_on_windows(instead)
