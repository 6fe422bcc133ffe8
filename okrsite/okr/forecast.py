"""Where the last check-ins lead: a Theil–Sen line.

In: the values of a key result by day, its scale, its cycle. Out: a `Forecast`, or None for "not enough data". The
line is the median of the slopes between all pairs of points, its intercept the median of y − slope · x: one outlier
does not move it, as it would move least squares. All arithmetic is in whole numbers until the last step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from math import lcm

from okrsite.okr.figures import Forecast
from okrsite.okr.metrics import SCALES, Number, Scale
from okrsite.okr.model import Cycle, KeyResult

Points = Sequence[tuple[date, Number]]

LEAST_POINTS = 4
LEAST_DAYS = 21
LAST_POINTS = 8


@dataclass(frozen=True, slots=True)
class Line:
    """y = (rise · x + rest) ÷ parts, in whole numbers; x in days since the cycle's start, parts above 0."""

    rise: int
    rest: int
    parts: int

    def at(self, x: int) -> Fraction:
        """The value on a day."""
        return Fraction(self.rise * x + self.rest, self.parts)

    def day_of(self, value: Number) -> int:
        """The first whole day on or after the one on which a rising or falling line has the value."""
        over, under = value.as_integer_ratio()
        way, step = over * self.parts - self.rest * under, self.rise * under
        return -(-way // step)


def twice_the_median(numbers: list[int]) -> int:
    """The sum of the two middle numbers (of the middle one with itself)."""
    ordered = sorted(numbers)
    half = len(ordered) // 2
    return ordered[half] + ordered[-half - 1]


@dataclass(frozen=True, slots=True)
class Spacing:
    """What the days of some points give, whatever the values: all pairs (i, j), each with under ÷ days between."""

    under: int
    pairs: tuple[tuple[int, int, int], ...]


Spacings = Callable[[tuple[int, ...]], Spacing]


def spacing(days: tuple[int, ...]) -> Spacing:
    """The pairs of points on different days, over one common denominator."""
    pairs = [(i, j, days[j] - days[i]) for i, j in combinations(range(len(days)), 2)]
    under = lcm(*{between for _, _, between in pairs})
    return Spacing(under, tuple((i, j, under // between) for i, j, between in pairs))


def spacings() -> Spacings:
    """`spacing`, each computed once: the key results of a team are told on the same days."""
    known: dict[tuple[int, ...], Spacing] = {}

    def ask(days: tuple[int, ...]) -> Spacing:
        if days not in known:
            known[days] = spacing(days)
        return known[days]

    return ask


def theil_sen(days: tuple[int, ...], values: Sequence[Number], spaced: Spacings = spacing) -> Line:
    """The line through values on different days: the medians of the slopes and of value − slope · day."""
    ratios = [value.as_integer_ratio() for value in values]
    over = lcm(*(parts for _, parts in ratios))
    whole = [n * (over // parts) for n, parts in ratios]
    apart = spaced(days)
    slope = twice_the_median([(whole[j] - whole[i]) * share for i, j, share in apart.pairs])
    rise = 2 * apart.under
    rest = twice_the_median([rise * y - slope * x for x, y in zip(days, whole, strict=True)])
    return Line(2 * slope, rest, 2 * rise * over)


def met_since(points: Points, scale: Scale) -> date | None:
    """The day since which every value has met the target, None where the last one does not."""
    since = None
    for day, value in reversed(points):
        if scale(value) < 1:
            break
        since = day
    return since


def met_on(key_result: KeyResult, line: Line, start: date, as_of: date) -> date | None:
    """The first day on which the line has met the target, today at the earliest; None where it leads elsewhere."""
    target = key_result.record.target
    if target is None or (line.rise <= 0 if key_result.type == "increase" else line.rise >= 0):
        return None
    days = max((as_of - start).days, line.day_of(target))
    return start + timedelta(days=days) if days <= (date.max - start).days else None


def forecast(
    key_result: KeyResult, points: Points, cycle: Cycle, as_of: date, spaced: Spacings = spacing
) -> Forecast | None:
    """Value and raw progress at the cycle's end and the day the target is met, from the newest value of each day.

    Numeric types; 4 days with a value at least, over 21 days at least, of which the last 8 make the line. None after
    the cycle's end, and where the share of check-ins counts (`over: cycle`). `on` is the day since which the target
    has been met, or where the line meets it (it may lie behind the cycle's end); None where it leads elsewhere, and
    for `maintain`.
    """
    if len(points) < LEAST_POINTS or (points[-1][0] - points[0][0]).days < LEAST_DAYS or as_of > cycle.end:
        return None
    record = key_result.record
    scale = SCALES[key_result.type](record) if key_result.type in SCALES and record.over is None else None
    if scale is None:
        return None
    last = points[-LAST_POINTS:]
    line = theil_sen(tuple((day - cycle.start).days for day, _ in last), [value for _, value in last], spaced)
    value = line.at((cycle.end - cycle.start).days)
    on = None
    if key_result.type != "maintain":
        on = met_since(points, scale) or met_on(key_result, line, cycle.start, as_of)
    return Forecast(value, scale(value), on)
