"""The saved state's members as the player's script knows them: `templates/player/state-keys.js`, which
`make contract` writes and a test compares.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from larpaket.activities import ACTIVITIES
from larpaket.definition.state import DONE, Kind, Lasts, StateKey

_BANNER = "/** Generated from the activity types by `make contract`; a test fails when the two differ. */"


def script() -> str:
    """The module's source."""
    members = dict(DONE)
    for kind in ACTIVITIES.values():
        members |= kind.state
    vital = sorted({event for kind in ACTIVITIES.values() for event in kind.vital})
    single = {key: member for key, member in members.items() if member.kind is not Kind.RANGES}
    ranges = sorted(key for key, member in members.items() if member.kind is Kind.RANGES)
    tests = ", ".join(sorted({member.kind.test for member in single.values()}))
    larger = ", ".join(f'"{key}"' for key, member in sorted(members.items()) if member.larger)
    lines = [
        _BANNER,
        "",
        f'import {{ {tests} }} from "./kinds.js";',
        "",
        "/** What each member of a part must be, except played ranges. */",
        "export const PARTS = {",
        *(f"  {key}: {member.kind.test}," for key, member in single.items()),
        "};",
        "/** The keys of played ranges. */",
        f"export const PLAYED = /^{_any_of(ranges)}\\d*$/;",
        "/** What stays when the state is too long, and what stays even then. */",
        f'export const COUNTED = "{_lasting(members.items(), Lasts.COUNTED)}";',
        f'export const LASTING = "{_lasting(members.items(), Lasts.LONG)}";',
        "/** Of two numbers the larger one counts. */",
        f"export const LARGER = /** @type {{const}} */ ([{larger}]);",
        "/** The statements that a saved state carries longest. */",
        f"export const VITAL = /\\.{_any_of(vital)}$/;",
        "",
    ]
    return "\n".join(lines)


def _lasting(members: Iterable[tuple[str, StateKey]], least: Lasts) -> str:
    return "".join(key for key, member in members if member.lasts >= least)


def _any_of(words: Sequence[str]) -> str:
    """A pattern for any of the words; one that nothing matches where there is none."""
    return words[0] if len(words) == 1 else f"(?:{'|'.join(words) or '(?!)'})"
