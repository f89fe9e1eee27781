"""What can be wrong with a catalogue once its modules are known: their languages, and their number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from larpaket.catalogue.room import most
from larpaket.definition.gathered import Gathered, gather
from larpaket.definition.model import LearningModule
from larpaket.definition.publisher import Publisher
from larpaket.definition.validation import find
from larpaket.formats import Format
from larpaket.pages import pages
from larpaket.problems import Problem

LANGUAGES = "M170"
ROOM = "M171"


def catalogue_problems(
    publisher: Publisher, modules: Sequence[LearningModule], formats: Iterable[Format], only: str = ""
) -> Iterator[Problem]:
    """Errors in the catalogues whose modules are all among these, as packages of these formats; in one of
    them, if `only` is its id.
    """
    some = list(formats)
    for number, catalogue in enumerate(publisher.catalogues):
        if only not in ("", catalogue.id):
            continue
        found = [module for module in modules if module.id in catalogue.ids]
        languages = publisher.languages[:1] if "" in catalogue.title else tuple(catalogue.title)
        place = find(publisher.places, ("catalogues", number, "title")).place
        lacking = [module for module in found if not set(languages) <= set(module.languages)]
        for module in lacking:
            missing = next(language for language in languages if language not in module.languages)
            yield Problem(
                place=place,
                code=LANGUAGES,
                text=f"the catalogue is in `{missing}`, but its module `{module.id}` is not",
                help="give the catalogue a title by language, in languages that all its modules have, or "
                f"translate `{module.id}`",
            )
        if lacking:
            continue
        if gathered := gather(catalogue, publisher, found):
            place = find(publisher.places, ("catalogues", number, "id")).place
            yield from (
                Problem(
                    place=place,
                    code=ROOM,
                    text=f"what {len(gathered.modules)} modules save does not fit in {format.title}: "
                    f"{count} of them do",
                    help="split the catalogue, keep fewer texts in the LMS (`notes: lms`), or leave out the "
                    f"format `{format.id}`",
                )
                for format, count in _too_small(gathered, publisher, some)
            )


def _too_small(
    catalogue: Gathered, publisher: Publisher, formats: Iterable[Format]
) -> Iterator[tuple[Format, int]]:
    """The formats whose record cannot hold the catalogue, and how many of its modules it does hold."""
    for format in formats:
        count = most(catalogue, publisher, format)
        if not format.launches(catalogue) and count < len(catalogue.modules):
            yield format, count


CATALOGUE_PAGES = pages(
    {
        LANGUAGES: """
            All modules of a catalogue are in the languages of its title.

            Where: publisher.yaml, `catalogues:`

            Reason: Learners who choose a language in the list expect the modules in it too. A title that is
            one text for all counts as the first of the publisher's `languages`.

            Help: Write the title by language, in languages that all of the modules have, or translate the
            module.

            Passes:

                title:
                  sv: Friskfaktorer

            Fails:

                # `ledarskap` is only in Swedish
                title:
                  sv: Friskfaktorer
                  en: Health factors
                modules: [ledarskap, delaktighet]
            """,
        ROOM: """
            What the modules of a catalogue save fits in the LMS's record.

            Where: publisher.yaml, `catalogues:`

            Reason: A catalogue is one activity to the LMS, with one record: 3,500 characters in SCORM 1.2. A
            module that is done takes little room in it. Texts that the LMS keeps, and very many modules, may
            take more than there is, and an LMS may then lose everything.

            Help: Make two catalogues of it, keep texts elsewhere than in the LMS, or build it in formats with
            more room.

            Passes:

                modules: [ledarskap, delaktighet, kommunikation]

            Fails:

                # forty modules, in SCORM 1.2
            """,
    }
)
