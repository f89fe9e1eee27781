"""`larpaket lrs check`: what an LRS does, and what a key may do there, as far as it matters for packages.

It writes one statement, about `{base}/_check`, and voids it if the key may. It also writes a document to
State and one to an Agent's profile, and removes both.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from larpaket.lrs.answers import REFUSED, amiss, good, is_page, value_of
from larpaket.lrs.cors import cors
from larpaket.lrs.finding import Auth, Checked, Code, Finding
from larpaket.lrs.http import Answer
from larpaket.lrs.key import Key
from larpaket.lrs.rights import how_it_reads, reading, voiding, writing
from larpaket.lrs.visitor import VERSION, Visitor

_MOST_SECONDS = 120


def check(
    endpoint: str,
    base: str,
    key: Key | None,
    origins: Sequence[str],
    *,
    auth: Auth = "key",
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Checked:
    """Check `endpoint`, with `key` or without a login. `origins` are those of the pages that will send.

    A problem that stops packages entirely is reported alone. `auth` decides whether a key that can read or
    void is a problem.
    """
    if endpoint.endswith("/statements"):
        help = f"write `endpoint: {endpoint.removesuffix('/statements')}`"
        return _stopped(
            Finding(Code.ENDPOINT, "problem", "ends in `/statements`, which packages add themselves", help)
        )
    visitor = Visitor(endpoint, base, key)
    about = visitor.ask("GET", "about")
    wrong = amiss(about, endpoint, "about")
    if wrong and not is_page(about):
        return _stopped(Finding(Code.REACHABLE, "problem", *wrong))
    wrote, duplicates = writing(visitor, auth)
    if wrong and wrote.verdict == "problem":
        return _stopped(Finding(Code.REACHABLE, "problem", *wrong))
    findings = [Finding(Code.REACHABLE, "ok", endpoint), _version(about), _clock(about, clock()), wrote]
    if duplicates is None:
        return _stopped(*findings)
    reads, how = how_it_reads(visitor)
    findings += [duplicates, reading(reads, how, visitor, auth)]
    if key and auth == "gateway":
        anybody = Visitor(endpoint, base, None)
        findings.append(reading(*how_it_reads(anybody), anybody, auth))
    findings.append(
        _document(
            visitor,
            Code.STATE,
            "activities/state",
            {"activityId": visitor.activity, "stateId": visitor.document},
        )
    )
    findings.append(_document(visitor, Code.PROFILE, "agents/profile", {"profileId": visitor.document}))
    findings += [cors(visitor, origin) for origin in origins]
    return Checked((*findings, voiding(visitor, auth)), reads)


def _stopped(*findings: Finding) -> Checked:
    return Checked(findings, None)


def _version(about: Answer) -> Finding:
    found = value_of(about)
    versions = found.get("version") if isinstance(found, dict) else None
    if not versions:
        return Finding(
            Code.VERSION, "note", f"/about does not give it ({about.status}); packages use {VERSION}"
        )
    said = [
        part.strip()
        for part in (map(str, versions) if isinstance(versions, list) else str(versions).split(","))
    ]
    if any(one.startswith("1.0") for one in said):
        return Finding(Code.VERSION, "ok", ", ".join(said))
    help = "check whether the LRS, or another of its endpoints, also supports 1.0.3"
    return Finding(Code.VERSION, "problem", f"only {', '.join(said)}; packages use {VERSION}", help)


def _clock(about: Answer, now: datetime) -> Finding:
    try:
        seconds = round((parsedate_to_datetime(about.headers["date"]) - now).total_seconds())
    except (KeyError, ValueError):
        return Finding(Code.CLOCK, "note", "the answer has no date")
    if abs(seconds) <= _MOST_SECONDS:
        return Finding(Code.CLOCK, "ok", f"{seconds:+d} s")
    help = "synchronise both clocks over the network (NTP); in reports, sort by `stored`, not by `timestamp`"
    return Finding(
        Code.CLOCK, "note", f"the LRS's clock differs from this computer's by {seconds:+d} s", help
    )


def _document(visitor: Visitor, code: Code, resource: str, query: dict[str, str]) -> Finding:
    """Writes a document, reads it and removes it: a 404 alone could also mean that there is no such
    address.
    """
    where = {**query, "agent": json.dumps(visitor.actor)}
    content = json.dumps({"check": visitor.statement["id"]}).encode()
    scorm = "SCORM packages do not need it"
    put = visitor.ask(
        "PUT", resource, where, content, headers={"If-None-Match": "*"} if "profile" in resource else {}
    )
    if put.status in (*REFUSED, 405):
        return Finding(code, "note", f"not allowed with this login ({put.status}); {scorm}")
    if not good(put) or is_page(put):
        text, help = amiss(put, visitor.endpoint, resource) or (f"does not exist ({put.status})", "")
        return Finding(code, "note", f"{text}; {scorm}", help)
    got = visitor.ask("GET", resource, where)
    removed = visitor.ask("DELETE", resource, where, headers={"If-Match": got.headers.get("etag", "*")})
    if got.status != 200 or got.body != content:
        text, help = amiss(got, visitor.endpoint, resource) or (
            f"does not return what was written ({got.status})",
            "",
        )
        return Finding(code, "note", f"{text}; {scorm}", help)
    if not good(removed) or good(visitor.ask("GET", resource, where)):
        return Finding(
            code,
            "note",
            f"written and read, but not removed ({removed.status}): `{visitor.document}` remains",
        )
    return Finding(code, "ok", "written, read and removed; xAPI and cmi5 launches need it")
