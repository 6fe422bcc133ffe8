"""Teams and cycles: means of objectives, the worst health, the company's own goals."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from okrsite.okr.figures import CycleFigures, Pace, TeamFigures
from okrsite.okr.model import CheckIn, Company, Objective
from tests.okr.made import cycle, figures, kr, made, objective, said, team


def goal(slug: str, value: Any, of: str = "search", **fields: Any) -> list[Objective | CheckIn]:
    own = objective(slug, kr("k", baseline=0, target=10), team=of, **fields)
    return [own] if value is None else [own, said("2026-11-20", {f"{own.id}.k": value}, team=of)]


def of_team(company: Company, name: str = "search", as_of: str = "2026-11-22") -> TeamFigures:
    return figures(company, as_of).teams[name, "2026-q4"]


def of_cycle(company: Company, as_of: str = "2026-11-22") -> CycleFigures:
    return figures(company, as_of).cycles["2026-q4"]


def test_a_team_is_the_weighted_mean_of_its_objectives_that_have_progress() -> None:
    found = of_team(made(*goal("a", 5), *goal("b", 10, weight=3), *goal("c", None), *goal("x", 0, of="other")))
    assert (found.progress, found.expected, found.pace) == (Fraction(7, 8), Fraction(53, 92), Pace("ahead", 30))
    assert (found.reported, found.expected_reports) == (2, 3)
    assert [id_.rpartition("/")[2] for id_ in found.objectives] == ["a", "b", "c"]


def test_what_is_left_out_of_a_team() -> None:
    idle: list[Objective | CheckIn] = [
        part for state in ("draft", "cancelled", "postponed") for part in goal(state, 0, state=state)
    ]
    found = of_team(made(*goal("a", 6), *idle, *goal("zero", 0, weight=0), *goal("redacted", 0, redacted=True)))
    assert (found.progress, found.health, found.expected_reports) == (Fraction(3, 5), "on-track", 1)
    assert len(found.objectives) == 6


def test_paused_and_closed_objectives_count() -> None:
    assert of_team(made(*goal("a", 6, state="paused"), *goal("b", 2, state="closed"))).progress == Fraction(2, 5)


def test_a_teams_health_is_the_worst_of_its_objectives() -> None:
    assert of_team(made(*goal("a", 10), *goal("b", 4.5), *goal("c", None))).health == "at-risk"
    assert of_team(made(*goal("c", None))).health == "pending"


def test_a_team_without_progress_has_none() -> None:
    found = of_team(made(*goal("a", None)))
    assert (found.progress, found.expected, found.pace, found.score) == (None, None, Pace("none"), None)


def test_a_team_that_wrote_a_sheet_without_objectives_is_there() -> None:
    company = replace(made(), sheets={("search", "2026-q4"): made().mission})  # type: ignore[dict-item]
    assert of_team(company).objectives == ()


def test_a_team_is_stale_when_nobody_said_anything_for_too_long() -> None:
    old: list[Objective | CheckIn] = [objective("a", kr("k", baseline=0, target=10)), said("2026-11-01", {"a.k": 5})]
    assert of_team(made(*old)).stale == 21
    found = of_team(made(*old, *goal("b", 5)))
    assert (found.stale, str(found.last_on)) == (None, "2026-11-20")
    assert of_team(made(*old), as_of="2026-11-11").stale is None


def test_the_closing_score_of_a_team_is_the_weighted_mean_of_those_given() -> None:
    found = of_team(made(*goal("a", 5, score="0.4"), *goal("b", 5, score="0.7", weight=2), *goal("c", 5)))
    assert found.score == Fraction(3, 5)


def test_a_score_outside_0_and_1_does_not_bend_the_mean() -> None:
    assert of_team(made(*goal("a", 5, score=7), *goal("b", 5, score=0))).score == Fraction(1, 2)


def test_a_cycle_is_the_mean_of_the_objectives_of_teams_without_a_parent() -> None:
    company = made(
        *goal("a", 10, of="company", score=1),
        *goal("b", 4, of="company", weight=2),
        *goal("c", 0, of="search", score=0),
        teams=[team("company"), team("search", "company")],
    )
    found = of_cycle(company)
    assert (found.progress, found.expected, found.score) == (Fraction(3, 5), Fraction(53, 92), Fraction(1))
    assert (found.pace, found.week, found.weeks, found.days_left) == (Pace("on-pace"), 8, 13, 39)
    assert found.elapsed == Fraction(53, 92)


def test_several_teams_without_a_parent_are_one_company() -> None:
    assert of_cycle(made(*goal("a", 10, of="one"), *goal("b", 0, of="two"))).progress == Fraction(1, 2)


def test_a_cycle_without_objectives_has_its_time_only() -> None:
    found = of_cycle(made())
    assert (found.progress, found.expected, found.pace, found.week) == (None, None, Pace("none"), 8)


def test_the_running_cycle_is_named() -> None:
    assert figures(made(cycles=[cycle("2026", "2026-01-01", "2026-12-31")])).running == "2026-q4"


def test_figures_keep_the_order_of_the_company() -> None:
    company = made(
        objective("z", kr("k"), progress_from="aligned"),
        objective("a", kr("k"), kr("b"), supports=["z"]),
    )
    found = figures(company)
    assert list(found.objectives) == ["search/2026-q4/z", "search/2026-q4/a"]
    assert [id_.rpartition("/")[2] for id_ in found.key_results] == ["z.k", "a.k", "a.b"]
