"""A text version that differs from the film."""

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
    """Everything in the captions is also in the text version.

    Reason: People who read instead of watching would get different content without knowing it, and the
    discussion afterwards would be about two things. It happens when the film is edited and only the captions
    are updated. The text may say more, such as what is seen, and a word here and there may differ. Sounds in
    brackets and speakers' names before a colon do not count.

    Help: Add it to the text version, or correct the caption.

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
                text = f"this text version has only {share:.0%} of what the captions in {entry} say"
                yield Finding(
                    text=text,
                    entry=text_version,
                    help="check that both belong to this film and are in the same language",
                )
                continue
            for departure in missing[:_MOST]:
                text = f"“{_shortened(departure.words)}” is said in the film, but missing from {text_version}"
                yield Finding(text=text, entry=entry, line=departure.cue.line, column=1)
            if len(missing) > _MOST:
                yield Finding(
                    text=f"{len(missing) - _MOST} more passages are missing from {text_version}",
                    entry=entry,
                )


def _shortened(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]} …"


CHECKS = (departs_from_captions,)
