"""What the packages' login may do with statements: write, read, void. `auth` decides what is a problem."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from larpaket.lrs.answers import REFUSED, amiss, confirms, good, is_page, value_of, words
from larpaket.lrs.finding import Auth, Code, Finding
from larpaket.lrs.http import Answer
from larpaket.lrs.visitor import VERSION, Visitor


def writing(visitor: Visitor, auth: Auth) -> tuple[Finding, Finding | None]:
    """Whether a statement is accepted as the standard requires, and what happens to an identical second
    one.
    """
    answer = visitor.send(visitor.statement)
    if not confirms(answer, visitor.statement["id"]):
        text, help = amiss(answer, visitor.endpoint, "statements") or _refusal(answer, visitor, auth)
        return Finding(Code.WRITE, "problem", text, help), None
    again = visitor.send(visitor.statement)
    wrote = Finding(Code.WRITE, "ok", f"one test statement about {visitor.activity}")
    if again.status == 409:
        return wrote, Finding(
            Code.DUPLICATES, "ok", "an identical statement is answered with 409, which packages handle"
        )
    if confirms(again, visitor.statement["id"]):
        return wrote, Finding(Code.DUPLICATES, "ok", "an identical statement is accepted as the same")
    help = (
        "packages resend what was not confirmed: the LRS must accept it as the same, or answer 409 (xAPI "
        "Communication 2.1.2)"
    )
    return wrote, Finding(
        Code.DUPLICATES,
        "problem",
        f"an identical statement is answered with {again.status or again.problem}",
        help,
    )


def _refusal(answer: Answer, visitor: Visitor, auth: Auth) -> tuple[str, str]:
    said = words(answer)
    if good(answer):
        help = (
            "an LRS answers 200 with an array of the statements' ids (xAPI Communication 2.1.2); packages "
            "accept nothing else"
        )
        return f"answered with {said}, not with the statement's id", help
    if answer.status in REFUSED:
        if visitor.key is None and auth == "gateway":
            help = (
                "the gateway has no key that may write: create its two files again with `larpaket lrs "
                "gateway` and such a key"
            )
        elif visitor.key is None:
            help = (
                "`auth: none` sends without a login: set `auth: gateway`, or `auth: key` with a key that "
                "can only write"
            )
        elif answer.status == 401:
            help = "the LRS does not know this key: check LARPAKET_LRS_KEY and LARPAKET_LRS_SECRET"
        else:
            help = "give this key the right to write statements (`statements/write`)"
        return f"refused ({said})", help
    if answer.headers.get("x-experience-api-version", "").startswith("2"):
        return (
            f"refused ({said}) by an LRS that speaks xAPI 2.0",
            f"packages use xAPI {VERSION}: check whether the LRS can support that too",
        )
    if answer.status in (404, 405):
        return (
            f"there is no such resource ({said})",
            "the endpoint is the address without `/statements`: look it up in the settings of the LRS",
        )
    if answer.status == 429 or answer.status >= 500:
        return (
            f"failed ({said})",
            "try again later; if it still fails, check the logs of the LRS and of any proxy in front of it",
        )
    return (
        f"refused ({said})",
        "show this answer to the administrator of the LRS: the statement is valid xAPI 1.0.3",
    )


def how_it_reads(visitor: Visitor) -> tuple[bool | None, str]:
    """Whether any kind of request returns statements, or None if unclear; and that kind, or the odd
    answer.
    """
    one = {"statementId": visitor.statement["id"]}
    ways = [one, {"limit": "1"}, {"agent": json.dumps(visitor.actor), "limit": "1"}]
    answers = [visitor.ask("GET", "statements", query) for query in ways]
    if any(value_of(answer) is not None for answer in answers):
        return True, ""
    # A proxy that allows POST may allow these too.
    form = {
        "limit": "1",
        "X-Experience-API-Version": VERSION,
        **({"Authorization": visitor.key.authorization} if visitor.key else {}),
    }
    kind = "application/x-www-form-urlencoded"
    if _statements(visitor.ask("POST", "statements", {"method": "GET"}, urlencode(form).encode(), kind=kind)):
        return True, " by POST with `method=GET`"
    if _statements(
        visitor.ask("POST", "statements", {"limit": "1"}, headers={"X-HTTP-Method-Override": "GET"})
    ):
        return True, " by POST with X-HTTP-Method-Override"
    if all(answer.status in (*REFUSED, 405) for answer in answers):
        return False, ""
    odd = next(answer for answer in answers if answer.status not in (*REFUSED, 405))
    return None, "a web page" if is_page(odd) else str(odd.status or odd.problem)


def _statements(answer: Answer) -> bool:
    found = value_of(answer)
    return isinstance(found, dict) and "statements" in found


def reading(reads: bool | None, how: str, visitor: Visitor, auth: Auth) -> Finding:
    """The finding on whether statements can be read."""
    if reads is False:
        return Finding(Code.READ, "ok", "not with this key" if visitor.key else "not without a login")
    if reads is None:
        help = (
            "ask the administrator of the LRS whether the key can read; until then, `larpaket build` puts "
            "no key into a package"
        )
        behind = auth == "gateway" and visitor.key is not None
        return Finding(
            Code.READ,
            "note" if behind else "problem",
            f"unclear: the request was answered with {how}",
            "" if behind else help,
        )
    if visitor.key and auth == "gateway":
        return Finding(
            Code.READ, "ok", f"this key can{how}, which is fine behind the gateway: it blocks reading"
        )
    if visitor.key:
        help = (
            "anybody who opens a package can extract the key: use one that can only write, or `auth: gateway`"
        )
        return Finding(Code.READ, "problem", f"this key can{how}: never put it into a package", help)
    help = (
        "require a login in the LRS; if this is the gateway, create its configuration again with `larpaket "
        "lrs gateway`"
    )
    return Finding(Code.READ, "problem", f"anybody can{how}, without a login", help)


def voiding(visitor: Visitor, auth: Auth) -> Finding:
    """Void the test statement, if that is allowed; the finding says whether it is."""
    statement = visitor.voiding()
    answer = visitor.send(statement)
    if not confirms(answer, statement["id"]):
        return Finding(
            Code.VOID, "ok", f"refused ({answer.status or answer.problem}); the test statement stays"
        )
    if visitor.key and auth == "gateway":
        help = (
            "the gateway blocks the voiding verb as far as nginx can tell; use a key that may not void, if "
            "the LRS has such keys"
        )
        return Finding(Code.VOID, "note", "this key may: the test statement was voided", help)
    if visitor.key:
        help = (
            "anybody who extracts the key can void statements whose ids they know; use a key that may not "
            "void, if the LRS has such keys"
        )
        return Finding(Code.VOID, "note", "this key may: the test statement was voided", help)
    if auth == "gateway":
        help = (
            "create the gateway's configuration again with `larpaket lrs gateway`, and use a key that "
            "may not void"
        )
        return Finding(Code.VOID, "problem", "anybody may: the test statement was voided", help)
    help = (
        "anybody who knows the address can void statements whose ids they know; check whether the LRS can "
        "require a login for that"
    )
    return Finding(Code.VOID, "note", "anybody may: the test statement was voided", help)
