"""Who may do what: Basic authentication with a table of credentials (xAPI Communication 4.0)."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus

from .messages import Request, RequestError
from .parts import Part


class Scope(StrEnum):
    """What a credential may do; the names are those of Communication 4.2."""

    ALL = "all"
    WRITE_STATEMENTS = "statements/write"


@dataclass(frozen=True, slots=True)
class Credential:
    """`token` is what follows `Basic `; `authority` is the Agent to which statements are attributed."""

    token: str
    authority: Part
    scope: Scope = Scope.ALL

    @classmethod
    def of(
        cls, user: str, password: str, scope: Scope = Scope.ALL, home_page: str = "http://localhost/"
    ) -> Credential:
        """The credential for a user and password, in UTF-8 (RFC 7617, 2.1)."""
        token = base64.b64encode(f"{user}:{password}".encode()).decode()
        return cls(token, account(user, home_page), scope)


def account(name: str, home_page: str = "http://localhost/") -> Part:
    """An Agent with an account."""
    return {"objectType": "Agent", "account": {"homePage": home_page, "name": name}}


ANYBODY = Credential("", account("anybody"))
"""The caller of an LRS that requires no credentials."""


class Access:
    """The accepted credentials; None allows everybody to do everything."""

    def __init__(self, credentials: Iterable[Credential] | None) -> None:
        """Index the credentials by token."""
        self._by_token = None if credentials is None else {one.token: one for one in credentials}

    def allow(self, credential: Credential) -> None:
        """Accept another credential, such as a cmi5 session's token."""
        if self._by_token is None:
            self._by_token = {}
        self._by_token[credential.token] = credential

    def forget(self, token: str) -> None:
        """Refuse this token from now on."""
        if self._by_token is not None:
            self._by_token.pop(token, None)

    def caller(self, request: Request) -> Credential:
        """The sender of the request; 401 if unknown."""
        if self._by_token is None:
            return ANYBODY
        scheme, _, token = request.header("authorization").partition(" ")
        found = self._by_token.get(token.strip()) if scheme.lower() == "basic" else None
        if found is None:
            cause = "unknown credentials" if token else "the header is missing"
            challenge = {"WWW-Authenticate": 'Basic realm="LRS", charset="UTF-8"'}
            raise RequestError(
                HTTPStatus.UNAUTHORIZED, f"Authorization: {cause} (Communication 4.0)", challenge
            )
        return found


def demand(allowed: bool, what: str) -> None:
    """403 with the cause (Communication 3.2)."""
    if not allowed:
        raise RequestError(
            HTTPStatus.FORBIDDEN, f"Authorization: these credentials may not {what} (Communication 3.2)"
        )
