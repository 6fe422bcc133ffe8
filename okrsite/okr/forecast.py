"""Where the last check-ins lead: a Theil–Sen line.

In: the values of a key result by day, its scale, its cycle. Out: a `Forecast`, or None for "not enough data". The
line is the median of the slopes between all pairs of points, its intercept the median of y − slope · x: one outlier
does not move it, as it would move least squares. All arithmetic is in whole numbers until the last step.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


def twice_the_median(numbers: Iterable[int]) -> int:
    """The sum of the two middle numbers (of the middle one with itself)."""
    ordered = sorted(numbers)
    half = len(ordered) // 2
    return ordered[half] + ordered[-half - 1]


def theil_sen(points: Sequence[tuple[int, Number]]) -> Line:
    """The line through points (x, y), all x different: the medians of the slopes and of y − slope · x."""
    ratios = [y.as_integer_ratio() for _, y in points]
    over = lcm(*(parts for _, parts in ratios))
    whole = [(x, n * (over // parts)) for (x, _), (n, parts) in zip(points, ratios, strict=True)]
    pairs = [(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in combinations(whole, 2)]
    under = lcm(*{dx for dx, _ in pairs})
    slope = twice_the_median(dy * (under // dx) for dx, dy in pairs)
    rest = twice_the_median(2 * under * y - slope * x for x, y in whole)
    return Line(2 * slope, rest, 4 * under * over)


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


def forecast(key_result: KeyResult, points: Points, cycle: Cycle, as_of: date) -> Forecast | None:
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
    line = theil_sen([((day - cycle.start).days, value) for day, value in points[-LAST_POINTS:]])
    value = line.at((cycle.end - cycle.start).days)
    on = None
    if key_result.type != "maintain":
        on = met_since(points, scale) or met_on(key_result, line, cycle.start, as_of)
    return Forecast(value, scale(value), on)
