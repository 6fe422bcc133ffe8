"""Axes: round numbers and names of days, for every kind of value."""

from __future__ import annotations

from datetime import date
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.pages.charts.scale import days, numbers, shares
from okrsite.pages.language import ENGLISH, Language


def labels(values: tuple[float, ...], unit: str | None = None, language: Language = ENGLISH) -> list[str]:
    return [tick.label.replace("\N{NO-BREAK SPACE}", " ") for tick in numbers(values, unit, language).ticks]


@pytest.mark.parametrize(
    ("values", "unit", "expected"),
    [
        ((0, 100), "%", ["0%", "25%", "50%", "75%", "100%"]),
        ((61, 75), "%", ["60%", "65%", "70%", "75%"]),
        ((3_500_000, 5_000_000), "EUR", ["€3.5M", "€4M", "€4.5M", "€5M"]),
        ((11_000, 11_050), "EUR", ["€11,000", "€11,020", "€11,040", "€11,060"]),
        ((-40, 20), None, ["−40", "−20", "0", "20"]),
        ((20, 47), "min", ["20 min", "30 min", "40 min", "50 min"]),
        ((210, 900), "dispatchers", ["0", "250", "500", "750", "1,000"]),
        ((99.2, 99.8), "%", ["99.2%", "99.4%", "99.6%", "99.8%"]),
    ],
)
def test_ticks_are_round_and_carry_their_unit(values: tuple[float, ...], unit: str | None, expected: list[str]) -> None:
    assert labels(values, unit) == expected


def test_one_value_equal_values_and_none_get_room_around_them() -> None:
    assert labels((5,)) == ["4.5", "5.0", "5.5"]
    assert labels((7, 7)) == labels((7,))
    assert labels((0,)) == labels(()) == ["0.0", "0.5", "1.0"]


def test_what_is_no_number_is_left_out() -> None:
    assert labels((nan, 3, inf)) == labels((3,))


def test_a_language_writes_large_numbers_in_its_own_way() -> None:
    assert labels((0, 4_000_000), "EUR", Language("cs"))[-1] == "4 mil. €"


@given(st.lists(st.floats(-1e12, 1e12), max_size=6))
def test_every_value_is_on_the_axis_and_the_axis_has_an_extent(values: list[float]) -> None:
    axis = numbers(values, None, ENGLISH)
    assert axis.low < axis.high
    slack = (axis.high - axis.low) * 1e-6
    assert all(axis.low - slack <= value <= axis.high + slack for value in values)
    assert 2 <= len(axis.ticks) <= 9
    assert len({tick.at for tick in axis.ticks}) == len(axis.ticks)


def times(start: date, end: date, room: int) -> list[str]:
    return [tick.label for tick in days(start, end, room, ENGLISH).ticks]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2026, 10, 1), date(2026, 12, 31), ["October", "November", "December"]),
        (date(2026, 9, 14), date(2026, 12, 31), ["September", "October", "November", "December"]),
        (date(2026, 11, 2), date(2026, 11, 20), ["2 Nov", "9 Nov", "16 Nov"]),
        (date(2026, 11, 2), date(2026, 11, 2), ["2 Nov"]),
        (date(2005, 1, 1), date(2026, 1, 1), [str(year) for year in range(2005, 2027, 2)]),
    ],
)
def test_time_is_named_by_the_finest_names_that_fit(start: date, end: date, expected: list[str]) -> None:
    assert times(start, end, 12) == expected


def test_long_names_stand_only_where_none_has_to_be_left_out() -> None:
    start, end = date(2026, 4, 3), date(2026, 11, 20)
    for letters, first in ((77, "Apr"), (110, "April")):
        labels = [tick.label for tick in days(start, end, 12, ENGLISH, letters).ticks]
        assert labels[0] == first
        assert len(labels) == 8


def test_a_year_has_twelve_short_months_and_its_own_name_in_january() -> None:
    year = times(date(2026, 1, 1), date(2026, 12, 31), 12)
    assert len(year) == 12
    assert year[:3] == ["2026", "Feb", "Mar"]


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 4000), st.integers(3, 12))
def test_there_are_never_more_names_than_room(start: date, length: int, room: int) -> None:
    axis = days(start, date.fromordinal(start.toordinal() + length), room, ENGLISH)
    assert axis.low < axis.high
    assert sum(tick.line for tick in axis.ticks) <= room


def test_progress_has_an_axis_of_its_own() -> None:
    assert [tick.label for tick in shares(ENGLISH).ticks] == ["0%", "25%", "50%", "75%", "100%"]
