"""`larpaket lrs check`: what an LRS does, and what a key may do there, as far as it matters to the packages.

It writes one statement, about `{base}/_check`, and voids it again where the key may; and a document each in
State and in an Agent's profile, which it removes.
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
    """Ask `endpoint` about itself, with `key` or without a login. `origins` are those of the pages that are
    to send.

    What stops the packages altogether is said alone. `auth` says what a key that can read, or void, means.
    """
    if endpoint.endswith("/statements"):
        help = f"write `endpoint: {endpoint.removesuffix('/statements')}`"
        return _stopped(
            Finding(
                Code.ENDPOINT, "problem", "ends in `/statements`, which the packages add themselves", help
            )
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
            Code.VERSION, "note", f"/about does not say it ({about.status}); the packages speak {VERSION}"
        )
    said = [
        part.strip()
        for part in (map(str, versions) if isinstance(versions, list) else str(versions).split(","))
    ]
    if any(one.startswith("1.0") for one in said):
        return Finding(Code.VERSION, "ok", ", ".join(said))
    help = "see whether the LRS, or another of its endpoints, takes 1.0.3 too"
    return Finding(Code.VERSION, "problem", f"{', '.join(said)} alone; the packages speak {VERSION}", help)


def _clock(about: Answer, now: datetime) -> Finding:
    try:
        seconds = round((parsedate_to_datetime(about.headers["date"]) - now).total_seconds())
    except (KeyError, ValueError):
        return Finding(Code.CLOCK, "note", "the answer carries no date")
    if abs(seconds) <= _MOST_SECONDS:
        return Finding(Code.CLOCK, "ok", f"{seconds:+d} s")
    help = (
        "let both machines set their clocks by the network's time (NTP); order reports by `stored`, not by "
        "`timestamp`"
    )
    return Finding(Code.CLOCK, "note", f"the LRS's differs by {seconds:+d} s from this machine's", help)


def _document(visitor: Visitor, code: Code, resource: str, query: dict[str, str]) -> Finding:
    """Tried by keeping a document there, reading it and removing it: a 404 to a question may also mean that
    there is no such address.
    """
    where = {**query, "agent": json.dumps(visitor.actor)}
    content = json.dumps({"check": visitor.statement["id"]}).encode()
    scorm = "SCORM packages do not need it"
    put = visitor.ask(
        "PUT", resource, where, content, headers={"If-None-Match": "*"} if "profile" in resource else {}
    )
    if put.status in (*REFUSED, 405):
        return Finding(code, "note", f"not for this login ({put.status}); {scorm}")
    if not good(put) or is_page(put):
        text, help = amiss(put, visitor.endpoint, resource) or (f"is not there ({put.status})", "")
        return Finding(code, "note", f"{text}; {scorm}", help)
    got = visitor.ask("GET", resource, where)
    removed = visitor.ask("DELETE", resource, where, headers={"If-Match": got.headers.get("etag", "*")})
    if got.status != 200 or got.body != content:
        text, help = amiss(got, visitor.endpoint, resource) or (
            f"does not give back what was written ({got.status})",
            "",
        )
        return Finding(code, "note", f"{text}; {scorm}", help)
    if not good(removed) or good(visitor.ask("GET", resource, where)):
        return Finding(
            code,
            "note",
            f"written and read, but not removed ({removed.status}): `{visitor.document}` stays there",
        )
    return Finding(code, "ok", "written, read and removed; xAPI and cmi5 launches need it")
