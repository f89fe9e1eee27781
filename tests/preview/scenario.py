"""A few statements that refer to each other, and queries over them."""

from __future__ import annotations

import uuid
from typing import Any

ANNA = {"mbox": "mailto:anna@example.org"}
BERIT = {"account": {"homePage": "https://lms.example.org/", "name": "berit"}}
TEAM = {
    "objectType": "Group",
    "account": {"homePage": "https://lms.example.org/", "name": "team"},
    "member": [BERIT],
}
MODULE, FILM, OTHER = (f"https://example.org/{name}" for name in ("module", "module/film", "other"))
DID, SAID = "https://example.org/did", "https://example.org/said"
REGISTRATION = "ec531277-b57b-4c15-8d91-d292c5b2b8f7"


def _statement(actor: Any, verb: str, thing: Any, **context: Any) -> dict[str, Any]:
    thing = {"id": thing} if isinstance(thing, str) else thing
    return {
        "actor": actor,
        "verb": {"id": verb},
        "object": thing,
        **({"context": context} if context else {}),
    }


def scenario() -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Names by id, and the statements. `void` voids `wrong`; `on-note` refers to `note`, which refers to
    `film`.
    """
    ids = {
        name: str(uuid.uuid4())
        for name in (
            *(
                "plain",
                "film",
                "by-berit",
                "by-team",
                "with-team",
                "instructed",
                "about-anna",
                "planned",
                "note",
                "on-note",
            ),
            *("wrong", "on-wrong", "void"),
        )
    }

    def ref(name: str) -> dict[str, str]:
        return {"objectType": "StatementRef", "id": ids[name]}

    planned = {
        "objectType": "SubStatement",
        **_statement(BERIT, DID, OTHER, contextActivities={"grouping": [{"id": FILM}]}),
    }
    statements = {
        "plain": _statement(ANNA, DID, MODULE, registration=REGISTRATION),
        "film": _statement(
            ANNA, SAID, FILM, registration=REGISTRATION, contextActivities={"parent": [{"id": MODULE}]}
        ),
        "by-berit": _statement({"objectType": "Agent", "name": "Berit", **BERIT}, DID, MODULE),
        "by-team": _statement(TEAM, DID, OTHER),
        "with-team": _statement(ANNA, DID, OTHER, team=TEAM),
        "instructed": _statement(ANNA, SAID, OTHER, instructor=BERIT),
        "about-anna": _statement(BERIT, SAID, {"objectType": "Agent", **ANNA}),
        "planned": _statement(ANNA, SAID, planned),
        "note": _statement(BERIT, SAID, ref("film")),
        "on-note": _statement({"mbox": "mailto:chef@example.org"}, SAID, ref("note")),
        "wrong": _statement(ANNA, DID, FILM),
        "on-wrong": _statement(BERIT, SAID, ref("wrong")),
        "void": _statement(BERIT, "http://adlnet.gov/expapi/verbs/voided", ref("wrong")),
    }
    return {value: key for key, value in ids.items()}, [
        {"id": ids[name], **one} for name, one in statements.items()
    ]


QUERIES: list[dict[str, Any]] = [
    {},
    {"ascending": "true"},
    {"limit": "3"},
    {"limit": "3", "ascending": "true"},
    {"verb": DID},
    {"verb": SAID},
    {"activity": MODULE},
    {"activity": FILM},
    {"activity": MODULE, "related_activities": "true"},
    {"activity": FILM, "related_activities": "true"},
    {"activity": "https://example.org/unheard-of"},
    {"agent": ANNA},
    {"agent": BERIT},
    {"agent": {key: value for key, value in TEAM.items() if key != "member"}},
    {"agent": ANNA, "related_agents": "true"},
    {"agent": BERIT, "related_agents": "true"},
    {"agent": BERIT, "verb": DID},
    {"agent": ANNA, "verb": SAID, "ascending": "true"},
    {"registration": REGISTRATION},
    {"registration": REGISTRATION, "verb": SAID},
    {"verb": "http://adlnet.gov/expapi/verbs/voided"},
    {"since": "2999-01-01T00:00:00Z"},
    {"until": "1999-01-01T00:00:00Z"},
]


def only_theirs(parameters: dict[str, Any]) -> set[str]:
    """What Learning Locker returns besides.

    Where a statement refers to another, Learning Locker lets one filter hold for the one and the next filter
    for the other: `on-wrong` is by Berit and SAID, `wrong` by Anna and DID. Communication 2.1.3: a is a match
    when "the filter conditions described above match for Statement c".
    """
    if parameters == {"agent": BERIT, "verb": DID}:
        return {"on-wrong", "void"}
    return {"on-wrong"} if parameters.get("agent") == ANNA and parameters.get("verb") == SAID else set()
