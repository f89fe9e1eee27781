"""A package's style sheet gives the browser the same rules as the source style sheets."""

from __future__ import annotations

import re

from playwright.sync_api import Browser

from larpaket.templates import templates
from larpaket.theme.css import compact

RULES = """(css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return [...sheet.cssRules].map((rule) => rule.cssText.replace(/\\s+/g, " ").replace(/, /g, ","));
}"""


def test_without_comments_and_white_space_the_rules_are_the_same(chromium: Browser) -> None:
    page = chromium.new_page()
    for path in sorted((templates() / "player").rglob("*.css")):
        css = path.read_text("utf-8")
        # A zero before a fraction is the one thing that says nothing and stays in what the browser reads back.
        rules, made = (
            [re.sub(r"(?<![\w.])0(?=\.\d)", "", rule) for rule in page.evaluate(RULES, text)]
            for text in (css, compact(css))
        )
        assert rules
        assert made == rules, path.name
    page.close()
