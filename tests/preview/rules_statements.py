"""Rules of the statement itself, its object, language maps, IRIs, timestamps (xAPI Data 2.4, 4)."""

from __future__ import annotations

from .samples import (
    ACTIVITY,
    AGENT,
    AUTHORITY,
    DROP,
    GROUP,
    MEMBER,
    NOT_OBJECTS,
    REF,
    SUB,
    VALID,
    VOIDED,
    Rule,
    values,
)

STATEMENT = [
    Rule("statement: valid", {}),
    Rule(
        "statement: the least",
        dict.fromkeys(
            ["result", "context", "timestamp", "version", "verb.display", "object.definition"], DROP
        ),
    ),
    Rule("statement: empty objects", {"result": {}, "context": {}, "object.definition": {}}),
    *(Rule(f"statement: no {key}", {key: DROP}, key) for key in ("actor", "verb", "object")),
    *(
        Rule(f"statement: {key} null", {key: None}, key)
        for key in (*VALID, "id", "stored", "authority", "attachments")
    ),
    *(
        Rule(f"statement: {key} is {kind}", {key: value}, key)
        for key in ("verb", "result", "context")
        for kind, value in NOT_OBJECTS.items()
        if value
    ),
    Rule("statement: unknown property", {"extensions": {}}, "extensions"),
    Rule("statement: wrong case", {"Result": {}}, "Result"),
    *values(
        "id",
        "id",
        {
            "version 1": "01234567-89ab-1def-8123-456789abcdef",
            "version 5": "12345678-1234-5678-9234-567812345678",
        },
        {
            "empty": "",
            "no UUID": "x",
            "no hyphens": "0123456789ab4def8123456789abcdef",
            "braces": "{01234567-89ab-4def-8123-456789abcdee}",
            "urn": "urn:uuid:01234567-89ab-4def-8123-456789abcdef",
            "a letter too far": "0123456g-89ab-4def-8123-456789abcdef",
            "37 characters": "01234567-89ab-4def-8123-456789abcdef0",
            "another variant": "01234567-89ab-4def-c123-456789abcdef",
            "a number": 1,
        },
    ),
    *values(
        "version",
        "version",
        {"1.0.3": "1.0.3", "1.0.99": "1.0.99", "a pre-release": "1.0.0-beta"},
        {
            "1.0": "1.0",
            "0.9": "0.9",
            "1.1.0": "1.1.0",
            "2.0.0": "2.0.0",
            "1.0.x": "1.0.x",
            "empty": "",
            "a number": 1.0,
        },
    ),
    *values("stored", "stored", {"a timestamp": "2026-03-02T09:30:00Z"}, {"no timestamp": "yesterday"}),
    *values(
        "authority",
        "authority",
        {"an Agent": AGENT, "a Group of two": AUTHORITY},
        {
            "no identifier": {"objectType": "Agent"},
            "a Group of one": {"objectType": "Group", "member": [AGENT]},
            "an identified Group": {**GROUP, "member": [AGENT, MEMBER]},
        },
    ),
]

TIMESTAMPS = list(
    values(
        "timestamp",
        "timestamp",
        {
            "no decimals": "2026-03-02T09:30:00Z",
            "nanoseconds": "2026-03-02T09:30:00.123456789Z",
            "a zone": "2026-03-02T10:30:00.5+01:00",
            "a zone of half hours": "2026-03-02T10:30:00-03:30",
            "the future": "2999-01-01T00:00:00Z",
            "leap year": "2024-02-29T00:00:00Z",
            "leap second": "2016-12-31T23:59:60Z",
        },
        {
            "empty": "",
            "words": "yesterday",
            "a date": "2026-03-02",
            "no zone": "2026-03-02T09:30:00",
            "no seconds": "2026-03-02T09:30Z",
            "a space for T": "2026-03-02 09:30:00Z",
            "zone -00:00": "2026-03-02T09:30:00-00:00",
            "zone -00": "2026-03-02T09:30:00-00",
            "zone -0000": "2026-03-02T09:30:00-0000",
            "zone of hours": "2026-03-02T09:30:00+01",
            "basic format": "20260302T093000Z",
            "month 13": "2026-13-02T09:30:00Z",
            "30 February": "2026-02-30T09:30:00Z",
            "hour 24": "2026-03-02T24:00:00Z",
            "minute 60": "2026-03-02T09:60:00Z",
            "a week date": "2026-W10-1T09:30:00Z",
            "a number": 1772443800,
        },
    )
)

LANGUAGES = [
    *(
        Rule(f"language map: {tag}", {"verb.display": {tag: "x"}})
        for tag in (
            "sv",
            "SV-se",
            "es-419",
            "zh-Hant-TW",
            "sl-rozaj-biske",
            "de-1996",
            "sgn",
            "i-klingon",
            "x-hemligt",
            "en-a-bbb-x-c",
            "und",
        )
    ),
    *(
        Rule(f"language map: {tag or 'empty'}", {"verb.display": {tag: "x"}}, "verb.display")
        for tag in ("", "s", "sv_SE", "svenskaspråket", "sv-", "abcdefghi", "en-US-US", "sv SE", "en-a", "12")
    ),
    Rule("language map: empty object", {"verb.display": {}}),
    Rule("language map: a string", {"verb.display": "svarade"}, "verb.display"),
    Rule("language map: an array", {"verb.display": ["x"]}, "verb.display"),
    Rule("language map: null inside", {"verb.display": {"sv": None}}, "verb.display"),
    Rule("language map: a number inside", {"object.definition.name": {"sv": 1}}, "object.definition.name"),
    *values(
        "language",
        "context.language",
        {"en": "en"},
        {"empty": "", "words": "på svenska", "a map": {"sv": "x"}},
    ),
]

IRIS = [
    *(
        Rule(f"IRI: {iri}", {"object.id": iri})
        for iri in (
            *(
                "urn:uuid:8f87ccde-bb56-4c2e-ab83-44982ef22df0",
                "tag:example.org,2026:x",
                "https://exempel.se/lärpaket/del-1?q=å#fråga",
            ),
            *(
                "HTTPS://EXAMPLE.ORG",
                "http://[::1]:8080/x",
                "http://anna@example.org:80/",
                "https://example.org/a%20b",
                "x:y",
            ),
        )
    ),
    *(
        Rule(f"IRI: {iri or 'empty'}", {"object.id": iri}, "object.id")
        for iri in (
            *(
                "",
                "module",
                "/module",
                "//example.org/x",
                "example.org/module",
                "https://example.org/a b",
                "https://example.org/%zz",
            ),
            *("https://example.org/<x>", "https:///x", "https:x", "1a:b", ":x", "https://example.org/a|b"),
        )
    ),
    Rule("IRI: verb without scheme", {"verb.id": "responded"}, "verb.id"),
    Rule("IRI: no verb id", {"verb.id": DROP}, "verb.id"),
    Rule("IRI: verb id a number", {"verb.id": 1}, "verb.id"),
    Rule("IRI: verb with an unknown property", {"verb.name": "x"}, "verb.name"),
]

OBJECTS = [
    Rule("object: no objectType", {"object.objectType": DROP}),
    *values("object", "object", {}, {kind: value for kind, value in NOT_OBJECTS.items() if value}),
    Rule("object: empty", {"object": {}}, "object.id"),
    Rule("object: activity", {"object.objectType": "activity"}, "object.objectType"),
    Rule("object: objectType unknown", {"object.objectType": "Course"}, "object.objectType"),
    Rule("object: objectType null", {"object.objectType": None}, "object.objectType"),
    Rule("object: objectType a number", {"object.objectType": 1}, "object.objectType"),
    Rule("object: unknown property", {"object.name": {"sv": "x"}}, "object.name"),
    *(
        Rule(
            f"object: {one['objectType']}",
            {"object": one, "context.revision": DROP, "context.platform": DROP},
        )
        for one in (AGENT, GROUP, REF, SUB)
    ),
    Rule("object: an Agent without objectType", {"object": MEMBER}, "object.mbox"),
    *(
        Rule(
            f"object: {one['objectType']} and {key}",
            {"object": one, f"context.{other}": DROP},
            f"context.{key}",
        )
        for one in (AGENT, GROUP, REF, SUB)
        for key, other in (("revision", "platform"), ("platform", "revision"))
    ),
    Rule("StatementRef: no id", {"object": {"objectType": "StatementRef"}, "context": {}}, "object.id"),
    Rule("StatementRef: no UUID", {"object": {**REF, "id": "x"}, "context": {}}, "object.id"),
    Rule("StatementRef: more", {"object": {**REF, "definition": {}}, "context": {}}, "object.definition"),
    Rule(
        "StatementRef: statementref",
        {"object": {**REF, "objectType": "statementRef"}, "context": {}},
        "object.objectType",
    ),
    Rule(
        "context.statement: no objectType",
        {"context.statement.objectType": DROP},
        "context.statement.objectType",
    ),
    Rule("context.statement: an Activity", {"context.statement": ACTIVITY}, "context.statement"),
    Rule("voided: an Activity", {"verb": VOIDED}, "object"),
    Rule("voided: an Agent", {"verb": VOIDED, "object": AGENT, "context": {}}, "object"),
    Rule("voided: a StatementRef", {"verb": VOIDED, "object": REF, "context": {}}),
]

SUBSTATEMENTS = [
    Rule(f"SubStatement: {name}", {"object": {**SUB, **more}, "context": {}}, place)
    for name, more, place in [
        (
            "all that it may have",
            {"result": VALID["result"], "context": VALID["context"], "timestamp": "2999-01-01T00:00:00Z"},
            "",
        ),
        ("with an Agent", {"object": AGENT}, ""),
        ("with a StatementRef", {"object": REF}, ""),
        ("id", {"id": REF["id"]}, "object.id"),
        ("stored", {"stored": "2026-03-02T09:30:00Z"}, "object.stored"),
        ("version", {"version": "1.0.0"}, "object.version"),
        ("authority", {"authority": AGENT}, "object.authority"),
        ("nested", {"object": SUB}, "object.object"),
        (
            "revision with an Agent",
            {"object": AGENT, "context": {"revision": "1"}},
            "object.context.revision",
        ),
        ("voided", {"verb": VOIDED}, "object.object"),
        ("actor without identifier", {"actor": {"name": "x"}}, "object.actor"),
        ("null", {"result": None}, "object.result"),
        ("substatement", {"objectType": "substatement"}, "object.objectType"),
    ]
] + [
    Rule(
        f"SubStatement: no {key}",
        {"object": {k: v for k, v in SUB.items() if k != key}, "context": {}},
        f"object.{key}",
    )
    for key in ("actor", "verb", "object")
]
