"""String formats: UUID, IRI, e-mail address, language tag … Each raises ValueError with the rule."""

from __future__ import annotations

import re

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
_VARIANT_PLACE = 19

# RFC 3987, 2.2. The `iprivate` characters are allowed in a query only.
_UNRESERVED = r"\w.~\-\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U000efffd"
_PERCENT = r"%[0-9A-Fa-f]{2}"
_PATH = rf"(?:[{_UNRESERVED}!$&'()*+,;=:@/]|{_PERCENT})*"
_USER = rf"(?:[{_UNRESERVED}!$&'()*+,;=:]|{_PERCENT})*@"
_HOST = rf"\[[0-9A-Fa-f:.]+\]|(?:[{_UNRESERVED}!$&'()*+,;=]|{_PERCENT})*"
_AUTHORITY = rf"(?:{_USER})?(?:{_HOST})(?::\d*)?"
_IRI = re.compile(
    rf"(?P<scheme>[A-Za-z][A-Za-z0-9+.\-]*):(?://(?P<authority>{_AUTHORITY})(?:/{_PATH})?|(?!//){_PATH})"
    rf"(?:\?(?:[{_UNRESERVED}!$&'()*+,;=:@/?\ue000-\uf8ff]|{_PERCENT})*)?(?:\#(?:[{_UNRESERVED}!$&'()*+,;=:@/?]|{_PERCENT})*)?",
    re.ASCII,
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:", re.ASCII)

# RFC 6068 with RFC 5322's dot-atom; non-ASCII because mbox is an IRI.
_ATOM = rf"(?:[A-Za-z0-9!#$&'*+/=?^_`{{|}}~\-\u00a0-\U000efffd]|{_PERCENT})+"
_LABEL = r"[A-Za-z0-9\u00a0-\U000efffd](?:[A-Za-z0-9\-\u00a0-\U000efffd]*[A-Za-z0-9\u00a0-\U000efffd])?"
_MAILTO = re.compile(rf"mailto:{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*", re.ASCII)

# RFC 5646, 2.1. Regular grandfathered tags look like other tags; the irregular ones are listed.
_LANGUAGE = re.compile(
    r"(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*"
    r"(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?|x(?:-[a-z0-9]{1,8})+"
    r"|en-gb-oed|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)|sgn-(?:be-fr|be-nl|ch-de))",
    re.ASCII | re.IGNORECASE,
)

# ISO 8601:2004 4.4.3.2: weeks alone, or the other parts in this order.
_AMOUNT = r"\d+(?:[.,]\d+)?"
_DURATION = re.compile(
    rf"P(?:{_AMOUNT}W|(?:{_AMOUNT}Y)?(?:{_AMOUNT}M)?(?:{_AMOUNT}D)?(?:T(?:{_AMOUNT}H)?(?:{_AMOUNT}M)?(?:{_AMOUNT}S)?)?)",
    re.ASCII,
)
_MEDIA_TYPE = re.compile(
    r"[\w!#$&^.+\-]+/[\w!#$&^.+\-]+(?:\s*;\s*[\w!#$&^.+\-]+=(?:[\w!#$%&'*+^`|~.\-]+|\"[^\"]*\"))*", re.ASCII
)
_SHA1 = re.compile(r"[0-9a-f]{40}", re.ASCII | re.IGNORECASE)
_SHA2 = re.compile(r"[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128}", re.ASCII | re.IGNORECASE)
_VERSION = re.compile(r"1\.0\.\d+(?:-[0-9A-Za-z\-]+)?", re.ASCII)


def uuid(value: str) -> None:
    """Data 4.4: the standard string form. Variant 2 is only recommended there."""
    if not _UUID.fullmatch(value):
        raise ValueError("must be a UUID like 8f87ccde-bb56-4c2e-ab83-44982ef22df0 (Data 4.4)")


def statement_id(value: str) -> None:
    """Data 2.4.1: a UUID of RFC 4122's variant."""
    uuid(value)
    if value[_VARIANT_PLACE] not in "89abAB":
        raise ValueError(
            "must be a UUID of RFC 4122's variant: its fourth group starts with 8, 9, a or b (Data 2.4.1)"
        )


def iri(value: str) -> None:
    """Data 2.2, RFC 3987: a scheme and valid characters; http and https need a host (RFC 9110, 4.2)."""
    if not _SCHEME.match(value):
        raise ValueError("must be an IRI with its scheme, like https://… (Data 2.2)")
    found = _IRI.fullmatch(value)
    if not found:
        raise ValueError(
            "must be an IRI: it has characters that RFC 3987 does not allow, or not there (Data 2.2)"
        )
    if (
        found["scheme"].lower() in {"http", "https"}
        and not (found["authority"] or "").rpartition("@")[2].partition(":")[0]
    ):
        raise ValueError(
            "must be an IRI: http: or https: must be followed by // and a host (Data 2.2, RFC 9110 4.2)"
        )


def uri(value: str) -> None:
    """An openid: a URI, so an IRI of ASCII characters (Data 2.4.2.3)."""
    iri(value)
    if not value.isascii():
        raise ValueError("must be a URI: characters outside ASCII must be percent-encoded (Data 2.4.2.3)")


def mailto(value: str) -> None:
    """Data 2.4.2.3: `mailto:` and one e-mail address."""
    if not _MAILTO.fullmatch(value):
        raise ValueError("must be `mailto:` and one e-mail address (Data 2.4.2.3)")


def sha1sum(value: str) -> None:
    """Data 2.4.2.3: the hex SHA-1 of a mailto IRI."""
    if not _SHA1.fullmatch(value):
        raise ValueError("must be a SHA-1 sum: 40 hexadecimal digits (Data 2.4.2.3)")


def language(value: str) -> None:
    """Data 4.2: a language tag of RFC 5646."""
    if not _LANGUAGE.fullmatch(value):
        raise ValueError("must be a language tag like sv, en-GB or zh-Hant (Data 4.2, RFC 5646)")


def duration(value: str) -> None:
    """Data 4.6: at least one part, a fraction only in the last one, T only before a time.

    The specification's own example `P16559.14S` lacks the T that ISO 8601 requires, and is refused.
    """
    amounts = re.findall(_AMOUNT, value)
    if (
        not _DURATION.fullmatch(value)
        or not amounts
        or value.endswith("T")
        or any(not amount.isdecimal() for amount in amounts[:-1])
    ):
        raise ValueError("must be an ISO 8601 duration like PT4H35M59.14S or P4W (Data 4.6)")


def media_type(value: str) -> None:
    """Data 2.4.11: an internet media type, RFC 2046."""
    if not _MEDIA_TYPE.fullmatch(value):
        raise ValueError("must be a media type like text/plain; charset=utf-8 (Data 2.4.11, RFC 2046)")


def sha2(value: str) -> None:
    """Data 2.4.11: hexadecimal, with the length of a SHA-2 hash."""
    if not _SHA2.fullmatch(value):
        raise ValueError(
            "must be a SHA-2 sum in hexadecimal digits: SHA-256, SHA-384 or SHA-512 (Data 2.4.11)"
        )


def version(value: str) -> None:
    """Data 2.4.10: starts with `1.0.`, as Semantic Versioning 1.0.0 requires."""
    if not _VERSION.fullmatch(value):
        raise ValueError("must be a version that starts with 1.0., like 1.0.0 (Data 2.4.10)")
