"""Raw progress by type, and the figure that a key result takes from its check-ins."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from okrsite.okr.model import KeyResult
from tests.okr.made import kr, one, said

STEPS = [{"id": "cz", "weight": 2}, {"id": "at"}, {"id": "pl"}]
LEVELS = {"commit": "one team", "target": "two teams", "stretch": "all"}
UPTIME: dict[str, Any] = {"min": "99.9", "over": "cycle"}


@pytest.mark.parametrize(
    ("key_result", "heard", "raw"),
    [
        pytest.param(kr(milestones=STEPS), ["cz", "pl"], Fraction(3, 4), id="the worked example of milestones"),
        pytest.param(kr(milestones=STEPS), [], Fraction(0), id="no milestone done yet"),
        pytest.param(kr(milestones=STEPS), ["cz", "at", "pl"], Fraction(1), id="all milestones done"),
        pytest.param(kr(milestones=STEPS), ["cz", "sk"], Fraction(1, 2), id="an unknown milestone weighs nothing"),
        pytest.param(
            kr(milestones=[{"id": "a", "weight": "0.1"}, {"id": "b", "weight": "0.2"}]), ["a"], Fraction(1, 3),
            id="milestones with decimal weights",
        ),
        pytest.param(kr(milestones=[{"id": "a", "weight": 0}]), ["a"], None, id="milestones that weigh nothing"),
        pytest.param(kr(type="binary"), True, Fraction(1), id="binary, reached"),
        pytest.param(kr(type="binary"), False, Fraction(0), id="binary, not reached"),
        pytest.param(kr(levels=LEVELS), "none", Fraction(0), id="no level"),
        pytest.param(kr(levels=LEVELS), "commit", Fraction(3, 10), id="the worked example of levels"),
        pytest.param(kr(levels=LEVELS), "target", Fraction(7, 10), id="at target"),
        pytest.param(kr(levels=LEVELS), "stretch", Fraction(1), id="at stretch"),
        pytest.param(kr(), {"progress": "0.4"}, Fraction(2, 5), id="the worked example of judged"),
        pytest.param(kr(), {"health": "on-track"}, None, id="judged without a progress"),
        pytest.param(kr(type="baseline"), 17, None, id="a baseline is no progress"),
        pytest.param(kr(baseline=0, target=10), {"note": "nothing measured"}, None, id="a check-in without a value"),
        pytest.param(kr(baseline=0, target=10), "stretch", None, id="a word where a number belongs"),
        pytest.param(kr(type="decrease", target=2), 5, None, id="decrease without a baseline"),
        pytest.param(kr(type="increase", baseline=2), 5, None, id="increase without a target"),
        pytest.param(kr(type="maintain"), 5, None, id="maintain without limits"),
        pytest.param(kr(min=4, max=2), 3, Fraction(0), id="limits that exclude everything"),
    ],
)  # fmt: skip
def test_raw_progress_follows_from_the_type(key_result: KeyResult, heard: Any, raw: Fraction | None) -> None:
    assert one(key_result, said("2026-11-22", {"trust.success": heard})).raw == raw


def test_a_baseline_shows_its_value_and_has_no_progress() -> None:
    found = one(kr(type="baseline"), said("2026-11-20", {"trust.success": 17}))
    assert (found.value, found.progress, found.expected, found.left_out) == (Decimal(17), None, None, "baseline")
    assert (found.verdict.shown, found.verdict.reasons) == ("pending", ())
    assert one(kr(type="baseline")).verdict.reasons == ("no-data",)


def test_the_share_of_check_ins_inside_the_limits_counts_over_a_cycle() -> None:
    values = {"2026-10-05": 99.95, "2026-10-12": 99.9, "2026-10-19": 99.5, "2026-10-26": 99.99}
    found = one(kr(**UPTIME), *(said(on, {"trust.success": value}) for on, value in values.items()))
    assert found.raw == Fraction(3, 4)
    assert [reading.raw for reading in found.history] == [1, 1, 0, 1]
    assert found.verdict.computed == "on-track"  # where it stands now; the share is its progress


def test_of_two_check_ins_on_one_day_only_the_later_counts_in_the_share() -> None:
    found = one(
        kr(**UPTIME),
        said("2026-10-05", {"trust.success": 99}, by="ann"),
        said("2026-10-05", {"trust.success": 99.95}, by="bo"),
        said("2026-10-12", {"trust.success": 99}),
    )
    assert found.raw == Fraction(1, 2)


def test_a_tolerance_does_not_soften_the_share_of_check_ins() -> None:
    assert one(kr(tolerance=5, **UPTIME), said("2026-10-05", {"trust.success": 99})).raw == 0


@pytest.mark.parametrize(
    ("check_in", "progress"),
    [
        (None, Fraction(7, 10)),
        ({"note": "done, more or less"}, Fraction(7, 10)),
        (5, Fraction(1, 2)),
    ],
)
def test_a_closing_score_is_the_progress_of_what_was_never_measured(check_in: Any, progress: Fraction) -> None:
    heard = [] if check_in is None else [said("2026-12-01", {"trust.success": check_in})]
    assert one(kr(baseline=0, target=10, score="0.7"), *heard, as_of="2026-12-31").progress == progress


def test_a_score_outside_0_and_1_is_kept_and_its_bar_cut() -> None:
    found = one(kr(score=7))
    assert (found.score, found.raw, found.progress, found.grade) == (Decimal(7), Fraction(7), Fraction(1), "green")


def test_a_score_does_not_make_a_progress_of_a_baseline() -> None:
    assert one(kr(type="baseline", score=1)).progress is None


def test_a_redacted_key_result_shows_no_figure_anywhere() -> None:
    found = one(
        kr(baseline=0, target=10, redacted="$N"),
        *(said(f"2026-10-{day:02}", {"trust.success": {"value": 5, "health": "on-track"}}) for day in (5, 12, 19, 30)),
        as_of="2026-10-31",
    )
    assert (found.value, found.raw, found.progress, found.pace_ratio, found.forecast) == (None,) * 5
    assert {(reading.value, reading.raw) for reading in found.history} == {(None, None)}
    assert found.left_out == "redacted"
    assert found.verdict.shown == "on-track"


def test_redacted_milestones_hide_what_is_done() -> None:
    found = one(kr(milestones=STEPS, redacted=True), said("2026-11-20", {"trust.success": ["cz"]}))
    assert (found.done, found.history[0].done, found.raw) == (frozenset(), None, None)


def test_milestones_tell_which_are_done() -> None:
    assert one(kr(milestones=STEPS), said("2026-11-20", {"trust.success": ["cz"]})).done == {"cz"}
