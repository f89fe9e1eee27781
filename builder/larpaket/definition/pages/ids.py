"""Pages: the identifiers that learners' results hang on."""

from __future__ import annotations

from larpaket.definition.codes import Code
from larpaket.pages import pages

PAGES = pages(
    {
        Code.DUPLICATE_ID: """
            An id is used once in a module.

            Where: module.yaml, `id:`

            Reason: Results are stored under the ids. With two activities of one id, finishing the first would
            also finish the second, and reports could not tell them apart.

            Help: Give one of them another id. Keep the one that learners have already met.

            Passes:

                - id: samtal
                - id: samtal-2

            Fails:

                - id: samtal
                - id: samtal
            """,
        Code.BAD_ID: """
            An id has only the letters a-z, digits and `-`, a letter first, and at most 60 characters.

            Where: module.yaml, `id:`

            Reason: Ids become file names, parts of web addresses and XML identifiers. Spaces, capitals and å,
            ä, ö are changed, or refused, by one LMS or another.

            Help: Write it in small letters without å, ä, ö, with `-` between the words. Learners never see
            ids.

            Passes:

                - id: steg-1

            Fails:

                - id: Steg 1
            """,
        Code.NOT_THE_FOLDER: """
            A module's folder has the module's id as its name.

            Where: module.yaml, `id:`

            Reason: Modules are found by their folders, packages are named by their ids. This often happens
            when a folder was copied to begin a new module: both would then share one id, and the results of
            one would be shown in the other.

            Help: For a new module, write a new id. Otherwise rename the folder, and keep an id that learners
            have met.

            Passes:

                # x/module.yaml
                id: x

            Fails:

                # x/module.yaml
                id: y
            """,
        Code.VANISHED_ID: """
            An id that has been built stays in the module.

            Where: ids.lock, which the first build writes beside module.yaml

            Reason: What learners have done is stored under the id, in the LMS, in the LRS and in browsers.
            When the id is gone, an activity that they have finished counts as not done.

            Help: Bring the id back. When it only has a new name, say so with `renamed:`. When the content is
            really another one, make a new module with a new id.

            Passes:

                renamed:
                  film: filmen

            Fails:

                # module.yaml has no activity with this id; ids.lock has
                film
            """,
        Code.BAD_LOCK: """
            ids.lock is as larpaket wrote it.

            Where: ids.lock

            Reason: The file remembers which ids learners have met. A changed line, or a conflict that git has
            marked in it, would let an id vanish without a warning.

            Help: Restore the file from version control. In a conflict, keep the ids of both sides and remove
            the lines that git added. Do not edit it otherwise.

            Passes:

                film
                samtal
                samtal/fraga

            Fails:

                samtal
                <<<<<<< HEAD
            """,
        Code.BAD_RENAME: """
            `renamed:` leads from an id that was to an id that is.

            Where: module.yaml, `renamed:`

            Reason: A wrong entry would give what learners have done to another activity, or lose it: an
            activity's results cannot become a question's.

            Help: Write the old id, a colon, and the id that it has now. A question's id is
            `activity/question`.

            Passes:

                renamed:
                  samtal: reflektion
                  samtal/fraga: reflektion/fraga

            Fails:

                renamed:
                  film: filmen
                  samtal: samtal
                  gammal: samtal/fraga
                  Reflektion: samtal
            """,
        Code.BAD_BASE: """
            `base:` is a web address that identifiers can be made from.

            Where: publisher.yaml, `base:`

            Reason: Every identifier in statements begins with it, for ever. It need not lead anywhere, but
            the domain has to be yours, so that nobody else uses the same identifiers. A final `/` would
            double every slash.

            Help: Write `https://` and a domain of yours, without a final `/`, `?` or `#`. Choose once, and
            keep it.

            Passes:

                base: https://larande.example.se

            Fails:

                base: https://larande.example.se/
            """,
    }
)
