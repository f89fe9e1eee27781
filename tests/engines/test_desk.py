"""The preview's page in Firefox and WebKit: it follows a walk in its frame, and keeps the focus where it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from browser.packages import write_module
from desk.running import Running, running
from engines.engine import Engine
from engines.guest import UNTIL

LISTEN = """() => {
    window.complaints = [];
    addEventListener("error", ({ message }) => complaints.push(message));
    addEventListener("unhandledrejection", ({ reason }) => complaints.push(String(reason)));
}"""
SAYS = "(word) => document.querySelector('h1').textContent.includes(word)"
THERE = """(selector) => document.querySelector("iframe")?.contentDocument?.querySelector(selector)?.offsetHeight > 0"""
PRESS = """(selector) => document.querySelector("iframe").contentDocument.querySelector(selector).click()"""
UNFOLD = """() => document.querySelector("iframe").contentDocument
    .querySelector('[data-do="text"][aria-expanded="false"]')?.click()"""
BEGIN, READ = '[data-do="begin"]:not([popovertarget])', '[data-do="read"]'
ONWARD = '[data-view]:not([hidden]) [data-do="onward"]'
FAULT = "[data-fault=refuse]"
ON = f"""(on) => document.querySelector("{FAULT}").ariaPressed === on
    && document.activeElement === document.querySelector("{FAULT}")"""


@pytest.fixture
def desk(engine: Engine, tmp_path: Path) -> Iterator[Running]:
    with running(write_module(tmp_path / "project")) as made:
        engine.open(made.address)
        engine.run(LISTEN)
        engine.run(UNTIL % "() => !!document.querySelector('[data-fit] iframe')")
        yield made


def walk(engine: Engine, *selectors: str) -> None:
    for selector in selectors:
        engine.run(UNTIL % THERE, selector, frame=True)
        engine.run(PRESS, selector, frame=True)


def test_the_sentence_follows_a_walk(engine: Engine, desk: Running) -> None:
    walk(engine, BEGIN)
    engine.run(UNTIL % SAYS, ": påbörjad")
    engine.run(UNTIL % THERE, '[data-do="text"]', frame=True)
    engine.run(UNFOLD, frame=True)
    walk(engine, READ, ONWARD)
    engine.run(UNTIL % SAYS, "klar")
    assert desk.picture()["standing"]["status"] == "done"
    assert engine.run("() => document.querySelectorAll('.calls li').length") > 3
    assert engine.run("() => document.documentElement.scrollWidth <= innerWidth")
    assert engine.run("() => window.complaints") == []


def test_a_fault_is_switched_and_keeps_the_focus(engine: Engine, desk: Running) -> None:
    for on in ("true", "false"):
        engine.run(f"() => document.querySelector('{FAULT}').focus()")
        engine.press(FAULT)
        engine.run(UNTIL % ON, on)
    assert engine.run("() => window.complaints") == []
