"""Pages: a definition as a file, and as YAML."""

from __future__ import annotations

from larpaket.definition.codes import Code
from larpaket.pages import pages

PAGES = pages(
    {
        Code.UNREADABLE: """
            module.yaml and publisher.yaml are files that can be read.

            Where: module.yaml, publisher.yaml

            Reason: Everything that larpaket builds comes from these two files. A link to a file in another
            folder is refused as well: on another computer, or in version control, the linked file would be
            missing.

            Help: Put the file itself into the folder, under that name, and make sure that you may read it.

            Passes:

                # the folder x contains a file module.yaml

            Fails:

                # the folder x contains a file module.yml
            """,
        Code.NO_DEFINITION: """
            A folder beside the modules has a module.yaml, if it is to be one.

            Where: the folder of publisher.yaml

            Reason: A module is a folder with a module.yaml. One that is empty, or that has a film or texts
            but no definition, was probably begun and is not built.

            Help: Write its module.yaml, or move the folder elsewhere.

            Passes:

                # the folder x contains a file module.yaml

            Fails:

                # the folder x contains nothing but a film
            """,
        Code.NOT_UTF8: """
            A definition is saved as UTF-8.

            Where: module.yaml, publisher.yaml

            Reason: In another encoding, the letters å, ä and ö are stored as other bytes. Learners would see
            characters such as � instead, and an LMS may refuse the manifest, which is XML in UTF-8.

            Help: In your editor, choose "Save with encoding" or "Save as", and then UTF-8.

            Passes:

                title: Mötet

            Fails:

                title: M�tet
            """,
        Code.SYNTAX: """
            A definition is valid YAML.

            Where: module.yaml, publisher.yaml

            Reason: YAML gives a meaning to `:`, `#`, `[`, `{`, quotation marks and indentation. If they do
            not match up, there is no telling what was meant, so nothing is built. The most common cause is a
            `:` inside a text.

            Help: Put a text that contains such characters in quotes, or on lines of its own below `key: >-`.
            Indent siblings equally, with spaces.

            Passes:

                title: "Film: del 1"

            Fails:

                title: Film: del 1
            """,
        Code.EMPTY: """
            A definition is not empty.

            Where: module.yaml, publisher.yaml

            Reason: A file without keys, or with only comments, does not describe a module. Often the editor
            has not saved it yet.

            Help: Save the file, or begin with the example in the README, A module in five minutes.

            Passes:

                id: x
                version: "1.0"

            Fails:

                # The module goes here.
            """,
        Code.TAB: """
            A definition contains no tabs.

            Where: module.yaml, publisher.yaml

            Reason: YAML forbids tabs in indentation (YAML 1.2.2, section 6.1): editors show them at different
            widths, so the file would not mean what it looks like. In a text, a tab looks like a space but is
            not one.

            Help: Write spaces. Most editors have a command such as "Convert indentation to spaces".

            Passes:

                - id: steg
                  title: Steg

            Fails:

                # → is a tab
                - id: steg
                → title: Steg
            """,
        Code.ANCHOR: """
            A definition writes every value out, without anchors (`&`) or aliases (`*`).

            Where: module.yaml, publisher.yaml

            Reason: An alias repeats a value that was written elsewhere. A change in that place then silently
            changes all the others. Nested aliases can also expand a small file until it fills the computer's
            memory.

            Help: Write the value in each place. Put a text that begins with `&` or `*` in quotes.

            Passes:

                title: "&titel Mötet"

            Fails:

                title: &titel Mötet
            """,
        Code.TAG: """
            A definition has no tags (`!`).

            Where: module.yaml, publisher.yaml

            Reason: A tag tells a YAML reader to convert a value. larpaket reads every value as text and then
            as its key requires, so a tag would have no effect, or not the one that you expect.

            Help: Remove the tag. Put a text that begins with `!` in quotes.

            Passes:

                title: Mötet

            Fails:

                title: !!str Mötet
            """,
        Code.TEXT_IN_FLOW_MAP: """
            Texts are written on lines of their own, not inside `{ }`.

            Where: module.yaml, publisher.yaml

            Reason: Between `{` and `}` a comma ends a value. The title "Mötet, i dag" would become "Mötet",
            and nobody would notice until a learner does.

            Help: Put each key on its own line.

            Passes:

                title:
                  sv: Mötet, i dag

            Fails:

                title: {sv: Mötet, i dag}
            """,
        Code.COMMENT_BEHIND_TEXT: """
            No comment follows a text on the same line.

            Where: module.yaml, publisher.yaml

            Reason: In YAML, a space and `#` begin a comment. The title "Steg # 1" would become "Steg" for
            every learner.

            Help: If the `#` belongs to the text, put the text in quotes. Otherwise move the comment to its
            own line.

            Passes:

                title: "Steg # 1"

            Fails:

                title: Steg # 1
            """,
        Code.TOO_LARGE: """
            A definition has a reasonable size.

            Where: module.yaml, publisher.yaml, ids.lock

            Reason: A file of more than 1 MB, a line of more than 20,000 characters or 30 levels of
            indentation is not a module that somebody wrote. It is usually another file under the wrong name.
            Reading it could take minutes.

            Help: Check that it is the right file. Put films, captions and long texts into separate files,
            which the definition names.

            Passes:

                transcript: textversion.sv.md

            Fails:

                # the whole text version is in module.yaml, which is larger than 1 MB
            """,
        Code.CONTROL_CHARACTER: """
            A definition contains no control characters.

            Where: module.yaml, publisher.yaml

            Reason: Such characters are invisible, and come along when text is copied from a PDF file or a
            chat. XML forbids them (XML 1.0, section 2.2), so an LMS would refuse the manifest.

            Help: Delete the character at the place shown. If your editor does not show it, delete and retype
            the letters around it.

            Passes:

                title: Mötet

            Fails:

                # □ is the invisible character U+0007
                title: M□tet
            """,
        Code.SEVERAL_DOCUMENTS: """
            A file contains one definition.

            Where: module.yaml, publisher.yaml

            Reason: In YAML, a line `---` begins a second document. Everything after it would be ignored, so
            part of the module would be missing.

            Help: Remove the line. Give each module its own folder and module.yaml.

            Passes:

                modules/x/module.yaml
                modules/y/module.yaml

            Fails:

                id: x
                ---
                id: y
            """,
    }
)
