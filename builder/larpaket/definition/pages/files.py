"""Pages: films, pictures and the other files that a definition names."""

from __future__ import annotations

from larpaket.definition.codes import Code
from larpaket.pages import pages

PAGES = pages(
    {
        Code.MISSING_FILE: """
            Every file that a definition names is there and can be read.

            Where: module.yaml, publisher.yaml

            Reason: Without the file there is nothing to show. Case matters: `Film.mp4` and `film.mp4` are one
            file on Windows and macOS, but two on most web servers, where learners would get an error.

            Help: Put the file into the folder, or correct its name. The message suggests the closest match.

            Passes:

                # on the disk: film.sv.vtt
                captions: film.sv.vtt

            Fails:

                # on the disk: film.sv.vtt
                captions: film.vtt
            """,
        Code.OUTSIDE_THE_FOLDER: """
            Every file is in the folder of the definition that names it.

            Where: module.yaml, publisher.yaml

            Reason: A module is one folder, which can be moved, copied and kept in version control as a whole.
            A path that leads out of it breaks on another computer, and could put a private file into a
            package.

            Help: Put the file into the folder. Write `/`, not `\\\\`, between the names of folders.

            Passes:

                video: film.mp4

            Fails:

                video: ../film.mp4
            """,
        Code.NO_FILM: """
            Captions belong to a film.

            Where: module.yaml, an activity of the type `film`

            Reason: There are captions, but `video:` is missing. The page would have nothing to play.

            Help: Add `video:` with the film that the captions were written for.

            Passes:

                video: film.mp4
                captions: film.vtt

            Fails:

                captions: film.vtt
            """,
        Code.BAD_FILM: """
            A film is an undamaged MP4 file with H.264, or an undamaged WebM file.

            Where: module.yaml, `video:`, and the film itself

            Reason: Every browser plays these. A film in HEVC (H.265), which many phones record, plays in some
            browsers and stays black in others, so only some learners can finish.

            Help: Export the film again as MP4 with H.264 and AAC. Renaming a file does not convert it. The
            message gives the command for ffmpeg, a free program that converts.

            Passes:

                # ffmpeg -i hevc.mp4 -c:v libx264 -pix_fmt yuv420p -c:a aac -movflags +faststart film.mp4
                video: film.mp4

            Fails:

                # recorded by a phone, with HEVC
                video: hevc.mp4
            """,
        Code.BAD_PICTURE: """
            A picture is a JPEG or PNG file, and its name says which.

            Where: module.yaml, `poster:`

            Reason: Web servers derive a file's type from its name. If name and content differ, some browsers
            show nothing.

            Help: Export the picture as .jpg or .png. Renaming a file does not convert it.

            Passes:

                poster: poster.png

            Fails:

                # a JPEG picture
                poster: poster.png
            """,
        Code.BAD_MEDIA_ADDRESS: """
            A film on another server is given by the https address of an MP4 or WebM file.

            Where: module.yaml, `video:`

            Reason: An LMS on https does not play films from http (browsers block mixed content). A page about
            the film, or a playlist for streaming (`.m3u8`), is not a file that every browser plays.

            Help: Ask the film's host for the direct https address of the file. Write `%20` for a space.

            Passes:

                video: https://film.example.se/a.mp4

            Fails:

                video: http://film.example.se/a.mp4
            """,
        Code.NOT_DECLARED: """
            A film comes from a server that the publisher has declared.

            Where: module.yaml, `video:`; publisher.yaml, `media:`

            Reason: Playing a film reveals the learner's network address to its server. Declared servers are
            named in the privacy sheet and in the policy for the administrator. Any other server would be
            missing from both.

            Help: Add the server to `media:` in publisher.yaml, or put the film into the module's folder.

            Passes:

                # publisher.yaml
                media: [https://film.example.se]
                # module.yaml
                video: https://film.example.se/a.mp4

            Fails:

                # publisher.yaml
                media: [https://film.example.se]
                # module.yaml
                video: https://other.example.se/a.mp4
            """,
        Code.FILM_FACTS: """
            A film on another server needs `length:` and `size:`; a film in the folder must not have them.

            Where: module.yaml, `length:` and `size:`

            Reason: Before a film is played, the page says how long and how large it is; afterwards it counts
            how much was seen. A build does not contact the server, so it cannot find out. For a file in the
            folder it measures both, and a second number could be wrong.

            Help: Add `length:` and `size:` to a film with a web address. Remove them from a film in the
            folder.

            Passes:

                video: https://film.example.se/a.mp4
                length: 3 min 12 s
                size: 24 MB

            Fails:

                video: https://film.example.se/a.mp4
            """,
        Code.BAD_SIZE: """
            The size of a film is a number with a unit.

            Where: module.yaml, `size:` of a film on another server

            Reason: Learners on a mobile network decide by the size whether to play the film or read its text
            version. `24` alone has no unit.

            Help: Write it as `24 MB`, `800 kB` or `1.2 GB`.

            Passes:

                size: 24 MB

            Fails:

                size: 24
            """,
    }
)
