"""Where the last check-ins lead: a Theil–Sen line.

In: the values of a key result by day, its scale, its cycle. Out: a `Forecast`, or None for "not enough data". The
line is the median of the slopes between all pairs of points, its intercept the median of y − slope · x: one outlier
does not move it, as it would move least squares. All arithmetic is in whole numbers until the last step.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from math import ceil, lcm

from okrsite.okr.figures import Forecast
from okrsite.okr.metrics import SCALES, Number, Scale
from okrsite.okr.model import Cycle, KeyResult

Points = Sequence[tuple[date, Number]]
Line = tuple[Fraction, Fraction]

LEAST_POINTS = 4
LEAST_DAYS = 21
LAST_POINTS = 8


def middle(numbers: list[int]) -> Fraction:
    """The median of whole numbers, exact."""
    ordered = sorted(numbers)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return Fraction(ordered[half])
    return Fraction(ordered[half - 1] + ordered[half], 2)


def theil_sen(points: Sequence[tuple[int, Number]]) -> Line:
    """(slope, intercept) through points (x, y), all x different: the medians of the slopes and of y − slope · x."""
    ratios = [(x, *y.as_integer_ratio()) for x, y in points]
    over = lcm(*(d for _, _, d in ratios))
    whole = [(x, n * (over // d)) for x, n, d in ratios]
    pairs = [(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in combinations(whole, 2)]
    under = lcm(*(dx for dx, _ in pairs))
    slope = middle([dy * (under // dx) for dx, dy in pairs]) / (under * over)
    rise, run = slope.as_integer_ratio()
    return slope, middle([y * run - rise * over * x for x, y in whole]) / (over * run)


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
    slope, intercept = line
    target = key_result.record.target
    if target is None or (slope <= 0 if key_result.type == "increase" else slope >= 0):
        return None
    days = max((as_of - start).days, ceil((Fraction(target) - intercept) / slope))
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
    value = line[0] * (cycle.end - cycle.start).days + line[1]
    on = (
        None
        if key_result.type == "maintain"
        else met_since(points, scale) or met_on(key_result, line, cycle.start, as_of)
    )
    return Forecast(value, scale(value), on)
