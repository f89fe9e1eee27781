"""Organizations and items: what learners see, and what they start."""

from __future__ import annotations

import re

from larpaket.checks.document import Element
from larpaket.checks.scorm import Scorm, called, children, text_of
from larpaket.definition.rule import ADVICE, SCORM, WARNING, Findings, rule

_LONGEST_TITLE = 200
_TITLE = re.compile(r"<(?:[\w.-]+:)?title\b[^>]*>([^<]*)<")
_BETWEEN = re.compile(r"&\w{2,6};\s+&\w{2,6};")


@rule(Scorm, "S03", SCORM)
def default_organization(manifest: Scorm) -> Findings:
    """The `default` of `organizations` names an organization.

    Reason: The course starts with that organization (CAM 3.4.2). Moodle tolerates a wrong one; LMSs that
    follow the standard find nothing to start.

    Help: Set `default` to the identifier of the organization.

    Passes:

        <organizations default="org">
          <organization identifier="org">

    Fails:

        <organizations default="course">
          <organization identifier="org">
    """
    names = {organization.get("identifier") for organization in manifest.organizations}
    for organizations in manifest.document.named("organizations"):
        default = organizations.get("default")
        if default is None:
            yield manifest.at(
                organizations, "`organizations` has no `default`: an LMS may find nothing to start"
            )
        elif default not in names:
            yield manifest.at(
                organizations, f"`default` is `{default}`, but no organization has that identifier", "default"
            )


@rule(Scorm, "S04", SCORM)
def one_organization(manifest: Scorm) -> Findings:
    """There is exactly one organization.

    Reason: The organization is the course. Without one there is nothing to start, and most LMSs show only
    one.

    Help: Put all items into one organization.

    Passes:

        <organization identifier="org">

    Fails:

        <organization identifier="org">
        <organization identifier="short">
    """
    if not manifest.organizations:
        place = next(iter(manifest.document.named("organizations")), manifest.root)
        yield manifest.at(
            place,
            "there is no organization: the LMS has nothing to start",
            help="Add one, with an item that refers to the page.",
        )
    for organization in manifest.organizations[1:]:
        yield manifest.at(
            organization,
            f"{called(organization)} is one too many: most LMSs show only the first organization",
        )


@rule(Scorm, "S05", SCORM)
def titles(manifest: Scorm) -> Findings:
    """Every organization and item has one title: not empty, at most 200 characters, without `xml:lang`.

    Reason: Learners see it in the list of contents. SCORM requires exactly one (CAM 3.4.2), a title of more
    than 255 characters stops Moodle's import with a database error, and `xml:lang` is an error in every
    version's schema.

    Help: Write one title of at most 200 characters. Other languages can be given in the LOM metadata.

    Passes:

        <title>At the harbour</title>

    Fails:

        <title xml:lang="en">At the harbour</title>
    """
    for owner in (*manifest.organizations, *manifest.items):
        found = children(owner, "title")
        if not found:
            yield manifest.at(owner, f"{called(owner)} has no title: learners see an empty line")
        for title in found[1:]:
            yield manifest.at(title, f"{called(owner)} has more than one title")
        for title in found[:1]:
            yield from _title(manifest, owner, title)


def _title(manifest: Scorm, owner: Element, title: Element) -> Findings:
    length = len(text_of(title))
    if not text_of(title).strip():
        yield manifest.at(title, f"the title of {called(owner)} is empty: learners see an empty line")
    if length > _LONGEST_TITLE:
        text = (
            f"the title of {called(owner)} has {length} characters where {_LONGEST_TITLE} are allowed; "
            "above 255 Moodle stops the import"
        )
        yield manifest.at(title, text)
    if "{http://www.w3.org/XML/1998/namespace}lang" in title.attrib:
        yield manifest.at(title, "a SCORM title has no language: `xml:lang` is an error here", "xml:lang")


@rule(Scorm, "S06", SCORM, WARNING)
def titles_that_survive(manifest: Scorm) -> Findings:
    """A title is on one line, is trimmed, and has no two escaped characters separated only by white space.

    Reason: Moodle drops white space between two entities, so `&quot;Sea&quot; &amp; shore` loses a space, and
    it shows line breaks.

    Help: Write the title on one line, with plain quotation marks: `"` or `”` instead of `&quot;`.

    Passes:

        <title>At the "harbour" &amp; quay</title>

    Fails:

        <title>At the &quot;harbour&quot; &amp; quay</title>
    """
    source = manifest.document.source
    for title in _TITLE.finditer(source.markup):
        text, start = title[1], title.start(1)
        if text.strip() and ("\n" in text.strip() or "\r" in text.strip()):
            yield source.place(
                start, "the title has a line break, which Moodle shows", len(text.split("\n")[0]) or 1
            )
        elif text.strip() and text != text.strip():
            yield source.place(start, "the title has white space around it", len(text.split("\n")[0]) or 1)
        for lost in _BETWEEN.finditer(text):
            yield source.place(start + lost.start(), f"Moodle drops the space in `{lost[0]}`", len(lost[0]))


@rule(Scorm, "S07", SCORM)
def items_lead_somewhere(manifest: Scorm) -> Findings:
    """An item without children refers to a resource; in SCORM 2004, an item with children does not.

    Reason: An item without a resource gives the learner nothing to start, and the course can never be
    completed. In SCORM 2004 the resource of an item with children is never started (CAM 3.4.2); in SCORM 1.2
    it is, and eXeLearning packages its pages so.

    Help: Set `identifierref` to the identifier of the resource.

    Passes:

        <item identifier="item" identifierref="page">

    Fails:

        <item identifier="item" identifierref="harbour">
    """
    leaves = set(manifest.leaves)
    for item in manifest.items:
        reference = item.get("identifierref")
        if item not in leaves and reference is not None and not manifest.is_12:
            yield manifest.at(
                item, f"{called(item)} has child items, so its own resource is never started", "identifierref"
            )
        elif item in leaves and not reference:
            yield manifest.at(
                item,
                f"{called(item)} refers to no resource: there is nothing to start, and the course is "
                "never completed",
            )
        elif item in leaves and reference not in manifest.by_identifier:
            text = (
                f"{called(item)} refers to `{reference}`, but no resource has that identifier: there is "
                "nothing to start"
            )
            yield manifest.at(item, text, "identifierref")


@rule(Scorm, "S16", SCORM, elsewhere=WARNING)
def items_of_before(manifest: Scorm) -> Findings:
    """Item identifiers are those of the package that learners use now.

    Reason: Moodle recognises an item by its identifier. If one is missing after an update, all learners'
    results for that item are deleted.

    Help: Give the item its old identifier back, or upload the package as a new activity beside the old one.

    Passes:

        <item identifier="item" identifierref="page">

    Fails:

        <item identifier="renamed" identifierref="page">
    """
    previous = manifest.package.previous
    if previous is None or previous.document is None:
        return
    before = Scorm(previous, previous.document).item_identifiers
    place = next(iter(manifest.organizations), manifest.root)
    for identifier in before.keys() - manifest.item_identifiers.keys():
        text = (
            f"item `{identifier}` of {previous.path.name} is missing: updating in Moodle would delete all "
            "learners' results for it"
        )
        yield manifest.at(place, text)


@rule(Scorm, "S30", SCORM, ADVICE, elsewhere=WARNING)
def one_sco(manifest: Scorm) -> Findings:
    """A package has one SCO.

    Reason: Tovuti accepts only packages with a single SCO, and other LMSs count a course as complete when the
    first SCO is.

    Help: Create one package for each part, and put them into one course in the LMS.

    Passes:

        <item identifier="item" identifierref="page">

    Fails:

        <item identifier="item" identifierref="page">
        <item identifier="second" identifierref="text">
    """
    if len(manifest.launched) > 1:
        second = manifest.leaves[1] if len(manifest.leaves) > 1 else manifest.items[0]
        yield manifest.at(
            second, f"the package has {len(manifest.launched)} SCOs, but Tovuti accepts only one"
        )
