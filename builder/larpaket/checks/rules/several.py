"""Several SCOs in one package."""

from __future__ import annotations

from collections.abc import Iterator

from larpaket.checks.document import Element
from larpaket.checks.scorm import Scorm, children, text_of
from larpaket.definition.rule import ADVICE, SCORM, SCORM2004, Findings, rule


@rule(Scorm, "S34", SCORM, ADVICE)
def all_of_them_count(manifest: Scorm) -> Findings:
    """Where a package has several SCOs, the LMS is set so that all of them count.

    Reason: With its defaults, Moodle takes the activity for complete, with 100 points, once the first SCO is.
    Without the contents beside the player there is no way to the others. Open edX shows only the first, and
    Docebo and Tovuti refuse such a package.

    Help: In Moodle, choose "Require all SCOs to return completion status", show the contents in the player,
    and choose the grading method "Learning objects". With larpaket, leave out `scos: several`: the catalogue
    is then one SCO, which is complete when all its modules are.

    Passes:

        <item identifier="item" identifierref="page">

    Fails:

        <item identifier="item" identifierref="page">
        <item identifier="second" identifierref="text">
    """
    if len(manifest.launched) > 1:
        second = manifest.leaves[1] if len(manifest.leaves) > 1 else manifest.items[0]
        yield manifest.at(
            second,
            f"the package has {len(manifest.launched)} SCOs: unless the LMS is told to require all of them, "
            "it is complete when the first one is",
        )


@rule(Scorm, "S35", SCORM2004, ADVICE)
def the_next_one_can_be_reached(manifest: Scorm) -> Findings:
    """An item that others follow does not hide the LMS's way to the next one.

    Reason: After an item with `hideLMSUI` `continue`, Moodle shows the next item's name without a link, and
    nobody gets there.

    Help: Remove `<adlnav:hideLMSUI>continue</adlnav:hideLMSUI>` from all items but the last.

    Passes:

        <adlnav:hideLMSUI>previous</adlnav:hideLMSUI>

    Fails:

        <adlnav:hideLMSUI>continue</adlnav:hideLMSUI>
    """
    for item in manifest.leaves[:-1]:
        for hidden in _hidden(item):
            if text_of(hidden) == "continue":
                yield manifest.at(hidden, "this takes away the link to the next item in Moodle")


def _hidden(item: Element) -> Iterator[Element]:
    yield from children(item, "presentation", "navigationInterface", "hideLMSUI")
