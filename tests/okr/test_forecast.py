"""Where the last check-ins lead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrsite.okr.figures import Forecast
from okrsite.okr.forecast import theil_sen
from okrsite.okr.model import KeyResult
from tests.okr.made import cycle, day, kr, one, said

NINETY = cycle(start="2026-01-01", end="2026-04-01")  # day 90 is its last
HUNDRED = kr(baseline=0, target=100)


def forecast(
    values: Sequence[float | int | str], key_result: KeyResult = HUNDRED, step: int = 7, as_of: str = "2026-03-10",
    first: str = "2026-01-01",
) -> Forecast | None:  # fmt: skip
    heard = [
        said(day(first) + timedelta(days=step * n), {"trust.success": value}) for n, value in enumerate(values)
    ]  # fmt: skip
    return one(key_result, *heard, as_of=as_of, cycles=[NINETY]).forecast


def test_one_outlier_does_not_bend_the_line() -> None:
    found = forecast([10, 12, 13, 15, 40])
    assert found is not None
    assert round(found.value) == 36  # least squares says 86
    assert found.value == 10 + Fraction(2, 7) * 90
    assert found.progress == found.value / 100


def test_a_straight_line_goes_on() -> None:
    found = forecast([0, 7, 14, 21])
    assert found == Forecast(Fraction(90), Fraction(9, 10), date(2026, 4, 11))  # day 100, after the end


def test_the_day_is_the_first_on_which_the_target_is_met() -> None:
    assert _on([0, 14, 28, 42], 90) == date(2026, 1, 1) + timedelta(days=45)
    assert _on([0, 14, 28, 42], 91) == date(2026, 1, 1) + timedelta(days=46)


def _on(values: Sequence[int], target: int) -> date | None:
    found = forecast(values, kr(baseline=0, target=target), as_of="2026-01-22")
    return found.on if found else None


def test_a_line_that_has_met_the_target_while_the_value_has_not_says_today() -> None:
    found = forecast([0, 60, 70, 80, 85, 90, 99], as_of="2026-03-30")
    assert found is not None
    assert found.on == date(2026, 3, 30)


def test_a_decrease_falls_to_its_target() -> None:
    found = forecast([100, 93, 86, 79], kr(baseline=100, target=30))
    assert found is not None
    assert (found.value, found.on) == (Fraction(10), date(2026, 1, 1) + timedelta(days=70))


def test_a_line_that_leads_away_meets_nothing() -> None:
    found = forecast([40, 30, 20, 10])
    assert found is not None
    assert (found.on, found.progress < 0) == (None, True)
    level = forecast([40, 40, 40, 40])
    assert level == Forecast(Fraction(40), Fraction(2, 5), None)


def test_a_day_beyond_the_calendar_is_none() -> None:
    found = forecast(["0.0000000001", "0.0000000002", "0.0000000003", "0.0000000004"])
    assert found is not None
    assert found.on is None


def test_what_is_met_says_since_when() -> None:
    found = forecast([0, 100, 90, 110, 120])
    assert found is not None
    assert found.on == date(2026, 1, 22)


@pytest.mark.parametrize(
    ("values", "step", "as_of"),
    [
        pytest.param([10, 12, 13], 14, "2026-03-10", id="three check-ins"),
        pytest.param([10, 12, 13, 15], 6, "2026-03-10", id="eighteen days"),
        pytest.param([10, 12, 13, 15], 7, "2026-01-21", id="four, but one of them tomorrow"),
        pytest.param([10, 12, 13, 15], 7, "2026-04-02", id="after the end"),
    ],
)
def test_not_enough_data(values: list[int], step: int, as_of: str) -> None:
    assert forecast(values, step=step, as_of=as_of) is None


def test_two_check_ins_on_one_day_are_one_point() -> None:
    days = ("2026-01-01", "2026-01-08", "2026-01-22")
    heard = [said(on, {"trust.success": 5}, by=by) for on in days for by in ("ann", "bo")]
    assert one(HUNDRED, *heard, as_of="2026-03-10", cycles=[NINETY]).forecast is None


def test_the_line_goes_through_the_last_eight_points() -> None:
    values = [500, -300, *(n * 7 for n in range(2, 10))]
    assert forecast(values, as_of="2026-03-10") == Forecast(Fraction(90), Fraction(9, 10), date(2026, 4, 11))


def test_the_days_span_all_check_ins_not_only_the_last_eight() -> None:
    heard = [said("2026-01-01", {"trust.success": 1})]
    heard += [said(date(2026, 1, 24) + timedelta(days=n), {"trust.success": 10 + n}) for n in range(8)]
    assert one(HUNDRED, *heard, as_of="2026-03-10", cycles=[NINETY]).forecast is not None


def test_check_ins_before_the_start_are_one_point_at_the_start() -> None:
    found = forecast([-20, -10, 0, 7, 14, 21], first="2025-12-18")
    assert found is not None
    assert found.value == 90


@pytest.mark.parametrize(
    "key_result",
    [
        kr(type="baseline"), kr(min=5, over="cycle"), kr(), kr(type="decrease", target=1),
        kr(baseline=0, target=100, state="closed"), kr(baseline=0, target=100, state="cancelled"),
    ],
    ids=["baseline", "share", "judged", "no scale", "closed", "cancelled"],
)  # fmt: skip
def test_what_has_no_forecast(key_result: KeyResult) -> None:
    assert forecast([10, 12, 13, 15], key_result) is None


def test_a_band_has_a_value_at_the_end_and_no_day() -> None:
    assert forecast([0, 7, 14, 21], kr(max=80, tolerance=20)) == Forecast(Fraction(90), Fraction(1, 2), None)


@given(
    st.lists(
        st.tuples(st.integers(0, 400), st.decimals(-1000, 1000, places=2)), min_size=2, max_size=8,
        unique_by=lambda point: point[0],
    )
)  # fmt: skip
def test_the_line_is_the_one_of_its_definition(points: list[tuple[int, object]]) -> None:
    exact = [(x, Fraction(str(y))) for x, y in sorted(points, key=lambda point: point[0])]
    line = theil_sen(tuple(x for x, _ in exact), [y for _, y in exact])
    slope = median((y1 - y0) / (x1 - x0) for n, (x0, y0) in enumerate(exact) for x1, y1 in exact[n + 1 :])
    assert line.at(1) - line.at(0) == slope
    assert line.at(0) == median(y - slope * x for x, y in exact)
