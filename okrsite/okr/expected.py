"""How far an item should be on a day: curves.

In: a key result, its objective's ambition, its cycle. Out: a `Curve`, a function from a day to the expected progress
(`Fraction`, 0–1) or None where nothing is expected. Curves are asked for today and for every day of a history, so a
straight line is one shared object per cycle and ambition, and remembers its days.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import date
from fractions import Fraction

from okrsite.okr import cycles, records
from okrsite.okr.metrics import ONE, SCALES, ZERO, clamped, whole_weights
from okrsite.okr.model import Cycle, KeyResult, Objective

Curve = Callable[[date], Fraction | None]

ASPIRATIONAL = Fraction(7, 10)
"""What is expected of an aspirational goal at the end (Google: 0.7 is success)."""


def nothing(on: date) -> Fraction | None:
    """The curve of an item without progress."""
    return None


def remembered(curve: Curve) -> Curve:
    """The same curve, each day computed once."""
    known: dict[date, Fraction | None] = {}

    def ask(on: date) -> Fraction | None:
        if on not in known:
            known[on] = curve(on)
        return known[on]

    return ask


def straight(cycle: Cycle, share: Fraction) -> Curve:
    """elapsed × share."""
    return remembered(lambda on: cycles.elapsed(cycle, on) * share)


def at_the_end(cycle: Cycle, share: Fraction) -> Curve:
    """Nothing before the last day, then the whole share: `binary` and `levels` do not come in parts."""
    return lambda on: share if on >= cycle.end else None


def planned(key_result: KeyResult, cycle: Cycle) -> Curve | None:
    """The curve of `plan`: straight lines from (0, 0) over its points, as raw progress, to (end, 1), clamped to 0…1.

    It is a promise of its own, so ambition does not lower it. Only `increase` and `decrease` have one. Points outside
    the cycle are not read; a point on the last day replaces (end, 1); of two on one day the later written one holds.
    """
    record = key_result.record
    if not record.plan or key_result.type not in ("increase", "decrease"):
        return None
    scale = SCALES[key_result.type](record)
    if scale is None:
        return None
    inside = [point for point in record.plan if cycle.start <= point.by <= cycle.end]
    said = {cycles.days_passed(cycle, point.by): scale(point.value) for point in inside}
    points = sorted({0: ZERO, cycles.length(cycle): ONE, **said}.items())
    days = [day for day, _ in points]

    def curve(on: date) -> Fraction | None:
        day = cycles.days_passed(cycle, on)
        after = min(bisect_right(days, day), len(days) - 1)
        (x0, y0), (x1, y1) = points[after - 1], points[after]
        return clamped(y0 + (y1 - y0) * Fraction(day - x0, x1 - x0))

    return curve


def stepped(record: records.KeyResult, cycle: Cycle) -> Curve | None:
    """The curve of milestones with due days: Σ weight due by then ÷ Σ weight; undated ones are due at the end.

    So is one that is due after the end. None where no milestone has a day (the straight line holds then).
    """
    weights = whole_weights(tuple(step.weight for step in record.milestones))
    total = sum(weights)
    if not total or all(step.due is None for step in record.milestones):
        return None
    due = [min(step.due or cycle.end, cycle.end) for step in record.milestones]

    def curve(on: date) -> Fraction | None:
        return Fraction(sum(weight for weight, day in zip(weights, due, strict=True) if day <= on), total)

    return curve


class Curves:
    """The curves of one company; straight lines are shared."""

    def __init__(self) -> None:
        self._straight: dict[tuple[str, bool], Curve] = {}

    def of(self, key_result: KeyResult, objective: Objective, cycle: Cycle) -> Curve:
        """What is expected of a key result over time."""
        lower = objective.record.ambition == "aspirational"
        if key_result.type == "baseline":
            return nothing
        if key_result.type in ("binary", "levels"):
            return at_the_end(cycle, ASPIRATIONAL if lower else ONE)
        own = stepped(key_result.record, cycle) if key_result.type == "milestones" else planned(key_result, cycle)
        return own or self._line(cycle, lower)

    def _line(self, cycle: Cycle, lower: bool) -> Curve:
        key = (cycle.id, lower)
        if key not in self._straight:
            self._straight[key] = straight(cycle, ASPIRATIONAL if lower else ONE)
        return self._straight[key]
