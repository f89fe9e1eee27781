"""Pages: text versions and guides, which are Markdown files."""

from __future__ import annotations

from larpaket.pages import pages

_WHERE = "the files of `transcript:` and `guide:`"

TEXT_PAGES = pages(
    {
        "P101": """
            A text version is plain text, saved as UTF-8.

            Reason: In another encoding the letters å, ä and ö are other bytes. Learners would see � instead,
            and a screen reader would read that aloud. A Word document under the name of a text file has no
            text that a page can show.

            Help: In your editor, choose "Save with encoding" or "Save as", and then UTF-8.

            Passes:

                Filmen börjar i ett mötesrum.

            Fails:

                # saved as Windows-1252 or ISO 8859-1
                Filmen b�rjar i ett m�tesrum.
            """,
        "P102": """
            A text version can be read, and has at most 1 MB.

            Reason: People who can neither see nor hear the film can only read it. The text of a film of an
            hour takes about 0.1 MB: a much larger file is usually something else under the wrong name, such
            as a Word document.

            Help: Name the file of the text, in Markdown, and make sure that you may read it.

            Passes:

                transcript: textversion.sv.md

            Fails:

                # a file of 3 MB
                transcript: textversion.docx
            """,
        "P103": """
            A text version is not empty.

            Reason: Learners who mark the text version as read have finished the film. With an empty one they
            would finish without any content, and people who need it would get nothing.

            Help: Write what is said and what is seen in the film.

            Passes:

                En kvinna och en man sitter i ett mötesrum.

                – Hej och välkommen.

            Fails:

                # the file is empty
            """,
        "P104": """
            A text version contains no HTML.

            Reason: HTML in a text could load something from another server, or run in the LMS with the
            learner's rights. So it is not run, and learners would see `<b>` as text.

            Help: Remove the tags. Markdown has `*emphasis*`, `**strong**`, `# Heading` and
            `[text](https://…)`.

            Passes:

                Det är *viktigt* att alla får tala.

            Fails:

                Det är <b>viktigt</b> att alla får tala.
            """,
        "P105": """
            A text version contains no pictures.

            Reason: It is for people who cannot see the film. They could not see a picture in it either, and
            its file would not be in the package.

            Help: Describe in words what the picture shows.

            Passes:

                Ett diagram visar att sjukfrånvaron har minskat från 8 till 5 procent.

            Fails:

                ![Sjukfrånvaro](diagram.png)
            """,
        "P106": """
            A link in a text version has a whole https address, or is a mail address.

            Reason: A link to a file leads nowhere, because the file is not in the package. An LMS on https
            warns of http. Other kinds of addresses, such as `javascript:`, could run in the LMS with the
            learner's rights.

            Help: Copy the whole address from the browser's address bar. For mail, write `mailto:` before the
            address.

            Passes:

                Läs mer hos [Suntarbetsliv](https://www.suntarbetsliv.se).

            Fails:

                Läs mer hos [Suntarbetsliv](www.suntarbetsliv.se).
            """,
    },
    where=_WHERE,
)
