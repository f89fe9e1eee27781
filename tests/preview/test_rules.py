from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from larpaket.preview.lrs import Lrs, Request
from larpaket.preview.lrs.validate import statement

from .client import HEADERS, Client
from .rules import RULES
from .samples import Rule


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule(rule: Rule) -> None:
    faults = list(statement(rule.statement()))
    assert bool(faults) == bool(rule.place and rule.name != "attachment: neither fileUrl nor data"), (
        "\n".join(map(str, faults))
    )
    if faults:
        assert any(fault.place.startswith(rule.place) for fault in faults), "\n".join(map(str, faults))


def test_every_rule_over_http(served: Callable[..., Client]) -> None:
    client = served()
    for rule in RULES:
        answer = client.send("POST", "statements", rule.statement())
        assert answer.status == (400 if rule.place else 200), f"{rule.name}: {answer.text}"
        if rule.place:
            assert rule.place in answer.text, rule.name
            assert answer.headers["content-type"].startswith("text/plain")


def test_names_are_unique() -> None:
    assert not [name for name, count in Counter(rule.name for rule in RULES).items() if count > 1]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "is not JSON"),
        (b"{", "is not JSON"),
        (b'"x"', "statement: must be an object, not a string"),
        (b"[1]", "[0]: must be an object, not a number"),
        (b'{"actor": 1, "actor": 2}', "`actor` twice"),
        (b'{"x": NaN}', "NaN"),
        (b'{"x": 1e999}', "1e999"),
        (b'{"x": "\\ud800"}', "surrogate"),
        ('{"x": "å"}'.encode("utf-16"), "UTF-8"),
        ('{"x": "å"}'.encode("latin-1"), "UTF-8"),
        (b"\xef\xbb\xbf{}", "JSON"),
        (b"[" * 100_000, "nested"),
        (b'{"x": ' + b"1" * 5000 + b"}", "body:"),
    ],
)
def test_json_that_is_none(body: bytes, said: str) -> None:
    answer = Lrs().handle(Request.to("POST", "/xapi/statements", HEADERS, body))
    assert answer.status == 400
    assert said in answer.body.decode()
