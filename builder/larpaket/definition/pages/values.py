"""Pages: texts, durations, languages, versions."""

from __future__ import annotations

from larpaket.definition.codes import Code
from larpaket.pages import pages

PAGES = pages(
    {
        Code.BAD_DURATION: """
            A duration is a number with a unit, and in the range that its key allows.

            Where: module.yaml, `time:` of a question, `length:` of a film on another server

            Reason: `5` could be seconds or minutes. The timer on the page runs for 1 to 50 minutes: it cannot
            show less, and nobody watches it for longer.

            Help: Write `30 s`, `5 min`, `3 days` or `6 weeks`; a film's length as `3 min 12 s`.

            Passes:

                time: 5 min

            Fails:

                time: 5
            """,
        Code.MISSING_TRANSLATION: """
            Every text has a value in each of the module's languages, and in no other.

            Where: module.yaml, every text and every file that is read or heard; publisher.yaml, the texts of
            `privacy:` that are given by language

            Reason: The learner chooses a language for the whole page. A missing text would leave a gap, or
            appear in a language that the learner cannot read and a screen reader mispronounces.

            Help: Translate the text, or remove the language from `languages:`.

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
            understand only tags of BCP 47, such as `sv` or `en-GB`. With anything else, text is read aloud in
            the wrong voice.

            Help: Write two lower-case letters. Where the country matters, add a hyphen and the country in
            capitals.

            Passes:

                languages: [sv, en-GB]

            Fails:

                languages: [SV, swedish, en_GB, null]
            """,
        Code.BAD_TEXT: """
            A text is not empty, and a title fits on one line.

            Where: module.yaml, publisher.yaml

            Reason: An empty title becomes an empty line in the LMS's list, which nobody can click. LMSs cut
            titles that are longer than 200 characters; Moodle stops the import at 255. A line break in a
            title breaks some lists.

            Help: Write the text, shorten the title, or remove the key if it is not needed.

            Passes:

                description: En film och en reflektion.

            Fails:

                description: ""
            """,
        Code.BAD_VERSION: """
            A version consists of numbers separated by full stops.

            Where: module.yaml, `version:`

            Reason: The version is written into statements, the saved state and the privacy sheet. There it
            shows which of two packages is newer, and which one a learner had.

            Help: Write it in quotes, as `"1.0"`. Raise it whenever you publish a change.

            Passes:

                version: "1.0"

            Fails:

                version: first
            """,
    }
)
