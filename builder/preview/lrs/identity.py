"""Who an Agent or Group is: its inverse functional identifier (xAPI Data 2.4.2.3)."""

from __future__ import annotations

from typing import TypeAlias

from .parts import Part

Identity: TypeAlias = tuple[str, ...]
"""The identifier's name and value. Two Agents are one when these are equal (Communication 2.1.3)."""


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


def is_or_contains(actor: Part, wanted: Identity) -> bool:
    """Whether the actor, or a member of the Group, is the wanted one (Communication 2.1.3)."""
    return identity(actor) == wanted or any(identity(member) == wanted for member in actor.get("member", ()))
