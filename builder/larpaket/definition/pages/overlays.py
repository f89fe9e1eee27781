"""Pages: modules that extend others."""

from __future__ import annotations

from larpaket.definition.codes import Code
from larpaket.pages import pages

PAGES = pages(
    {
        Code.BAD_OVERLAY: """
            An overlay names its original, and changes, removes or adds only beside what is there.

            Where: module.yaml, `extends:`, `changes:`, `remove:`, `add:`

            Reason: An overlay takes over another module and says only what differs. A part that the original
            does not have cannot be changed, and an id must stay, because learners' results depend on it.

            Help: Write the original's folder and version under `extends:`, and the ids that `larpaket show`
            prints for the original.

            Passes:

                extends:
                  module: ../hamnen
                  version: "1.0"
                changes:
                  samtal:
                    title: Vad gör vi här?

            Fails:

                changes:
                  samtalet:
                    title: Vad gör vi här?
            """,
        Code.NEWER_ORIGINAL: """
            An overlay is made against the version that its original has now.

            Where: module.yaml, `extends:`, `version:`

            Reason: The original has a new version. What it says now may no longer fit what the overlay
            changes, and learners would see both.

            Help: Read what `larpaket show --diff` lists, and write the new version under `extends:` when
            nothing speaks against it. The next build remembers the new texts in original.lock.

            Passes:

                  version: "1.1"

            Fails:

                  version: "1.0"
            """,
        Code.ORIGINAL_CHANGED: """
            An original that changes has a new version.

            Where: module.yaml, `extends:`, `version:`

            Reason: The original says something else than when the overlay was made against it, although its
            version is the same. Perhaps somebody is still working on it.

            Help: Read what `larpaket show --diff` lists. Ask for a new version of the original, or remove
            original.lock to take the texts over as they are.

            Passes:

                # original.lock has the same texts as the original

            Fails:

                # original.lock has another text
            """,
    }
)
