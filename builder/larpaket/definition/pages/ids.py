"""Pages: the identifiers that learners' results depend on."""

from __future__ import annotations

from larpaket.definition.codes import Code
from larpaket.pages import pages

PAGES = pages(
    {
        Code.DUPLICATE_ID: """
            An id is used once in a module.

            Where: module.yaml, `id:`

            Reason: Results are stored under the ids. If two activities shared an id, finishing the first
            would also finish the second, and reports could not tell them apart.

            Help: Give one of them another id. Leave the one that learners have already used.

            Passes:

                - id: samtal
                - id: samtal-2

            Fails:

                - id: samtal
                - id: samtal
            """,
        Code.BAD_ID: """
            An id consists of a-z, 0-9 and `-`, begins with a letter, and has at most 60 characters.

            Where: module.yaml, `id:`

            Reason: Ids become file names, parts of web addresses and XML identifiers. Some LMSs change or
            refuse spaces, capitals and å, ä, ö. A module or an activity cannot be called `con`, `prn`, `aux`,
            `nul`, `com1` to `com9` or `lpt1` to `lpt9`: Windows keeps these names for devices.

            Help: Write it in lower case without å, ä, ö, with `-` between the words. Learners never see ids.

            Passes:

                - id: steg-1

            Fails:

                - id: Steg 1
            """,
        Code.NOT_THE_FOLDER: """
            A module's folder is named after the module's id.

            Where: module.yaml, `id:`

            Reason: Modules are found by their folders, and packages are named after their ids. The two often
            differ when a folder was copied to begin a new module. Both modules would then share one id, and
            the results of one would appear in the other.

            Help: For a new module, write a new id. Otherwise rename the folder, and keep an id that learners
            have already used.

            Passes:

                # x/module.yaml
                id: x

            Fails:

                # x/module.yaml
                id: y
            """,
        Code.VANISHED_ID: """
            Once an id has been built, it stays in the module.

            Where: ids.lock, which the first build writes beside module.yaml

            Reason: Learners' results are stored under the id, in the LMS, in the LRS and in browsers. Without
            the id, activities that they have finished count as not done.

            Help: Restore the id. If it was only renamed, say so with `renamed:`. If the content is really
            different, make a new module with a new id.

            Passes:

                renamed:
                  film: filmen

            Fails:

                # module.yaml has no activity with this id; ids.lock has
                film
            """,
        Code.BAD_LOCK: """
            ids.lock is unchanged since larpaket wrote it.

            Where: ids.lock

            Reason: The file records which ids have been built. A changed line, or a git conflict marker,
            would let an id disappear without a warning.

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
            `renamed:` maps an old id to an id that the module has now.

            Where: module.yaml, `renamed:`

            Reason: A wrong entry would assign learners' results to another activity, or lose them. An
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
            `base:` is a web address that identifiers can begin with.

            Where: publisher.yaml, `base:`

            Reason: Every identifier in statements begins with it, permanently. The address need not exist,
            but the domain must be yours, so that nobody else uses the same identifiers. A final `/` would
            double every slash.

            Help: Write `https://` and a domain that you own, without a final `/`, `?` or `#`. Choose it once
            and keep it.

            Passes:

                base: https://larande.example.se

            Fails:

                base: https://larande.example.se/
            """,
    }
)
