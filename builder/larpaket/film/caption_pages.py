"""Pages: captions and chapters, which are WebVTT files."""

from __future__ import annotations

from larpaket.film.caption_warning_pages import CAPTION_WARNING_PAGES, WHERE
from larpaket.pages import pages

CAPTION_PAGES = CAPTION_WARNING_PAGES + pages(
    {
        "V100": """
            A file of captions can be read, and has at most 5 MB.

            Reason: Without it, people who cannot hear the film miss what is said. The captions of a film of
            an hour take about 0.1 MB: a much larger file is usually something else under the wrong name, such
            as the film itself.

            Help: Name the file of the captions, and make sure that you may read it.

            Passes:

                captions: film.sv.vtt

            Fails:

                # a file of 24 MB
                captions: film.vtt
            """,
        "V101": """
            A file of captions is saved as UTF-8.

            Reason: Browsers read WebVTT as UTF-8 only (W3C WebVTT, section 4.1). In another encoding, å, ä
            and ö are shown as �, and a screen reader reads that aloud.

            Help: In your editor, choose "Save with encoding" or "Save as", and then UTF-8.

            Passes:

                WEBVTT

                00:01.000 --> 00:04.000
                Hej och välkommen.

            Fails:

                # saved as Windows-1252 or ISO 8859-1
                Hej och v�lkommen.
            """,
        "V102": """
            A file of captions begins with `WEBVTT`.

            Reason: Without this first line a browser shows none of the captions, without a message (W3C
            WebVTT, section 6.1). This is common for files in another format that were only renamed.

            Help: Make `WEBVTT` the first line, with an empty line below it. If the file is in another format,
            export the captions again as WebVTT (.vtt) or SubRip (.srt).

            Passes:

                WEBVTT

                00:01.000 --> 00:04.000
                Hej.

            Fails:

                00:01.000 --> 00:04.000
                Hej.
            """,
        "V103": """
            A file of captions has at least one caption.

            Reason: The player would offer captions and show none. People who need them cannot tell a silent
            film from a mistake.

            Help: Write at least one, or leave the key out until there are some.

            Passes:

                WEBVTT

                00:01.000 --> 00:04.000
                Hej.

            Fails:

                WEBVTT
            """,
        "V104": """
            Every text in a file of captions is below a line with times.

            Reason: A browser silently drops a text without times. The cause is often an empty line inside a
            caption: an empty line ends it.

            Help: Write the times above the text, or remove the empty line before it. Begin a remark with
            NOTE.

            Passes:

                WEBVTT

                00:01.000 --> 00:04.000
                Hej och välkommen till filmen.

            Fails:

                WEBVTT

                00:01.000 --> 00:04.000
                Hej och välkommen

                till filmen.
            """,
        "V105": """
            A `<` in a caption begins a tag of WebVTT, or is written as `&lt;`.

            Reason: A browser takes everything between `<` and `>` for a tag and does not show it. Of "Write
            <name> here" only "Write here" is left.

            Help: Write `&lt;` for the character `<`. For a speaker's name, write `<v Anna>`.

            Passes:

                WEBVTT

                00:01.000 --> 00:04.000
                Skriv &lt;namn&gt; här.

            Fails:

                WEBVTT

                00:01.000 --> 00:04.000
                Skriv <namn> här.
            """,
        "V107": """
            A time is written with minutes, seconds and thousandths.

            Reason: A browser drops a caption whose times it cannot read (W3C WebVTT, section 6.3). Editing
            programs write the number of a frame, or nothing, where WebVTT requires thousandths.

            Help: Write `01:02.500`, or with hours `00:01:02.500`. If all times are wrong, export the captions
            again as WebVTT (.vtt) or SubRip (.srt).

            Passes:

                WEBVTT

                00:01.500 --> 00:04.000
                Hej.

            Fails:

                WEBVTT

                00:00:01:12 --> 00:00:04:00
                Hej.
            """,
        "V108": """
            A caption ends after it has begun.

            Reason: A browser never shows a caption that ends before it starts. Usually the two times have
            been swapped, or a digit is wrong.

            Help: Make the second time the later one.

            Passes:

                WEBVTT

                00:01.000 --> 00:04.000
                Hej.

            Fails:

                WEBVTT

                00:04.000 --> 00:01.000
                Hej.
            """,
        "V109": """
            Captions are in the order in which they are shown.

            Reason: WebVTT requires it (W3C WebVTT, section 4.1). The text that follows the film, and the list
            of chapters, would jump back and forth. Usually a digit in a time is wrong.

            Help: Correct the time, or move the caption to its place.

            Passes:

                WEBVTT

                00:01.000 --> 00:02.000
                Hej.

                00:05.000 --> 00:06.000
                Välkommen.

            Fails:

                WEBVTT

                00:05.000 --> 00:06.000
                Välkommen.

                00:01.000 --> 00:02.000
                Hej.
            """,
        "V111": """
            Captions end with the film.

            Reason: Captions that go on after the end belong to another film, or to another cut of it. Then
            the others are probably shown at the wrong time, too.

            Help: Name the file that was made for this film, or correct the times.

            Passes:

                WEBVTT

                00:00.000 --> 00:02.000
                Hej.

            Fails:

                # the film is 2 seconds long
                00:02.000 --> 00:09.000
                Hej.
            """,
    },
    where=WHERE,
)
