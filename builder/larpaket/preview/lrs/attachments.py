"""The data of attachments: received with the statements, returned on request (xAPI Communication 1.5.2)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from . import multipart
from .messages import bad_request
from .parts import Part
from .validate.attachments import SIGNATURE
from .validate.faults import inside

_ALGORITHMS = {56: "sha224", 64: "sha256", 96: "sha384", 128: "sha512"}


def declared(statement: Part, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """The attachments of the statement and its SubStatement, each with its path."""
    for number, one in enumerate(statement.get("attachments", ())):
        yield f"{inside(place, 'attachments')}[{number}]", one
    if statement["object"].get("objectType") == "SubStatement":
        yield from declared(statement["object"], inside(place, "object"))


def demand_data(
    statements: Iterable[tuple[str, Part]], parts: Iterable[multipart.Part]
) -> dict[str, multipart.Part]:
    """The parts by their sum, in lower case, when each fits what the statements say; else 400.

    Statements come with their places. Signed ones are refused: the standard library cannot verify RSA, and a
    signature that is not verified must not be accepted (Data 2.6).
    """
    by_sum = {_checked(part).lower(): part for part in parts}
    used = set()
    for place, attachment in (
        found for where, statement in statements for found in declared(statement, where)
    ):
        if attachment["usageType"] == SIGNATURE:
            raise bad_request(
                f"{place}: this LRS does not accept signed statements, because it cannot verify signatures "
                "(Data 2.6)"
            )
        sha2 = attachment["sha2"].lower()
        if sha2 in by_sum:
            used.add(sha2)
            _demand_fit(place, attachment, by_sum[sha2])
        elif "fileUrl" not in attachment:
            raise bad_request(
                f"{place}: has neither a fileUrl nor a part with its data (Communication 1.5.2)"
            )
    if spare := by_sum.keys() - used:
        raise bad_request(
            f"body: no attachment has the X-Experience-API-Hash {min(spare)} (Communication 1.5.2)"
        )
    return by_sum


def _checked(part: multipart.Part) -> str:
    """The part's hash, after verifying it."""
    sha2 = part.headers.get("x-experience-api-hash", "")
    if not sha2:
        raise bad_request(
            "body: every part after the first needs an X-Experience-API-Hash (Communication 1.5.2)"
        )
    if part.headers.get("content-transfer-encoding", "").lower() != "binary":
        raise bad_request(
            "body: every part after the first needs Content-Transfer-Encoding: binary (Communication 1.5.2)"
        )
    algorithm = _ALGORITHMS.get(len(sha2))
    if algorithm is None or hashlib.new(algorithm, part.content).hexdigest() != sha2.lower():
        raise bad_request(
            f"body: the X-Experience-API-Hash {sha2} is not the hash of its part (Communication 1.5.2)"
        )
    return sha2


def _demand_fit(place: str, attachment: dict[str, Any], part: multipart.Part) -> None:
    if attachment["length"] != len(part.content):
        raise bad_request(
            f"{place}.length: is {attachment['length']}, but the data has {len(part.content)} octets "
            "(Data 2.4.11)"
        )
    sent = part.headers.get("content-type")
    if sent is not None and sent.lower() != attachment["contentType"].lower():
        raise bad_request(
            f"{place}.contentType: is {attachment['contentType']}, but the part has {sent} "
            "(Communication 1.5.2)"
        )
