"""The language of a page: the learner's own choice, which is remembered; otherwise the LMS's, then the
browser's, then the module's first.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from browser.learner import Learner
from browser.server import Site
from browser.visitor import START

scorm = pytest.mark.parametrize(
    ("format", "api"), [("scorm12", "API"), ("scorm2004-3rd", "API_1484_11")], indirect=["format"]
)


@pytest.fixture
def speaking(chromium: Browser, site: Site) -> Iterator[list[BrowserContext]]:
    """Return browsers in English and in German."""
    contexts = [chromium.new_context(locale=locale) for locale in ("en-GB", "de-DE")]
    yield contexts
    for context in contexts:
        context.close()


def language(learner: Learner) -> str:
    return str(learner.sco.evaluate("document.documentElement.lang"))


@scorm
def test_without_a_preference_in_the_lms_the_browser_decides(
    speaking: list[BrowserContext], site: Site, api: str
) -> None:
    for context, expected in zip(speaking, ("en", "sv"), strict=True):
        learner = Learner(context.new_page(), site)
        learner.open(api=api, learner=expected)
        assert language(learner) == expected
        learner.check()


@scorm
def test_the_learners_choice_is_remembered_and_given_to_the_lms(
    speaking: list[BrowserContext], site: Site, api: str
) -> None:
    learner = Learner(speaking[0].new_page(), site)
    learner.open(api=api)
    learner.press("Svenska")
    element = "cmi.student_preference.language" if api == "API" else "cmi.learner_preference.language"
    learner.wrote(element, "sv")
    learner.open(api=api)
    assert language(learner) == "sv"
    expect(learner.sco.get_by_role("button", name=START)).to_be_visible()
    assert learner.state()["l"] == "sv"
    learner.check()


def test_the_lmss_preference_counts_more_than_the_browsers(context: BrowserContext, site: Site) -> None:
    site.records["/record/a"] = {"cmi": {"student_preference": {"language": "en"}}}
    learner = Learner(context.new_page(), site)
    learner.open()
    assert language(learner) == "en"
    learner.check()


@pytest.mark.parametrize("format", ["web"], indirect=True)
def test_without_an_lms_too(speaking: list[BrowserContext], site: Site) -> None:
    page = speaking[0].new_page()
    page.goto(f"{site.url}/package/index.html")
    page.get_by_role("button", name="Svenska").click()
    expect(page.get_by_role("button", name=START)).to_be_visible()
    page.get_by_role("button", name=START).click()
    page.reload()
    expect(page.get_by_role("heading", name="Film och fråga")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "sv"
