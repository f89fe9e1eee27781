"""What scripts do that browsers, LMSs or a strict policy refuse."""

from __future__ import annotations

from dataclasses import replace

from larpaket.checks.content.subject import Content
from larpaket.definition.rule import ALL, ERROR, WARNING, Findings, rule


@rule(Content, "C03", ALL, ERROR)
def nothing_at_unload(content: Content) -> Findings:
    """Scripts do without `unload` and `beforeunload`, without synchronous requests and without `document.domain`.

    Reason: Browsers give these up step by step. Moodle 4.5 forbids `unload` in a package's frame; Chrome refuses synchronous requests
    while a page closes, so the last result is lost without a message; phones never fire either. Setting `document.domain` does nothing
    in today's browsers.

    Help: Save when something happens, and last at `pagehide` and at `visibilitychange`. Often a newer version of the authoring tool
    does.

    Passes:

        window.addEventListener("pagehide", save);

    Fails:

        window.addEventListener("beforeunload", save);
    """
    # Beside a listener for pagehide, an old one does little harm.
    severity = WARNING if content.spots["pagehide"] else None
    for spot in content.spots["unload"]:
        tail = "" if severity else ", and nothing in the package listens to `pagehide`: what is saved then may be lost"
        yield replace(spot, text=f"`{spot.text}` waits for an event that LMSs and browsers withhold{tail}", severity=severity)
    for spot in content.spots["synchronous"]:
        text = "a synchronous request: refused while the page closes, and the page stands still meanwhile"
        yield replace(spot, text=text, severity=severity)
    for spot in content.spots["domain"]:
        yield replace(
            spot, text="`document.domain` is set, which browsers no longer allow: the LMS's frame stays out of reach", help="Take it away."
        )


@rule(Content, "C04", ALL, WARNING)
def nothing_inline(content: Content) -> Findings:
    """Scripts lie in files of their own, and none makes code out of text.

    Reason: A server with a strict Content-Security-Policy, as more and more authorities have, does not run scripts and handlers that
    stand in the page, nor `eval`; the page then lies dead, without a message.

    Help: Move the script into a `.js` file, and use `addEventListener` in place of `onclick` and the like.

    Passes:

        <script src="script.js" defer></script>

    Fails:

        <script>start();</script>
    """
    for spot in content.spots["inline"]:
        yield replace(spot, text="a script stands in the page: a strict policy does not run it")
    for spot in content.spots["handler"]:
        yield replace(spot, text=f"`{spot.text}` holds code: a strict policy does not run it")
    for spot in content.spots["eval"]:
        yield replace(spot, text=f"`{spot.text}…` makes code out of text: a strict policy does not run it")


@rule(Content, "C05", ALL, WARNING)
def no_module_files(content: Content) -> Findings:
    """No script is a module in an `.mjs` file, and none loads further scripts by `import()`.

    Reason: Moodle 4.1 and many servers do not know `.mjs` and send it as plain data, which no browser runs; some send `.js` as a page
    when it is asked for by `import()`. From a USB stick neither works.

    Help: Have the build tool write one classic script, `.js`.

    Passes:

        <script src="script.js" defer></script>

    Fails:

        <script src="script.mjs" type="module"></script>
    """
    for spot in content.spots["mjs"]:
        yield replace(spot, text="an `.mjs` file is loaded, which many servers send as plain data: it does not run")
    for spot in content.spots["import"]:
        yield replace(spot, text="`import()` loads a script while the page runs, which some servers answer with a page: it does not run")
