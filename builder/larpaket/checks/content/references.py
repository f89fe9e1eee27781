"""What pages, style sheets and scripts refer to."""

from __future__ import annotations

from dataclasses import replace

from larpaket.checks.content.subject import Content
from larpaket.definition.rule import ADVICE, ALL, ERROR, WARNING, Finding, Findings, rule

_NAMED = 5


@rule(Content, "C01", ALL, ERROR)
def references_resolve(content: Content) -> Findings:
    """Everything that a page or style sheet refers to is in the package, by the same name, large and small letters too.

    Reason: The learner meets an empty place, a page without its style, or a film that does not start. It may well work on the author's
    own computer: Windows and macOS do not tell `Film.mp4` from `film.mp4`, a server does.

    Help: Put the file into the package, or correct the address.

    Passes:

        <link rel="stylesheet" href="style.css">

    Fails:

        <link rel="stylesheet" href="Style.css">
    """
    names = {entry.name.lower(): entry.name for entry in content.package.files}
    for reference in content.references:
        if reference.target == "":
            text = f"`{reference.address[:100]}` leads out of the package: the LMS has no such file"
            if reference.address.startswith("/"):
                text = f"`{reference.address[:100]}` begins at the top of the LMS's server, which has no such file"
            yield replace(reference.spot, text=text, help="Write the address as seen from this file, without `/` at the beginning.")
        elif reference.target is not None:
            other = names.get(reference.target.lower())
            tail = f": there is `{other}`, which is another name to most servers" if other else ""
            yield replace(reference.spot, text=f"`{reference.target[:200]}` is not in the package{tail}")
    seen = {reference.target for reference in content.references}
    for address in sorted(_media(content) - seen):
        if "://" not in address and names.get(address.lower()) != address:
            text = f"`{address[:200]}` is not in the package by that name, and the player shows it"
            yield Finding(text=text, entry=content.start.entry if content.start else "")
    if content.left_out:
        some = ", ".join(f"`{name}`" for name in content.left_out[:_NAMED]) + (" and more" if len(content.left_out) > _NAMED else "")
        text = f"{len(content.left_out):,} files could not be looked into, or are too large for it: {some}"
        yield Finding(text=text, severity=ADVICE, help="See that they are whole. What they say was not checked.")


@rule(Content, "C02", ALL, ERROR, elsewhere=WARNING)
def nothing_from_elsewhere(content: Content) -> Findings:
    """Pages fetch nothing from other servers.

    Reason: Workplaces and LMSs block what comes from elsewhere, Docebo every `http:` address without a message, and browsers do so for
    `http:` on a page that came by `https:`. Where it is let through, another company learns who is learning what; and the day that it
    is gone, so is a part of the course. Links that a learner may follow do not count; nor, in larpaket's own packages, a film whose
    server the publisher has declared.

    Help: Put a copy of the file into the package and refer to that.

    Passes:

        <script src="script.js" defer></script>

    Fails:

        <script src="https://cdn.example.com/script.js" defer></script>
    """
    declared = _media(content)
    for reference in content.references:
        if reference.target is None and reference.address not in declared:
            insecure = reference.address.lower().startswith(("http:", "ws:"))
            tail = "without encryption, so most browsers refuse it" if insecure else "which may be blocked, and sees who is learning"
            text = f"`{reference.address[:100]}` is fetched from another server, {tail}"
            yield replace(reference.spot, text=text, severity=ERROR if insecure else None)


def _media(content: Content) -> set[str]:
    """Films and their pictures in a package of ours. Addresses elsewhere were held against the publisher's `media:` at the build."""
    return {address for activity in content.data.activities for address in activity.addresses()} if content.data else set()
