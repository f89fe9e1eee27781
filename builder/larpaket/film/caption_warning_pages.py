"""Pages: captions that browsers show all the same."""

from __future__ import annotations

from larpaket.pages import pages
from larpaket.problems import Severity

WHERE = "the files of `captions:` and `chapters:`"

CAPTION_WARNING_PAGES = pages(
    {
        "V106": """
            A caption has words.

            Reason: An empty caption shows an empty box, or nothing, at a time when something is said. An
            empty chapter, which is an error, is a line in the list that nobody can read.

            Help: Write the text below the times, or remove the times.

            Passes:

                WEBVTT

                00:01.000 --> 00:04.000
                Hej.

            Fails:

                WEBVTT

                00:01.000 --> 00:04.000
            """,
        "V110": """
            A caption starts when the one before it has ended.

            Reason: A browser shows two that overlap one above the other. That is right for two people who
            speak at once. Otherwise they cover more of the picture, and there is no time to read both.

            Help: End the earlier one when the next one starts, or leave it if both speak at once.

            Passes:

                WEBVTT

                00:01.000 --> 00:03.000
                Hej.

                00:03.000 --> 00:06.000
                Välkommen.

            Fails:

                WEBVTT

                00:01.000 --> 00:04.000
                Hej.

                00:03.000 --> 00:06.000
                Välkommen.
            """,
        "V112": """
            Captions are WebVTT.

            Reason: Browsers show no other format. SubRip (.srt) and YouTube's SubViewer (.sbv) say the same
            with other signs, and so do times that Word has changed, with an arrow, dashes or no-break spaces.
            The package gets them converted; SubRip's colours and positions are left out.

            Help: Nothing needs to be done. To decide yourself how it looks, export the captions as WebVTT.

            Passes:

                WEBVTT

                00:00:01.000 --> 00:00:04.000
                Hej.

            Fails:

                1
                00:00:01,000 --> 00:00:04,000
                Hej.
            """,
        "V113": """
            Each setting after the times of a caption is one of WebVTT's.

            Reason: A browser ignores any other (W3C WebVTT, section 6.3), and the caption appears in the
            usual place. Older programs write `align:middle`, or a position without a percent sign; Word
            adds curly quotes.

            Help: Write `align:` with start, center, end, left or right; `position:` or `size:` with a
            percentage; `line:` with a number or a percentage. There is no space inside a setting.

            Passes:

                WEBVTT

                00:01.000 --> 00:04.000 align:center position:50%
                Hej.

            Fails:

                WEBVTT

                00:01.000 --> 00:04.000 align:middle position:50
                Hej.
            """,
        "V114": """
            Each line of the captions comes once.

            Reason: YouTube's automatic captions roll: every line comes in two or three captions, some of
            them for a hundredth of a second. A screen reader, and the text that follows the film, would
            repeat it all. The package gets each line once.

            Help: Read the captions through. Automatic ones have wrong words and names, and hardly any full
            stops.

            Passes:

                WEBVTT

                00:00.160 --> 00:02.390
                hej och välkommen

                00:02.400 --> 00:04.470
                till hamnen

            Fails:

                WEBVTT

                00:00.160 --> 00:02.390
                hej<00:00:00.480><c> och</c><00:00:00.640><c> välkommen</c>

                00:02.390 --> 00:02.400
                hej och välkommen

                00:02.400 --> 00:04.470
                hej och välkommen
                till<00:00:02.560><c> hamnen</c>
            """,
        "V115": """
            A caption ends with an empty line.

            Reason: A line of spaces is not empty, for a browser: what is below it belongs to the same caption
            (W3C WebVTT, section 6.1). The number of the next caption is then shown on the picture.

            Help: Remove the spaces, or add the empty line.

            Passes:

                WEBVTT

                1
                00:01.000 --> 00:04.000
                Hej.

                2
                00:04.000 --> 00:06.000
                Välkommen.

            Fails:

                WEBVTT

                1
                00:01.000 --> 00:04.000
                Hej.
                2
                00:04.000 --> 00:06.000
                Välkommen.
            """,
    },
    where=WHERE,
    severity=Severity.WARNING,
)
