"""What a film needs so that everybody can take part."""

from __future__ import annotations

from larpaket.activities.film.model import FilmFields
from larpaket.definition.definition import Definition, definition_rule
from larpaket.definition.rule import WARNING, Findings
from larpaket.film.video import RemoteVideo


@definition_rule("M201", WARNING)
def captions_missing(definition: Definition) -> Findings:
    """A film with sound has captions.

    Reason: People who cannot hear the film, or watch it without sound, miss what is said. WCAG 2.2 requires
    captions at level A (1.2.2), and so does the law on digital public services.

    Help: Write the captions as WebVTT, have somebody who can hear the film check them, and name the file with
    `captions:`.

    Passes:

        video: film.mp4
        captions: film.sv.vtt

    Fails:

        video: film.mp4
    """
    for loc, film in definition.of(FilmFields):
        if film.captions is None and any(
            isinstance(video, RemoteVideo) or video.audio_codec for video in film.video.values()
        ):
            yield definition.at(
                (*loc, "video"),
                "the film has sound but no captions: people who cannot hear it miss what is said",
                key=True,
            )


@definition_rule("M202", WARNING)
def text_version_missing(definition: Definition) -> Findings:
    """A film has a text version.

    Reason: People who can neither see nor hear the film, or whose network is too slow for it, need a text to
    read. Without one, a film that does not play cannot be finished, so no completion reaches the LMS. WCAG
    2.2 requires an alternative at level A (1.2.3).

    Help: Write what is said and what is seen into a Markdown file, and name it with `transcript:`.

    Passes:

        video: film.mp4
        transcript: textversion.sv.md

    Fails:

        video: film.mp4
    """
    for loc, film in definition.of(FilmFields):
        if film.transcript is None:
            text = "the film has no text version: people who cannot play it can neither take part nor finish"
            yield definition.at((*loc, "video"), text, key=True)


@definition_rule("M203", WARNING)
def audio_description_undecided(definition: Definition) -> Findings:
    """For every film, somebody has decided whether it needs audio description.

    Reason: People who cannot see the picture miss what is shown but not said. At level AA (1.2.5), WCAG 2.2
    requires a voice that describes it, unless the film's own sound says everything.

    Help: Listen to the film with your eyes shut. If nothing is missing, write `audio_description:
    not-needed`. If something is missing, such as names that are only written, a graph or an action, have it
    said in the film.

    Passes:

        video: film.mp4
        audio_description: not-needed

    Fails:

        video: film.mp4
    """
    for loc, film in definition.of(FilmFields):
        if film.audio_description is None:
            text = (
                "nobody has decided whether the film needs audio description for people who cannot see the "
                "picture"
            )
            yield definition.at((*loc, "video"), text, key=True)


@definition_rule("M204", WARNING)
def stand_in_film(definition: Definition) -> Findings:
    """No film is a stand-in.

    Reason: Learners would see a film that is labelled as a trial. `larpaket build --release` refuses it.

    Help: Replace the stand-in, its poster and its captions with the real ones, and remove `stand_in: true`.

    Passes:

        video: film.mp4

    Fails:

        video: film.mp4
        stand_in: true
    """
    for loc, film in definition.of(FilmFields):
        if film.stand_in:
            yield definition.at(
                (*loc, "stand_in"), "the film is a stand-in, and learners see it labelled as one", key=True
            )


CHECKS = (captions_missing, text_version_missing, audio_description_undecided, stand_in_film)
