"""One key result on one day.

In: a key result with its objective and cycle, and what its check-ins say. Out: its `KeyResultFigures`, and the `Item`
that its objective counts. Everything that a key result shows is put together here; the single rules live in the rooms
beside this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from okrsite.okr import cycles, display, health, records
from okrsite.okr.expected import Curve, Curves
from okrsite.okr.figures import Forecast, KeyResultFigures, LeftOut, Verdict
from okrsite.okr.forecast import Spacings, forecast
from okrsite.okr.metrics import ONE, ZERO, clamped
from okrsite.okr.model import Cycle, KeyResult, Objective
from okrsite.okr.readings import Share, Told
from okrsite.okr.rollup import Item


@dataclass(frozen=True, slots=True)
class Today:
    """What all measures of one run share: the day, the site's limits, and what is made once for all."""

    as_of: date
    limits: health.Limits
    curves: Curves
    share: Share
    spacings: Spacings


@dataclass(frozen=True, slots=True)
class Setting:
    """What the key results of an objective share. `asked_on` is the newest check-in that names the objective."""

    objective: Objective
    cycle: Cycle
    today: Today
    asked_on: date | None
    watched: bool
    early: bool


def setting(objective: Objective, cycle: Cycle, asked_on: date | None, today: Today) -> Setting:
    """Where the key results of an objective stand."""
    early = cycles.elapsed(cycle, today.as_of) < health.EARLY
    return Setting(objective, cycle, today, asked_on, health.is_watched(objective.record), early)


@dataclass(frozen=True, slots=True)
class Measured:
    """A key result with its figures, and as an item of its objective."""

    figures: KeyResultFigures
    item: Item


def left_out(record: records.Item) -> LeftOut:
    """Why an item does not count whatever it reports, or nothing."""
    if record.state == "draft" or record.state == "cancelled" or record.state == "postponed":
        return record.state
    if record.redacted is not None:
        return "redacted"
    return "" if record.weight else "weightless"


def _left_out(key_result: KeyResult, progress: Fraction | None) -> LeftOut:
    """The state comes first, then the type, then a redaction, then the weight, then a missing progress."""
    always = left_out(key_result.record)
    if key_result.type == "baseline" and always in ("", "redacted", "weightless"):
        return "baseline"
    if not always and key_result.type == "judged" and progress is None:
        return "no-progress"
    return always


def ratio(progress: Fraction | None, expected: Fraction | None) -> Fraction | None:
    """pace = progress ÷ expected; None where one is missing or nothing is expected."""
    return progress / expected if progress is not None and expected else None


def _raw(key_result: KeyResult, told: Told) -> Fraction | None:
    """Raw progress: from the check-ins, else the closing score."""
    record = key_result.record
    if told.raw is not None or record.score is None or record.redacted is not None or key_result.type == "baseline":
        return told.raw
    return Fraction(record.score)


@dataclass(frozen=True, slots=True)
class _Clock:
    """Who has been heard when: `watched` items are to be reported."""

    watched: bool
    stale: int | None
    due_on: date | None


def _clock(key_result: KeyResult, last_on: date | None, progress: Fraction | None, where: Setting) -> _Clock:
    """The clock stops at the cycle's end and at 100 %."""
    cycle, as_of = where.cycle, where.today.as_of
    watched = where.watched and health.is_watched(key_result.record)
    if not watched or progress == ONE:
        return _Clock(watched, None, None)
    due = cycles.due_on(cycle, last_on)
    return _Clock(watched, cycles.overdue(cycle, last_on, as_of), due if max(due, as_of) <= cycle.end else None)


def _last_on(told: Told, where: Setting) -> date | None:
    """The newest check-in that names the key result or its objective."""
    said_on = told.history[-1].on if told.history else None
    return max((day for day in (said_on, where.asked_on) if day), default=None)


def _standing(
    key_result: KeyResult, told: Told, progress: Fraction | None, expected: Fraction | None, where: Setting
) -> health.Standing:
    """What health is computed from; a `maintain` has no pace."""
    value = told.value_from.value if told.value_from else None
    return health.Standing(
        progress,
        expected,
        ratio(progress, expected) if key_result.type != "maintain" else None,
        value if isinstance(value, Decimal) else None,
        told.raw is not None,
        where.early,
    )


def _verdict(key_result: KeyResult, told: Told, now: health.Standing, clock: _Clock, where: Setting) -> Verdict:
    cycle, today = where.cycle, where.today
    return health.verdict(
        health.computed(key_result, now, today.as_of > cycle.end, today.limits),
        told.stated,
        stale=clock.stale is not None,
        closed=health.closed_as(key_result.record),
    )


def _forecast(key_result: KeyResult, told: Told, where: Setting) -> Forecast | None:
    return forecast(key_result, told.points, where.cycle, where.today.as_of, where.today.spacings)


def _item(key_result: KeyResult, told: Told, progress: Fraction | None, curve: Curve, share: Share) -> Item:
    """The key result as its objective counts it: judged ones are not obliged to have a progress."""
    undated = progress if told.raw is None else None
    weight = share(key_result.record.weight) or ZERO
    return Item(key_result.id, weight, progress, curve, told.series, key_result.type != "judged", undated)


def measure_key_result(key_result: KeyResult, told: Told, where: Setting) -> Measured:
    """The figures of one key result."""
    record = key_result.record
    raw = _raw(key_result, told)
    progress = None if raw is None else clamped(raw)
    curve = where.today.curves.of(key_result, where.objective, where.cycle)
    expected = curve(where.today.as_of)
    last_on = _last_on(told, where)
    clock = _clock(key_result, last_on, progress, where)
    standing = _standing(key_result, told, progress, expected, where)
    figures = KeyResultFigures(
        id=key_result.id,
        value=told.value_from.value if told.value_from else None,
        done=told.value_from.done or frozenset() if told.value_from else frozenset(),
        raw=raw,
        progress=progress,
        expected=expected,
        pace_ratio=standing.ratio,
        pace=display.pace(progress if key_result.type != "maintain" else None, expected),
        verdict=_verdict(key_result, told, standing, clock, where),
        confidence=told.confidence_from.confidence if told.confidence_from else None,
        stale=None if cycles.is_closed(where.cycle) else clock.stale,
        due_on=None if cycles.is_closed(where.cycle) else clock.due_on,
        last_on=last_on,
        forecast=_forecast(key_result, told, where) if clock.watched else None,
        score=record.score,
        grade=display.grade(record.score),
        left_out=_left_out(key_result, progress),
        value_from=told.value_from,
        confidence_from=told.confidence_from,
        note_from=told.note_from,
        history=told.history,
    )
    return Measured(figures, _item(key_result, told, progress, curve, where.today.share))
