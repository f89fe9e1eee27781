"""Every screen of the player, and the way to each: for rules that hold on all of them, and for the pictures
in docs/.

The module is the one in tests/data/everything, which uses all that a definition can say. The walks press
elements by `data-do`, because they also run in a language that nobody can read.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import expect

from browser.learner import Learner

DATA = Path(__file__).parents[1] / "data" / "everything"
ROWS = (
    ("En lärdom tas upp på varje arbetsplatsträff.", "Enhetschefen", "I oktober"),
    ("Nya kollegor går bredvid två personer.", "Arbetslaget", "1 november"),
    ("Vi provar att byta arbetsuppgifter en dag i månaden.", "Samordnaren", ""),
)
LAST = "overens"
"""The last activity of the module."""
FILM = Path(__file__).parents[1] / "film" / "data" / "faststart.mp4"


def write_project(folder: Path) -> Path:
    """Create the project in `folder`; return its module."""
    shutil.copytree(DATA, folder, dirs_exist_ok=True)
    shutil.copy(FILM, folder / "allt" / "film.mp4")
    return folder / "allt"


def press(learner: Learner, name: str) -> None:
    """Press the visible button that does `name`."""
    learner.sco.locator(f'[data-do="{name}"]:visible').first.click()


def begin(learner: Learner, mode: str) -> None:
    """Choose to be a group, or alone."""
    learner.sco.locator(f'[data-choose="{mode}"]').click()
    expect(learner.sco.locator("[data-heading]")).to_be_focused()


@dataclass(frozen=True)
class Screen:
    """A screen, and a sentence about what it shows; `mode` is the choice made, "" before it. `lms_mode` is
    the LMS's mode, `record` its record of the learner as JSON, `refused` a pattern of files its server lacks.
    """

    name: str
    what: str
    mode: str
    walk: Callable[[Learner], None] = lambda learner: None
    lms_mode: str = "normal"
    record: str = ""
    refused: str = "(?!)"

    def open(self, learner: Learner, language: str = "sv") -> None:
        """Open the module and walk there; the LMS sets the language."""
        learner.site.refused = self.refused
        cmi = json.loads(self.record or "{}")
        learner.site.records["/record/a"] = {"cmi": {**cmi, "student_preference": {"language": language}}}
        learner.open(mode=self.lms_mode)
        if self.mode:
            begin(learner, self.mode)
        self.walk(learner)


def _says(learner: Learner, place: str, swedish: str) -> None:
    """Wait until the page shows that text, in whatever language it is."""
    language = learner.sco.locator("html").get_attribute("lang") or ""
    texts = json.loads(learner.sco.locator("#data").text_content() or "")["texts"]
    expect(learner.sco.locator(place)).to_have_text(texts[language][texts["sv"].index(swedish)])


def _guide(learner: Learner) -> None:
    learner.sco.locator("summary").click()


def _text(learner: Learner) -> None:
    if learner.sco.locator('[data-do="text"]').get_attribute("aria-expanded") == "false":
        press(learner, "text")


def _second(learner: Learner) -> None:
    press(learner, "onward")


def _big(learner: Learner) -> None:
    learner.sco.locator(".ask [data-do=big]").click()


def _big_end(learner: Learner) -> None:
    _big(learner)
    learner.sco.locator(".shown [data-do=toggle]").click()
    learner.page.clock.run_for(121_000)


def reach(learner: Learner, id: str) -> None:
    """Go on until that activity is in view."""
    activity = learner.sco.locator(f"#a-{id}")
    for _ in range(12):
        if activity.is_visible():
            return
        press(learner, "onward")
    raise AssertionError(f"{id} was not reached")


def _reading(learner: Learner) -> None:
    reach(learner, "vardagen")


def _big_text(learner: Learner) -> None:
    _reading(learner)
    press(learner, "big")


def _left(learner: Learner) -> None:
    reach(learner, LAST)
    press(learner, "onward")


def _list(learner: Learner) -> None:
    reach(learner, "lista")
    for box in learner.sco.get_by_role("checkbox").all()[:2]:
        box.check()


def _big_list(learner: Learner) -> None:
    _list(learner)
    press(learner, "big")


def _decide(learner: Learner) -> None:
    reach(learner, "overens")


def _decided(learner: Learner) -> None:
    _decide(learner)
    rows = learner.sco.locator(".rows fieldset")
    for number, row in enumerate(ROWS):
        if number:
            press(learner, "add")
        for field, text in enumerate(row):
            rows.nth(number).locator("textarea").nth(field).fill(text)
    learner.sco.locator("input[type=date]").fill("2026-12-08")


def _decided_big(learner: Learner) -> None:
    _decided(learner)
    learner.sco.locator(".agree [data-do=big]").click()


def _agreed(learner: Learner) -> None:
    _text(learner)
    press(learner, "read")
    _decided(learner)
    reach(learner, LAST)
    press(learner, "onward")
    expect(learner.sco.locator('[data-view="@end"] h1:visible').first).to_be_focused()


def _estimate(learner: Learner) -> None:
    reach(learner, "skattning")


def _answer(learner: Learner, *answers: int) -> None:
    for step in answers:
        learner.sco.locator(".lanes:visible button").nth(step - 1).click()


def _answers(learner: Learner) -> None:
    _estimate(learner)
    _answer(learner, 3, 1, 4, 3, 4, 3, 1)


def _answers_shown(learner: Learner) -> None:
    _answers(learner)
    _answer(learner, 3, 4)
    press(learner, "show")


def _answers_big(learner: Learner) -> None:
    _answers_shown(learner)
    press(learner, "big")


def _then_and_now(learner: Learner) -> None:
    _answers_shown(learner)
    press(learner, "onward")
    _answer(learner, 4, 4, 5, 3, 4, 2, 4, 5, 4)
    press(learner, "show")


def _estimated(learner: Learner) -> None:
    _text(learner)
    press(learner, "read")
    _then_and_now(learner)
    reach(learner, LAST)
    press(learner, "onward")
    expect(learner.sco.locator('[data-view="@end"] h1:visible').first).to_be_focused()


def _mark(learner: Learner) -> None:
    _estimate(learner)
    learner.sco.locator(".step:visible").nth(2).click()
    _says(learner, "[data-note]:visible", "Sparat")


def _notes(learner: Learner) -> None:
    learner.sco.locator("textarea:visible").fill(
        "Vi börjar varje måndag med en fråga som någon har fastnat i."
    )
    learner.sco.locator("textarea:visible").blur()
    _says(learner, "[data-note]:visible", "Sparat")


def _almost(learner: Learner) -> None:
    _text(learner)
    press(learner, "read")
    reach(learner, LAST)


def _end(learner: Learner) -> None:
    press(learner, "onward")
    expect(learner.sco.locator('[data-view="@end"] h1:visible').first).to_be_focused()


def _done(learner: Learner) -> None:
    _almost(learner)
    _end(learner)


def _saved(learner: Learner) -> None:
    _almost(learner)
    # What is said while it is saved depends on whether something is being saved already.
    _says(learner, "[data-saved]:visible", "Sparat")
    _end(learner)
    _says(learner, "[data-sentence]:visible", "Sparat i lärplattformen.")


def _not_saved(learner: Learner) -> None:
    learner.page.evaluate("window.refuse = 100")
    _done(learner)
    again = learner.sco.locator("[data-again]:visible").first
    while not again.is_visible():
        learner.page.clock.run_for(1000)


def _over(learner: Learner) -> None:
    learner.page.evaluate("window.gone = '301'")
    _done(learner)
    expect(learner.sco.locator(".care:visible")).to_be_visible()


def _menu(learner: Learner) -> None:
    learner.sco.locator("[aria-controls$=_adjust]").click()


def _chapters(learner: Learner) -> None:
    press(learner, "chapters")


_KNOWN = json.dumps({"v": 1, "m": "0.9", "g": 1, "a": {"film": {"d": 1}}})
_BEFORE = json.dumps(
    {
        "core": {"lesson_status": "incomplete", "exit": "suspend", "lesson_location": "film"},
        "suspend_data": _KNOWN,
    }
)

SCREENS = {
    screen.name: screen
    for screen in (
        Screen("start", "The start: what it is, how long it takes, and who they are.", ""),
        Screen("guide", "The guide for whoever leads the discussion, opened at the start.", "", _guide),
        Screen("group", "A group: the film, then the question and the clock.", "group"),
        Screen("group-text", "The text version, opened beside the film.", "group", _text),
        Screen("film-menu", "How the film is shown: captions, speed, version.", "group", _menu),
        Screen("chapters", "The film's chapters.", "group", _chapters),
        Screen("second-question", "The second of two questions.", "group", _second),
        Screen("big-screen", "The question on the big screen.", "group", _big),
        Screen("big-screen-end", "Time is up on the big screen.", "group", _big_end),
        Screen("alone", "One person: the text version stands open.", "individual"),
        Screen("notes", "Notes that the LMS keeps, saved.", "individual", _notes),
        Screen("reading", "A text to read, with its pictures.", "individual", _reading),
        Screen("reading-big", "The text on the big screen.", "group", _big_text),
        Screen("checklist", "A checklist, two items of it ticked.", "individual", _list),
        Screen("checklist-big", "The checklist on the big screen.", "group", _big_list),
        Screen("what-is-left", "Onward too early: what is left, in words.", "individual", _left),
        Screen("estimate", "A group estimates: only how many answers there are is seen.", "group", _answers),
        Screen("estimate-shown", "The group's answers, shown.", "group", _answers_shown),
        Screen("estimate-big", "The group's answers on the big screen.", "group", _answers_big),
        Screen("estimate-again", "The same question later: then and now.", "group", _then_and_now),
        Screen("estimate-alone", "One person's estimate, saved.", "individual", _mark),
        Screen("done-group", "What the group said, and how it estimated.", "group", _estimated),
        Screen("agreement", "What a group decides: a row of what, who and when.", "group", _decide),
        Screen("agreement-rows", "Three rows, and the day to follow up.", "group", _decided),
        Screen("agreement-big", "The rows on the big screen.", "group", _decided_big),
        Screen("agreement-alone", "What one person decides.", "individual", _decided),
        Screen("agreement-done", "Done: what was decided lies on the sheet.", "group", _agreed),
        Screen("done", "Done, and saved.", "individual", _saved),
        Screen("not-saved", "Done, but the LMS does not confirm it.", "individual", _not_saved),
        Screen("session-over", "The LMS has ended the session.", "individual", _over),
        Screen("film-error", "The film cannot be played.", "group", refused=r"\.mp4$"),
        Screen("new-version", "A new version of the module with what was done before.", "", record=_BEFORE),
        Screen("review", "Looking back at something finished.", "group", lms_mode="review"),
    )
}
