"""A package's style sheet gives the browser the same rules as the source style sheets."""

from __future__ import annotations

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
    for path in sorted((templates() / "player" / "style").glob("*.css")):
        css = path.read_text("utf-8")
        rules = page.evaluate(RULES, css)
        assert rules
        assert page.evaluate(RULES, compact(css)) == rules, path.name
    page.close()
