"""Walks: through a package of ours, by a written script, or by what a learner would find in anybody's.

Each works on the package's frame, and notes in words what it did.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from time import monotonic

from playwright.async_api import Error, Frame, Locator

from larpaket.preview.play.script import COMPLETED, Step

Note = Callable[[str], None]
Ask = Callable[[], Awaitable[bool]]
_PATIENCE = 15_000
"""How long something that must come may take, in milliseconds."""
_BUTTONS = ", ".join(
    f"{kind}:visible"
    for kind in ("button", "a[href]", "[role=button]", "input[type=button]", "input[type=submit]")
)
_MOST_PARTS = 60
END = "came to the end"
_HERE = "[data-view]:not([hidden])"
_BEGIN = '[data-do="begin"]:not([popovertarget]), [data-choose]'
_LISTED = "li [data-module]"
"""A line for each module, where there are several."""
_ENDED = '[data-view="@end"]:not([hidden]) h1.head'
_ONWARD = re.compile(
    r"^(start|börja|starta|next|nästa|continue|fortsätt|onward|vidare|launch|begin|ok|submit|skicka|"
    r"finish|avsluta|done|klar|close)\b",
    re.I,
)
_PLAY = """() => Promise.all([...document.querySelectorAll("video, audio")]
    .filter((one) => one.paused && !one.ended)
    .map((one) => { one.muted = true; one.playbackRate = 8; return one.play().catch(() => {}); }))"""


async def walk_ours(frame: Frame, note: Note) -> None:
    """Read, tick, talk and go on, to the end of a package of ours: of one module, or of each in a list."""
    await frame.locator(f"{_BEGIN}, {_LISTED}").first.wait_for(state="attached", timeout=_PATIENCE)
    listed = await frame.locator(_LISTED).count()
    if await (_walk_list(frame, note) if listed else _walk_module(frame, note)):
        note(END)


async def _walk_list(frame: Frame, note: Note) -> bool:
    """Open each module, walk it and come back; then end the whole. Whether that end came."""
    links = frame.locator(_LISTED)
    for place in range(await links.count()):
        link = links.nth(place)
        said, address = await link.locator("b").inner_text(), await link.get_attribute("href") or ""
        await _click(link)
        note(f"opened {said.strip()}")
        inside = await _opened(frame, address)
        if not await _walk_module(inside, note):
            return False
        await _click(inside.locator(f'{_HERE} [data-do="return"]').first)
        await link.wait_for(state="visible", timeout=_PATIENCE)
        note("came back to the list")
    onward = frame.locator(f'{_HERE} [data-do="onward"]')
    try:
        await onward.wait_for(state="hidden", timeout=_PATIENCE)
    except Error:
        note("found a module left: " + (await onward.inner_text()).strip())
        return False
    end = frame.locator('[data-do="quit"]')
    if await end.count():  # where the browser keeps it, there is nothing to end
        await end.wait_for(state="visible", timeout=_PATIENCE)
        said = (await end.inner_text()).strip()
        await _click(end)
        note(f"pressed {said}")
        await frame.locator(_ENDED).first.wait_for(state="visible", timeout=_PATIENCE)
    return True


async def _opened(frame: Frame, address: str) -> Frame:
    """The frame in this one, when it has the page at that address."""
    element = await frame.wait_for_selector("iframe", timeout=_PATIENCE)
    inside = await element.content_frame() if element else None
    if inside is None:
        raise Error(f"there is no frame for {address}")
    await inside.wait_for_url(lambda url: f"/{address}" in url, timeout=_PATIENCE)
    return inside


async def _walk_module(frame: Frame, note: Note) -> bool:
    """Whether its end came."""
    await _click(frame.locator(_BEGIN).first)
    note("began")
    end = frame.locator(_ENDED)
    for _ in range(_MOST_PARTS):
        if await end.is_visible():
            return True
        await _do_what_is_here(frame, note)
        onward = frame.locator(f'{_HERE} [data-do="onward"]')
        if not await onward.count():
            break
        said = (await onward.first.inner_text()).strip()
        before = await frame.locator(_HERE).first.inner_text()
        await _click(onward.first)
        note(f"pressed {said}")
        if not await _changes(frame, before):
            left = (await frame.locator(f"{_HERE} nav p").all_inner_texts())[:1]
            note("could not go on: " + "".join(left))
            return False
    note("found no end")
    return False


async def _changes(frame: Frame, before: str) -> bool:
    """Whether another view, or another question, comes."""
    for _ in range(40):
        if await frame.locator(_HERE).first.inner_text() != before:
            return True
        await frame.wait_for_timeout(50)
    return False


async def _do_what_is_here(frame: Frame, note: Note) -> None:
    opener = frame.locator(f'{_HERE} [data-do="text"][aria-expanded="false"]')
    if await opener.count():
        await _click(opener.first)
    for todo, done in (
        (f'{_HERE} [data-do="read"][aria-pressed="false"]', "marked a text as read"),
        (f"{_HERE} .todo input:not(:checked)", "ticked an item"),
    ):
        for _ in range(await frame.locator(todo).count()):
            await _click(frame.locator(todo).first)
            note(done)
    marks = frame.locator(f"{_HERE} .steps input")
    if await marks.count() and await marks.first.is_visible():
        await _click(marks.first)
        note("estimated")


async def walk_script(frame: Frame, steps: list[Step], note: Note, is_completed: Ask) -> str:
    """Do what was written; returns what could not be done, or ""."""
    for step in steps:
        try:
            await _act(frame, step, is_completed)
        except (Error, TimeoutError):
            return f"{step}: it did not come within {_PATIENCE // 1000} s"
        note(str(step))
    return ""


async def _act(frame: Frame, step: Step, is_completed: Ask) -> None:
    if step.verb == COMPLETED:
        until = monotonic() + _PATIENCE / 1000
        while not await is_completed():
            if monotonic() > until:
                raise TimeoutError
            await frame.wait_for_timeout(100)
        return
    found = await _named(frame, step)
    if step.verb == "wait":
        await found.wait_for(state="visible", timeout=_PATIENCE)
    elif step.verb == "write":
        await found.fill(step.text, timeout=_PATIENCE)
    elif step.verb == "tick":
        await found.check(timeout=_PATIENCE)
    else:
        await found.click(timeout=_PATIENCE)


async def _named(frame: Frame, step: Step) -> Locator:
    """The element in the frame, or in one below it, that a learner would call that."""
    until = monotonic() + _PATIENCE / 1000
    while True:
        for one in (frame, *_below(frame)):
            for locator in _ways(one, step):
                if await locator.count():
                    return locator.first
        if monotonic() > until:
            raise TimeoutError
        await frame.wait_for_timeout(100)


def _ways(frame: Frame, step: Step) -> list[Locator]:
    if step.at.startswith("css="):
        return [frame.locator(step.at.removeprefix("css="))]
    if step.verb == "wait":
        return [frame.get_by_text(step.at)]
    if step.verb in ("tick", "write"):
        return [frame.get_by_label(step.at)]
    return [
        frame.get_by_role("button", name=step.at),
        frame.get_by_role("link", name=step.at),
        frame.get_by_text(step.at, exact=True),
    ]


async def explore(frame: Frame, note: Note, seconds: float, is_completed: Ask) -> None:
    """Press what a learner would find, for a bounded time: play, next, boxes to tick."""
    until = monotonic() + seconds
    pressed: set[str] = set()
    while monotonic() < until and not await is_completed():
        acted = False
        for one in (frame, *_below(frame)):
            try:
                await one.evaluate(_PLAY)
                acted = await _try_in(one, note, pressed) or acted
            except Error:
                continue  # the frame has gone on to another page
        if not acted:
            await frame.wait_for_timeout(200)


async def _try_in(frame: Frame, note: Note, pressed: set[str]) -> bool:
    for box in (await frame.locator("input[type=checkbox]:visible, input[type=radio]:visible").all())[:20]:
        if not await box.is_checked():
            await box.check(timeout=500)
            note("ticked a box")
            return True
    for button in (await frame.locator(_BUTTONS).all())[:60]:
        said = ((await button.inner_text()) or (await button.get_attribute("value")) or "").strip()
        page = await frame.evaluate(
            "location.pathname + location.hash + document.body.innerText.slice(0, 4000)"
        )
        key = f"{page} {said}"
        if not _ONWARD.search(said) or key in pressed:
            continue
        pressed.add(key)
        await button.click(timeout=1000)
        note(f"pressed {said[:60]}")
        return True
    return False


async def _click(locator: Locator) -> None:
    await locator.wait_for(state="attached", timeout=_PATIENCE)
    await locator.evaluate("(element) => element.click()")


def _below(frame: Frame) -> list[Frame]:
    return [one for child in frame.child_frames for one in (child, *_below(child))]
