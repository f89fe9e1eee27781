"""The style sheet on the wire: lighter, and the same rules."""

from __future__ import annotations

import re

import pytest

from larpaket.theme.css import compact, one_block_each, short_names, without_unused


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("/* why */ a { color : red; }\n\n b,\n i { margin: 0 1px; }", "a{color : red}b,i{margin:0 1px}"),
        ('a::after {\n  content: " ;  { ";\n}', 'a::after{content:" ;  { "}'),
        (
            ".a:not(.b) .c :is(d, e) { f: calc(1px * -1 + 2vw) }",
            ".a:not(.b) .c :is(d,e){f:calc(1px * -1 + 2vw)}",
        ),
        ("a > b ~ c { --d: e } f :hover g:hover { h: i }", "a>b ~ c{--d:e}f :hover g:hover{h:i}"),
        ('a { b: "{c: d;e: f}"; g: h }', 'a{b:"{c: d;e: f}";g:h}'),
        (
            "@media (40rem <= width < 64rem) and (height < 46rem) { a { b: c } }",
            "@media (40rem <= width < 64rem) and (height < 46rem){a{b:c}}",
        ),
        ("@layer a, b;\n@layer a {\n}\n", "@layer a,b;@layer a{}"),
        (
            '.v0.5 { a: 0.5em -0.25em 10.5px; b: calc(1.05 * 0.1em); c: "0.5" }',
            '.v0.5{a:.5em -.25em 10.5px;b:calc(1.05 * .1em);c:"0.5"}',
        ),
    ],
)
def test_what_means_nothing_goes_and_all_else_stays(css: str, expected: str) -> None:
    assert compact(css) == expected
    assert compact(expected) == expected


def test_a_custom_property_has_a_letter_that_is_its_own() -> None:
    css = ":root{--ink:#000;--ink-soft:#333}.a--ink{--gap:1px;color:var(--ink);margin:calc(var(--gap,var(--ink-soft)) * -1);top:var(--ink)}"
    assert (
        short_names(css)
        == ":root{--a:#000;--b:#333}.a--ink{--c:1px;color:var(--a);margin:calc(var(--c,var(--b)) * -1);top:var(--a)}"
    )


def test_where_letters_run_out_a_custom_property_keeps_its_name() -> None:
    css = "".join(f"a{{--one-{number}:0}}" for number in range(60))
    made = short_names(css)
    assert len(set(re.findall(r"--[\w-]+", made))) == 60


def test_a_layers_rules_stand_together_in_their_order_and_what_is_in_none_comes_first() -> None:
    css = '@layer a{b{c:d}}@layer a,e;@layer e{f{g:"}"}@media (h){i{j:k}}}@layer a{l{m:n}}o{p:q}'
    assert (
        one_block_each(css) == '@layer a,e;o{p:q}@layer a{b{c:d}l{m:n}}@layer e{f{g:"}"}@media (h){i{j:k}}}'
    )
    assert one_block_each(one_block_each(css)) == one_block_each(css)


RULES = ".a{x:y}.b,.c{x:y}@media (z){.c{x:y}.a .b{x:y}}.a{x:y;.c{x:y}.b{x:y}}"


def test_rules_for_classes_that_nobody_has_go_with_their_blocks() -> None:
    assert without_unused(RULES, {"a"}) == ".a{x:y}.a{x:y;}"
    assert without_unused(RULES, {"a", "b"}) == ".a{x:y}.b{x:y}@media (z){.a .b{x:y}}.a{x:y;.b{x:y}}"
    assert without_unused(RULES, {"a", "b", "c"}) == RULES


@pytest.mark.parametrize(
    "rule",
    [
        ".a:not(.b){x:y}",
        ".a:is(.b,.c){x:y}",
        ".a:has(.b,.c){x:y}",
        ".a:not(:has(.b:not([hidden] *))){x:y}",
        "[data-letters-now='2'] .a{x:y}",
        "h1,p{x:y}",
        "@page{x:y}",
        "@layer a,b;",
    ],
)
def test_what_can_still_match_stays(rule: str) -> None:
    assert without_unused(rule, {"a"}) == rule


@pytest.mark.parametrize("rule", [".a:has(.b){x:y}", ".a [data-b]{x:y}", '.a [data-do="b"]{x:y}'])
def test_what_cannot_goes(rule: str) -> None:
    assert without_unused(rule, {"a"}) == ""
