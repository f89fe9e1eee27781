"""Checks on every page."""

from __future__ import annotations

from dataclasses import replace

from larpaket.checks.content.html_page import Page
from larpaket.checks.content.subject import Content
from larpaket.definition.rule import ADVICE, ALL, ERROR, WARNING, Finding, Findings, rule
from larpaket.player.contract import PlayerData


@rule(Content, "C06", ALL, ERROR)
def head(content: Content) -> Findings:
    """A page declares its encoding within its first 1,024 bytes, its language, and a title.

    Reason: Without the encoding, `å` may become `Ã¥`, because servers assume different ones; a page of ASCII
    letters needs none. Without the
    language, a screen reader may read Swedish in an English voice. Without a title, nobody finds the window
    again (WCAG 2.2, 3.1.1 and 2.4.2).

    Help: Write `<html lang="…">`, and `<meta charset="utf-8">` and `<title>` at the beginning of the head.

    Passes:

        <html lang="en">
        <meta charset="utf-8">
        <title>At the harbour: the text</title>

    Fails:

        <html>
        <title></title>
    """
    for page in content.pages:
        if not page.whole:
            continue
        spot = page.html or Finding(text="", entry=page.entry)
        if page.garbled:
            yield replace(spot, text=f"the page {page.garbled}: å, ä and ö may be garbled")
        # Such a page works all the same.
        severity = None if content.package.ours else WARNING
        if not page.language:
            text = "the page does not declare its language: a screen reader uses its own"
            yield replace(spot, text=text, severity=severity)
        if not page.title:
            yield replace(spot, text="the page has no title", severity=severity)


@rule(Content, "C10", ALL, ERROR, elsewhere=ADVICE)
def text_version(content: Content) -> Findings:
    """A film has a text version in the package, in its languages.

    Reason: People who can neither see nor hear the film need a text to read. Without one, a film that does
    not start cannot be completed.

    Help: Put everything that is said and seen into the page, or into a separate page that the film's page
    links to.

    Passes:

        <video src="film.mp4" controls></video>
        <a href="text.html" lang="en">All that is said, as text</a>

    Fails:

        <video src="film.mp4" controls></video>
    """
    if content.package.ours:
        yield from _ours(content)
    elif not any(page.tells_of_text for page in content.pages):
        for page in content.pages:
            for video in page.videos:
                yield replace(
                    video.spot,
                    text="no page offers a text version of this film: people who cannot play it are left out",
                )


def _ours(content: Content) -> Findings:
    for page, data in content.played:
        yield from _with_text_versions(page, data)


def _with_text_versions(page: Page, data: PlayerData) -> Findings:
    for activity in data.activities:
        if not activity.has_text_version:
            continue
        id = f"a-{activity.id}_text"
        if id not in page.ids:
            # M202 has warned the author, who may have reasons.
            text = (
                f"the film `{activity.id}` has no text version: people who cannot play it can neither take "
                "part nor finish"
            )
            yield Finding(text=text, entry=page.entry, severity=WARNING)
            continue
        spoken = page.ids.get(f"{id}_title", set())
        for language in data.languages:
            if language.lower() not in spoken:
                yield Finding(
                    text=f"the film `{activity.id}` has no text version in `{language}`", entry=page.entry
                )
