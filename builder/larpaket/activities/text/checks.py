"""The pictures of a text: what they show, whether they can be shown, and how heavy they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from larpaket.activities.text.model import ReadingFields
from larpaket.activities.text.read import Article, Fault
from larpaket.definition.definition import Definition, definition_rule
from larpaket.definition.rule import ERROR, WARNING, Finding, Findings
from larpaket.units import size_in

MOST_TOGETHER = 5_000_000  # bytes


@definition_rule("M271", ERROR)
def picture_not_described(definition: Definition) -> Findings:
    """Every picture in a text says what it shows, or that it is decorative.

    Reason: People who cannot see a picture hear its description. Without one a screen reader reads out the
    file's name, or nothing, and nobody knows whether something was missed (WCAG 2.2, 1.1.1).

    Help: Write what the picture says into the brackets, not how it looks. If it says nothing, write
    `decorative` there: screen readers then leave it out.

    Passes:

        ![Sjukfrånvaron minskar från 8 till 5 procent.](diagram.svg "Sjukfrånvaron under tre år")

        ![decorative](blad.svg)

    Fails:

        ![](diagram.svg)
    """
    return _found(definition, lambda article: article.unsaid)


@definition_rule("M272", ERROR)
def picture_not_usable(definition: Definition) -> Findings:
    """A picture in a text is a PNG, JPEG, WebP or SVG file in the module's folder, of at most 2 MB.

    Reason: A picture on another server would tell it who reads, and would be missing without a network. A
    picture straight from a camera takes a phone half a minute to load. A picture that moves draws the eyes
    away from the text (WCAG 2.2, 2.2.2). An SVG is a small program, so one that could run a script or load
    something is refused, and any other is rewritten.

    Help: Put the file beside the text, and write its name as it is on the disk. Export a photo 1,600 pixels
    wide as JPEG or WebP. Write an SVG without scripts, links and animation.

    Passes:

        ![Sjukfrånvaron minskar från 8 till 5 procent.](diagram.svg)

    Fails:

        ![Sjukfrånvaron minskar från 8 till 5 procent.](https://example.org/diagram.svg)
    """
    return _found(definition, lambda article: article.unusable)


@definition_rule("M273", WARNING)
def pictures_too_heavy(definition: Definition) -> Findings:
    """The pictures in a module's texts have at most 5 MB together.

    Reason: Learners read on phones, in trains and in buildings with poor networks. 5 MB take half a minute
    there, and the text is read before the pictures have come.

    Help: Export photos 1,600 pixels wide as JPEG or WebP, and drawings as SVG.

    Passes:

        content: vardagen.sv.md  # with 8 pictures of 0.3 MB

    Fails:

        content: vardagen.sv.md  # with 8 pictures of 1.5 MB
    """
    texts = [(loc, text) for loc, text in definition.of(ReadingFields)]
    sizes = {
        picture.address: len(picture.data)
        for _, text in texts
        for article in text.content.values()
        for picture in article.pictures.values()
    }
    if sum(sizes.values()) > MOST_TOGETHER:
        total = size_in(sum(sizes.values()), "en")
        text = f"the {len(sizes)} pictures in the module's texts have {total} together"
        yield definition.at((*texts[0][0], "content"), text, key=True)


def _found(definition: Definition, faults: Callable[[Article], tuple[Fault, ...]]) -> Iterator[Finding]:
    articles = {
        article.path: article for _, text in definition.of(ReadingFields) for article in text.content.values()
    }
    for path, article in articles.items():
        for shown, text, help in ((fault.shown, fault.text, fault.help) for fault in faults(article)):
            yield Finding(
                text=text,
                entry=definition.entry(path),
                line=shown.line,
                column=shown.column,
                length=shown.length,
                help=help,
            )


CHECKS = (picture_not_described, picture_not_usable, pictures_too_heavy)
