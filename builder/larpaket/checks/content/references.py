"""References of pages, style sheets and scripts."""

from __future__ import annotations

import posixpath
from dataclasses import replace

from larpaket.checks.content.subject import Content
from larpaket.definition.rule import ADVICE, ALL, ERROR, WARNING, Finding, Findings, rule

_NAMED = 5


@rule(Content, "C01", ALL, ERROR)
def references_resolve(content: Content) -> Findings:
    """Everything that a page or style sheet refers to is in the package, under exactly that name.

    Reason: The learner gets an empty space, a page without its style, or a film that does not start. It may
    work on the author's computer: Windows and macOS ignore case in file names, servers do not.

    Help: Add the file to the package, or correct the address.

    Passes:

        <link rel="stylesheet" href="style.css">

    Fails:

        <link rel="stylesheet" href="Style.css">
    """
    names = {entry.name.lower(): entry.name for entry in content.package.files}
    for reference in content.references:
        if reference.target == "":
            text = f"`{reference.address[:100]}` points outside the package: the LMS has no such file"
            if reference.address.startswith("/"):
                text = (
                    f"`{reference.address[:100]}` points to the root of the LMS's server, which has "
                    "no such file"
                )
            yield replace(
                reference.spot,
                text=text,
                help="Write the address relative to this file, without a leading `/`.",
            )
        elif reference.target is not None:
            other = names.get(reference.target.lower())
            tail = f"; `{other}` is a different name to most servers" if other else ""
            yield replace(reference.spot, text=f"`{reference.target[:200]}` is not in the package{tail}")
    seen = {reference.target for reference in content.references}
    for page, address in sorted(_media(content)):
        target = posixpath.join(posixpath.dirname(page), address)
        if "://" not in address and target not in seen and names.get(target.lower()) != target:
            text = f"`{target[:200]}` is not in the package, but the player shows it"
            yield Finding(text=text, entry=page)
    if content.left_out:
        some = ", ".join(f"`{name}`" for name in content.left_out[:_NAMED]) + (
            " and more" if len(content.left_out) > _NAMED else ""
        )
        text = f"{len(content.left_out):,} files could not be read, or are too large to be checked: {some}"
        yield Finding(
            text=text, severity=ADVICE, help="Make sure that they are intact. Their content was not checked."
        )


@rule(Content, "C02", ALL, ERROR, elsewhere=WARNING)
def nothing_from_elsewhere(content: Content) -> Findings:
    """Pages fetch nothing from other servers.

    Reason: Workplaces and LMSs block other servers. Docebo silently blocks every `http:` address, and
    browsers block `http:` on an `https:` page. Where it is not blocked, another company learns who is
    learning what, and when that server is gone, so is a part of the course. Links that a learner may follow
    do not count. Nor, in larpaket's own packages, does a film whose server the publisher has declared.

    Help: Add a copy of the file to the package and refer to that.

    Passes:

        <script src="script.js" defer></script>

    Fails:

        <script src="https://cdn.example.com/script.js" defer></script>
    """
    declared = {address for _, address in _media(content)}
    for reference in content.references:
        if reference.target is None and reference.address not in declared:
            insecure = reference.address.lower().startswith(("http:", "ws:"))
            tail = (
                "without encryption: most browsers refuse it"
                if insecure
                else "which may be blocked, and sees who is learning"
            )
            text = f"`{reference.address[:100]}` is fetched from another server, {tail}"
            yield replace(reference.spot, text=text, severity=ERROR if insecure else None)


def _media(content: Content) -> set[tuple[str, str]]:
    """Films and posters in a package of ours, each with its page; the build checked external ones against
    `media:`.
    """
    return {
        (page.entry, address)
        for page, data in content.played
        for activity in data.activities
        for address in activity.addresses()
    }
