"""The style sheet on the wire: lighter, and the same rules."""

from __future__ import annotations

import pytest

from builder.theme.compact import compact


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("/* why */ a { color : red; }\n\n b,\n i { margin: 0 1px; }", "a{color : red}b,i{margin:0 1px}"),
        ('a::after {\n  content: " ;  { ";\n}', 'a::after{content:" ;  { "}'),
        (".a:not(.b) .c :is(d, e) { f: calc(1px * -1 + 2vw) }", ".a:not(.b) .c :is(d,e){f:calc(1px * -1 + 2vw)}"),
        ("a > b ~ c { --d: e } f :hover g:hover { h: i }", "a>b ~ c{--d:e}f :hover g:hover{h:i}"),
        ('a { b: "{c: d;e: f}"; g: h }', 'a{b:"{c: d;e: f}";g:h}'),
        (
            "@media (40rem <= width < 64rem) and (height < 46rem) { a { b: c } }",
            "@media (40rem <= width < 64rem) and (height < 46rem){a{b:c}}",
        ),
        ("@layer a, b;\n@layer a {\n}\n", "@layer a,b;@layer a{}"),
    ],
)
def test_what_means_nothing_goes_and_all_else_stays(css: str, expected: str) -> None:
    assert compact(css) == expected
    assert compact(expected) == expected
