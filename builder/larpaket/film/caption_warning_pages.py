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

            Reason: Browsers show no other format. SubRip (.srt) says the same in other signs, so the package
            gets it converted; colours and positions are left out.

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
    },
    where=WHERE,
    severity=Severity.WARNING,
)
