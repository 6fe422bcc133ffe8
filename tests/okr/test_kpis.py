"""Where a watched number stands."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from okrsite.okr import records
from okrsite.okr.kpis import measure
from okrsite.okr.model import Kpi

TODAY = date(2026, 11, 22)


def kpi(*values: str, **fields: Any) -> Kpi:
    """A KPI with one value a month, from January 2026 on."""
    record = records.Kpi.model_validate({"title": "Alerts", **fields})
    points = tuple((date(2026, month, 1), Decimal(value)) for month, value in enumerate(values, start=1))
    return Kpi("alerts", "content/kpis/alerts.yaml", record, (), points)


@pytest.mark.parametrize(
    ("values", "fields", "state", "gap"),
    [
        (["31", "27"], {"max": "15"}, "above", "12"),
        (["99.1"], {"min": "99.9"}, "below", "0.8"),
        (["99.95"], {"min": "99.9"}, "inside", None),
        (["14", "9"], {"direction": "down", "targets": [{"value": "10"}]}, "met", "1"),
        (["14", "11"], {"direction": "down", "targets": [{"value": "10"}]}, "short", "1"),
        (["14", "11"], {"direction": "up", "targets": [{"value": "11"}]}, "met", "0"),
        (["14"], {}, "watched", None),
        ([], {"targets": [{"value": "11"}]}, "no-data", None),
    ],
)
def test_the_state_follows_from_limits_first_then_from_the_target(
    values: list[str], fields: dict[str, Any], state: str, gap: str | None
) -> None:
    found = measure(kpi(*values, **fields), TODAY)
    assert (found.state, found.gap) == (state, None if gap is None else Decimal(gap))


def test_points_after_today_do_not_exist_yet() -> None:
    found = measure(kpi(*"123456789ABC".replace("A", "1").replace("B", "2").replace("C", "3")), date(2026, 3, 15))
    assert [value for _, value in found.points] == [1, 2, 3]
    assert found.latest == (date(2026, 3, 1), Decimal(3))


def test_the_target_of_today_holds_and_the_last_written_one_wins() -> None:
    targets = [
        {"from": "2026-01-01", "to": "2026-06-30", "value": "10"},
        {"from": "2026-07-01", "value": "8"},
        {"from": "2026-10-01", "value": "6"},
    ]
    found = measure(kpi("12", targets=targets), TODAY)
    assert found.target is not None
    assert found.target.value == 6


def test_without_a_direction_a_target_below_the_first_point_means_down() -> None:
    assert measure(kpi("31", "9", targets=[{"value": "10"}]), TODAY).state == "met"
    assert measure(kpi("3", "9", targets=[{"value": "10"}]), TODAY).state == "short"


def test_a_move_is_better_or_worse_only_with_a_direction() -> None:
    assert measure(kpi("3", "4", direction="up"), TODAY).move == "better"
    assert measure(kpi("3", "4", direction="down"), TODAY).move == "worse"
    assert measure(kpi("3", "4"), TODAY).move == "none"
    assert measure(kpi("4", "4", direction="up"), TODAY).move == "same"
    assert measure(kpi("4", direction="up"), TODAY).move == "none"
