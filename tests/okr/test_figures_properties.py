"""What holds of the figures of any company: the properties of TRUST.md, with hypothesis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from okrsite.okr.display import percent
from okrsite.okr.figures import Figures, ObjectiveFigures
from okrsite.okr.measure import measure_on
from okrsite.okr.model import CheckIn, Company, KeyResult, Objective
from tests.okr.made import figures, goal, kr, made, objective, one, said

START, END = date(2026, 10, 1), date(2026, 12, 31)

numbers = st.decimals(-1000, 1000, places=2)
shares = st.decimals(0, 1, places=2)
weights = st.sampled_from(["0", "0.1", "0.5", "1", "2", "3.7"])
days = st.dates(START - timedelta(days=20), END + timedelta(days=20))


def wide_number() -> st.SearchStrategy[Decimal]:
    """Any number that the content may hold: fifteen digits before and ten behind the point."""
    return st.decimals(-(10**15) + 1, 10**15 - 1, places=10)


@st.composite
def key_results(draw: st.DrawFn, slug: str) -> KeyResult:
    shape = draw(st.sampled_from(["line", "band", "milestones", "binary", "levels", "baseline", "judged"]))
    fields: dict[str, Any] = {
        "weight": draw(weights),
        "state": draw(st.sampled_from(["active"] * 4 + ["draft", "paused"])),
    }
    if shape == "line":
        plan = [{"by": day, "value": draw(numbers)} for day in draw(st.lists(days, max_size=2))]
        return kr(slug, baseline=draw(numbers), target=draw(numbers), plan=plan, **fields)
    if shape == "band":
        over = draw(st.sampled_from([None, "cycle"]))
        return kr(slug, min=draw(numbers), max=draw(numbers), tolerance=draw(st.none() | shares), over=over, **fields)
    if shape == "milestones":
        steps = [{"id": id_, "weight": draw(weights), "due": draw(st.none() | days)} for id_ in ("a", "b")]
        return kr(slug, milestones=steps, **fields)
    if shape == "levels":
        return kr(slug, levels={"target": "two"}, **fields)
    return kr(slug, type=shape if shape in ("binary", "baseline") else "judged", **fields)  # type: ignore[arg-type]


def entries(key_result: KeyResult) -> st.SearchStrategy[dict[str, Any]]:
    figure: dict[str, st.SearchStrategy[Any]] = {
        "milestones": st.fixed_dictionaries({"done": st.sets(st.sampled_from(["a", "b"])).map(sorted)}),
        "binary": st.fixed_dictionaries({"value": st.booleans()}),
        "levels": st.fixed_dictionaries({"value": st.sampled_from(["none", "commit", "target", "stretch"])}),
        "judged": st.fixed_dictionaries({"progress": shares}),
    }
    other = st.fixed_dictionaries(
        {},
        optional={
            "confidence": shares,
            "health": st.sampled_from(["on-track", "at-risk", "off-track"]),
            "final": st.booleans(),
            "note": st.just("x"),
        },
    )
    value = figure.get(key_result.type, st.fixed_dictionaries({"value": numbers}))
    return st.tuples(st.just({}) | value, other).map(lambda parts: parts[0] | parts[1])


@st.composite
def companies(draw: st.DrawFn) -> Company:
    """Up to four objectives that support each other upwards, with check-ins around the cycle."""
    goals: list[Objective] = []
    words: list[CheckIn] = []
    for number in range(draw(st.integers(1, 4))):
        slug = f"o{number}"
        own = [draw(key_results(f"k{n}")) for n in range(draw(st.integers(0, 3)))]
        supports = draw(st.sets(st.sampled_from([goal.slug for goal in goals]))) if goals else set()
        source = draw(st.sampled_from(["key-results", "aligned", "both"]))
        ambition = draw(st.sampled_from([None, "committed", "aspirational"]))
        made_ = objective(
            slug, *own, supports=sorted(supports), progress_from=source, ambition=ambition, weight=draw(weights)
        )  # fmt: skip
        goals.append(made_)
        for key_result in made_.key_results:
            said_ = draw(st.lists(st.tuples(days, entries(key_result)), max_size=4, unique_by=lambda one: one[0]))
            words += [said(on, {key_result.id: entry}, by=f"{slug}-{key_result.slug}") for on, entry in said_]
    return made(*goals, *words)


usual = settings(suppress_health_check=[HealthCheck.too_slow], max_examples=30, deadline=None)


def values(found: Figures) -> list[Fraction]:
    """Every progress and expected progress that a bar may be drawn from."""
    every: list[Any] = [*found.key_results.values(), *found.objectives.values(), *found.teams.values()]
    every += found.cycles.values()
    bars: list[Fraction | None] = [bar for item in every for bar in (item.progress, item.expected)]
    for goal_ in found.objectives.values():
        bars += [share for _, progress, expected in goal_.history for share in (progress, expected)]
    return [bar for bar in bars if bar is not None]


@usual
@given(companies(), days)
def test_every_bar_lies_between_0_and_1(company: Company, as_of: date) -> None:
    assert all(isinstance(bar, Fraction) and 0 <= bar <= 1 for bar in values(figures(company, as_of)))


@usual
@given(companies(), days)
def test_an_objective_lies_between_the_least_and_the_most_of_what_it_counts(company: Company, as_of: date) -> None:
    for found in figures(company, as_of).objectives.values():
        if found.progress is not None:
            shares_ = [item.progress for item in found.counted]
            assert min(shares_) <= found.progress <= max(shares_)


@usual
@given(companies(), days, st.randoms(use_true_random=False))
def test_the_order_of_check_ins_changes_nothing(company: Company, as_of: date, random: Any) -> None:
    shuffled = list(company.check_ins)
    random.shuffle(shuffled)
    assert figures(replace(company, check_ins=tuple(shuffled)), as_of) == figures(company, as_of)


@usual
@given(companies(), days, st.randoms(use_true_random=False))
def test_the_order_of_goals_changes_no_number(company: Company, as_of: date, random: Any) -> None:
    goals = [
        replace(o, key_results=tuple(random.sample(o.key_results, len(o.key_results))))
        for o in company.objectives.values()
    ]
    random.shuffle(goals)
    before = figures(company, as_of)
    after = figures(replace(company, objectives={o.id: o for o in goals}), as_of)
    assert after.key_results == before.key_results
    assert after.cycles == before.cycles
    for id_, found in after.objectives.items():
        assert _unordered(found) == _unordered(before.objectives[id_])


def _unordered(found: ObjectiveFigures) -> ObjectiveFigures:
    counted = tuple(sorted(found.counted, key=lambda item: item.id))
    return replace(found, counted=counted, left_out=tuple(sorted(found.left_out)))


@usual
@given(companies(), days, st.sampled_from(["0.1", "3", "7.5"]))
def test_scaling_all_weights_changes_no_progress(company: Company, as_of: date, factor: str) -> None:
    scaled = {
        id_: _scaled(o, Decimal(factor)) for id_, o in company.objectives.items() if o.record.progress_from != "both"
    }
    goals = {id_: scaled.get(id_, o) for id_, o in company.objectives.items()}
    assume(len(scaled) == len(goals))  # in `both` children weigh 1 whatever the key results weigh
    before, after = figures(company, as_of), figures(replace(company, objectives=goals), as_of)
    assert [o.progress for o in after.objectives.values()] == [o.progress for o in before.objectives.values()]
    assert [o.expected for o in after.objectives.values()] == [o.expected for o in before.objectives.values()]
    assert after.teams == before.teams


def _scaled(goal_: Objective, factor: Decimal) -> Objective:
    record = goal_.record.model_copy(update={"weight": goal_.record.weight * factor})
    own = tuple(
        replace(k, record=k.record.model_copy(update={"weight": k.record.weight * factor})) for k in goal_.key_results
    )  # fmt: skip
    return replace(goal_, record=record, key_results=own)


@usual
@given(companies(), days)
def test_a_check_in_after_the_day_has_no_effect(company: Company, as_of: date) -> None:
    until = tuple(one for one in company.check_ins if one.on <= as_of)
    assert figures(company, as_of) == figures(replace(company, check_ins=until), as_of)


@usual
@given(companies(), st.lists(days, max_size=3))
def test_several_days_at_once_are_the_same_as_one_by_one(company: Company, several: list[date]) -> None:
    assert measure_on(company, several) == tuple(figures(company, as_of) for as_of in several)


@usual
@given(companies())
def test_history_is_what_was_said_on_the_day(company: Company) -> None:
    for id_, found in figures(company, END + timedelta(days=30)).objectives.items():
        for day, progress, expected in found.history:
            then = figures(company, day).objectives[id_]
            assert (then.progress, then.expected if then.counted else expected) == (progress, expected)


@given(st.lists(st.tuples(shares, st.sampled_from(["0.1", "1", "1.5", "7"])), min_size=1, max_size=7))
def test_all_complete_is_the_only_way_to_print_100(items: Sequence[tuple[Decimal, str]]) -> None:
    own = [kr(f"k{n}", weight=weight) for n, (_, weight) in enumerate(items)]
    heard = said("2026-11-20", {f"trust.k{n}": {"progress": share} for n, (share, _) in enumerate(items)})
    found = goal(made(objective("trust", *own), heard))
    assert (percent(found.progress) == "100") == all(share == 1 for share, _ in items)
    assert (percent(found.progress) == "0") == all(share == 0 for share, _ in items)


@given(st.integers(1, 12), shares)
def test_the_mean_of_equal_numbers_is_that_number(count: int, share: Decimal) -> None:
    own = [kr(f"k{n}", weight=Decimal("0.1")) for n in range(count)]
    heard = said("2026-11-20", {f"trust.k{n}": {"progress": share} for n in range(count)})
    assert goal(made(objective("trust", *own), heard)).progress == Fraction(share)


# ---------------------------------------------------------------------------------------------- one key result


def raw(baseline: Decimal, target: Decimal, value: Decimal) -> Fraction:
    found = one(kr(baseline=baseline, target=target), said("2026-11-20", {"trust.success": value})).raw
    assert found is not None
    return found


@given(wide_number(), wide_number())
def test_the_baseline_is_nothing_and_the_target_is_all(baseline: Decimal, target: Decimal) -> None:
    assume(baseline != target)
    assert raw(baseline, target, baseline) == 0
    assert raw(baseline, target, target) == 1


@given(wide_number(), wide_number(), wide_number(), wide_number())
def test_progress_rises_towards_the_target(baseline: Decimal, target: Decimal, one_: Decimal, other: Decimal) -> None:
    assume(baseline != target)
    low, high = sorted((one_, other), reverse=target < baseline)
    assert raw(baseline, target, low) <= raw(baseline, target, high)
    assert (raw(baseline, target, low) == raw(baseline, target, high)) == (low == high)


@given(numbers, numbers, numbers, st.decimals(1, 50, places=2), numbers, st.booleans())
def test_the_unit_does_not_matter(
    baseline: Decimal, target: Decimal, value: Decimal, scale: Decimal, shift: Decimal, turned: bool
) -> None:
    assume(baseline != target)
    factor = -scale if turned else scale
    moved = [n * factor + shift for n in (baseline, target, value)]
    assert raw(*moved) == raw(baseline, target, value)


@given(numbers, numbers)
def test_where_target_and_baseline_are_one_it_is_met_or_not(limit: Decimal, value: Decimal) -> None:
    up = one(kr(type="increase", baseline=limit, target=limit), said("2026-11-20", {"trust.success": value}))
    down = one(kr(type="decrease", baseline=limit, target=limit), said("2026-11-20", {"trust.success": value}))
    assert up.raw == int(value >= limit)
    assert down.raw == int(value <= limit)


@given(numbers, shares, st.integers(0, 400))
def test_a_band_loses_progress_with_the_distance(limit: Decimal, tolerance: Decimal, off: int) -> None:
    key_result = kr(max=limit, tolerance=tolerance)
    values_ = [limit + Decimal(n) / 100 for n in (off, off + 1)]
    raws = [one(key_result, said("2026-11-20", {"trust.success": value})).progress for value in values_]
    near, far = raws
    assert near is not None
    assert far is not None
    assert near >= far
    assert (near == 1) == (off == 0)
