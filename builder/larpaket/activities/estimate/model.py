"""What an author writes about an estimate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from larpaket.definition.activity import Activity
from larpaket.definition.codes import Code
from larpaket.definition.errors import DefinitionError, context_of, pydantic_error, shown
from larpaket.definition.fields import Flag, TextMark, did_you_mean, plain_text
from larpaket.definition.shapes import TITLE, Shape, has, never, written
from larpaket.definition.shapes import by_language as by_languages
from larpaket.definition.texts import Text, by_language
from larpaket.definition.use import Mode, Notes

FEWEST, STEPS, MOST = 3, 5, 7
_SHARED = ("question", "steps", "words")
_NUMBER = re.compile(r"[1-9][0-9]?")


def _written(numbers: Iterable[int]) -> list[int | str]:
    """The numbers as an author may write them: with quotes or without."""
    return [one for number in numbers for one in (number, str(number))]


def _steps(value: Any) -> int:
    number = int(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else value
    if isinstance(number, int) and FEWEST <= number <= MOST:
        return number
    text, help = f"{shown(str(value))} is not a number of steps", f"write a number from {FEWEST} to {MOST}"
    raise pydantic_error(DefinitionError(Code.BAD_STEPS, text, help))


def _words(value: Any, info: ValidationInfo) -> Any:
    """Each step's word by language; the keys are numbers."""
    context = context_of(info)
    if context is None:
        return value
    if not isinstance(value, dict):
        help = "write each step's number, and its word behind it: `1: Inte alls`"
        raise pydantic_error(DefinitionError(Code.WRONG_VALUE, f"expected a map, found {shown(value)}", help))
    errors: list[DefinitionError] = []
    found: dict[int, dict[str, str]] = {}
    for step, word in value.items():
        if not isinstance(step, int) and not _NUMBER.fullmatch(step):
            help = "write the number of a step, as in `1: Inte alls`"
            errors.append(
                DefinitionError(Code.BAD_WORDS, f"{shown(step)} is not a step", help, (step,), key=True)
            )
            continue
        try:
            found[int(step)] = by_language(
                word, context.languages, lambda each: plain_text(each, title=True), shared=False
            )
        except PydanticCustomError as error:
            errors += [each.below(step) for each in (error.context or {})["errors"]]
    if errors:
        raise pydantic_error(*errors)
    return dict(sorted(found.items()))


Words = Annotated[
    Mapping[int, Mapping[str, str]],
    BeforeValidator(_words),
    TextMark(),
    written({"type": "object", "additionalProperties": by_languages(TITLE)}),
]
Steps = Annotated[int, BeforeValidator(_steps), written({"enum": _written(range(FEWEST, MOST + 1))})]

# Without `again`, there is a question, and a word for each end of a scale with as many steps.
_SCALES: list[Shape] = [
    {
        "if": {"anyOf": [has("steps", *_written([most])), *([never("steps")] if most == STEPS else [])]},
        "then": {
            "properties": {
                "words": {
                    "required": ["1", str(most)],
                    "propertyNames": {"pattern": f"^[1-{most}]$"},
                }
            }
        },
    }
    for most in range(FEWEST, MOST + 1)
]
_WHOLE: Shape = {
    "if": has("again"),
    "then": never(*_SHARED),
    "else": {"required": ["question", "words"], "allOf": _SCALES},
}


class EstimateFields(Activity):
    """A question, and a scale with words at both ends. `discuss` is asked when a group's answers are shown.
    With `again`, question and scale are those of an earlier estimate, and the answers are compared.
    """

    model_config = ConfigDict(json_schema_extra=_WHOLE)
    called: ClassVar = "an estimate"

    type: Literal["estimate"]
    mode: Mode = "group"
    """Who answers: a group, one person (`individual`), or as the learners choose (`either`)."""
    notes: Notes | None = None
    """Where one person's answer is kept: this page, this computer, the LMS, or the LRS once it is sent.
    Without it: `private`.
    """
    again: str | None = None
    """The id of an earlier estimate, whose question is asked again; the answers are compared."""
    question: Text = Field(default={})
    """What is estimated."""
    steps: Steps = STEPS
    """How many steps the scale has: 3 to 7, or 5 if left out."""
    words: Words = Field(default={})
    """What the steps mean: a word for both ends, `1: Inte alls` and `5: Fullt ut`, and any between."""
    discuss: Text | None = None
    """A question that is asked when a group's answers are shown."""
    required: Flag = False

    @property
    def keeping(self) -> Notes:
        """`notes`, or the default: `private`. There is always an answer, so `none` means the same."""
        return self.notes if self.notes and self.notes != "none" else "private"

    @model_validator(mode="before")
    @classmethod
    def _as_before(cls, value: Any, info: ValidationInfo) -> Any:
        """With the earlier estimate's question and scale."""
        context = context_of(info)
        if context is None or not isinstance(value, dict) or not isinstance(value.get("again"), str):
            return value
        again, id = value["again"], value.get("id")
        ids = [one for one, _ in context.activities]
        earlier = dict(context.activities[: ids.index(id) if id in ids else None])
        if problem := _why_not(again, earlier, ids, value.get("type")):
            raise pydantic_error(DefinitionError(Code.BAD_AGAIN, *problem, ("again",)))
        if twice := [key for key in _SHARED if key in value]:
            text, help = f"`{again}` says this already, and `again` takes it from there", "remove it"
            raise pydantic_error(
                *(DefinitionError(Code.BAD_AGAIN, text, help, (key,), key=True) for key in twice)
            )
        return value | context.told.get(again, {})

    @model_validator(mode="after")
    def _whole(self, info: ValidationInfo) -> EstimateFields:
        context = context_of(info)
        if context is None or (self.again and self.again not in context.told):
            return self  # what is wrong with the earlier one has been said there
        if lacks := [key for key in ("question", "words") if not getattr(self, key)]:
            help = "add `{}:` here, or `again:` with the id of an earlier estimate"
            raise pydantic_error(
                *(
                    DefinitionError(Code.MISSING_KEY, f"{self.called} needs `{key}`", help.format(key))
                    for key in lacks
                )
            )
        if strange := [step for step in self.words if step > self.steps]:
            text, help = f"the scale has no step {strange[0]}", f"its steps are 1 to {self.steps}"
            raise pydantic_error(
                DefinitionError(Code.BAD_WORDS, text, help, ("words", str(strange[0])), key=True)
            )
        if missing := [step for step in (1, self.steps) if step not in self.words]:
            text, help = f"step {missing[0]} has no word", "write a word for both ends of the scale"
            raise pydantic_error(DefinitionError(Code.BAD_WORDS, text, help, ("words",), key=True))
        context.told[self.id] = {key: getattr(self, key) for key in _SHARED}
        return self


def _why_not(again: str, earlier: Mapping[str, str], ids: list[str], type: Any) -> tuple[str, str] | None:
    """Why that id cannot be meant, and how to fix it."""
    alike = [id for id, kind in earlier.items() if kind == type]
    help = did_you_mean(again, alike) or "write the id of an estimate that comes before this one"
    if again in alike:
        return None
    if again in earlier:
        return f"`{again}` is not an estimate", help
    if again in ids:
        return f"`{again}` does not come before this one", help
    return f"{shown(again)} is not an activity of this module", help
