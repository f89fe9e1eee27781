"""JSON as strict as xAPI requires: UTF-8, unique keys, finite numbers."""

from __future__ import annotations

import json
import math
from typing import NoReturn


def read_json(body: bytes | str) -> object:
    """The JSON value of `body`; ValueError with a text for the sender.

    Python's own reader takes UTF-16, NaN, numbers that become infinite, repeated keys and half surrogate
    pairs. The specification asks for UTF-8 (Communication 1.4) and for each property once (Data 2.2).
    """
    try:
        text = body if isinstance(body, str) else body.decode("utf-8")
        value: object = json.loads(
            text, object_pairs_hook=_each_key_once, parse_constant=_refuse_constant, parse_float=_finite
        )
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8: byte {error.start} (Communication 1.4)") from error
    except UnicodeEncodeError as error:
        raise ValueError(
            "has half of a surrogate pair (a lone \\ud800 to \\udfff), so it is not UTF-8 (Communication 1.4)"
        ) from error
    except json.JSONDecodeError as error:
        raise ValueError(f"is not JSON: {error}") from error
    except RecursionError as error:
        raise ValueError("is nested too deeply") from error
    return value


def _each_key_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"has the property `{key}` twice in one object (Data 2.2)")
        found[key] = value
    return found


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"has the number {text}, which is too large")
    return number


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"is not JSON: {name} is not a JSON value")
