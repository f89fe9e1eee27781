"""What a definition needs before learners meet it."""

from __future__ import annotations

from dataclasses import dataclass

from larpaket.definition.definition import Definition, definition_rule, rules_on
from larpaket.definition.rule import ERROR, Findings
from larpaket.player.strings import available, strings


@dataclass(frozen=True)
class Release(Definition):
    """A module that is to be released: `larpaket build --release`."""


release_rule = rules_on(Release)


@release_rule("R101", ERROR)
def activity_is_unfinished(release: Release) -> Findings:
    """A released module has its real film.

    Reason: `stand_in: true` says that a film is only a placeholder. Its page is labelled "Provfilm", and
    learners who finish the module have not seen what was meant for them. The LMS counts them as done anyway.

    Help: Replace it with the real film and its captions and text version, remove `stand_in: true`, and raise
    `version`.

    Passes:

        - id: film
          type: film
          video: film.mp4

    Fails:

        - id: film
          type: film
          video: film.mp4
          stand_in: true
    """
    for loc, activity in release.activities:
        if found := activity.unfinished():
            yield release.at((*loc, found.key), found.text, key=True, help=found.help)


@release_rule("R102", ERROR)
def language_is_reviewed(release: Release) -> Findings:
    """A native speaker has read the player's texts in every language of a released module.

    Reason: Buttons, notices and the privacy sheet are the player's own texts. A translation that nobody has
    read may tell learners something wrong, for example about who can read what a learner writes.

    Help: Have a native speaker read the language's file in `templates/player/strings/`, then set `reviewed:
    true` in it.

    Passes:

        {"reviewed": true}

    Fails:

        {"reviewed": false}
    """
    for language in release.module.languages:
        if _is_spoken(language) and not strings(language).reviewed:
            text = f"no native speaker has read the player's texts in `{language}`, as --release requires"
            help = "have them read, then set `reviewed: true` in the language's file"
            yield release.at(("languages",), text, key=True, help=help)


@definition_rule("R103", ERROR)
def language_is_spoken(definition: Definition) -> Findings:
    """The player has texts in every language of a module.

    Reason: A module's texts are the author's, but its buttons and notices are the player's. If the player
    lacks a language, learners would get a mixture of two, and a screen reader would mispronounce one of them
    (WCAG 2.2, 3.1.1).

    Help: Remove the language from `languages:` and from the texts, or add a file for it in
    `templates/player/strings/`.

    Passes:

        languages: [sv, en]

    Fails:

        languages: [sv, tlh]
    """
    for language in definition.module.languages:
        if not _is_spoken(language):
            text = f"the player has no texts in `{language}`"
            spoken = ", ".join(available())
            help = f"it has {spoken}; another language is one file (CONTRIBUTING.md, Recipes)"
            yield definition.at(("languages",), text, key=True, help=help)


def _is_spoken(language: str) -> bool:
    return language.split("-")[0] in available()


CHECKS = (activity_is_unfinished, language_is_reviewed, language_is_spoken)
