"""Rules of Agents and Groups (xAPI Data 2.4.2)."""

from __future__ import annotations

from .samples import AGENT, DROP, GROUP, MEMBER, NOT_OBJECTS, NOT_STRINGS, Rule, values

_IDENTIFIERS = {
    "mbox": "mailto:a@example.org",
    "mbox_sha1sum": "a" * 40,
    "openid": "https://anna.example.org/",
    "account": AGENT["account"],
}

ACTORS = [
    *(Rule(f"actor: {key}", {"actor": {key: value}}) for key, value in _IDENTIFIERS.items()),
    *(
        Rule(f"actor: {one} and {two}", {"actor": {one: _IDENTIFIERS[one], two: _IDENTIFIERS[two]}}, "actor")
        for one in _IDENTIFIERS
        for two in _IDENTIFIERS
        if one < two
    ),
    Rule("actor: no identifier", {"actor": {"name": "Anna"}}, "actor"),
    Rule("actor: empty", {"actor": {}}, "actor"),
    Rule("actor: an array", {"actor": [AGENT]}, "actor"),
    Rule("actor: name a number", {"actor.name": 1}, "actor.name"),
    Rule("actor: unknown property", {"actor.age": 40}, "actor.age"),
    Rule("actor: identifier in another case", {"actor": {"Mbox": "mailto:a@example.org"}}, "actor.Mbox"),
    Rule("actor: objectType agent", {"actor.objectType": "agent"}, "actor.objectType"),
    Rule("actor: objectType Person", {"actor.objectType": "Person"}, "actor.objectType"),
    Rule("actor: objectType Activity", {"actor.objectType": "Activity"}, "actor.objectType"),
    *values("objectType", "actor.objectType", {}, NOT_STRINGS),
    Rule("actor: an Agent with member", {"actor.member": [MEMBER]}, "actor.member"),
    *values(
        "account",
        "actor.account",
        {"name empty": {"homePage": "https://x.example", "name": ""}},
        NOT_OBJECTS,
    ),
    Rule("account: no name", {"actor.account.name": DROP}, "actor.account.name"),
    Rule("account: no homePage", {"actor.account.homePage": DROP}, "actor.account.homePage"),
    Rule(
        "account: homePage without scheme",
        {"actor.account.homePage": "lms.example.org"},
        "actor.account.homePage",
    ),
    Rule("account: unknown property", {"actor.account.id": "x"}, "actor.account.id"),
    Rule("account: name a number", {"actor.account.name": 1}, "actor.account.name"),
    *(
        Rule(f"mbox: {case}", {"actor": {"mbox": value}})
        for case, value in {
            "plus": "mailto:a+b@example.org",
            "apostrophe": "mailto:o'hara@example.org",
            "one label": "mailto:a@localhost",
            "å": "mailto:åsa@exempel.se",
            "upper case domain": "mailto:a@EXAMPLE.org",
        }.items()
    ),
    *(
        Rule(f"mbox: {case}", {"actor": {"mbox": value}}, "actor.mbox")
        for case, value in {
            "no scheme": "a@example.org",
            "empty": "",
            "no address": "mailto:",
            "no domain": "mailto:a@",
            "no at": "mailto:a.example.org",
            "two": "mailto:a@example.org,b@example.org",
            "a space": "mailto:a b@example.org",
            "a subject": "mailto:a@example.org?subject=x",
            "two dots": "mailto:a..b@example.org",
            "http": "http://a@example.org",
            "a number": 1,
        }.items()
    ),
    *(
        Rule(f"mbox_sha1sum: {case}", {"actor": {"mbox_sha1sum": value}}, place)
        for case, value, place in [
            ("upper case", "A" * 40, ""),
            ("39 digits", "a" * 39, "actor.mbox_sha1sum"),
            ("41 digits", "a" * 41, "actor.mbox_sha1sum"),
            ("g", "g" * 40, "actor.mbox_sha1sum"),
        ]
    ),
    Rule("openid: no scheme", {"actor": {"openid": "anna.example.org"}}, "actor.openid"),
    Rule("openid: å", {"actor": {"openid": "https://åsa.example.org"}}, "actor.openid"),
]

GROUPS = [
    *(
        Rule(f"group: {key}", {"actor": {"objectType": "Group", key: value}})
        for key, value in _IDENTIFIERS.items()
    ),
    Rule("group: anonymous", {"actor": {"objectType": "Group", "name": "Vi", "member": [MEMBER, AGENT]}}),
    Rule("group: identified with members", {"actor": {**GROUP, "member": [MEMBER]}}),
    Rule("group: identified with no members", {"actor": {**GROUP, "member": []}}),
    Rule("group: only a name", {"actor": {"objectType": "Group", "name": "Vi"}}, "actor.member"),
    Rule("group: anonymous and empty", {"actor": {"objectType": "Group", "member": []}}, "actor.member"),
    Rule("group: two identifiers", {"actor": {**GROUP, "mbox": "mailto:a@example.org"}}, "actor"),
    Rule(
        "group: a Group as member",
        {"actor": {"objectType": "Group", "member": [GROUP]}},
        "actor.member[0].objectType",
    ),
    Rule(
        "group: a member without identifier",
        {"actor": {"objectType": "Group", "member": [{"name": "Anna"}]}},
        "actor.member[0]",
    ),
    Rule("group: member an object", {"actor": {"objectType": "Group", "member": MEMBER}}, "actor.member"),
    Rule("group: member a string", {"actor": {"objectType": "Group", "member": ["x"]}}, "actor.member[0]"),
    Rule("group: objectType group", {"actor": {**GROUP, "objectType": "group"}}, "actor.objectType"),
    Rule("team: anonymous", {"context.team": {"objectType": "Group", "member": [MEMBER]}}),
    Rule("team: an Agent", {"context.team": AGENT}, "context.team.objectType"),
    Rule("team: no objectType", {"context.team.objectType": DROP}, "context.team.objectType"),
    Rule("team: no identifier", {"context.team.account": DROP}, "context.team.member"),
    Rule("team: unknown property", {"context.team.size": 8}, "context.team.size"),
    Rule("instructor: a Group", {"context.instructor": GROUP}),
    Rule("instructor: no identifier", {"context.instructor": {"name": "Anna"}}, "context.instructor"),
]
