"""Shapes of JSON values, the building blocks of the rules: objects, arrays, plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from .faults import Check, Fault, inside, kind


def record(section: str, required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    """An object with only these properties (Data 2.2: unknown keys, other case and null are refused)."""
    known = {**required, **optional}
    by_lower_case = {key.lower(): key for key in known}

    def check(value: object, place: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault(place, f"must be an object, not {kind(value)} ({section})")
            return
        yield from (
            Fault(inside(place, key), f"is required ({section})") for key in required if key not in value
        )
        for key, item in value.items():
            if key in known:
                yield from (
                    known[key](item, inside(place, key))
                    if item is not None
                    else [Fault(inside(place, key), "must not be null (Data 2.2)")]
                )
            elif key.lower() in by_lower_case:
                yield Fault(
                    inside(place, key),
                    f"must be written `{by_lower_case[key.lower()]}`: case counts (Data 2.2)",
                )
            else:
                yield Fault(
                    inside(place, key), f"is not a property that is allowed here (Data 2.2, {section})"
                )

    return check


def each(item: Check) -> Check:
    """An array whose values all follow the rule."""

    def check(value: object, place: str) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield Fault(place, f"must be an array, not {kind(value)}")
            return
        for number, one in enumerate(value):
            yield from item(one, f"{place}[{number}]")

    return check


def formatted(reader: Callable[[str], object]) -> Check:
    """A string with a format; `reader` raises ValueError with the rule."""

    def check(value: object, place: str) -> Iterator[Fault]:
        if not isinstance(value, str):
            yield Fault(place, f"must be a string, not {kind(value)}")
            return
        try:
            reader(value)
        except ValueError as error:
            yield Fault(place, str(error))

    return check


def just(*words: str, section: str = "Data 2.2") -> Check:
    """One of these strings, in this case."""

    def check(value: object, place: str) -> Iterator[Fault]:
        if not isinstance(value, str) or value not in words:
            choice = f"`{words[0]}`" if len(words) == 1 else f"one of {', '.join(words)}"
            yield Fault(place, f"must be {choice}, written exactly so ({section})")

    return check


def text(value: object, place: str) -> Iterator[Fault]:
    """Any string."""
    if not isinstance(value, str):
        yield Fault(place, f"must be a string, not {kind(value)}")


def boolean(value: object, place: str) -> Iterator[Fault]:
    """`true` or `false`, never a string (Data 2.2)."""
    if not isinstance(value, bool):
        yield Fault(place, f"must be true or false, not {kind(value)} (Data 2.2)")


def number(value: object, place: str) -> Iterator[Fault]:
    """A number, never a string (Data 2.2)."""
    if not is_number(value):
        yield Fault(place, f"must be a number, not {kind(value)} (Data 2.2)")


def is_number(value: object) -> bool:
    """Whether a JSON value is a number; Python's `True` is an int."""
    return isinstance(value, int | float) and not isinstance(value, bool)
