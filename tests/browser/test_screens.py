"""Rules for every screen: axe, nothing wider than the window, targets, lines; in every language, width and scheme.
test_tree.py enlarges and spaces them.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from browser import pseudo
from browser.axe import violations
from browser.learner import Learner
from browser.screens import SCREENS

LANGUAGES = ("sv", "en", pseudo.TAG)
WIDTHS = (1280, 750, 320)
SCHEMES = ("light", "dark")

OVERFLOWING = """() => [...document.body.querySelectorAll("*")].filter((element) => {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest(".hidden, .skip, video")) return false;
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.left < -0.5 || box.right > innerWidth + 0.5);
}).map((element) => element.outerHTML.slice(0, 120))"""
SMALL = """() => [...document.querySelectorAll("button, a:not(.skip, p a), summary, input, textarea")].filter((e) => e.checkVisibility())
    .map((e) => [e.textContent || e.name, e.closest("label") ?? e]).filter(([, e]) => {
        const box = e.getBoundingClientRect();
        return box.width < 44 || box.height < 44;
    }).map(([text]) => text)"""
CUT = """() => [...document.querySelectorAll("h1, h2, h3, p, button, label, li")].filter((e) => {
    if (!e.checkVisibility({ visibilityProperty: true }) || e.closest(".hidden")) return false;
    const hides = getComputedStyle(e).overflow !== "visible";
    return hides && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
}).map((e) => e.outerHTML.slice(0, 120))"""
# For running text only: its line height, and the number of characters in a full line.
LINES = """() => [...document.querySelectorAll("p, li:not([data-way])")]
    .filter((e) => e.checkVisibility() && !e.closest(".hidden") && e.textContent.trim().length > 80)
    .map((e) => {
        const style = getComputedStyle(e);
        const range = document.createRange();
        range.selectNodeContents(e);
        const tops = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
        const text = e.textContent.trim();
        return [text.slice(0, 40), parseFloat(style.lineHeight) / parseFloat(style.fontSize), text.length / tops.size];
    })
    .filter(([, height, length]) => height < 1.395 || height > 1.605 || length > 70)"""


def pairs() -> list[tuple[str, str, int, str]]:
    """Return each screen in each language; each width and each scheme with each of them, and with each other."""
    return [
        (name, language, WIDTHS[(at + turn) % 3], SCHEMES[(at + turn) % 2])
        for at, name in enumerate(SCREENS)
        for turn, language in enumerate(LANGUAGES)
    ]


def others() -> list[tuple[str, str, int, str]]:
    return sorted(set(itertools.product(SCREENS, LANGUAGES, WIDTHS, SCHEMES)) - set(pairs()))


def check(learner: Learner) -> None:
    size = learner.page.viewport_size
    assert size is not None
    assert learner.sco.evaluate("document.documentElement.scrollWidth") == size["width"]
    assert learner.sco.evaluate(OVERFLOWING) == []
    assert learner.sco.evaluate(CUT) == []


@pytest.mark.parametrize(("name", "language", "width", "scheme"), pairs())
def test_everybody_can_use_it(
    open_screen: Callable[..., Learner], name: str, language: str, width: int, scheme: str
) -> None:
    learner = open_screen(name, language, width, scheme=scheme)
    check(learner)
    assert violations(learner.sco) == []
    assert learner.sco.evaluate(SMALL) == []
    if language != pseudo.TAG:  # its letters have no realistic width
        assert learner.sco.evaluate(LINES) == []
    # One button says what comes next; the question's card has one more, for its clock.
    assert learner.sco.locator(".main:visible:not(.ask *)").count() <= 1


@pytest.mark.soak
@pytest.mark.parametrize(("name", "language", "width", "scheme"), others())
def test_everybody_can_use_it_in_every_combination(
    open_screen: Callable[..., Learner], name: str, language: str, width: int, scheme: str
) -> None:
    test_everybody_can_use_it(open_screen, name, language, width, scheme)


@pytest.mark.parametrize(
    "name", ["start", "group-text", "notes", "big-screen", "reading", "checklist", "done", "not-saved"]
)
def test_in_forced_colours(open_screen: Callable[..., Learner], name: str) -> None:
    learner = open_screen(name)
    learner.page.emulate_media(forced_colors="active")
    check(learner)
    # axe measures the author's backgrounds, which are no longer there.
    assert [found for found in violations(learner.sco) if not found.startswith("color-contrast")] == []
