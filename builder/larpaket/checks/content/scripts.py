"""Things in scripts that browsers, LMSs or a strict policy refuse."""

from __future__ import annotations

from dataclasses import replace

from larpaket.checks.content.subject import Content
from larpaket.definition.rule import ALL, ERROR, SCORM, WARNING, Findings, rule


@rule(Content, "C03", ALL, ERROR)
def nothing_at_unload(content: Content) -> Findings:
    """Scripts do not use `unload`, `beforeunload`, synchronous requests or `document.domain`.

    Reason: Browsers are removing these features. Moodle 4.5 forbids `unload` in a package's frame, and Chrome
    then loses what is saved only there. `beforeunload` comes before it on computers, not reliably on phones.
    Chrome refuses synchronous requests while a page closes, so the last statement of an xAPI package is
    silently lost; in SCORM, results take another way. Setting `document.domain` no longer has an effect. A
    `beforeunload` that only asks whether to leave loses nothing, and is not reported.

    Help: Save whenever something happens, and finally on `pagehide` and `visibilitychange`. A newer version
    of the authoring tool may already do so.

    Passes:

        window.addEventListener("pagehide", save);

    Fails:

        window.addEventListener("beforeunload", save);
    """
    # With a listener for pagehide as well, an old one does little harm.
    harmless = WARNING if content.spots["pagehide"] else None
    ours = content.package.ours
    # Moodle tests with such a package that its progress is saved (save_progress_on_unload.feature).
    on_computers = {spot.entry for spot in content.spots["unload"] if "beforeunload" in spot.text}
    for spot in content.spots["unload"]:
        tail = (
            ""
            if harmless
            else ", and nothing in the package listens for `pagehide`: the last result may be lost"
        )
        yield replace(
            spot,
            text=f"`{spot.text}` waits for an event that LMSs and browsers suppress{tail}",
            severity=harmless or (WARNING if spot.entry in on_computers and not ours else None),
        )
    through_the_api = not ours and bool(content.package.standards & SCORM)
    for spot in content.spots["synchronous"]:
        text = (
            "this request is synchronous: it is refused while the page closes, and blocks the page otherwise"
        )
        yield replace(spot, text=text, severity=harmless or (WARNING if through_the_api else None))
    for spot in content.spots["domain"]:
        yield replace(
            spot,
            text="`document.domain` is set, which browsers no longer allow: the LMS's frame stays "
            "out of reach",
            help="Remove it.",
        )


@rule(Content, "C04", ALL, WARNING)
def nothing_inline(content: Content) -> Findings:
    """Scripts are in their own files, and none turns text into code.

    Reason: Under a strict Content-Security-Policy, which more and more authorities use, inline scripts,
    inline handlers and `eval` do not run. The page is then dead, without a message.

    Help: Move the script into a `.js` file, and use `addEventListener` instead of `onclick` and the like.

    Passes:

        <script src="script.js" defer></script>

    Fails:

        <script>start();</script>
    """
    for spot in content.spots["inline"]:
        yield replace(spot, text="the script is inline: a strict policy does not run it")
    for spot in content.spots["handler"]:
        yield replace(spot, text=f"`{spot.text}` contains code: a strict policy does not run it")
    for spot in content.spots["eval"]:
        yield replace(spot, text=f"`{spot.text}…` turns text into code: a strict policy does not run it")


@rule(Content, "C05", ALL, WARNING)
def no_module_files(content: Content) -> Findings:
    """No script is an `.mjs` module or loads other scripts with `import()`.

    Reason: Moodle 4.1 and many other servers do not know `.mjs` and send it as plain data, which no browser
    runs. Some answer `import()` with an HTML page. From a USB stick neither works.

    Help: Configure the build tool to write one classic `.js` script.

    Passes:

        <script src="script.js" defer></script>

    Fails:

        <script src="script.mjs" type="module"></script>
    """
    for spot in content.spots["mjs"]:
        yield replace(spot, text="many servers send an `.mjs` file as plain data: it does not run")
    for spot in content.spots["import"]:
        yield replace(spot, text="some servers answer `import()` with an HTML page: the script does not run")
