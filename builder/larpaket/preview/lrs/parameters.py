"""Query parameters, validated as strictly as statements (xAPI Data 2.2: "to the same standards")."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import parse_qsl

from . import timestamps
from .messages import Request, bad_request
from .parts import Part
from .reading import read_json
from .validate import formats
from .validate.actors import agent, agent_or_identified_group
from .validate.faults import Check


class Parameters:
    """The parameters of one request: known ones, each at most once."""

    def __init__(
        self, request: Request, *, required: tuple[str, ...] = (), optional: tuple[str, ...] = ()
    ) -> None:
        """Raises 400 for an unknown, repeated, missing or wrongly cased parameter (Communication 3.2)."""
        self._values = _parse(request)
        known = {name.lower(): name for name in (*required, *optional)}
        for name in self._values:
            if name in known.values():
                continue
            if name.lower() in known:
                raise bad_request(
                    f"{name}: the parameter is written `{known[name.lower()]}` (Communication 3.2)"
                )
            raise bad_request(f"{name}: is not a parameter of {request.method} here (Communication 3.2)")
        for name in required:
            if name not in self._values:
                raise bad_request(f"{name}: the parameter is required")

    def __contains__(self, name: object) -> bool:
        """Whether the parameter was sent."""
        return name in self._values

    def text(self, name: str) -> str | None:
        """The value as sent."""
        return self._values.get(name)

    def needed(self, name: str) -> str:
        """The value of a required parameter."""
        return self._values[name]

    def iri(self, name: str) -> str | None:
        """An IRI."""
        return self._checked(name, formats.iri)

    def uuid(self, name: str) -> str | None:
        """A UUID, in lower case."""
        value = self._checked(name, formats.uuid)
        return None if value is None else value.lower()

    def statement_id(self, name: str) -> str:
        """A statement's id, from a parameter that was sent."""
        return self._checked(name, formats.statement_id) or ""

    def moment(self, name: str) -> datetime | None:
        """A timestamp."""
        value = self._checked(name, timestamps.read)
        return None if value is None else timestamps.read(value)

    def boolean(self, name: str) -> bool:
        """`true` or `false`, as in JSON; false if not sent."""
        value = self._values.get(name, "false")
        if value not in ("true", "false"):
            raise bad_request(f"{name}: must be true or false (Communication 2.1.3)")
        return value == "true"

    def whole_number(self, name: str) -> int:
        """A nonnegative integer; 0 if not sent."""
        value = self._values.get(name, "0")
        if not (value.isascii() and value.isdecimal()) or len(value) > 15:
            raise bad_request(f"{name}: must be a whole number, 0 or more (Communication 2.1.3)")
        return int(value)

    def choice(self, name: str, words: tuple[str, ...]) -> str:
        """One of the words; the first if not sent."""
        value = self._values.get(name, words[0])
        if value not in words:
            raise bad_request(f"{name}: must be one of {', '.join(words)}")
        return value

    def agent(self, name: str = "agent") -> Part:
        """A required Agent, as JSON."""
        return self._actor(name, agent)

    def agent_or_group(self, name: str = "agent") -> Part | None:
        """An Agent or identified Group, as JSON."""
        return self._actor(name, agent_or_identified_group) if name in self._values else None

    def _checked(self, name: str, check: Callable[[str], object]) -> str | None:
        value = self._values.get(name)
        if value is not None:
            try:
                check(value)
            except ValueError as error:
                raise bad_request(f"{name}: {error}") from error
        return value

    def _actor(self, name: str, check: Check) -> Part:
        try:
            value = read_json(self._values[name])
        except ValueError as error:
            raise bad_request(f"{name}: {error}") from error
        if faults := list(check(value, name)):
            raise bad_request("\n".join(map(str, faults)))
        assert isinstance(value, dict)
        return value


def _parse(request: Request) -> Mapping[str, str]:
    try:
        pairs = parse_qsl(request.query, keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise bad_request(f"the query string is not percent-encoded UTF-8: {error}") from error
    values: dict[str, str] = {}
    for name, value in pairs:
        if name in values:
            raise bad_request(f"{name}: the parameter occurs twice")
        values[name] = value
    return values
