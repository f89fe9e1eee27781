"""The flow of `larpaket play`: each package with each persona, in a browser of this computer."""

from __future__ import annotations

import asyncio
import re
import shutil
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Error, Frame, Page, async_playwright

from larpaket.definition.setting import Store
from larpaket.preview.desk import Desk
from larpaket.preview.play.result import Outcome, Played
from larpaket.preview.play.robot import END, explore, walk_ours, walk_script
from larpaket.preview.play.script import Step, read_script
from larpaket.preview.serving import Preview, previewing
from larpaket.problems import LarpaketError

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "chrome")
_FINE = frozenset({"", "0", "undefined", "null", "none", "no error"})
_DONE = frozenset({"done", "passed", "failed"})
_PATIENCE = 20_000
"""How long a package may take to open, in milliseconds."""
_SETTLE = 10.0
"""How long the last requests may take, in seconds."""


class NoBrowserError(LarpaketError):
    """There is no Chromium, Chrome or Edge here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayOptions:
    """How packages are played: with which personas, by which script, for how many seconds somebody else's is
    explored, and where pictures go. Without a persona, the first one that a package is offered.
    """

    personas: tuple[str, ...] = ()
    script: Path | None = None
    seconds: float = 20
    pictures: Path | None = None


def play_all(packages: Sequence[Path], options: PlayOptions) -> list[Played]:
    """Each package with each persona that it is offered, or once if that is none. Raises LarpaketError for
    what is no package.
    """
    return asyncio.run(_play_all(packages, options))


async def _play_all(packages: Sequence[Path], options: PlayOptions) -> list[Played]:
    steps = read_script(options.script) if options.script else None
    results: list[Played] = []
    async with _browser() as browser:
        for path in packages:
            async with previewing(path) as preview:
                format, offered = preview.desk.chosen["format"], preview.desk.options().get("persona", ())
            notes = tuple(
                f"the persona `{one}` is not offered for {format}"
                for one in options.personas
                if one not in offered
            )
            played = [one for one in options.personas if one in offered] or [*offered[:1]] or [""]
            for persona in played:
                async with previewing(path) as preview:
                    if persona:
                        preview.desk.choose("persona", persona)
                    done = await _play(browser, preview, path, persona, steps, options)
                    results.append(replace(done, notes=notes if persona == played[0] else ()))
    return results


async def _play(
    browser: Browser,
    preview: Preview,
    path: Path,
    persona: str,
    steps: list[Step] | None,
    options: PlayOptions,
) -> Played:
    desk, begun = preview.desk, time.monotonic()
    done: list[str] = []
    faults: list[str] = []
    context = await browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 800})
    page = await context.new_page()
    page.on("pageerror", lambda error: faults.append(f"the page's script failed: {error}"))
    name = f"{path.stem}-{persona}" if persona else path.stem
    pictures: list[Path] = []
    findings: list[str] = []
    not_done = ""
    try:
        frame = await _open(page, f"{desk.stage()}{desk.stage_path()}", faults)
        if frame:
            await _picture(page, options.pictures, f"{name}-1", pictures)

            async def is_completed() -> bool:
                return desk.picture()["standing"]["status"] in _DONE

            if steps is not None:
                not_done = await walk_script(frame, steps, done.append, is_completed)
            elif desk.shown and desk.shown.ours:
                await walk_ours(frame, done.append)
                if not _keeps_itself(desk):
                    await _settle(is_completed)
            else:
                await explore(frame, done.append, options.seconds, is_completed)
            findings = await _findings(frame)
            await _picture(page, options.pictures, f"{name}-2", pictures)
    except Error as error:
        not_done = f"the walk broke off: {str(error).splitlines()[0]}"
    finally:
        await context.close()
    faults += _seen(desk, preview)
    return Played(
        package=path,
        format=desk.shown.format.id if desk.shown else "",
        persona=persona,
        outcome=_outcome(desk, judged=steps is not None, ended=END in done, not_done=not_done, faults=faults),
        standing=desk.standing(),
        seconds=time.monotonic() - begun,
        calls=len([event for event in preview.feed.since(0) if event["kind"] == "call"]),
        statements=len([event for event in preview.feed.since(0) if event["kind"] == "statement"]),
        steps=tuple(done),
        faults=(*([not_done] if not_done else []), *dict.fromkeys(faults)),
        findings=tuple(findings),
        pictures=tuple(pictures),
        lms=not _keeps_itself(desk),
    )


def _outcome(desk: Desk, *, judged: bool, ended: bool, not_done: str, faults: list[str]) -> Outcome:
    ours = bool(desk.shown and desk.shown.ours)
    if faults or (not_done and not (judged or ours)):
        return Outcome.BROKEN
    completed = desk.standing().status in _DONE or (ended and _keeps_itself(desk))
    if completed and not not_done:
        return Outcome.COMPLETED
    return Outcome.NOT_COMPLETED if ours or judged else Outcome.NOT_JUDGED


def _keeps_itself(desk: Desk) -> bool:
    """Whether no LMS is told: the browser keeps the progress, and the end that the page shows is all there
    is.
    """
    return bool(desk.shown and desk.shown.format.store is Store.BROWSER)


async def _open(page: Page, address: str, faults: list[str]) -> Frame | None:
    """The package's frame, once its page is there."""
    answers: list[int] = []
    page.on("response", lambda said: answers.append(said.status) if _is_page(said.url) else None)
    await page.goto(address)
    element = await page.wait_for_selector("iframe", timeout=_PATIENCE)
    frame = await element.content_frame() if element else None
    try:
        if frame:
            await frame.wait_for_load_state("load", timeout=_PATIENCE)
            await frame.wait_for_function(
                "document.body && document.URL !== 'about:blank'", timeout=_PATIENCE
            )
    except Error:
        faults.append("it did not launch: its page did not come")
        return None
    if frame is None or (answers and answers[0] >= 400):
        faults.append("it did not launch: its page is not there")
        return None
    return frame


def _is_page(address: str) -> bool:
    return "/package/" in address and not re.search(r"\.(js|css|png|jpe?g|svg|mp4|vtt|woff2?)\b", address)


async def _settle(is_completed: Any) -> None:
    until = time.monotonic() + _SETTLE
    while not await is_completed() and time.monotonic() < until:
        await asyncio.sleep(0.05)


def _seen(desk: Desk, preview: Preview) -> list[str]:
    """What was seen to fail: refused calls and statements, missing files, and a SCORM package that never
    called.
    """
    found: list[str] = []
    events = preview.feed.since(0)
    for event in events:
        if event["kind"] == "call":
            error, is_read = str(event["error"]).lower(), "GetValue" in event["method"]
            if error not in _FINE and not (is_read and error in ("401", "403")):
                found.append(f"{event['method']}({', '.join(event['args'])[:80]}): error {event['error']}")
            found += [f"{event['method']}: {text}" for text in event["wrong"]]
        elif event["kind"] == "statement" and event["status"] >= 300:
            found.append(f"a statement was refused: {event['said'][:200]}")
        elif event["kind"] == "missing" and not event["path"].endswith("favicon.ico"):
            found.append(f"{event['path']} is not in the package")
    calls = [event for event in events if event["kind"] == "call"]
    if desk.shown and desk.shown.scorm and not any("Initialize" in call["method"] for call in calls):
        found.append("it did not begin a session: nobody called Initialize")
    return found


async def _findings(frame: Frame) -> list[str]:
    results = await Axe().run(frame)
    return [f"{one['id']}: {one['help']}" for one in results.response["violations"]]


async def _picture(page: Page, folder: Path | None, name: str, pictures: list[Path]) -> None:
    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.png"
    await page.screenshot(path=path, full_page=True)
    pictures.append(path)


@asynccontextmanager
async def _browser() -> AsyncIterator[Browser]:
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    async with async_playwright() as driver:
        try:
            browser = await driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        except Error as error:
            raise NoBrowserError(
                "no Chromium, Chrome or Edge was found: install one, or run `playwright install chromium`"
            ) from error
        try:
            yield browser
        finally:
            await browser.close()
