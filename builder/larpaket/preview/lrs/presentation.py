"""The `format` of returned statements: ids, exact, canonical (xAPI Communication 2.1.3)."""

from __future__ import annotations

from .canon import Canon
from .language_choice import ranges
from .parts import Part, rewritten, unchanged
from .validate.actors import IDENTIFIERS

EXACT = "exact"
FORMATS = (EXACT, "ids", "canonical")
"""The first is the default."""


def presented(statement: Part, form: str, canon: Canon, accept_language: str) -> Part:
    """The statement in a format other than `exact`."""
    if form == "ids":
        return rewritten(statement, actor=_actor, activity=_by_id, verb=_by_id)
    wanted = ranges(accept_language)
    return rewritten(
        statement,
        actor=unchanged,
        activity=lambda activity: canon.activity_in(activity, wanted),
        verb=lambda verb: canon.verb_in(verb, wanted),
    )


def _actor(actor: Part) -> Part:
    """The identifier, or those of an anonymous Group's members. An Agent needs no objectType."""
    out = {key: actor[key] for key in IDENTIFIERS if key in actor}
    if actor.get("objectType") != "Group":
        return out
    return {"objectType": "Group", **(out or {"member": [_actor(member) for member in actor["member"]]})}


def _by_id(part: Part) -> Part:
    return {"id": part["id"]}
