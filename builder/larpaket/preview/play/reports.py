"""The results of `larpaket play` for people, for a build server (JUnit) and for programs (JSON)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from lxml import etree

from larpaket.preview.play.result import Outcome, Played

_STATUSES = {"none": "not started", "started": "in progress", "done": "complete"}


def text(results: Sequence[Played]) -> str:
    """A paragraph for each walk: what an LMS would show, and why it fails if it does."""
    return "".join(_told(one) for one in results)


def junit(results: Sequence[Played]) -> str:
    """One `testcase` for each walk; one that was not judged is `skipped`."""
    suite = etree.Element(
        "testsuite",
        name="larpaket play",
        tests=str(len(results)),
        failures=str(sum(one.fails for one in results)),
        skipped=str(sum(one.outcome is Outcome.NOT_JUDGED for one in results)),
        time=f"{sum(one.seconds for one in results):.1f}",
    )
    for one in results:
        case = etree.SubElement(
            suite, "testcase", name=one.name, classname=one.format, time=f"{one.seconds:.1f}"
        )
        if one.fails:
            etree.SubElement(case, "failure", message=_clean(_sentence(one))).text = _clean(_told(one))
        elif one.outcome is Outcome.NOT_JUDGED:
            etree.SubElement(case, "skipped", message="not judged")
        etree.SubElement(case, "system-out").text = _clean(_told(one))
    return etree.tostring(suite, encoding="unicode", pretty_print=True)


def as_json(results: Sequence[Played]) -> str:
    """A list of objects with the fields of `Played`."""
    found: list[Mapping[str, Any]] = [
        {
            **asdict(one),
            "package": str(one.package),
            "outcome": str(one.outcome),
            "pictures": [str(path) for path in one.pictures],
        }
        for one in results
    ]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


REPORTS: Mapping[str, Callable[[Sequence[Played]], str]] = {"text": text, "junit": junit, "json": as_json}


def _sentence(one: Played) -> str:
    if not one.lms:
        return "no LMS is told: the browser keeps it"
    score = f", {one.standing.score} points" if one.standing.score else ""
    return f"an LMS would show: {_STATUSES.get(one.standing.status, one.standing.status)}{score}"


def _told(one: Played) -> str:
    seen = f"{one.calls} calls, {one.statements} statements, {one.seconds:.1f} s"
    lines = [f"{one.name}: {one.outcome}. {_sentence(one)} ({seen})"]
    lines += [f"  failed: {fault}" for fault in one.faults]
    lines += [f"  axe: {finding}" for finding in one.findings]
    lines += [f"  note: {note}" for note in one.notes]
    if one.outcome is not Outcome.COMPLETED:
        lines += [f"  did: {step}" for step in one.steps]
    lines += [f"  picture: {path}" for path in one.pictures]
    return "\n".join(lines) + "\n"


def _clean(said: str) -> str:
    """Without what XML cannot hold."""
    return "".join(each if each in "\t\n" or each >= " " else "\N{REPLACEMENT CHARACTER}" for each in said)
