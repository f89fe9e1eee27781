"""The findings, for people and for machines: one function per form."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path, PureWindowsPath
from typing import Any
from urllib.parse import quote

from larpaket.checks.check import Report
from larpaket.explain import PAGES
from larpaket.formats import FORMATS
from larpaket.pages import Page
from larpaket.problems import Problem, Severity, printable, show, where
from larpaket.version import __version__

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
_SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_text(reports: Sequence[Report], start: Path) -> str:
    """For people: the reason and the help are shown with the first finding of a kind in each package."""
    return "\n".join(line for report in reports for line in _report_text(report, start)) + "\n"


def as_json(reports: Sequence[Report], start: Path) -> str:
    """For scripts: everything."""
    found = [
        {
            "path": _relative(report.path, start),
            "format": report.format,
            "rules": _rules(report),
            "findings": [_finding(problem, start) for problem in report.problems],
        }
        for report in reports
    ]
    return json.dumps({"larpaket": __version__, "checked": found}, ensure_ascii=False, indent=2) + "\n"


def as_github(reports: Sequence[Report], start: Path) -> str:
    """Workflow commands of GitHub Actions, which become annotations."""
    return "".join(_annotation(problem, start) for report in reports for problem in report.problems)


def as_sarif(reports: Sequence[Report], start: Path) -> str:
    """SARIF 2.1.0 (OASIS): files inside a package are nested artifacts (3.24.3)."""
    artifacts: list[dict[str, Any]] = []
    places: dict[tuple[str, str], int] = {}

    def index(path: str, entry: str) -> int:
        if (path, entry) not in places:
            parent = {"parentIndex": index(path, "")} if entry else {}
            places[path, entry] = len(artifacts)
            artifacts.append({"location": {"uri": quote(entry) or _address(path)}, **parent})
        return places[path, entry]

    results = []
    for problem in (problem for report in reports for problem in report.problems):
        artifact = index(_relative(problem.path, start), problem.entry)
        physical: dict[str, Any] = {
            "artifactLocation": {**artifacts[artifact]["location"], "index": artifact}
        }
        if problem.line:
            column = max(1, problem.column)
            physical["region"] = {
                "startLine": problem.line,
                "startColumn": column,
                "endColumn": column + problem.length,
            }
        text = f"{problem.text}. {problem.help}" if problem.help else problem.text
        results.append(
            {
                "ruleId": problem.code,
                "level": _LEVELS[problem.severity],
                "message": {"text": printable(text)},
                "locations": [{"physicalLocation": physical}],
            }
        )
    driver = {
        "name": "larpaket",
        "version": __version__,
        "rules": [_descriptor(page) for page in PAGES.values()],
    }
    runs = [
        {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "artifacts": artifacts,
            "results": results,
        }
    ]
    return (
        json.dumps({"$schema": _SARIF, "version": "2.1.0", "runs": runs}, ensure_ascii=False, indent=2) + "\n"
    )


OUTPUTS: dict[str, Callable[[Sequence[Report], Path], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}


def _report_text(report: Report, start: Path) -> list[str]:
    lines = []
    explained: set[tuple[str, str]] = set()
    for problem in report.problems:
        shown = show(problem, relative_to=start).split("\n")
        known = {
            label
            for label in ("why", "help")
            if (problem.code, getattr(problem, "reason" if label == "why" else label)) in explained
        }
        lines += [line for line in shown if not any(line.startswith(f"  {label}: ") for label in known)]
        explained |= {(problem.code, problem.reason), (problem.code, problem.help)}
    counts = [
        f"{n} {word}{'s' * (n != 1 and word != 'advice')}" for word in Severity if (n := _count(report, word))
    ]
    title = FORMATS[report.format].title if report.format in FORMATS else _TITLES[report.format]
    return [
        *lines,
        f"{_relative(report.path, start)}: {title}; {', '.join(counts) or 'nothing found'}.{_said(report)}",
    ]


_NO_PACKAGE = {"definition": "a module definition", "built": "packages and their overview"}
_TITLES = {"unknown": "not a package that an LMS knows", **_NO_PACKAGE}


def _said(report: Report) -> str:
    if report.format in _NO_PACKAGE:
        return ""
    return (
        " Made by larpaket: its own rules apply."
        if report.ours
        else " Not made by larpaket: the rules for all packages apply."
    )


def _count(report: Report, severity: Severity) -> int:
    return sum(problem.severity == severity for problem in report.problems)


def _rules(report: Report) -> str:
    return "larpaket" if report.ours else "anybody"


def _finding(problem: Problem, start: Path) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "path": _relative(problem.path, start),
        "entry": problem.entry,
        "line": problem.line,
        "column": problem.column,
        "text": problem.text,
        "reason": problem.reason,
        "help": problem.help,
    }


def _annotation(problem: Problem, start: Path) -> str:
    fields = {"file": _relative(problem.path, start), "title": f"{problem.code} {where(problem, start)}"}
    if problem.line and not problem.entry:
        fields |= {"line": str(problem.line), "col": str(problem.column)}
    properties = ",".join(
        f"{key}={_escaped(value).replace(':', '%3A').replace(',', '%2C')}" for key, value in fields.items()
    )
    return (
        f"::{_GITHUB[problem.severity]} {properties}::{_escaped(f'{problem.text}. {problem.help}'.strip())}\n"
    )


def _escaped(text: str) -> str:
    return printable(text).replace("%", "%25")


def _descriptor(page: Page) -> dict[str, Any]:
    level = page.severity.split(";")[0]
    return {
        "id": page.code,
        "shortDescription": {"text": page.summary},
        "fullDescription": {"text": page.reason},
        "help": {"text": page.help},
        "defaultConfiguration": {"level": _LEVELS[Severity(level)] if level in set(Severity) else "warning"},
    }


def _address(path: str) -> str:
    drive = PureWindowsPath(path)
    return drive.as_uri() if drive.is_absolute() else quote(path)


def _relative(path: Path, start: Path) -> str:
    return (path.relative_to(start) if path.is_relative_to(start) else path).as_posix()
