"""What a group with a screen reader hears on its way through a module: where the focus goes, what is read out by
itself, and what can be read on each page; compared with a golden text that somebody has read aloud.
"""

from __future__ import annotations

from pathlib import Path

from browser.learner import Learner

GOLDEN = Path(__file__).parents[1] / "golden" / "heard.txt"
LISTEN = """addEventListener("DOMContentLoaded", () => {
    const region = document.querySelector("[data-voice]");
    if (!region) return;
    window.heard = [];
    new MutationObserver((changes) => {
        for (const { addedNodes } of changes) for (const line of addedNodes) heard.push(line.textContent);
    }).observe(region, { childList: true });
});"""
FOCUS = """() => {
    const here = document.activeElement;
    if (here === document.body) return "the page";
    return `${here.tagName.toLowerCase()}: ${here.getAttribute("aria-label") ?? here.textContent.trim().replace(/\\s+/g, " ")}`;
}"""


def test_the_whole_way_is_heard_as_it_was_read(learner: Learner, update_golden: bool) -> None:
    page = learner.page
    page.add_init_script(LISTEN)
    page.clock.install()
    learner.open()
    story: list[str] = []

    def tell(what: str, seconds: int = 1) -> None:
        page.clock.run_for(seconds * 1000)
        story.extend(["", f"## {what}", ""])
        story.append(f"Focus: {learner.sco.evaluate(FOCUS)}")
        story.extend(f"Said: {text}" for text in learner.sco.evaluate("heard.splice(0)"))
        story.extend(["", learner.sco.locator("body").aria_snapshot()])

    def listen(what: str, seconds: int = 1) -> None:
        page.clock.run_for(seconds * 1000)
        said = learner.sco.evaluate("heard.splice(0)")
        story.extend(["", f"## {what}", "", *(f"Said: {text}" for text in said or ["nothing"])])

    tell("The page has opened")
    learner.begin()
    tell("Starta filmen och samtalet")
    listen("Two minutes pass", 120)
    learner.press("Klar")
    listen("Klar, but the film is left")
    learner.press("Läs filmen som text")
    tell("Läs filmen som text")
    learner.press("Vi har läst textversionen")
    listen("Vi har läst textversionen")
    learner.press("Visa på stor skärm")
    tell("Visa på stor skärm")
    page.keyboard.press("Space")
    listen("Space")
    listen("Four minutes", 240)
    listen("The last minute", 60)
    page.keyboard.press("Escape")
    tell("Escape")
    learner.press("Klar")
    tell("Klar", 6)
    text = "\n".join(story).strip() + "\n"
    if update_golden:
        GOLDEN.write_text(text, "utf-8")
    assert text == GOLDEN.read_text("utf-8")
