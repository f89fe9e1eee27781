"""Whether a page from an origin may send to the LRS, as a browser decides it (Fetch 3.2, 4.8)."""

from __future__ import annotations

from larpaket.lrs.answers import amiss, good
from larpaket.lrs.finding import Code, Finding
from larpaket.lrs.http import ask
from larpaket.lrs.visitor import Visitor

_WANTED = "authorization, content-type, x-experience-api-version"


def cors(visitor: Visitor, origin: str) -> Finding:
    """Send one preflight, and one POST of the existing statement."""
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": _WANTED,
    }
    asked = ask("OPTIONS", f"{visitor.endpoint}/statements", headers)
    allowed = asked.headers.get("access-control-allow-origin", "")
    if not good(asked) or allowed not in ("*", origin):
        # A redirect or a missing answer says more than a refusal. The body of a preflight's answer does not
        # matter.
        text, help = (None if good(asked) else amiss(asked, visitor.endpoint, "statements")) or (
            f"the preflight was refused ({asked.status}, allows {allowed or 'no origin'})",
            f"allow the origin {origin} in the LRS, or in the proxy in front of it; OPTIONS must not "
            "require a login",
        )
        return Finding(Code.CORS, "problem", text, help, origin)
    names = {
        name.strip().lower() for name in asked.headers.get("access-control-allow-headers", "").split(",")
    }
    # "*" never covers Authorization (Fetch 4.8).
    missing = [
        name
        for name in _WANTED.split(", ")
        if name not in names and ("*" not in names or name == "authorization")
    ]
    if missing:
        help = "add them to Access-Control-Allow-Headers in the LRS, or in the proxy in front of it"
        return Finding(
            Code.CORS, "problem", f"the preflight does not allow {', '.join(missing)}", help, origin
        )
    answer = visitor.send(visitor.statement, origin)
    if answer.headers.get("access-control-allow-origin", "") not in ("*", origin):
        help = "send Access-Control-Allow-Origin with every answer of the LRS, errors included"
        return Finding(Code.CORS, "problem", "the answer itself does not allow the origin", help, origin)
    return Finding(Code.CORS, "ok", "allowed", origin=origin)
