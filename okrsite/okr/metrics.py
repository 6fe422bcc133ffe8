"""Raw progress of one key result: one formula per type.

In: the record of a key result, and what one check-in says of it. Out: `raw`, what the formula says, as an exact
`Fraction` (0 is the start, 1 the goal, it may leave that range), or None where the check-in does not carry the figure.
A metric reads the record once and gives back a function, because a key result has one record and many check-ins.
`METRICS` lists the types; a type is added by adding its line. The formulas are those of the docs page
"How numbers are computed"; nothing here knows of time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from operator import ge, le

from okrsite.okr import records
from okrsite.okr.model import Entry

Number = Decimal | Fraction
Scale = Callable[[Number], Fraction]
Raw = Callable[[Entry], Fraction | None]
Metric = Callable[[records.KeyResult], Raw]

ZERO = Fraction(0)
ONE = Fraction(1)

LEVELS: Mapping[str, Fraction] = {
    "none": ZERO,
    "commit": Fraction(3, 10),
    "target": Fraction(7, 10),
    "stretch": ONE,
}
"""What a level is worth (puzzle/okr: commit 0.3, target 0.7, stretch 1.0)."""


def clamped(raw: Fraction) -> Fraction:
    """Raw progress cut to 0…1: what bars and roll-ups use."""
    over, under = raw.as_integer_ratio()
    return ZERO if over <= 0 else ONE if over >= under else raw


def silent(entry: Entry) -> Fraction | None:
    """The raw progress where none can be computed: a type that has none, or a record with an error in it."""
    return None


# ---------------------------------------------------------------------------------------------- numbers


def _line(baseline: Decimal, target: Decimal) -> Scale:
    """(v − b) / (T − b), for b ≠ T, in whole numbers: one `Fraction` per value."""
    base, base_parts = baseline.as_integer_ratio()
    goal, goal_parts = target.as_integer_ratio()
    up, down, under = base_parts * goal_parts, base * goal_parts, goal * base_parts - base * goal_parts

    def scale(value: Number) -> Fraction:
        n, d = value.as_integer_ratio()
        return Fraction(n * up - d * down, d * under)

    return scale


def _travelled(baseline: Decimal | None, target: Decimal | None, met: Callable[[Number, Number], bool]) -> Scale | None:
    """The share of the way from baseline to target; where they are equal, whether the target is met."""
    if baseline is None or target is None:
        return None
    if baseline == target:
        goal = Fraction(target)
        return lambda value: ONE if met(Fraction(value), goal) else ZERO
    return _line(baseline, target)


def increase_scale(record: records.KeyResult) -> Scale | None:
    """Value to raw progress upwards; no baseline counts from 0. None without a target."""
    return _travelled(Decimal(0) if record.baseline is None else record.baseline, record.target, ge)


def decrease_scale(record: records.KeyResult) -> Scale | None:
    """Value to raw progress downwards. None without baseline or target: a decrease starts somewhere."""
    return _travelled(record.baseline, record.target, le)


@dataclass(frozen=True, slots=True)
class Band:
    """The limits of a `maintain`, ends included; `tolerance` is how far outside progress falls to nothing."""

    low: Fraction | None
    high: Fraction | None
    tolerance: Fraction

    def distance(self, value: Number) -> Fraction:
        """How far outside the limits, in the value's unit; 0 inside."""
        exact = Fraction(value)
        if self.low is not None and exact < self.low:
            return self.low - exact
        if self.high is not None and exact > self.high:
            return exact - self.high
        return ZERO


def band(record: records.KeyResult) -> Band | None:
    """The limits of a key result, None where it has none. A tolerance that is not above 0 is no tolerance."""
    low, high, tolerance = (
        None if n is None else Fraction(n) for n in (record.min, record.max, record.tolerance)
    )  # fmt: skip
    if low is None and high is None:
        return None
    return Band(low, high, tolerance if tolerance is not None and tolerance > 0 else ZERO)


def maintain_scale(record: records.KeyResult) -> Scale | None:
    """1 inside the limits; outside 1 − distance / tolerance, 0 without a tolerance.

    With `over: cycle` one value is inside (1) or not (0); the share of them is taken in `readings.py`.
    """
    limits = band(record)
    if limits is None:
        return None
    soft = limits.tolerance if record.over is None else ZERO

    def scale(value: Number) -> Fraction:
        off = limits.distance(value)
        if not off:
            return ONE
        return 1 - off / soft if soft else ZERO

    return scale


SCALES: Mapping[records.KeyResultType, Callable[[records.KeyResult], Scale | None]] = {
    "increase": increase_scale,
    "decrease": decrease_scale,
    "maintain": maintain_scale,
}
"""The types whose figure is a number: what a value is worth, whoever names it (a check-in, a plan, a forecast)."""


def _numeric(kind: records.KeyResultType) -> Metric:
    """The metric of a type of `SCALES`."""

    def metric(record: records.KeyResult) -> Raw:
        scale = SCALES[kind](record)
        if scale is None:
            return silent

        def raw(entry: Entry) -> Fraction | None:
            value = entry.value
            return scale(value) if isinstance(value, Decimal) else None

        return raw

    return metric


# ---------------------------------------------------------------------------------------------- steps and words


def whole_weights(weights: Sequence[Number]) -> tuple[int, ...]:
    """The same proportions in whole numbers."""
    ratios = [weight.as_integer_ratio() for weight in weights]
    common = lcm(*(under for _, under in ratios))
    return tuple(over * (common // under) for over, under in ratios)


def milestones(record: records.KeyResult) -> Raw:
    """Σ weight done ÷ Σ weight; nothing where no milestone has a weight."""
    weights = dict(
        zip(
            (step.id for step in record.milestones),
            whole_weights(tuple(step.weight for step in record.milestones)),
            strict=True,
        )
    )
    total = sum(weights.values())
    if not total:
        return silent

    def raw(entry: Entry) -> Fraction | None:
        if entry.done is None:
            return None
        return Fraction(sum(weights.get(step, 0) for step in entry.done), total)

    return raw


def binary(record: records.KeyResult) -> Raw:
    """1 or 0."""

    def raw(entry: Entry) -> Fraction | None:
        return (ONE if entry.value else ZERO) if isinstance(entry.value, bool) else None

    return raw


def levels(record: records.KeyResult) -> Raw:
    """The level reached: none 0, commit 0.3, target 0.7, stretch 1."""

    def raw(entry: Entry) -> Fraction | None:
        return LEVELS.get(entry.value) if isinstance(entry.value, str) else None

    return raw


def judged(record: records.KeyResult) -> Raw:
    """The progress that the check-in states."""

    def raw(entry: Entry) -> Fraction | None:
        return None if entry.progress is None else Fraction(entry.progress)

    return raw


def baseline(record: records.KeyResult) -> Raw:
    """Finding out where we stand: there is no progress (Viva Goals)."""
    return silent


METRICS: Mapping[records.KeyResultType, Metric] = {
    "increase": _numeric("increase"),
    "decrease": _numeric("decrease"),
    "maintain": _numeric("maintain"),
    "milestones": milestones,
    "binary": binary,
    "levels": levels,
    "baseline": baseline,
    "judged": judged,
}
