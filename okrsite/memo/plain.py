"""Plain values in one fixed serialisation.

In comes plain data: None, numbers, text, bytes, dates, enumeration members, frozen dataclasses, and tuples, lists,
dicts and sets of these; out goes its hash. Equal values of the same types have equal hashes, in every process; values
that differ in anything that could be printed (1, True, 1.0 and "1"; 1.0 and 1.00 as decimals) have different ones.

Marshal version 2 writes equal atoms and tuples as equal bytes. Whatever else there is becomes a list that begins
with a tag, and since real lists become tagged lists too, no two values can look alike.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from operator import attrgetter
from typing import Any

_ATOMS = frozenset({type(None), bool, int, float, str, bytes})


def digest(value: object) -> str:
    """The hash of a plain value, in hexadecimal; raises TypeError for any other."""
    return fingerprint(value).hex()


def fingerprint(value: object) -> bytes:
    """The hash of a plain value, as 20 bytes."""
    return hashlib.sha1(marshal.dumps(_plain(value), 2), usedforsecurity=False).digest()


def _plain(value: Any) -> Any:
    kind: Any = type(value)
    if kind in _ATOMS:
        return value
    if kind is tuple:
        return tuple([item if type(item) in _ATOMS else _plain(item) for item in value])
    return _encoder(kind)(value)


@cache
def _encoder(kind: type) -> Callable[[Any], list[Any]]:
    """How values of a type that marshal would not write, or not always in the same way, become tagged lists."""
    for known, encode in _ENCODERS.items():
        if issubclass(kind, known):
            tag = known.__name__ if kind is known else _name(kind)
            return lambda value: [tag, *encode(value)]
    if is_dataclass(kind):
        return _dataclass_encoder(kind)
    raise TypeError(f"not plain data: {_name(kind)}")


def _dataclass_encoder(kind: type) -> Callable[[Any], list[Any]]:
    if not kind.__dataclass_params__.frozen:  # type: ignore[attr-defined]
        raise TypeError(f"not plain data, since it may change: {_name(kind)}")
    tag, names = _name(kind), [field.name for field in fields(kind)]
    if len(names) < 2:
        return lambda value: [tag, *(_plain(getattr(value, name)) for name in names)]
    get = attrgetter(*names)
    return lambda value: [tag, *[item if type(item) in _ATOMS else _plain(item) for item in get(value)]]


def _name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _sorted(items: Any) -> list[Any]:
    """Plain items in an order that depends on nothing but themselves."""
    return sorted((_plain(item) for item in items), key=lambda item: marshal.dumps(item, 2))


# The order matters: a datetime is a date, and text or a number may be an enumeration's member.
_ENCODERS: dict[type, Callable[[Any], list[Any]]] = {
    Enum: lambda member: [member.name],
    list: lambda items: [_plain(item) for item in items],
    tuple: lambda items: [_plain(item) for item in items],
    dict: lambda mapping: _sorted(mapping.items()),
    set: _sorted,
    frozenset: _sorted,
    Decimal: lambda number: [str(number)],
    Fraction: lambda number: [number.numerator, number.denominator],
    datetime: lambda at: [at.isoformat(), str(at.tzinfo), at.fold],
    date: lambda on: [on.isoformat()],
    time: lambda at: [at.isoformat(), str(at.tzinfo), at.fold],
    timedelta: lambda span: [span.days, span.seconds, span.microseconds],
    str: lambda text: [str.__str__(text)],
    bytes: lambda data: [bytes.__bytes__(data)],
    int: lambda number: [int.__int__(number)],
    float: lambda number: [float.__float__(number)],
}
