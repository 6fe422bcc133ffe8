"""Elapsed days, weeks, check-ins due, the running cycle."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.okr import cycles
from okrsite.okr.model import Cycle
from tests.okr.made import cycle, day

T3 = cycle("2026-t3", "2026-09-01", "2026-12-31")
Q4 = cycle()


@pytest.mark.parametrize(
    ("on", "share", "left"),
    [
        ("2026-09-30", Fraction(0), 92),
        ("2026-10-01", Fraction(1, 92), 91),
        ("2026-11-22", Fraction(53, 92), 39),
        ("2026-12-31", Fraction(1), 0),
        ("2027-03-01", Fraction(1), 0),
    ],
)
def test_both_ends_of_a_cycle_count(on: str, share: Fraction, left: int) -> None:
    assert (cycles.elapsed(Q4, day(on)), cycles.days_left(Q4, day(on))) == (share, left)


@pytest.mark.parametrize(
    ("on", "week"),
    [("2026-09-20", 1), ("2026-10-01", 1), ("2026-10-07", 1), ("2026-10-08", 2), ("2026-11-22", 8), ("2026-12-31", 13)],
)
def test_weeks_count_from_one_to_the_last(on: str, week: int) -> None:
    assert (cycles.week(Q4, day(on)), cycles.weeks(Q4)) == (week, 13)


def test_a_short_cycle_has_one_week() -> None:
    short = cycle(start="2026-10-01", end="2026-10-03")
    assert (cycles.week(short, day("2026-10-03")), cycles.weeks(short)) == (1, 1)


def test_a_cycle_that_ends_before_it_starts_divides_nothing_by_zero() -> None:
    assert cycles.elapsed(cycle(start="2026-10-02", end="2026-09-01"), day("2026-10-05")) == 1


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_elapsed_never_falls_and_stays_between_0_and_1(one: date, other: date) -> None:
    first, second = sorted((one, other))
    assert 0 <= cycles.elapsed(Q4, first) <= cycles.elapsed(Q4, second) <= 1


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_days_passed_and_left_are_all_days(on: date) -> None:
    assert cycles.days_passed(Q4, on) + cycles.days_left(Q4, on) == 92


@pytest.mark.parametrize(
    ("last", "as_of", "due", "overdue"),
    [
        pytest.param("2026-11-01", "2026-11-22", "2026-11-08", 21, id="the worked example"),
        pytest.param("2026-11-01", "2026-11-11", "2026-11-08", None, id="the last day of grace"),
        pytest.param("2026-11-01", "2026-11-12", "2026-11-08", 11, id="the day after the grace"),
        pytest.param(None, "2026-10-11", "2026-10-08", None, id="the first is due a week after the start"),
        pytest.param(None, "2026-10-12", "2026-10-08", 11, id="and overdue after the grace"),
        pytest.param("2026-09-15", "2026-10-11", "2026-10-08", None, id="before the start counts as at the start"),
        pytest.param("2026-12-21", "2027-02-01", "2026-12-28", None, id="the clock stops at the end"),
        pytest.param("2026-12-01", "2027-02-01", "2026-12-08", 30, id="with what it shows then"),
        pytest.param("2027-01-05", "2027-02-01", "2027-01-12", None, id="a final word after the end"),
    ],
)
def test_a_check_in_is_due_and_overdue(last: str | None, as_of: str, due: str, overdue: int | None) -> None:
    said = day(last) if last else None
    assert (cycles.due_on(Q4, said), cycles.overdue(Q4, said, day(as_of))) == (day(due), overdue)


YEAR = cycle("2026", "2026-01-01", "2026-12-31")


@pytest.mark.parametrize(
    ("all_cycles", "as_of", "running"),
    [
        pytest.param([YEAR, Q4], "2026-11-22", "2026-q4", id="the shortest around the day"),
        pytest.param([YEAR, cycle(state="planning")], "2026-11-22", "2026", id="not one in planning"),
        pytest.param([YEAR, cycle(state="closed")], "2026-11-22", "2026", id="not a closed one"),
        pytest.param([cycle(state="closing")], "2026-11-22", "2026-q4", id="one that is closing still runs"),
        pytest.param([cycle("b"), cycle("a")], "2026-11-22", "a", id="of two the smallest id"),
        pytest.param([T3, Q4], "2027-01-10", "2026-q4", id="in a gap the one that began last"),
        pytest.param([cycle("b"), cycle("a")], "2027-01-10", "a", id="of two that began last the smallest id"),
        pytest.param([YEAR, Q4], "2025-01-10", "2026", id="before all the one that begins first"),
        pytest.param([], "2026-11-22", None, id="none at all"),
    ],
)
def test_the_running_cycle(all_cycles: list[Cycle], as_of: str, running: str | None) -> None:
    found = cycles.running(all_cycles, day(as_of))
    assert (found.id if found else None) == running
