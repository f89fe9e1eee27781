"""Pages: the publisher's colours, logo, addresses."""

from __future__ import annotations

from larpaket.definition.codes import Code
from larpaket.pages import pages

PAGES = pages(
    {
        Code.BAD_ENDPOINT: """
            `endpoint:` is the https address of a learning record store (LRS).

            Where: publisher.yaml, `lrs:`

            Reason: Packages send what learners do to this address. Over http, anybody on the network could
            read it, and browsers block it in an LMS on https. A login in the address would be readable in
            every package.

            Help: Copy the endpoint from the LRS's settings, without `/statements` at its end. Then run
            `larpaket lrs check`.

            Passes:

                endpoint: https://lrs.example.se/xapi

            Fails:

                endpoint: http://lrs.example.se/xapi
            """,
        Code.BAD_ORIGIN: """
            A server in `media:` is written as `https://` and its name.

            Where: publisher.yaml, `media:`

            Reason: The list becomes part of a security policy (Content-Security-Policy). There, a path or
            http would allow something other than you mean, or nothing at all.

            Help: Write `https://` and the server's name, without a path or a final `/`.

            Passes:

                media: [https://film.example.se]

            Fails:

                media: [http://film.example.se, https://film.example.se/filmer, film.example.se]
            """,
        Code.BAD_COLOUR: """
            A colour is `#` and six digits, in quotes.

            Where: publisher.yaml, `theme:`

            Reason: The player computes all its shades from this colour and measures their contrast. Colour
            names and other notations are not supported. Without quotes, `#` begins a comment and the value is
            empty.

            Help: Write the colour as `"#0b6e6e"`. Your brand guidelines list it as a hex or HTML colour.

            Passes:

                color: "#0b6e6e"

            Fails:

                color: rgb(11, 110, 110)
            """,
        Code.LOW_CONTRAST: """
            With the publisher's colour, every text and every symbol has enough contrast.

            Where: publisher.yaml, `theme:`

            Reason: Light text on a light background cannot be read by people with low vision, from a worn
            projector, or in sunlight. WCAG 2.2 requires 4.5:1 for text (1.4.3) and 3:1 for controls (1.4.11),
            and the law requires WCAG.

            Help: Use the colour that the message suggests, which is the nearest one that passes, or a darker
            shade from your brand guidelines.

            Passes:

                color: "#ffcf32"

            Fails:

                color: "#FFD500"
            """,
        Code.BAD_LOGO: """
            A logo is a PNG picture, or an SVG drawing that only draws.

            Where: publisher.yaml, `theme:`, and the logo's file

            Reason: An SVG file can contain scripts and animations, and load files from other servers. In a
            package it would do so on every learner's screen, with the LMS's privileges. So larpaket accepts
            only shapes and text.

            Help: Export the logo as plain SVG with a `viewBox`, without scripts, links, effects or embedded
            files. Or export it as PNG.

            Passes:

                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10">
                <rect width="40" height="10"/>

            Fails:

                <script>
            """,
        Code.BAD_LINK: """
            The addresses of the accessibility statement and the privacy policy are https addresses of pages.

            Where: publisher.yaml, `accessibility:`, and `policy:` of `privacy:`

            Reason: Packages link to them. An address without `https://` would point to a file inside the
            package, which does not exist.

            Help: Copy the whole address from the browser's address bar.

            Passes:

                accessibility: https://www.example.se/tillganglighet

            Fails:

                accessibility: www.example.se
            """,
        Code.BAD_UNIT: """
            A unit is a short code: a-z, digits, `-` and `.`, at most 64 characters.

            Where: publisher.yaml, `unit:`

            Reason: The code is sent with every statement, and can be given in the launch address as `unit=…`.
            Spaces, capitals and å, ä, ö are changed on the way, so reports would split one unit into several.

            Help: Write a code such as `skola-12`. Keep a list of what the codes mean.

            Passes:

                unit: skola-12

            Fails:

                unit: Skola 12
            """,
        Code.BAD_CATALOGUE: """
            A catalogue has an id of its own, and two or more modules, each of them once.

            Where: publisher.yaml, `catalogues:`

            Reason: The modules' folders beside publisher.yaml are all that a catalogue can hold. Each keeps
            its results under its own id, so it can be there only once. A catalogue with the id of a module
            would have the same package as that one.

            Help: Write the ids of the modules, which are their folders' names, below `modules:`, or in
            sections with a `title` each below `sections:`.

            Passes:

                catalogues:
                  - id: friskfaktorer
                    title: Friskfaktorer
                    modules: [ledarskap, delaktighet]

            Fails:

                catalogues:
                  - id: ledarskap
                    title: Friskfaktorer
                    modules: [ledarskap, delaktighet]
            """,
    }
)
