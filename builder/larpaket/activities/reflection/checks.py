"""Questions that are hard to remember."""

from __future__ import annotations

from larpaket.activities.reflection.model import ReflectionFields
from larpaket.definition.definition import Definition, definition_rule
from larpaket.definition.rule import ADVICE, Finding, Findings

LONGEST_QUESTION = 200  # characters


@definition_rule("M241", ADVICE)
def question_too_long(definition: Definition) -> Findings:
    """A question to reflect on has at most 200 characters.

    Reason: It is read aloud once and shown on a screen in large type. A long question is forgotten before it
    is answered, and the discussion is only about its last part.

    Help: Keep the question itself, and move its background to `intro` or the guide.

    Passes:

        text: Vad gör ni när något har gått fel?

    Fails:

        text: >-
          Filmen visade att tid för samtal är viktigt. Många säger att tiden inte räcker, och att det
          som planeras sällan blir av när det är mycket att göra. Hur ser det ut hos er, vad hindrar,
          och vad vill ni ändra på?
    """
    for said in (
        said
        for loc, reflection in definition.of(ReflectionFields)
        for said in definition.said_in(loc, reflection)
    ):
        if len(said.text) > LONGEST_QUESTION:
            place = said.place
            text = f"the question has {len(said.text)} characters: too many to remember"
            yield Finding(
                text=text,
                entry=definition.entry(place.path),
                line=place.line,
                column=place.column,
                length=place.length,
            )


CHECKS = (question_too_long,)
