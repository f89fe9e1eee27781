"""Pages: the keys, and the kinds of values that they take."""

from __future__ import annotations

from larpaket.definition.codes import Code
from larpaket.pages import pages

PAGES = pages(
    {
        Code.UNKNOWN_KEY: """
            Every key is one that larpaket knows, in the right place.

            Where: module.yaml, publisher.yaml

            Reason: A misspelt or wrongly indented key would have no effect. `tme: 5 min` would give a
            question without a timer, and nobody would see why.

            Help: Correct the spelling, or the indentation. The message suggests the closest key.

            Passes:

                title: Mötet

            Fails:

                titel: Mötet
            """,
        Code.NOT_YET: """
            A definition uses only what this release of larpaket can do.

            Where: module.yaml, publisher.yaml

            Reason: Some keys are reserved for later releases. Without this error, they would be ignored
            silently.

            Help: Remove it for now, or use a release that has it (CHANGELOG).

            Passes:

                title: Mötet

            Fails:

                rights: CC0
            """,
        Code.MISSING_KEY: """
            Every required key is present.

            Where: module.yaml, publisher.yaml

            Reason: LMSs list a module by its title. xAPI and cmi5 require a description. Results are stored
            under ids. If one of these is missing, an LMS refuses the package, or learners see an empty line.

            Help: Add the key at the place shown, indented like its siblings.

            Passes:

                - id: steg
                  title: Steg

            Fails:

                - title: Steg
            """,
        Code.WRONG_VALUE: """
            Every value is of the kind that its key expects.

            Where: module.yaml, publisher.yaml

            Reason: A list where a text is expected, or a word that the key does not accept, cannot be
            understood. A guess could build something that you did not mean.

            Help: Write one of the values that the message names. List items begin with `- ` on lines of their
            own, or go between `[` and `]`.

            Passes:

                languages: [sv]

            Fails:

                languages: sv
            """,
        Code.DUPLICATE_KEY: """
            Each map has a key only once.

            Where: module.yaml, publisher.yaml

            Reason: Only one of two equal keys would count, and YAML readers disagree on which. The other
            value would be lost silently.

            Help: Remove one of them, or rename it if you meant another key.

            Passes:

                title: Samtalet

            Fails:

                title: Mötet
                title: Samtalet
            """,
        Code.DUPLICATE_ITEM: """
            A list contains each item once.

            Where: module.yaml, publisher.yaml

            Reason: The same language or format twice is usually a mistake: another one was meant, and is now
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
            What a group writes is not stored under one person's name, unless that is intended.

            Where: module.yaml, `notes:` of a reflection

            Reason: A group sits at one screen, and one person is logged in. `notes: lrs` would store what
            eight people said under that person's name, in a record that others read.

            Help: Choose another value for `notes:`. Or write `group_text: true` if everybody has been told
            and agrees.

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

            Reason: The guide is for the person who leads a group's discussion. In a module where everybody
            works alone, the player never shows it.

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
