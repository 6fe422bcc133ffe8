"""One objective on one day.

In: an objective, its key results measured, the objectives that contribute to it measured. Out: its
`ObjectiveFigures`, and the `Item` that its own parents count. Progress and expected are weighted means; health is
never averaged, the worst counted item decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from okrsite.okr import cycles, display, health
from okrsite.okr.expected import Curve
from okrsite.okr.figures import Counted, Health, LeftOut, ObjectiveFigures, Verdict
from okrsite.okr.key_result import Measured, Today, left_out, ratio
from okrsite.okr.metrics import ONE, ZERO
from okrsite.okr.model import Cycle, Objective
from okrsite.okr.readings import ObjectiveTold
from okrsite.okr.rollup import History, Item, history, mean_curve, weighted_mean


@dataclass(frozen=True, slots=True)
class MeasuredObjective:
    """An objective with its figures, as an item of a parent, and why it would not count there."""

    figures: ObjectiveFigures
    item: Item
    left_out: LeftOut


@dataclass(frozen=True, slots=True)
class _Part:
    """A key result or a contributing objective, in the eyes of the objective above."""

    item: Item
    verdict: Verdict
    left_out: LeftOut

    @property
    def speaks(self) -> bool:
        """Whether its health counts; an item that only lacks a progress may still have been judged."""
        return self.left_out in ("", "no-progress")


def _parts(objective: Objective, key_results: Sequence[Measured], children: Sequence[MeasuredObjective]) -> list[_Part]:
    """What the objective's figures are made of, by its `progress_from`.

    `aligned`: children with their own weight. `both`: key results with theirs, children weigh 1 (0 stays 0).
    """
    source = objective.record.progress_from
    own = [_Part(kr.item, kr.figures.verdict, kr.figures.left_out) for kr in key_results]
    below = [
        _Part(
            child.item if source == "aligned" else replace(child.item, weight=ONE),
            child.figures.verdict,
            child.left_out,
        )
        for child in children
    ]
    return {"key-results": own, "aligned": below, "both": own + below}[source]


def _worst_shown(parts: Sequence[_Part]) -> Health:
    return health.worst(part.verdict.shown for part in parts if part.speaks)


def _worst_numbers(objective: Objective, parts: Sequence[_Part], ended: bool) -> tuple[Health, str]:
    """What the numbers below say: the computed health of open items, the outcome of closed ones; and the reason."""
    verdicts = [part.verdict for part in parts if part.speaks]
    found = health.worst(v.shown if "closed" in v.reasons else v.computed for v in verdicts)
    if found != "pending":
        return found, "worst-of-key-results"
    if any("too-early" in v.reasons for v in verdicts):
        return found, "too-early"
    if objective.record.score is not None or any("scored" in v.reasons for v in verdicts):
        return found, "scored"
    unknown = all("no-data" in v.reasons or "never-measured" in v.reasons for v in verdicts)
    return found, health.silent(ended) if unknown else ""


def _verdict(objective: Objective, parts: Sequence[_Part], told: ObjectiveTold, *, stale: bool, ended: bool) -> Verdict:
    """Closed outcome, else stated, else the worst shown below; disputed where that looks better than the numbers."""
    says = _worst_numbers(objective, parts, ended)
    closed = health.closed_as(objective.record)
    own = health.verdict(says, told.stated, stale, closed)
    if own.reasons[:1] in (("closed",), ("stated",)):
        return own
    shown = _worst_shown(parts)
    old = tuple(reason for reason in own.reasons if reason == "stated-stale")
    if shown == "pending" and says[0] == "pending":
        return own
    if shown == "pending" or (stale and shown == "on-track"):
        return replace(own, shown="pending", reasons=(*old, "no-recent-word"))
    disputed = ("numbers-say-otherwise",) if health.better(shown, says[0]) else ()
    return replace(own, shown=shown, reasons=(*old, "worst-of-key-results", *disputed))


def _confidence(told: ObjectiveTold, key_results: Sequence[Measured]) -> Fraction | None:
    """What a check-in states of the objective, else the weighted mean of its counted key results that state one."""
    if told.confidence is not None:
        return told.confidence
    figures = [kr for kr in key_results if kr.figures.left_out in ("", "no-progress")]
    return weighted_mean((kr.item.weight, kr.figures.confidence) for kr in figures if kr.figures.confidence is not None)


def _last_on(told: ObjectiveTold, key_results: Sequence[Measured]) -> date | None:
    """The newest check-in of its key results (one that names the objective is one of theirs)."""
    days = [told.last_on, *(kr.figures.last_on for kr in key_results)]
    return max((day for day in days if day), default=None)


@dataclass(frozen=True, slots=True)
class _Sum:
    """What the counted parts add up to; nothing of it is known while none of them has data."""

    counted: tuple[Counted, ...]
    progress: Fraction | None
    curve: Curve
    history: History


def _sum(objective: Objective, parts: Sequence[_Part]) -> _Sum:
    """The weighted mean, now and over time; a redacted objective shows no figure."""
    counting = [part.item for part in parts if not part.left_out]
    curve = mean_curve(counting)
    if objective.record.redacted is not None or all(item.progress is None for item in counting):
        return _Sum((), None, curve, ())
    counted = tuple(Counted(item.id, item.weight, item.progress or ZERO) for item in counting)
    return _Sum(counted, weighted_mean((one.weight, one.progress) for one in counted), curve, history(counting))


def _is_ticking(objective: Objective, progress: Fraction | None) -> bool:
    return health.is_watched(objective.record) and progress != ONE


def _as_item(objective: Objective, total: _Sum) -> Item:
    """The objective as its parents count it: once it has progress."""
    series = tuple((day, mean) for day, mean, _ in total.history)
    weight = Fraction(objective.record.weight)
    return Item(objective.id, weight, total.progress, total.curve, series, obliged=False)


def measure_objective(
    objective: Objective,
    cycle: Cycle,
    told: ObjectiveTold,
    key_results: Sequence[Measured],
    children: Sequence[MeasuredObjective],
    today: Today,
) -> MeasuredObjective:
    """The figures of one objective."""
    record, as_of = objective.record, today.as_of
    parts = _parts(objective, key_results, children)
    total = _sum(objective, parts)
    expected = total.curve(as_of)
    reporting = [kr.figures for kr in key_results if kr.figures.left_out in ("", "no-progress")]
    last_on = _last_on(told, key_results)
    ticking = _is_ticking(objective, total.progress)
    stale = cycles.overdue(cycle, last_on, as_of) if ticking and (reporting or told.last_on) else None
    figures = ObjectiveFigures(
        id=objective.id,
        progress=total.progress,
        expected=expected,
        pace_ratio=ratio(total.progress, expected),
        pace=display.pace(total.progress, expected),
        verdict=_verdict(objective, parts, told, stale=stale is not None, ended=as_of > cycle.end),
        confidence=_confidence(told, key_results),
        stale=None if cycles.is_closed(cycle) else stale,
        last_on=last_on,
        reported=sum(1 for one in reporting if one.history or one.score is not None),
        expected_reports=len(reporting),
        score=record.score,
        grade=display.grade(record.score),
        counted=total.counted,
        left_out=tuple((part.item.id, part.left_out) for part in parts if part.left_out),
        history=total.history,
    )
    why_not = left_out(record) or ("no-progress" if total.progress is None else "")
    return MeasuredObjective(figures, _as_item(objective, total), why_not)
