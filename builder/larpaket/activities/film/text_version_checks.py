"""A text version that says something else than the film."""

from __future__ import annotations

from larpaket.activities.film.model import FilmFields
from larpaket.activities.film.omissions import omissions
from larpaket.definition.definition import Definition, definition_rule
from larpaket.definition.rule import WARNING, Finding, Findings

_MOST = 5
_SHOWN = 60  # characters
_ANOTHER_TEXT = 0.5


@definition_rule("M220", WARNING)
def departs_from_captions(definition: Definition) -> Findings:
    """What the captions say stands in the text version too.

    Reason: Who reads instead of watching gets another content and does not know it, and the talk afterwards
    is about two things. It happens when the film is cut anew and only the captions follow. The text may say
    more, such as what is seen; a word here and there may differ; sounds in brackets and speakers' names
    before a colon do not count.

    Help: Write it into the text version, or correct the caption.

    Passes:

        <v Eva>Varje måndag tar vi en timme till det,
        – Att man har tid för det. Varje måndag tar vi en timme till det, på kajen om det inte regnar.

    Fails:

        <v Eva>Varje måndag tar vi en timme till det,
        – Att man har tid för det. På kajen om det inte regnar.
    """
    seen = set()
    for _, film in definition.of(FilmFields):
        for language, captions in (film.captions or {}).items():
            transcript = (film.transcript or {}).get(language)
            if transcript is None or (captions.path, transcript.path) in seen:
                continue
            seen.add((captions.path, transcript.path))
            missing, share = omissions(captions.cues, transcript.text)
            text_version, entry = definition.entry(transcript.path), definition.entry(captions.path)
            if share < _ANOTHER_TEXT:
                text = f"only {share:.0%} of what the captions in {entry} say stands in this text version"
                yield Finding(
                    text=text, entry=text_version, help="see that both are of this film, in the same language"
                )
                continue
            for departure in missing[:_MOST]:
                text = (
                    f"“{_shortened(departure.words)}” is said in the film; who reads {text_version} instead "
                    "does not get it"
                )
                yield Finding(text=text, entry=entry, line=departure.cue.line, column=1)
            if len(missing) > _MOST:
                yield Finding(
                    text=f"{len(missing) - _MOST} more places of the captions do not stand in {text_version}",
                    entry=entry,
                )


def _shortened(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]} …"


CHECKS = (departs_from_captions,)
