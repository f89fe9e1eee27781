"""What a film needs so that everybody can take part, and what it lacks."""

from __future__ import annotations

from larpaket.activities.film.model import FilmFields
from larpaket.definition.definition import Definition, definition_rule
from larpaket.definition.rule import WARNING, Findings
from larpaket.film.video import RemoteVideo


@definition_rule("M201", WARNING)
def captions_missing(definition: Definition) -> Findings:
    """A film with sound has captions.

    Reason: Whoever does not hear the film, or watches it where sound is not wanted, misses what is said. WCAG
    2.2 asks for captions at level A (1.2.2), and the law on digital public services with it.

    Help: Write the captions as WebVTT, have them checked by somebody who hears the film, and name the file
    with `captions:`.

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
                "the film has sound and no captions: whoever does not hear it misses what is said",
                key=True,
            )


@definition_rule("M202", WARNING)
def text_version_missing(definition: Definition) -> Findings:
    """A film has a text version.

    Reason: Somebody who can neither see nor hear the film, or whose network does not carry it, can only read
    it; and a film that will not play can then not be finished, so no completion reaches the LMS. WCAG 2.2
    asks for an alternative at level A (1.2.3).

    Help: Write what is said and what is seen into a Markdown file, and name it with `transcript:`.

    Passes:

        video: film.mp4
        transcript: textversion.sv.md

    Fails:

        video: film.mp4
    """
    for loc, film in definition.of(FilmFields):
        if film.transcript is None:
            text = "the film has no text version: whoever cannot play it can neither take part nor finish"
            yield definition.at((*loc, "video"), text, key=True)


@definition_rule("M203", WARNING)
def audio_description_undecided(definition: Definition) -> Findings:
    """For every film, somebody has decided whether it needs audio description.

    Reason: What is shown and not said is lost to whoever does not see the picture. WCAG 2.2 asks at level AA
    (1.2.5) for a voice that tells it, unless the film's own sound tells everything.

    Help: Listen to the film with your eyes shut. Is nothing missing, write `audio_description: not-needed`.
    Is something missing, have it said in the film: names that are only written, a graph, what somebody does.

    Passes:

        video: film.mp4
        audio_description: not-needed

    Fails:

        video: film.mp4
    """
    for loc, film in definition.of(FilmFields):
        if film.audio_description is None:
            text = (
                "it is not decided whether the film needs audio description for those who do not see the "
                "picture"
            )
            yield definition.at((*loc, "video"), text, key=True)


@definition_rule("M204", WARNING)
def stand_in_film(definition: Definition) -> Findings:
    """No film is a stand-in.

    Reason: Learners would see a film that is marked as a trial. `larpaket build --release` refuses it.

    Help: Put the real film, its poster and its captions in place of the stand-in's, and remove `stand_in:
    true`.

    Passes:

        video: film.mp4

    Fails:

        video: film.mp4
        stand_in: true
    """
    for loc, film in definition.of(FilmFields):
        if film.stand_in:
            yield definition.at(
                (*loc, "stand_in"), "the film is a stand-in, and learners see it marked as one", key=True
            )


CHECKS = (captions_missing, text_version_missing, audio_description_undecided, stand_in_film)
