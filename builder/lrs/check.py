"""`larpaket lrs check`: what an LRS does, and what a key may do there, as far as it matters to the packages.

It writes one statement, about `{base}/_check`, and voids it again where the key may.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal
from urllib.parse import urlencode

from builder import vocabulary
from builder.lrs.http import Answer, ask
from builder.lrs.key import Key

Verdict = Literal["ok", "note", "problem"]
_VERSION = {"X-Experience-API-Version": "1.0.3"}
_REFUSED = (401, 403)
_MOST_SECONDS = 120
_VOIDED = "http://adlnet.gov/expapi/verbs/voided"


@dataclass(frozen=True, slots=True)
class Finding:
    """A line of the table."""

    what: str
    verdict: Verdict
    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """Everything that was found; `reads` is None when it could not be told whether the key can read."""

    findings: tuple[Finding, ...]
    reads: bool | None

    @property
    def fine(self) -> bool:
        """Whether packages can be built for it."""
        return all(finding.verdict != "problem" for finding in self.findings)


def check(
    endpoint: str, base: str, key: Key | None, origins: Sequence[str], *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Checked:
    """Ask `endpoint` about itself, with `key` or without a login. `origins` are those of the pages that are to send."""
    lrs = _Lrs(endpoint, base, key)
    about = lrs.ask("GET", "about")
    if not about.status:
        return Checked((Finding("reachable", "problem", f"no answer: {about.problem}"),), None)
    findings = [Finding("reachable", "ok", endpoint), _version(about), _clock(about, clock())]
    wrote, duplicates = _writing(lrs)
    findings += [wrote, duplicates]
    reads = _reads(lrs)
    findings.append(_reading(reads, key))
    findings += [_resource(lrs, resource) for resource in ("activities/state", "agents/profile")]
    findings += [finding for origin in origins for finding in _cors(lrs, origin)]
    if wrote.verdict == "ok":
        findings.append(_void(lrs))
    return Checked(tuple(findings), reads)


class _Lrs:
    def __init__(self, endpoint: str, base: str, key: Key | None) -> None:
        self.endpoint = endpoint
        self.headers = {**_VERSION, "Content-Type": "application/json", **({"Authorization": key.authorization} if key else {})}
        self.actor = {"objectType": "Agent", "account": {"homePage": base, "name": "larpaket-check"}}
        self.activity = vocabulary.iri(base, "_check")
        self.statement = self._statement("http://adlnet.gov/expapi/verbs/experienced", {"objectType": "Activity", "id": self.activity})

    def _statement(self, verb: str, thing: Any) -> dict[str, Any]:
        return {
            "id": str(uuid.uuid4()),
            "actor": self.actor,
            "verb": {"id": verb},
            "object": thing,
            "timestamp": "2020-01-01T00:00:00.000Z",
        }

    def ask(self, method: str, resource: str, query: dict[str, str] | None = None) -> Answer:
        return ask(method, f"{self.endpoint}/{resource}" + (f"?{urlencode(query)}" if query else ""), self.headers)

    def send(self, statement: dict[str, Any], origin: str = "") -> Answer:
        headers = {**self.headers, **({"Origin": origin} if origin else {})}
        return ask("POST", f"{self.endpoint}/statements", headers, json.dumps([statement]).encode())

    def voiding(self) -> dict[str, Any]:
        return self._statement(_VOIDED, {"objectType": "StatementRef", "id": self.statement["id"]})


def _version(about: Answer) -> Finding:
    try:
        found = json.loads(about.body)["version"]
    except (ValueError, KeyError, TypeError):
        return Finding("version", "note", f"/about does not say ({about.status}); the packages speak 1.0.3")
    said = ", ".join(map(str, found)) if isinstance(found, list) else str(found)
    spoken = any(part.strip().startswith("1.0") for part in said.split(","))
    return Finding("version", "ok" if spoken else "problem", said if spoken else f"{said}; the packages speak 1.0.3")


def _clock(about: Answer, now: datetime) -> Finding:
    try:
        seconds = round((parsedate_to_datetime(about.headers["date"]) - now).total_seconds())
    except (KeyError, ValueError):
        return Finding("clock", "note", "the answer carries no date")
    if abs(seconds) <= _MOST_SECONDS:
        return Finding("clock", "ok", f"{seconds:+d} s")
    return Finding("clock", "note", f"{seconds:+d} s: order reports by `stored`, not by `timestamp`")


def _writing(lrs: _Lrs) -> tuple[Finding, Finding]:
    first = lrs.send(lrs.statement)
    unknown = Finding("duplicates", "note", "not tried")
    if first.status in _REFUSED:
        return Finding("write statements", "problem", f"refused ({first.status})"), unknown
    if first.status >= 300 or not first.status:
        return Finding(
            "write statements", "problem", f"{first.status or first.problem}: {first.body[:200].decode(errors='replace')}"
        ), unknown
    again = lrs.send(lrs.statement)
    words = {409: "an identical statement is answered with 409; the packages know what that means"}
    taken = 200 <= again.status < 300
    text = "an identical statement is taken as the same" if taken else words.get(again.status, f"answered with {again.status}")
    return Finding("write statements", "ok", f"one test statement about {lrs.activity}"), Finding(
        "duplicates", "ok" if taken or again.status == 409 else "problem", text
    )


def _reads(lrs: _Lrs) -> bool | None:
    """Whether any way of asking for statements is answered."""
    ways = [{"statementId": lrs.statement["id"]}, {"limit": "1"}, {"agent": json.dumps(lrs.actor), "limit": "1"}]
    statuses = [lrs.ask("GET", "statements", query).status for query in ways]
    if any(200 <= status < 300 for status in statuses):
        return True
    return False if all(status in (*_REFUSED, 405) for status in statuses) else None


def _reading(reads: bool | None, key: Key | None) -> Finding:
    whose = "this key" if key else "everybody, without a login,"
    if reads is False:
        return Finding("read statements", "ok", f"{whose} cannot")
    if reads is None:
        return Finding("read statements", "problem", "it could not be told: the answers were neither statements nor refusals")
    return Finding("read statements", "problem", f"{whose} can: never put that into a package")


def _resource(lrs: _Lrs, resource: str) -> Finding:
    query = {
        "agent": json.dumps(lrs.actor),
        **({"activityId": lrs.activity, "stateId": "check"} if "state" in resource else {"profileId": "check"}),
    }
    status = lrs.ask("GET", resource, query).status
    if status in (200, 404):
        return Finding(resource, "ok", "there; xAPI and cmi5 launches need it")
    if status in (*_REFUSED, 405):
        return Finding(resource, "note", "not for this login; SCORM packages do not need it")
    return Finding(resource, "note", f"answers {status}; SCORM packages do not need it")


def _cors(lrs: _Lrs, origin: str) -> Iterator[Finding]:
    what = f"CORS from {origin}"
    wanted = "authorization, content-type, x-experience-api-version"
    asked = ask(
        "OPTIONS",
        f"{lrs.endpoint}/statements",
        {"Origin": origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": wanted},
    )
    allowed = asked.headers.get("access-control-allow-origin", "")
    if not 200 <= asked.status < 300 or allowed not in ("*", origin):
        yield Finding(what, "problem", f"the preflight is refused ({asked.status}, allows {allowed or 'no origin'})")
        return
    names = {name.strip().lower() for name in asked.headers.get("access-control-allow-headers", "").split(",")}
    # "*" never covers Authorization (Fetch 4.8).
    missing = [name for name in wanted.split(", ") if name not in names and ("*" not in names or name == "authorization")]
    if missing:
        yield Finding(what, "problem", f"the preflight does not allow {', '.join(missing)}")
        return
    answer = lrs.send(lrs.statement, origin)
    if answer.headers.get("access-control-allow-origin", "") not in ("*", origin):
        yield Finding(what, "problem", "the answer itself does not name the origin")
        return
    yield Finding(what, "ok", "allowed")


def _void(lrs: _Lrs) -> Finding:
    status = lrs.send(lrs.voiding()).status
    done = 200 <= status < 300
    return Finding("test statement", "ok" if done else "note", "voided" if done else f"could not be voided ({status}); it stays")
