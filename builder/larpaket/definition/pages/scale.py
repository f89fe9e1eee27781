"""Pages: scales."""

from __future__ import annotations

from larpaket.definition.codes import Code
from larpaket.pages import pages

PAGES = pages(
    {
        Code.BAD_STEPS: """
            A scale has 3 to 7 steps.

            Where: module.yaml, `steps:` of an estimate

            Reason: With two steps it is a question of yes or no. Between more than seven nobody can
            tell the difference, and they do not fit a narrow screen.

            Help: Write a number from 3 to 7, or leave `steps:` out: then there are five.

            Passes:

                steps: 5

            Fails:

                steps: 10
            """,
        Code.BAD_WORDS: """
            A scale has words at both ends, and no words for steps that it does not have.

            Where: module.yaml, `words:` of an estimate

            Reason: A number says nothing by itself: without words nobody knows which end is which, and a
            screen reader reads only "1".

            Help: Below `words:`, write the number of a step and its word: `1: Inte alls`. Those in between
            are optional.

            Passes:

                steps: 5
                words:
                  1: Inte alls
                  5: Fullt ut

            Fails:

                steps: 5
                words:
                  1: Inte alls
            """,
        Code.BAD_AGAIN: """
            What is asked again has been asked before, in an estimate of the same module.

            Where: module.yaml, `again:` of an estimate, and the keys that it takes from there

            Reason: Then and now are drawn on one scale, under one question. They must be the same.

            Help: Write the id of an estimate that comes earlier in the module, and leave out `question:`,
            `steps:` and `words:`.

            Passes:

                - id: nu
                  type: estimate
                  title: Var står vi nu?
                  again: skattning

            Fails:

                - id: nu
                  type: estimate
                  title: Var står vi nu?
                  again: samtal
            """,
    }
)
