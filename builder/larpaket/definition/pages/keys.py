"""Pages: which keys there are, and of what kind their values."""

from __future__ import annotations

from larpaket.definition.codes import Code
from larpaket.pages import pages

PAGES = pages(
    {
        Code.UNKNOWN_KEY: """
            Every key is one that larpaket knows, in the place where it belongs.

            Where: module.yaml, publisher.yaml

            Reason: A key that is spelt wrong, or indented too far, would have no effect. `tme: 5 min` would
            give a question without a timer, and nobody would see why.

            Help: Correct the spelling, or the indentation. The message names the key that is closest to
            yours.

            Passes:

                title: Mötet

            Fails:

                titel: Mötet
            """,
        Code.NOT_YET: """
            A definition uses only what this release of larpaket can do.

            Where: module.yaml, publisher.yaml

            Reason: Some keys and values are reserved for later releases. Without this error, a module that
            uses them would be built without what they ask for.

            Help: Remove it for now, or use a release that has it (CHANGELOG).

            Passes:

                type: reflection

            Fails:

                type: agreement
            """,
        Code.MISSING_KEY: """
            Everything that is needed is there.

            Where: module.yaml, publisher.yaml

            Reason: LMSs list a module by its title. xAPI and cmi5 demand a description. Results are stored
            under ids. Where one of these is missing, an LMS refuses the package, or learners see an empty
            line.

            Help: Add the key at the place that is shown, indented like its siblings.

            Passes:

                - id: steg
                  title: Steg

            Fails:

                - title: Steg
            """,
        Code.WRONG_VALUE: """
            Every value is of the kind that its key asks for.

            Where: module.yaml, publisher.yaml

            Reason: A list where a text is expected, or a word that the key does not know, cannot be
            understood. Guessing would build something other than you meant.

            Help: Write one of the values that the message names. Items of a list begin with `- ` on lines of
            their own, or stand between `[` and `]`.

            Passes:

                languages: [sv]

            Fails:

                languages: sv
            """,
        Code.DUPLICATE_KEY: """
            A key stands once in each place.

            Where: module.yaml, publisher.yaml

            Reason: Of two equal keys only one would count, and YAML readers differ in which. The other text
            would be lost without a word.

            Help: Remove one of them, or rename it when another key was meant.

            Passes:

                title: Samtalet

            Fails:

                title: Mötet
                title: Samtalet
            """,
        Code.DUPLICATE_ITEM: """
            A list names each thing once.

            Where: module.yaml, publisher.yaml

            Reason: The same language or format twice is usually a slip: another one was meant, and is now
            missing.

            Help: Remove one of them, or replace it with what was meant.

            Passes:

                languages: [sv, en]

            Fails:

                languages: [sv, sv]
            """,
        Code.TOO_MANY: """
            A file has fewer than a hundred problems.

            Where: module.yaml, publisher.yaml, and the files that they name

            Reason: So many problems usually have one cause, such as wrong indentation near the top. A longer
            list would hide it.

            Help: Fix the first ones, then run the command again.

            Passes:

                sections:
                  - title: Starta

            Fails:

                k0: v
                k1: v
                # and a hundred more such lines
            """,
        Code.GROUP_TEXT: """
            What a group writes is not booked on one person, unless that is wanted.

            Where: module.yaml, `notes:` of a reflection

            Reason: A group sits at one screen, and one person is logged in. `notes: lrs` would store what
            eight people said under that person's name, in a record that others read.

            Help: Choose other `notes:`. Write `group_text: true` when everybody agrees, and has been told.

            Passes:

                mode: group
                notes: none

            Fails:

                mode: group
                notes: lrs
            """,
        Code.GUIDE_FOR_NOBODY: """
            A module with a guide has a reflection for groups.

            Where: module.yaml, `guide:`

            Reason: The guide supports whoever leads a group's talk. In a module where everybody works alone,
            the player never shows it.

            Help: Write `mode: group` or `mode: either` on a reflection, or remove `guide:`.

            Passes:

                guide: ledare.md
                mode: group

            Fails:

                guide: ledare.md
                mode: individual
            """,
    }
)
