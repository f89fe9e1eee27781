"""Pages: texts, durations, languages, versions."""

from __future__ import annotations

from larpaket.definition.codes import Code
from larpaket.pages import pages

PAGES = pages(
    {
        Code.BAD_DURATION: """
            A duration is a number with a unit, and fits what it is for.

            Where: module.yaml, `time:` of a question, `length:` of a film elsewhere

            Reason: `5` could be seconds or minutes. The timer on the page is made for 1 to 50 minutes: it
            could not show less, and nobody looks at it for longer.

            Help: Write `30 s`, `5 min`, `3 days` or `6 weeks`; a film's length as `3 min 12 s`.

            Passes:

                time: 5 min

            Fails:

                time: 5
            """,
        Code.MISSING_TRANSLATION: """
            Every text has a value in each of the module's languages, and in no other.

            Where: module.yaml, every text and every file that is read or heard

            Reason: The learner chooses a language for the whole page. A text that is missing would leave a
            gap, or appear in a language that the learner does not read and a screen reader pronounces
            wrongly.

            Help: Translate the text, or take the language out of `languages:`.

            Passes:

                languages: [sv, en]
                title:
                  sv: Starta
                  en: Start

            Fails:

                languages: [sv, en]
                - title:
                  sv: Starta
            """,
        Code.BAD_LANGUAGE: """
            A language is written as a language tag.

            Where: module.yaml, publisher.yaml, `languages:`

            Reason: The tag goes into the page and into the manifest. Browsers, screen readers and LMSs
            understand only tags of BCP 47, such as `sv` or `en-GB`. With another word, text is read aloud
            with the wrong voice.

            Help: Write two small letters, and a country in capitals behind a hyphen where it matters.

            Passes:

                languages: [sv, en-GB]

            Fails:

                languages: [SV, swedish, en_GB, null]
            """,
        Code.BAD_TEXT: """
            A text has words, and a title fits on one line.

            Where: module.yaml, publisher.yaml

            Reason: An empty title is an empty line in the LMS's list, which nobody can press. Titles longer
            than 200 characters are cut by LMSs; Moodle stops the import at 255. A line break in a title
            breaks some lists.

            Help: Write the text, shorten the title, or remove the key where it is not needed.

            Passes:

                description: En film och en reflektion.

            Fails:

                description: ""
            """,
        Code.BAD_VERSION: """
            A version consists of numbers and full stops.

            Where: module.yaml, `version:`

            Reason: The version is written into statements, the saved state and the privacy sheet. Whoever
            reads those sees from it which of two packages is newer, and which one a learner had.

            Help: Write it in quotes, as `"1.0"`. Raise it whenever you publish a change.

            Passes:

                version: "1.0"

            Fails:

                version: first
            """,
    }
)
