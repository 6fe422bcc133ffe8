"""One objective: the mean of what it counts, the worst health of it, what was said of it, its history."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from okrsite.okr.figures import Verdict
from okrsite.okr.model import CheckIn, KeyResult, Objective
from tests.okr.made import cycle, figures, goal, kr, made, objective, said

TEN: dict[str, Any] = {"baseline": 0, "target": 10}


def ten(slug: str, **fields: Any) -> KeyResult:
    return kr(slug, **(TEN | fields))


def word(values: dict[str, Any], on: str = "2026-11-20", **objectives: Any) -> CheckIn:
    return said(on, {f"trust.{slug}": value for slug, value in values.items()}, objectives)


def test_the_worked_example_of_a_roll_up() -> None:
    found = goal(
        made(
            objective("trust", ten("a"), ten("b", weight=2), ten("c", state="cancelled"), ten("d")),
            word({"a": 5, "b": 10, "c": 3}),
        )
    )
    assert (found.progress, found.reported, found.expected_reports) == (Fraction(5, 8), 2, 3)
    assert [(c.id.rpartition(".")[2], c.weight, c.progress) for c in found.counted] == [
        ("a", Fraction(1), Fraction(1, 2)),
        ("b", Fraction(2), Fraction(1)),
        ("d", Fraction(1), Fraction(0)),
    ]
    assert found.left_out == (("search/2026-q4/trust.c", "cancelled"),)


def test_the_worked_example_of_nothing_reported() -> None:
    found = goal(made(objective("trust", ten("a"), ten("b"), ten("c"))))
    assert (found.progress, found.reported, found.expected_reports) == (None, 0, 3)
    assert (found.verdict.shown, found.pace.word, found.counted, found.history) == ("pending", "none", (), ())
    assert found.expected == Fraction(53, 92)


def test_an_objective_of_a_title_alone_has_no_numbers() -> None:
    found = goal(made(objective("trust")))
    assert (found.progress, found.expected, found.stale, found.verdict) == (
        None, None, None, Verdict("pending", None, "pending", ("no-data",)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"state": "draft"}, "draft"),
        ({"state": "cancelled"}, "cancelled"),
        ({"state": "postponed"}, "postponed"),
        ({"redacted": True}, "redacted"),
        ({"weight": 0}, "weightless"),
        ({"type": "baseline"}, "baseline"),
        ({"type": "baseline", "state": "draft", "weight": 0}, "draft"),
        ({"redacted": True, "weight": 0}, "redacted"),
    ],
)
def test_what_does_not_count_is_named_with_its_reason(fields: dict[str, Any], why: str) -> None:
    found = goal(made(objective("trust", ten("a"), ten("b", **fields)), word({"a": 5, "b": 0})))
    assert (found.progress, found.expected_reports) == (Fraction(1, 2), 1)
    assert found.left_out == (("search/2026-q4/trust.b", why),)


@pytest.mark.parametrize("state", ["active", "paused", "closed"])
def test_other_states_count(state: str) -> None:
    found = goal(made(objective("trust", ten("a"), ten("b", state=state)), word({"a": 5, "b": 0})))
    assert found.progress == Fraction(1, 4)


def test_a_judged_key_result_without_progress_stands_in_the_coverage_only() -> None:
    found = goal(made(objective("trust", ten("a"), kr("story"), kr("told")), word({"a": 5, "told": {"note": "x"}})))
    assert (found.progress, found.reported, found.expected_reports) == (Fraction(1, 2), 2, 3)
    assert found.left_out == (
        ("search/2026-q4/trust.story", "no-progress"),
        ("search/2026-q4/trust.told", "no-progress"),
    )


def test_only_weightless_key_results_make_no_progress() -> None:
    assert goal(made(objective("trust", ten("a", weight=0)), word({"a": 5}))).progress is None


def test_expected_is_the_mean_of_what_has_one() -> None:
    found = goal(
        made(
            objective(
                "trust", ten("a"), kr("launch", type="binary"), kr("keep", min=1),
                ten("plan", plan=[{"by": "2026-11-22", "value": 2}], weight=3),
            ),
            word({"a": 10, "launch": False, "keep": 1, "plan": 0}),
        )
    )  # fmt: skip
    assert found.expected == (Fraction(53, 92) * 2 + Fraction(1, 5) * 3) / 5
    assert found.progress == Fraction(1, 3)


def test_a_closing_score_stands_beside_the_computed_progress() -> None:
    found = goal(made(objective("trust", ten("a"), score="0.7", state="closed"), word({"a": 5})))
    assert (found.progress, str(found.score), found.grade) == (Fraction(1, 2), "0.7", "green")


def test_a_score_is_no_progress_of_an_objective() -> None:
    assert goal(made(objective("trust", score="0.7"))).progress is None


def test_a_redacted_objective_shows_no_figure() -> None:
    found = goal(made(objective("trust", ten("a"), redacted=True), word({"a": 5})))
    assert (found.progress, found.pace_ratio, found.counted, found.history) == (None, None, (), ())


# ---------------------------------------------------------------------------------------------- health


@pytest.mark.parametrize(
    ("healths", "shown"),
    [
        (["on-track", "at-risk"], "at-risk"),
        (["off-track", "at-risk", "on-track"], "off-track"),
        (["achieved", "on-track"], "on-track"),
        (["achieved", "achieved"], "achieved"),
        (["missed", "off-track"], "missed"),
        (["pending", "on-track"], "on-track"),
        (["pending", "pending"], "pending"),
    ],
)
def test_the_worst_key_result_decides(healths: list[str], shown: str) -> None:
    values = {"on-track": 10, "at-risk": 4.5, "off-track": 1, "achieved": 10, "missed": 10}
    found = goal(
        made(
            objective(
                "trust",
                *(ten(f"k{n}", outcome=h if h in ("achieved", "missed") else None) for n, h in enumerate(healths)),
            ),
            word({f"k{n}": values[h] for n, h in enumerate(healths) if h in values}),
        )
    )
    assert found.verdict.shown == shown
    assert found.verdict.reasons == (("no-data",) if shown == "pending" else ("worst-of-key-results",))


def test_what_does_not_count_has_no_say_in_health() -> None:
    company = made(
        objective("trust", ten("a"), ten("b", weight=0), ten("c", state="draft")), word({"a": 9, "b": 0, "c": 0})
    )
    assert goal(company).verdict.shown == "on-track"


def test_a_judged_key_result_without_progress_has_a_say_in_health() -> None:
    company = made(objective("trust", ten("a"), kr("story")), word({"a": 9, "story": {"health": "off-track"}}))
    assert goal(company).verdict.shown == "off-track"


def test_a_check_in_on_the_objective_overrides_its_key_results() -> None:
    company = made(objective("trust", ten("a")), word({"a": 1}, trust={"health": "on-track", "confidence": "0.3"}))
    found = goal(company)
    assert found.verdict == Verdict("on-track", "on-track", "off-track", ("stated", "numbers-say-otherwise"))
    assert found.confidence == Fraction(3, 10)


def test_a_word_on_a_stale_objective_does_not() -> None:
    company = made(objective("trust", ten("a")), word({"a": 1}, "2026-10-20", trust={"health": "on-track"}))
    assert goal(company).verdict == Verdict(
        "off-track", "on-track", "off-track", ("stated-stale", "worst-of-key-results")
    )  # fmt: skip


def test_a_word_on_the_objective_after_the_end_is_not_heard() -> None:
    company = made(objective("trust", ten("a")), word({"a": 9}), word({}, "2027-01-05", trust={"health": "off-track"}))
    assert goal(company, as_of="2027-01-10").verdict.stated is None


def test_a_closed_outcome_goes_before_everything() -> None:
    company = made(objective("trust", ten("a"), outcome="achieved"), word({"a": 1}, trust={"health": "at-risk"}))
    assert goal(company).verdict == Verdict("achieved", "at-risk", "off-track", ("closed",))


def test_key_results_that_are_stated_better_than_they_count_make_the_objective_disputed() -> None:
    company = made(objective("trust", ten("a")), word({"a": {"value": 1, "health": "on-track"}}))
    assert goal(company).verdict == Verdict(
        "on-track", None, "off-track", ("worst-of-key-results", "numbers-say-otherwise")
    )  # fmt: skip


@pytest.mark.parametrize(("outcome", "shown"), [("achieved", "achieved"), ("partial", "at-risk"), ("missed", "missed")])
def test_what_came_of_a_closed_key_result_is_not_disputed_by_its_last_number(outcome: str, shown: Any) -> None:
    company = made(objective("trust", ten("a", outcome=outcome)), word({"a": 1}))
    assert goal(company).verdict == Verdict(shown, None, shown, ("worst-of-key-results",))


def test_silence_is_never_green() -> None:
    found = goal(made(objective("trust", ten("a")), word({"a": 9}, "2026-11-01")))
    assert found.stale == 21
    assert found.verdict == Verdict("pending", None, "on-track", ("no-recent-word",))


def test_silence_around_a_key_result_that_is_done_is_not_green_either() -> None:
    found = goal(made(objective("trust", ten("a"), ten("b")), word({"a": 10, "b": 9}, "2026-11-01")))
    assert (found.stale, found.verdict.shown) == (21, "pending")


def test_an_objective_that_is_done_or_idle_is_never_stale() -> None:
    done = goal(made(objective("trust", ten("a"), ten("b")), word({"a": 10, "b": 12}, "2026-11-01")))
    paused = goal(made(objective("trust", ten("a"), state="paused"), word({"a": 9}, "2026-11-01")))
    assert (done.stale, done.verdict.shown) == (None, "on-track")
    assert (paused.stale, paused.verdict.shown) == (None, "on-track")


def test_the_last_check_in_is_the_newest_of_the_key_results() -> None:
    company = made(objective("trust", ten("a"), ten("b")), word({"a": 9}, "2026-11-01"), word({"b": 9}, "2026-11-18"))
    found = goal(company)
    assert (str(found.last_on), found.stale) == ("2026-11-18", None)
    assert figures(company).key_results["search/2026-q4/trust.a"].stale == 21


def test_an_objective_without_key_results_that_was_reported_once_grows_stale() -> None:
    found = goal(made(objective("trust"), word({}, "2026-10-20", trust={"health": "on-track"})))
    assert (found.stale, found.verdict.shown, found.verdict.reasons) == (33, "pending", ("stated-stale", "no-data"))
    fresh = goal(made(objective("trust"), word({}, trust={"health": "on-track"})))
    assert (fresh.stale, fresh.verdict.shown) == (None, "on-track")


def test_too_early_is_said_of_the_objective_too() -> None:
    found = goal(made(objective("trust", ten("a")), word({"a": 1}, "2026-10-04")), as_of="2026-10-05")
    assert found.verdict == Verdict("pending", None, "pending", ("too-early",))


def test_an_undecided_objective_gives_the_reason_of_its_key_results() -> None:
    company = made(objective("trust", kr("launch", type="binary"), ten("a")), word({"launch": False}))
    assert goal(company).verdict == Verdict("pending", None, "pending", ())
    assert goal(made(objective("trust", ten("a")))).verdict.reasons == ("no-data",)
    assert goal(made(objective("trust", ten("a"))), as_of="2027-01-01").verdict.reasons == ("never-measured",)
    assert goal(made(objective("trust")), as_of="2027-01-01").verdict.reasons == ("never-measured",)
    assert goal(made(objective("trust", score="0.4")), as_of="2027-01-01").verdict.reasons == ("scored",)
    assert goal(made(objective("trust", ten("a", score="0.4"), ten("b")))).verdict.reasons == ("scored",)


def test_in_a_closed_cycle_nobody_waits_for_an_objective_or_its_team() -> None:
    company = replace(made(objective("trust", ten("a"))), cycles={"2026-q4": cycle(state="closed")})
    over = figures(company, as_of="2027-01-01")
    assert (over.objectives["search/2026-q4/trust"].stale, over.teams["search", "2026-q4"].stale) == (None, None)


def test_confidence_is_the_weighted_mean_where_the_objective_states_none() -> None:
    found = goal(
        made(
            objective("trust", ten("a"), ten("b", weight=2), ten("c"), ten("d", weight=0)),
            word({"a": {"confidence": "0.9"}, "b": {"confidence": "0.3"}, "d": {"confidence": "0.1"}}),
        )
    )
    assert (found.confidence, found.progress) == (Fraction(1, 2), None)


# ---------------------------------------------------------------------------------------------- history


def replayed(company: Any, id_: str = "trust") -> None:
    """Every point of the history is what the whole stage says on that day."""
    for day, progress, expected in goal(company, id_).history:
        then = goal(company, id_, as_of=day)
        assert (day, progress, expected) == (day, then.progress, then.expected)


def test_history_replays_progress_after_each_check_in() -> None:
    company = made(
        objective(
            "trust",
            ten("a"),
            ten("b", weight=2),
            kr("story"),
            ten("old", score="0.5"),
            kr("keep", min=1, over="cycle"),
        ),
        word({"a": 5}, "2026-10-05"),
        word({"a": 6, "story": {"progress": "0.2"}, "keep": 0}, "2026-10-12"),
        word({"b": 12, "a": 7, "keep": 2}, "2026-10-19"),
        word({"b": -3}, "2026-11-02"),
    )  # fmt: skip
    found = goal(company)
    assert [str(day) for day, _, _ in found.history] == ["2026-10-05", "2026-10-12", "2026-10-19", "2026-11-02"]
    assert found.history[-1][1] == found.progress
    replayed(company)


def test_history_of_an_aligned_objective_replays_its_children() -> None:
    company = made(
        objective("trust", ten("own"), progress_from="both"),
        objective("child", ten("a"), supports=["trust"], ambition="aspirational"),
        objective("late", ten("b"), kr("launch", type="binary"), supports=["trust"]),
        word({"own": 2}, "2026-10-05"),
        said("2026-10-12", {"child.a": 4}),
        said("2026-10-19", {"late.b": 9}),
        word({"own": 3}, "2026-10-26"),
    )
    assert len(goal(company).history) == 4
    replayed(company)


def test_two_check_ins_on_one_day_are_one_point() -> None:
    company = made(
        objective("trust", ten("a"), ten("b")),
        said("2026-10-05", {"trust.a": 5}, by="ann"),
        said("2026-10-05", {"trust.a": 6, "trust.b": 2}, by="bo"),
    )
    assert [progress for _, progress, _ in goal(company).history] == [Fraction(2, 5)]


def test_history_begins_at_the_start_of_the_cycle() -> None:
    company = made(objective("trust", ten("a")), word({"a": 1}, "2026-08-01"), word({"a": 2}, "2026-09-20"))
    assert [(str(day), progress) for day, progress, _ in goal(company).history] == [("2026-10-01", Fraction(1, 5))]


# ---------------------------------------------------------------------------------------------- alignment


def child(slug: str, value: Any = None, *supports: str, **fields: Any) -> list[Objective | CheckIn]:
    own = objective(slug, ten("k"), supports=supports or ("trust",), **fields)
    words = [] if value is None else [said("2026-11-20", {f"{own.id}.k": value})]
    return [own, *words]


def test_aligned_takes_progress_from_contributing_children_alone() -> None:
    found = goal(
        made(
            objective("trust", ten("own"), progress_from="aligned"),
            word({"own": 0}),
            *child("a", 5),
            *child("b", 10, "-trust"),
            *child("c"),
            *child("d", 8, "pillar:trust"),
        )
    )
    assert (found.progress, [c.id for c in found.counted]) == (Fraction(1, 2), ["search/2026-q4/a"])
    assert found.left_out == (("search/2026-q4/c", "no-progress"),)


def test_key_results_alone_are_what_counts_when_nothing_else_is_said() -> None:
    found = goal(made(objective("trust", ten("own")), word({"own": 2}), *child("a", 10)))
    assert found.progress == Fraction(1, 5)


def test_both_counts_children_once_and_key_results_with_their_weight() -> None:
    found = goal(
        made(
            objective("trust", ten("own", weight=3), progress_from="both"), word({"own": 2}), *child("a", 10, weight=7)
        )
    )
    assert [(c.weight, c.progress) for c in found.counted] == [
        (Fraction(3), Fraction(1, 5)),
        (Fraction(1), Fraction(1)),
    ]
    assert found.progress == Fraction(2, 5)


def test_aligned_counts_children_with_their_weight() -> None:
    found = goal(made(objective("trust", progress_from="aligned"), *child("a", 10), *child("b", 0, weight=3)))
    assert found.progress == Fraction(1, 4)


def test_key_results_without_data_count_as_nothing_once_a_child_has_some() -> None:
    found = goal(made(objective("trust", ten("own"), progress_from="both"), *child("a", 10)))
    assert found.progress == Fraction(1, 2)


def test_a_link_to_a_key_result_contributes_to_its_objective() -> None:
    company = made(
        objective("trust", ten("own"), progress_from="both"), word({"own": 2}), *child("a", 10, "trust.own")
    )  # fmt: skip
    assert goal(company).progress == Fraction(3, 5)
    assert figures(company).key_results["search/2026-q4/trust.own"].progress == Fraction(1, 5)


def test_two_links_to_one_parent_count_once() -> None:
    found = goal(
        made(
            objective("trust", ten("own"), progress_from="both"),
            word({"own": 0}),
            *child("a", 10, "trust", "trust.own"),
        )
    )
    assert found.progress == Fraction(1, 2)
    assert len(found.counted) == 2


def test_a_diamond_counts_a_child_once_per_parent() -> None:
    company = made(
        objective("top", progress_from="aligned"),
        objective("left", progress_from="aligned", supports=["top"]),
        objective("right", ten("k"), progress_from="both", supports=["top"]),
        said("2026-11-20", {"right.k": 0}),
        *child("a", 10, "left", "right"),
    )
    assert [goal(company, slug).progress for slug in ("left", "right", "top")] == [1, Fraction(1, 2), Fraction(3, 4)]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"state": "draft"}, "draft"), ({"state": "cancelled"}, "cancelled"), ({"state": "postponed"}, "postponed"),
        ({"weight": 0}, "weightless"), ({"redacted": True}, "redacted"),
    ],
)  # fmt: skip
def test_children_that_do_not_count(fields: dict[str, Any], why: str) -> None:
    found = goal(made(objective("trust", progress_from="aligned"), *child("a", 10), *child("b", 0, **fields)))
    assert found.progress == 1
    assert found.left_out == (("search/2026-q4/b", why),)


def test_children_of_other_cycles_and_teams_count() -> None:
    year = cycle("2026", "2026-01-01", "2026-12-31")
    company = made(
        objective("grow", team="company", cycle="2026", progress_from="aligned"),
        *child("a", 5, "company/2026/grow"),
        cycles=[year],
    )
    found = goal(company, "company/2026/grow")
    assert (found.progress, found.expected) == (Fraction(1, 2), Fraction(53, 92))


def test_the_worst_child_decides_the_health_of_an_aligned_objective() -> None:
    company = made(objective("trust", progress_from="aligned"), *child("a", 10), *child("b", 1))
    assert goal(company).verdict.shown == "off-track"


def test_children_are_added_up_before_their_parents_in_whatever_order_they_stand() -> None:
    company = made(
        objective("top", progress_from="aligned"),
        objective("middle", progress_from="aligned", supports=["top"]),
        objective("trust", progress_from="aligned", supports=["middle"]),
        *child("a", 5),
    )
    assert goal(company, "top").progress == Fraction(1, 2)


def test_a_loop_hangs_nothing_and_counts_none_of_its_own_links() -> None:
    company = made(
        objective("a", ten("k"), progress_from="both", supports=["b"]),
        objective("b", progress_from="aligned", supports=["a"]),
        objective("self", progress_from="aligned", supports=["self"]),
        objective("top", progress_from="aligned"),
        objective("leaf", ten("k"), supports=["b"]),
        said("2026-11-20", {"a.k": 4, "leaf.k": 8}),
    )
    found = {slug: goal(company, slug).progress for slug in ("a", "b", "self", "top")}
    assert found == {"a": Fraction(2, 5), "b": Fraction(4, 5), "self": None, "top": None}
