"""What whoever has the packages' login may do with statements: write, read, void. How bad that is, is the publisher's `auth`."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from larpaket.lrs.answers import REFUSED, amiss, confirms, good, is_page, value_of, words
from larpaket.lrs.finding import Auth, Code, Finding
from larpaket.lrs.http import Answer
from larpaket.lrs.visitor import VERSION, Visitor


def writing(visitor: Visitor, auth: Auth) -> tuple[Finding, Finding | None]:
    """Whether a statement is taken as the standard says it, and what a second, identical one is answered."""
    answer = visitor.send(visitor.statement)
    if not confirms(answer, visitor.statement["id"]):
        text, help = amiss(answer, visitor.endpoint, "statements") or _refusal(answer, visitor, auth)
        return Finding(Code.WRITE, "problem", text, help), None
    again = visitor.send(visitor.statement)
    wrote = Finding(Code.WRITE, "ok", f"one test statement about {visitor.activity}")
    if again.status == 409:
        return wrote, Finding(Code.DUPLICATES, "ok", "an identical statement is answered with 409; the packages know what that means")
    if confirms(again, visitor.statement["id"]):
        return wrote, Finding(Code.DUPLICATES, "ok", "an identical statement is taken as the same")
    help = "the packages send again what was not confirmed: the LRS must take it as the same, or answer 409 (xAPI Communication 2.1.2)"
    return wrote, Finding(Code.DUPLICATES, "problem", f"an identical statement is answered with {again.status or again.problem}", help)


def _refusal(answer: Answer, visitor: Visitor, auth: Auth) -> tuple[str, str]:
    said = words(answer)
    if good(answer):
        help = "an LRS answers 200 with an array of the statements' ids (xAPI Communication 2.1.2); the packages believe nothing else"
        return f"answered with {said}, not with the statement's id", help
    if answer.status in REFUSED:
        if visitor.key is None and auth == "gateway":
            help = "the gateway has no key that may write: make its two files anew with `larpaket lrs gateway` and a key that may"
        elif visitor.key is None:
            help = "`auth: none` sends without a login: set `auth: gateway`, or `auth: key` with a key that can only write"
        elif answer.status == 401:
            help = "the LRS does not know this key: see LARPAKET_LRS_KEY and LARPAKET_LRS_SECRET"
        else:
            help = "give this key the right to write statements (`statements/write`)"
        return f"refused ({said})", help
    if answer.headers.get("x-experience-api-version", "").startswith("2"):
        return f"refused ({said}) by an LRS that speaks xAPI 2.0", f"the packages speak {VERSION}: see whether the LRS can take that too"
    if answer.status in (404, 405):
        return (
            f"there is none ({said})",
            "the endpoint is all that stands before `/statements`: see the LRS's settings for its whole address",
        )
    if answer.status == 429 or answer.status >= 500:
        return f"failed ({said})", "try again in a while; then see the log of the LRS, and of what stands before it"
    return f"refused ({said})", "show those words to whoever runs the LRS: the statement keeps to xAPI 1.0.3"


def how_it_reads(visitor: Visitor) -> tuple[bool | None, str]:
    """Whether any way of asking for statements is answered, None when it cannot be told; and by which, or by what it cannot."""
    one = {"statementId": visitor.statement["id"]}
    ways = [one, {"limit": "1"}, {"agent": json.dumps(visitor.actor), "limit": "1"}]
    answers = [visitor.ask("GET", "statements", query) for query in ways]
    if any(value_of(answer) is not None for answer in answers):
        return True, ""
    # A proxy that lets POST through may let these through with it.
    form = {"limit": "1", "X-Experience-API-Version": VERSION, **({"Authorization": visitor.key.authorization} if visitor.key else {})}
    kind = "application/x-www-form-urlencoded"
    if _statements(visitor.ask("POST", "statements", {"method": "GET"}, urlencode(form).encode(), kind=kind)):
        return True, " by POST with `method=GET`"
    if _statements(visitor.ask("POST", "statements", {"limit": "1"}, headers={"X-HTTP-Method-Override": "GET"})):
        return True, " by POST with X-HTTP-Method-Override"
    if all(answer.status in (*REFUSED, 405) for answer in answers):
        return False, ""
    odd = next(answer for answer in answers if answer.status not in (*REFUSED, 405))
    return None, "a web page" if is_page(odd) else str(odd.status or odd.problem)


def _statements(answer: Answer) -> bool:
    found = value_of(answer)
    return isinstance(found, dict) and "statements" in found


def reading(reads: bool | None, how: str, visitor: Visitor, auth: Auth) -> Finding:
    """What it means that statements can be read, or not."""
    if reads is False:
        return Finding(Code.READ, "ok", "this key cannot" if visitor.key else "nobody can without a login")
    if reads is None:
        help = "ask whoever runs the LRS whether the key can read; until that is known, `larpaket build` puts no key into a package"
        behind = auth == "gateway" and visitor.key is not None
        return Finding(
            Code.READ, "note" if behind else "problem", f"it could not be told: asking was answered with {how}", "" if behind else help
        )
    if visitor.key and auth == "gateway":
        return Finding(Code.READ, "ok", f"this key can{how}, which is fine behind the gateway: it lets nothing out")
    if visitor.key:
        help = "everybody who opens a package can take its key out: have one made that may only write, or use `auth: gateway`"
        return Finding(Code.READ, "problem", f"this key can{how}: never put it into a package", help)
    help = "let the LRS ask for a login; if this is the gateway, write its configuration anew with `larpaket lrs gateway`"
    return Finding(Code.READ, "problem", f"everybody can{how}, without a login", help)


def voiding(visitor: Visitor, auth: Auth) -> Finding:
    """Whether the test statement can be voided; it is, where it can."""
    statement = visitor.voiding()
    answer = visitor.send(statement)
    if not confirms(answer, statement["id"]):
        return Finding(Code.VOID, "ok", f"refused ({answer.status or answer.problem}); the test statement stays")
    if visitor.key and auth == "gateway":
        help = "the gateway stops what names the voiding verb, as far as nginx can tell; have a key made that may not void, if the LRS can"
        return Finding(Code.VOID, "note", "this key may: the test statement is voided", help)
    if visitor.key:
        help = (
            "whoever takes the key out of a package can void a statement whose id they know; have a key made that may not, if the LRS can"
        )
        return Finding(Code.VOID, "note", "this key may: the test statement is voided", help)
    if auth == "gateway":
        help = "write the gateway's configuration anew with `larpaket lrs gateway`, and have its key made so that it may not void"
        return Finding(Code.VOID, "problem", "everybody may: the test statement is voided", help)
    help = "whoever knows the address can void a statement whose id they know; see whether the LRS can refuse that without a login"
    return Finding(Code.VOID, "note", "everybody may: the test statement is voided", help)
