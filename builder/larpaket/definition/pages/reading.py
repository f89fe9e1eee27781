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
            folder is refused as well: on the next computer, or in version control, the file that it leads to
            is missing.

            Help: Put the file itself into the folder, under that name, and give yourself the right to read
            it.

            Passes:

                # the folder x holds a file module.yaml

            Fails:

                # the folder x holds a file module.yml
            """,
        Code.NOT_UTF8: """
            A definition is saved as UTF-8.

            Where: module.yaml, publisher.yaml

            Reason: In another encoding the letters å, ä and ö are other bytes. Learners would see signs such
            as � instead, and an LMS may refuse the manifest, which is XML in UTF-8.

            Help: In your editor, choose "Save with encoding" or "Save as", and then UTF-8.

            Passes:

                title: Mötet

            Fails:

                title: M�tet
            """,
        Code.SYNTAX: """
            A definition is correct YAML.

            Where: module.yaml, publisher.yaml

            Reason: YAML gives a meaning to `:`, `#`, `[`, `{`, quotation marks and indentation. Where they
            are not balanced, nobody can say what was meant, so nothing is built. The most common cause is a
            `:` inside a text.

            Help: Put a text that holds such characters in quotes, or on lines of its own below `key: >-`.
            Indent siblings equally, with spaces.

            Passes:

                title: "Film: del 1"

            Fails:

                title: Film: del 1
            """,
        Code.EMPTY: """
            A definition says something.

            Where: module.yaml, publisher.yaml

            Reason: A file without keys, or with comments only, does not describe a module. This often means
            that the editor has not saved yet.

            Help: Save the file, or begin with the example in the README, A module in five minutes.

            Passes:

                id: x
                version: "1.0"

            Fails:

                # Here a module will be.
            """,
        Code.TAB: """
            A definition holds no tabs.

            Where: module.yaml, publisher.yaml

            Reason: YAML forbids tabs in indentation (YAML 1.2.2, section 6.1): editors show them at different
            widths, so the file would not mean what it looks like. In a text, a tab looks like a space and is
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
            A definition writes every value out, without anchors (`&`) and aliases (`*`).

            Where: module.yaml, publisher.yaml

            Reason: YAML lets one value stand in several places. A change in one place then changes all the
            others without being seen. Nested aliases can also grow a small file until it fills the computer's
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

            Reason: A tag tells a YAML reader to make something else of a value. larpaket reads every value as
            text and then as what its key asks for, so a tag would have no effect, or another one than you
            expect.

            Help: Remove the tag. Put a text that begins with `!` in quotes.

            Passes:

                title: Mötet

            Fails:

                title: !!str Mötet
            """,
        Code.TEXT_IN_FLOW_MAP: """
            Texts stand on lines of their own, not inside `{ }`.

            Where: module.yaml, publisher.yaml

            Reason: Between `{` and `}` a comma ends a value. Of the title "Mötet, i dag" only "Mötet" would
            be left, and nobody would notice before a learner does.

            Help: Give each key a line of its own.

            Passes:

                title:
                  sv: Mötet, i dag

            Fails:

                title: {sv: Mötet, i dag}
            """,
        Code.COMMENT_BEHIND_TEXT: """
            No comment follows a text on its line.

            Where: module.yaml, publisher.yaml

            Reason: In YAML, a space and `#` begin a comment. The title "Steg # 1" would become "Steg" for
            every learner.

            Help: Put the text in quotes when the `#` belongs to it. Move a comment to a line of its own.

            Passes:

                title: "Steg # 1"

            Fails:

                title: Steg # 1
            """,
        Code.TOO_LARGE: """
            A definition is of a sensible size.

            Where: module.yaml, publisher.yaml, ids.lock

            Reason: A file of more than 1 MB, a line of more than 20,000 characters or 30 levels of
            indentation is not a module that somebody wrote. It is usually another file under the wrong name.
            Reading it could take minutes.

            Help: See that it is the right file. Films, captions and long texts lie in files of their own,
            which the definition names.

            Passes:

                transcript: textversion.sv.md

            Fails:

                # the whole text version stands in module.yaml, which has more than 1 MB
            """,
        Code.CONTROL_CHARACTER: """
            A definition holds no control characters.

            Where: module.yaml, publisher.yaml

            Reason: Such characters come along when text is copied from a PDF file or a chat. They cannot be
            seen. XML forbids them (XML 1.0, section 2.2), so an LMS would refuse the manifest.

            Help: Delete the character at the place that is shown. Delete and retype the letters around it
            when your editor does not show it.

            Passes:

                title: Mötet

            Fails:

                # □ is the invisible character U+0007
                title: M□tet
            """,
        Code.SEVERAL_DOCUMENTS: """
            A file holds one definition.

            Where: module.yaml, publisher.yaml

            Reason: In YAML, a line `---` begins a second document. What stands behind it would not be read,
            so part of the module would be missing.

            Help: Remove the line. Give each module a folder and a module.yaml of its own.

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
