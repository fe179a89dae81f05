"""One text for one value: the form in which events are hashed and JSON is stored."""

import json
import math
import unicodedata
from collections.abc import Mapping
from typing import Any


def canonical(value: object) -> str:
    """Write `value` as JSON that is the same, byte by byte, for equal values on any machine.

    Keys are sorted, nothing is escaped beyond what JSON asks, there are no spaces, and text is in Unicode's form C. It
    takes what JSON has: objects with text keys, lists (tuples count), text, whole and finite decimal numbers, yes/no
    and null. Raises TypeError for anything else (dates and money are written as text by the caller) and ValueError for
    a number that isn't finite, text that isn't valid Unicode, or two keys that become the same.
    """
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _plain(value: object) -> Any:
    """Return `value` made only of JSON's own types, its text normalised."""
    match value:
        case None | bool():
            return value
        case int():
            return int(value)
        case float():
            return _finite(value)
        case str():
            return _normal(value)
        case Mapping():
            return _object(value)
        case list() | tuple():
            return [_plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no canonical JSON form")


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError("a number that is not finite has no canonical JSON form")
    return value


def _normal(text: str) -> str:
    text.encode()
    return unicodedata.normalize("NFC", text)


def _object(value: Mapping[Any, object]) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise TypeError(f"a key must be text, not {type(key).__name__}")
        name = _normal(key)
        if name in plain:
            raise ValueError(f"two keys are the same once normalised: {name!r}")
        plain[name] = _plain(item)
    return plain
