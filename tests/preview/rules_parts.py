"""Rules of definitions, results, contexts and attachments (xAPI Data 2.4.4.1, 2.4.5, 2.4.6, 2.4.11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .samples import ACTIVITY, AGENT, DROP, FILE, NOT_OBJECTS, NOT_STRINGS, Rule, values

_ITEMS = [{"id": "a", "description": {"sv": "A"}}, {"id": "b"}]


def _definition(name: str, definition: dict[str, Any], place: str = "") -> Rule:
    return Rule(
        f"definition: {name}", {"object.definition": definition}, place and f"object.definition.{place}"
    )


DEFINITIONS = [
    *values("definition", "object.definition", {}, NOT_OBJECTS),
    _definition("unknown property", {"title": {"sv": "x"}}, "title"),
    _definition("type without scheme", {"type": "module"}, "type"),
    _definition("moreInfo without scheme", {"moreInfo": "om.html"}, "moreInfo"),
    _definition("name null", {"name": None}, "name"),
    _definition("description a string", {"description": "x"}, "description"),
    *(
        _definition(kind, {"interactionType": kind, "correctResponsesPattern": [pattern], **lists})
        for kind, pattern, lists in [
            ("true-false", "true", {}),
            ("choice", "a[,]b", {"choices": _ITEMS}),
            ("fill-in", "x", {}),
            ("long-fill-in", "{case_matters=false}{lang=sv}x", {}),
            ("matching", "a[.]b", {"source": _ITEMS, "target": _ITEMS}),
            ("performance", "a[.]1[:]2", {"steps": _ITEMS}),
            ("sequencing", "a[,]b", {"choices": _ITEMS}),
            ("likert", "a", {"scale": _ITEMS}),
            ("numeric", "1[:]5.5", {}),
            ("other", "anything[,]", {}),
        ]
    ),
    _definition("no correct answer", {"interactionType": "choice", "correctResponsesPattern": []}),
    _definition("interactionType unknown", {"interactionType": "essay"}, "interactionType"),
    _definition("interactionType in capitals", {"interactionType": "Choice"}, "interactionType"),
    _definition("interactionType null", {"interactionType": None}, "interactionType"),
    _definition("pattern without interactionType", {"correctResponsesPattern": ["x"]}, "interactionType"),
    _definition("choices without interactionType", {"choices": _ITEMS}, "interactionType"),
    _definition(
        "pattern a string",
        {"interactionType": "other", "correctResponsesPattern": "x"},
        "correctResponsesPattern",
    ),
    _definition(
        "pattern of numbers",
        {"interactionType": "other", "correctResponsesPattern": [1]},
        "correctResponsesPattern[0]",
    ),
    _definition("choices for likert", {"interactionType": "likert", "choices": _ITEMS}, "choices"),
    _definition("scale for choice", {"interactionType": "choice", "scale": _ITEMS}, "scale"),
    _definition("steps for fill-in", {"interactionType": "fill-in", "steps": _ITEMS}, "steps"),
    _definition("choices an object", {"interactionType": "choice", "choices": {}}, "choices"),
    _definition(
        "a choice without id",
        {"interactionType": "choice", "choices": [{"description": {"sv": "A"}}]},
        "choices[0].id",
    ),
    _definition(
        "a choice with more",
        {"interactionType": "choice", "choices": [{"id": "a", "name": "x"}]},
        "choices[0].name",
    ),
    _definition(
        "a choice's description",
        {"interactionType": "choice", "choices": [{"id": "a", "description": "x"}]},
        "choices[0].description",
    ),
    _definition(
        "two choices of one id",
        {"interactionType": "choice", "choices": [{"id": "a"}, {"id": "a"}]},
        "choices[1].id",
    ),
    _definition(
        "true-false, maybe",
        {"interactionType": "true-false", "correctResponsesPattern": ["maybe"]},
        "correctResponsesPattern[0]",
    ),
    _definition(
        "numeric, words",
        {"interactionType": "numeric", "correctResponsesPattern": ["many"]},
        "correctResponsesPattern[0]",
    ),
    _definition(
        "likert, two",
        {"interactionType": "likert", "correctResponsesPattern": ["a[,]b"]},
        "correctResponsesPattern[0]",
    ),
]


def _score(name: str, score: object, place: str | None = None) -> Rule:
    return Rule(f"score: {name}", {"result.score": score}, "" if place is None else f"result.score{place}")


RESULTS = [
    *values("success", "result.success", {"false": False}, {"a string": "true", "a number": 1, "null": None}),
    *values(
        "completion", "result.completion", {"false": False}, {"a string": "true", "a number": 0, "null": None}
    ),
    *values("response", "result.response", {"a text": "Vi ses på måndagar. 😀"}, NOT_STRINGS),
    Rule("result: unknown property", {"result.progress": 1}, "result.progress"),
    _score("empty", {}),
    _score("one", {"scaled": -1}),
    _score("decimals", {"scaled": 0.333, "raw": 33.3, "min": -10.5, "max": 1e3}),
    _score("above 1", {"scaled": 1.01}, ".scaled"),
    _score("below -1", {"scaled": -1.01}, ".scaled"),
    _score("raw above max", {"raw": 101, "max": 100}, ".raw"),
    _score("raw below min", {"raw": -1, "min": 0}, ".raw"),
    _score("min above max", {"min": 2, "max": 1}, ".min"),
    _score("min equals max", {"min": 1, "max": 1}, ".min"),
    _score("a string", {"scaled": "1"}, ".scaled"),
    _score("a boolean", {"raw": True}, ".raw"),
    _score("null", {"max": None}, ".max"),
    _score("unknown property", {"mean": 1}, ".mean"),
    _score("a number", 1, ""),
    *values(
        "duration",
        "result.duration",
        {
            text: text
            for text in (
                *(
                    "PT0S",
                    "PT1.25S",
                    "PT1,5S",
                    "PT90M",
                    "PT1.5H",
                    "P3Y1M29DT4H35M59.14S",
                    "P1Y",
                    "P0.5D",
                    "P4W",
                    "P1M",
                    "PT0.123456S",
                ),
                *("P1DT1S", "P0.5W"),
            )
        },
        {
            text or "empty": text
            for text in (
                *(
                    "",
                    "P",
                    "PT",
                    "P1DT",
                    "1S",
                    "PT1",
                    "P1S",
                    "P16559.14S",
                    "-PT1S",
                    "PT-1S",
                    "pt1s",
                    "P4W1D",
                    "P1Y4W",
                    "PT1S1M",
                    "PT1.5M1S",
                ),
                *("P0001-01-01T00:00:00", "PT1S ", "PT.5S", "00:01:30"),
            )
        },
    ),
    Rule("duration: a number", {"result.duration": 90}, "result.duration"),
]

CONTEXTS = [
    *values(
        "registration",
        "context.registration",
        {
            "capitals": "EC531277-B57B-4C15-8D91-D292C5B2B8F7",
            "another variant": "ec531277-b57b-4c15-0d91-d292c5b2b8f7",
        },
        {"empty": "", "a word": "kurs-1", "braces": "{ec531277-b57b-4c15-8d91-d292c5b2b8f7}", "a number": 1},
    ),
    *values("platform", "context.platform", {"empty": ""}, NOT_STRINGS),
    *values("revision", "context.revision", {"empty": ""}, NOT_STRINGS),
    Rule("context: unknown property", {"context.session": "x"}, "context.session"),
    Rule("contextActivities: empty", {"context.contextActivities": {}}),
    Rule("contextActivities: single", {"context.contextActivities": {"parent": ACTIVITY}}),
    Rule("contextActivities: empty arrays", {"context.contextActivities": {"parent": []}}),
    Rule(
        "contextActivities: an array", {"context.contextActivities": [ACTIVITY]}, "context.contextActivities"
    ),
    Rule(
        "contextActivities: unknown",
        {"context.contextActivities": {"parents": [ACTIVITY]}},
        "context.contextActivities.parents",
    ),
    Rule(
        "contextActivities: Parent",
        {"context.contextActivities": {"Parent": [ACTIVITY]}},
        "context.contextActivities.Parent",
    ),
    Rule(
        "contextActivities: no id",
        {"context.contextActivities": {"parent": [{}]}},
        "context.contextActivities.parent[0].id",
    ),
    Rule(
        "contextActivities: a string",
        {"context.contextActivities": {"category": "https://x"}},
        "context.contextActivities.category",
    ),
    Rule(
        "contextActivities: an Agent",
        {"context.contextActivities": {"other": [AGENT]}},
        "context.contextActivities.other[0]",
    ),
    *(
        Rule(
            f"extensions: {key} in {where}",
            {f"{where}.extensions": {key: 1}},
            place and f"{where}.extensions",
        )
        for where in ("result", "context", "object.definition")
        for key, place in (("https://example.org/å#x", ""), ("x", "x"))
    ),
    Rule("extensions: empty key", {"context.extensions": {"": 1}}, "context.extensions"),
    *values("extensions", "context.extensions", {"empty": {}}, NOT_OBJECTS),
]


def _file(name: str, changes: Mapping[str, Any], place: str = "") -> Rule:
    file = {key: value for key, value in {**FILE, **changes}.items() if value is not DROP}
    return Rule(f"attachment: {name}", {"attachments": [file]}, place and f"attachments[0].{place}")


ATTACHMENTS = [
    Rule("attachments: none", {"attachments": []}),
    Rule("attachments: an object", {"attachments": FILE}, "attachments"),
    _file("valid", {}),
    _file("SHA-512", {"sha2": "0" * 128}),
    _file("description", {"description": {"sv": "x"}}),
    *(
        _file(f"no {key}", {key: DROP}, key)
        for key in ("usageType", "display", "contentType", "length", "sha2")
    ),
    Rule(
        "attachment: neither fileUrl nor data",
        {"attachments": [{key: FILE[key] for key in FILE if key != "fileUrl"}]},
        "attachments[0]",
    ),
    _file("usageType without scheme", {"usageType": "certificate"}, "usageType"),
    _file("fileUrl without scheme", {"fileUrl": "file.txt"}, "fileUrl"),
    _file("length a string", {"length": "5"}, "length"),
    _file("length with decimals", {"length": 5.5}, "length"),
    _file("length negative", {"length": -1}, "length"),
    _file("contentType one word", {"contentType": "text"}, "contentType"),
    _file("sha2 too short", {"sha2": "abc"}, "sha2"),
    _file("unknown property", {"name": "x"}, "name"),
    _file("display a string", {"display": "x"}, "display"),
    _file(
        "a signature as text", {"usageType": "http://adlnet.gov/expapi/attachments/signature"}, "contentType"
    ),
]
