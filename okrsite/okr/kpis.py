"""Where a watched number stands on one day.

In: a `Kpi` and `as_of`, the only clock. Out: a `KpiFigures` without words. A KPI has no progress: it is healthy or not.
Points after `as_of` do not exist yet. Of several targets whose time has come, the last written one holds. Better is
`direction`; without one, a target below the first point means down, else up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from okrsite.okr import records
from okrsite.okr.model import Kpi

KpiState = Literal["met", "short", "inside", "below", "above", "watched", "no-data"]
Move = Literal["better", "worse", "same", "none"]
Direction = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class KpiFigures:
    """A KPI on one day, in its own unit.

    `state`: outside its limits (`below`, `above`) before anything else; then `met` or `short` of the target that holds
    today; `inside` limits without a target; `watched` with neither; `no-data` without a point. `gap` is how far the
    latest value is from the target or the broken limit, never negative. `move` compares the last two points; without
    a direction a change is neither better nor worse (`none`).
    """

    points: tuple[tuple[date, Decimal], ...]
    latest: tuple[date, Decimal] | None
    previous: tuple[date, Decimal] | None
    target: records.KpiTarget | None
    direction: Direction | None
    state: KpiState
    gap: Decimal | None
    move: Move


def measure(kpi: Kpi, as_of: date) -> KpiFigures:
    """Where a KPI stands on a day."""
    points = tuple(point for point in kpi.points if point[0] <= as_of)
    latest = points[-1] if points else None
    previous = points[-2] if len(points) > 1 else None
    target = _target(kpi.record.targets, as_of)
    direction = kpi.record.direction or _direction(kpi.record, target, points)
    state, gap = _state(kpi.record, latest[1] if latest else None, target, direction)
    return KpiFigures(points, latest, previous, target, direction, state, gap, _move(kpi.record, previous, latest))


def _target(targets: tuple[records.KpiTarget, ...], as_of: date) -> records.KpiTarget | None:
    """The target that holds on a day."""
    now = [t for t in targets if (t.start is None or t.start <= as_of) and (t.end is None or as_of <= t.end)]
    return now[-1] if now else None


def _direction(
    record: records.Kpi, target: records.KpiTarget | None, points: tuple[tuple[date, Decimal], ...]
) -> Direction | None:
    """Where better is, when nobody said so."""
    if target is not None and points:
        return "down" if target.value < points[0][1] else "up"
    if (record.min is None) != (record.max is None):
        return "up" if record.max is None else "down"
    return None


def _state(
    record: records.Kpi, value: Decimal | None, target: records.KpiTarget | None, direction: Direction | None
) -> tuple[KpiState, Decimal | None]:
    if value is None:
        return "no-data", None
    if record.min is not None and value < record.min:
        return "below", record.min - value
    if record.max is not None and value > record.max:
        return "above", value - record.max
    if target is not None:
        short = value > target.value if direction == "down" else value < target.value
        return ("short" if short else "met"), abs(value - target.value)
    limited = record.min is not None or record.max is not None
    return ("inside" if limited else "watched"), None


def _move(record: records.Kpi, previous: tuple[date, Decimal] | None, latest: tuple[date, Decimal] | None) -> Move:
    if previous is None or latest is None:
        return "none"
    if previous[1] == latest[1]:
        return "same"
    if record.direction is None:
        return "none"
    return "better" if (latest[1] > previous[1]) == (record.direction == "up") else "worse"
