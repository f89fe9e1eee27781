"""The identity of an Agent or Group: its inverse functional identifier (xAPI Data 2.4.2.3)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from .parts import Part

Identity: TypeAlias = tuple[str, ...]
"""The identifier's name and value: if equal, two Agents are the same (Communication 2.1.3)."""


def identity(actor: Part) -> Identity | None:
    """None for an anonymous Group."""
    if "mbox" in actor:
        return ("mbox", lower_domain(actor["mbox"]))
    if "mbox_sha1sum" in actor:
        return ("mbox_sha1sum", actor["mbox_sha1sum"].lower())
    if "openid" in actor:
        return ("openid", actor["openid"])
    if "account" in actor:
        return ("account", actor["account"]["homePage"], actor["account"]["name"])
    return None


def lower_domain(mbox: str) -> str:
    """The domain of an e-mail address is case insensitive, the part before @ is not (Data 2.3.1)."""
    local, _, domain = mbox.rpartition("@")
    return f"{local}@{domain.lower()}"


def identities(actors: Iterable[Part]) -> dict[Identity, None]:
    """The distinct identities of actors and of the members of Groups, in order (Communication 2.1.3)."""
    found = (identity(one) for actor in actors for one in (actor, *actor.get("member", ())))
    return {one: None for one in found if one is not None}
