"""The digest of plain values."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, make_dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from fractions import Fraction
from itertools import combinations
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.memo import digest


class Colour(Enum):
    RED = 1
    BLUE = 2


class Word(StrEnum):
    A = "a"


class Number(IntEnum):
    ONE = 1


class Marked(str):
    __slots__ = ()


class Pair(NamedTuple):
    a: int
    b: int


@dataclass(frozen=True)
class View:
    a: object
    b: object = None


@dataclass(frozen=True)
class Other:
    a: object
    b: object = None


@dataclass(frozen=True)
class One:
    a: object


@dataclass(frozen=True)
class Nothing:
    pass


DIFFERENT: list[Any] = [
    *(None, True, False, 0, 1, -1, 2**40, 1.0, -0.0, 0.0, float("nan"), "", "1", b"", b"1", "True", "None"),
    *((), (1,), (1, 2), ((1, 2),), (1, (2,)), ((1,), 2), (1, 2, ()), [], [1], [1, 2], ["list"], ["list", 1]),
    *({}, {1: 2}, {"1": 2}, {1: (2,)}, set(), {1}, frozenset(), frozenset({1}), frozenset({(1,)})),
    *(Decimal("1"), Decimal("1.0"), Decimal("1e2"), Fraction(1), Fraction(1, 2), "1/2"),
    *(date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC), "2026-01-01", time(1), timedelta(1)),
    *(Colour.RED, Colour.BLUE, Word.A, "a", Number.ONE, Marked("a"), Pair(1, 2), ("a", "b"), ("ab",)),
    *(View(1, 2), View(2, 1), Other(1, 2), View(View(1, 2)), View((1, 2)), One(1), One((1,)), Nothing(), "\ud800"),
]


def test_values_that_differ_in_anything_have_different_digests() -> None:
    for one, other in combinations(DIFFERENT, 2):
        assert digest(one) != digest(other), (one, other)
        assert digest((one, other)) != digest((other, one)), (one, other)


def test_the_order_of_dicts_and_sets_does_not_matter() -> None:
    assert digest({1: 2, "a": 3}) == digest({"a": 3, 1: 2})
    assert digest({"x": {"b": 1, "a": 2}}) == digest({"x": {"a": 2, "b": 1}})
    assert digest({"b", "a", 1, (2, 3)}) == digest({(2, 3), 1, "a", "b"})


def test_shared_and_repeated_parts_do_not_matter() -> None:
    text = "".join(["te", "xt"])
    assert digest((text, text)) == digest(("text", "".join(["tex", "t"])))
    view = View("a", ())
    assert digest([view, view]) == digest([View("a", ()), View("a", ())])


def test_the_digest_is_the_same_in_every_process() -> None:
    program = """
from okrsite.memo import digest
from datetime import date
from fractions import Fraction
print(digest(({"b": 1, "a": frozenset(["x", "y", "z"])}, date(2026, 1, 2), Fraction(1, 3), b"", 1.5)))
"""
    prints = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in "012"
    }
    assert prints == {b"bd53cec24060da372518a79452880d273a2ae6fa\n"}


@pytest.mark.parametrize(
    "value", [object(), lambda: None, bytearray(), make_dataclass("Loose", ["a"])(1), int, 1j, {1: []}]
)
def test_what_is_not_plain_is_refused(value: object) -> None:
    if value == {1: []}:
        value = {1: [object()]}
    with pytest.raises(TypeError, match="not plain data"):
        digest(value)


atoms = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
    | st.dates()
    | st.decimals()
)
plain = st.recursive(
    atoms,
    lambda inner: (
        st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner) | st.builds(View, inner)
    ),
    max_leaves=12,
)


@given(plain)
def test_every_plain_value_has_a_digest_that_stays(value: object) -> None:
    assert digest(value) == digest(value)


@given(plain, plain)
def test_digests_are_equal_exactly_where_the_written_values_are(one: object, other: object) -> None:
    assert (digest(one) == digest(other)) == (written(one) == written(other))


def written(value: Any) -> str:
    """A value as text in which everything that may differ shows."""
    if isinstance(value, dict):
        return "{" + ",".join(sorted(f"{written(k)}:{written(v)}" for k, v in value.items())) + "}"
    if isinstance(value, list | tuple):
        return type(value).__name__ + "(" + ",".join(map(written, value)) + ")"
    if isinstance(value, View):
        return f"View({written(value.a)},{written(value.b)})"
    return repr(value)
