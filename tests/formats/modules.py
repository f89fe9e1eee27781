"""Learning modules made in memory, for what does not need a folder."""

from __future__ import annotations

from hypothesis import strategies as st

from larpaket.activities.reflection import Reflection
from larpaket.activities.reflection.model import Question
from larpaket.definition.model import LearningModule, Section, Step
from larpaket.definition.publisher import Publisher

PUBLISHER = Publisher(name="Provkommunen", base="https://larande.example.se")

# What a definition lets through: no control characters, one line, trimmed.
LINES = (
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn"]), min_size=1, max_size=200)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
IDS = st.from_regex(r"[a-z][a-z0-9-]{0,59}", fullmatch=True)


def make_module(
    id: str = "provmodul", title: str = "Att prova", description: str = "En fråga.", *, steps: int = 1
) -> LearningModule:
    """A module of so many steps, each with one reflection."""

    def step(number: int) -> Step:
        question = Question.model_construct(
            id=f"fraga-{number}", text={"sv": "Vad?"}, time=300, grouping="whole"
        )
        reflection = Reflection.model_construct(
            type="reflection",
            id=f"samtal-{number}",
            title={"sv": title},
            mode="group",
            notes="none",
            questions=(question,),
            required=True,
        )
        return Step.model_construct(
            id=f"steg-{number}", title={"sv": title}, heading=None, intro=None, activities=(reflection,)
        )

    section = Section.model_construct(
        title={"sv": "Början"}, steps=tuple(step(number) for number in range(steps))
    )
    return LearningModule.model_construct(
        id=id,
        version="1.0",
        languages=("sv",),
        title={"sv": title},
        description={"sv": description},
        sections=(section,),
        renamed={},
    )
