"""What is expected on a day: straight lines, plans, milestones, what comes in one piece."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from okrsite.okr.model import KeyResult
from tests.okr.made import cycle, kr, one, said

T3 = cycle("2026-q4", "2026-09-01", "2026-12-31")
PLAN = [{"by": "2026-10-31", "value": 64}]


def expected(key_result: KeyResult, as_of: str, **goal: Any) -> Fraction | None:
    return one(key_result, as_of=as_of, cycles=[T3], **goal).expected


def test_the_worked_example_of_a_plan() -> None:
    found = one(
        kr(baseline=61, target=75, plan=PLAN),
        said("2026-10-31", {"trust.success": 64.5}),
        as_of="2026-10-31",
        cycles=[T3],
    )
    assert (found.progress, found.expected, found.pace_ratio) == (Fraction(1, 4), Fraction(3, 14), Fraction(7, 6))
    assert found.verdict.shown == "on-track"


@pytest.mark.parametrize(
    ("as_of", "share"),
    [
        ("2026-08-31", Fraction(0)),
        ("2026-09-01", Fraction(3, 14) * Fraction(1, 61)),
        ("2026-10-31", Fraction(3, 14)),
        ("2026-11-01", Fraction(3, 14) + Fraction(11, 14) * Fraction(1, 61)),
        ("2026-12-31", Fraction(1)),
        ("2027-02-01", Fraction(1)),
    ],
)
def test_a_plan_goes_in_straight_lines_from_nothing_to_all(as_of: str, share: Fraction) -> None:
    assert expected(kr(baseline=61, target=75, plan=PLAN), as_of) == share


def test_ambition_does_not_lower_a_plan() -> None:
    assert expected(kr(baseline=61, target=75, plan=PLAN), "2026-10-31", ambition="aspirational") == Fraction(3, 14)


def test_a_plan_is_cut_to_0_and_1() -> None:
    plan = [{"by": "2026-09-30", "value": -5}, {"by": "2026-10-31", "value": 15}]
    assert expected(kr(baseline=0, target=10, plan=plan), "2026-09-30") == 0
    assert expected(kr(baseline=0, target=10, plan=plan), "2026-10-31") == 1


@pytest.mark.parametrize(
    ("plan", "as_of", "share"),
    [
        pytest.param([{"by": "2026-12-31", "value": 5}], "2026-12-31", Fraction(1, 2), id="a point on the last day"),
        pytest.param([{"by": "2027-05-01", "value": 5}], "2026-10-31", Fraction(1, 2), id="a point after the end"),
        pytest.param([{"by": "2026-05-01", "value": 5}], "2026-10-31", Fraction(1, 2), id="a point before the start"),
        pytest.param(
            [{"by": "2026-11-30", "value": 9}, {"by": "2026-10-31", "value": 2}], "2026-10-31", Fraction(1, 5),
            id="points in any order",
        ),
        pytest.param(
            [{"by": "2026-10-31", "value": 2}, {"by": "2026-10-31", "value": 3}], "2026-10-31", Fraction(3, 10),
            id="two points on one day",
        ),
    ],
)  # fmt: skip
def test_odd_plans(plan: list[dict[str, Any]], as_of: str, share: Fraction) -> None:
    assert expected(kr(baseline=0, target=10, plan=plan), as_of) == share


@pytest.mark.parametrize(
    ("key_result", "as_of", "share"),
    [
        pytest.param(kr(min=5, plan=PLAN), "2026-10-31", Fraction(1, 2), id="of a band"),
        pytest.param(kr(plan=PLAN), "2026-10-31", Fraction(1, 2), id="of a judged key result"),
        pytest.param(kr(type="decrease", target=1, plan=PLAN), "2026-10-31", Fraction(1, 2), id="without a scale"),
    ],
)
def test_a_plan_is_not_read(key_result: KeyResult, as_of: str, share: Fraction) -> None:
    assert expected(key_result, as_of) == share


STEPS = [{"id": "cz", "due": "2026-10-01", "weight": 2}, {"id": "at", "due": "2027-01-15"}, {"id": "pl"}]


@pytest.mark.parametrize(
    ("as_of", "share"),
    [("2026-09-30", 0), ("2026-10-01", Fraction(1, 2)), ("2026-12-30", Fraction(1, 2)), ("2026-12-31", 1)],
)
def test_milestones_are_expected_when_they_are_due(as_of: str, share: Fraction) -> None:
    assert expected(kr(milestones=STEPS), as_of) == share
    assert expected(kr(milestones=STEPS), as_of, ambition="aspirational") == share


def test_milestones_without_any_date_follow_the_straight_line() -> None:
    steps = [{"id": "a"}, {"id": "b"}]
    assert expected(kr(milestones=steps), "2026-10-31") == Fraction(1, 2)
    assert expected(kr(milestones=steps), "2026-10-31", ambition="aspirational") == Fraction(7, 20)


@pytest.mark.parametrize("key_result", [kr(type="binary"), kr(levels={"target": "two"})], ids=["binary", "levels"])
def test_what_comes_in_one_piece_is_expected_on_the_last_day(key_result: KeyResult) -> None:
    days = ("2026-10-31", "2026-12-30", "2026-12-31", "2027-01-05")
    assert [expected(key_result, on) for on in days] == [None, None, 1, 1]
    assert expected(key_result, "2026-12-31", ambition="aspirational") == Fraction(7, 10)


def test_nothing_expected_and_something_done_is_on_track() -> None:
    steps = [{"id": "a", "due": "2026-12-01"}, {"id": "b", "due": "2026-12-20"}]
    found = one(kr(milestones=steps), said("2026-10-30", {"trust.success": []}), as_of="2026-10-31", cycles=[T3])
    assert (found.expected, found.pace_ratio, found.verdict.shown) == (Fraction(0), None, "on-track")
