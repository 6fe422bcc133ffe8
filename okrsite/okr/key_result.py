"""One key result on one day.

In: a key result with its objective and cycle, and what its check-ins say. Out: its `KeyResultFigures`, and the `Item`
that its objective counts. Everything that a key result shows is put together here; the single rules live in the rooms
beside this one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from okrsite.okr import cycles, display, health, records
from okrsite.okr.expected import Curves
from okrsite.okr.figures import KeyResultFigures, LeftOut, Verdict
from okrsite.okr.forecast import forecast
from okrsite.okr.metrics import ONE, clamped
from okrsite.okr.model import Cycle, KeyResult, Objective
from okrsite.okr.readings import Told
from okrsite.okr.rollup import Item

NO_WORD = Told()


@dataclass(frozen=True, slots=True)
class Today:
    """What all measures of one run share: the day, the site's limits, curves and shares made once."""

    as_of: date
    limits: health.Limits
    curves: Curves
    share: Callable[[Decimal | None], Fraction | None]


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
    """Who has been heard when: `watched` items are to be reported, the clock of a `ticking` one runs."""

    last_on: date | None
    watched: bool
    ticking: bool
    stale: int | None
    due_on: date | None


def _clock(
    key_result: KeyResult, objective: Objective, cycle: Cycle, last_on: date | None, done: bool, as_of: date
) -> _Clock:
    """The clock stops at the cycle's end and at 100 %; a `maintain` is never done before the end."""
    watched = health.is_watched(key_result.record) and health.is_watched(objective.record)
    ticking = watched and (key_result.type == "maintain" or not done)
    due = cycles.due_on(cycle, last_on)
    return _Clock(
        last_on,
        watched,
        ticking,
        cycles.overdue(cycle, last_on, as_of) if ticking else None,
        due if ticking and due <= cycle.end and as_of <= cycle.end else None,
    )


def _verdict(
    key_result: KeyResult, told: Told, now: health.Standing, clock: _Clock, cycle: Cycle, today: Today
) -> Verdict:
    return health.verdict(
        health.computed(key_result, now, today.as_of > cycle.end, today.limits),
        told.stated,
        young=health.believed(told.stated, cycle, today.as_of, clock.ticking),
        stale=clock.stale is not None,
        closed=health.closed_as(key_result.record),
    )


def measure_key_result(
    key_result: KeyResult, objective: Objective, cycle: Cycle, told: Told, asked_on: date | None, today: Today
) -> Measured:
    """The figures of one key result; `asked_on` is the newest check-in that names its objective."""
    record, as_of = key_result.record, today.as_of
    raw = _raw(key_result, told)
    progress = None if raw is None else clamped(raw)
    curve = today.curves.of(key_result, objective, cycle)
    expected = curve(as_of)
    paces = progress if key_result.type != "maintain" else None
    said_on = told.history[-1].on if told.history else None
    last_on = max((day for day in (said_on, asked_on) if day), default=None)
    clock = _clock(key_result, objective, cycle, last_on, progress == ONE, as_of)
    value_from, confidence_from = told.value_from, told.confidence_from
    value = value_from.value if value_from else None
    number = value if isinstance(value, Decimal) else None
    early = health.is_early(today.curves.line(cycle, ONE)(as_of))
    standing = health.Standing(progress, expected, ratio(paces, expected), number, told.raw is not None, early)
    figures = KeyResultFigures(
        id=key_result.id,
        value=value,
        done=value_from.done or frozenset() if value_from else frozenset(),
        raw=raw,
        progress=progress,
        expected=expected,
        pace_ratio=standing.ratio,
        pace=display.pace(paces, expected),
        verdict=_verdict(key_result, told, standing, clock, cycle, today),
        confidence=confidence_from.confidence if confidence_from else None,
        stale=clock.stale,
        due_on=clock.due_on,
        last_on=last_on,
        forecast=forecast(key_result, told.points, cycle, as_of) if clock.watched else None,
        score=record.score,
        grade=display.grade(record.score),
        left_out=_left_out(key_result, progress),
        value_from=value_from,
        confidence_from=confidence_from,
        note_from=told.note_from,
        history=told.history,
    )
    undated = progress if told.raw is None else None
    return Measured(
        figures,
        Item(
            key_result.id, Fraction(record.weight), progress, curve, told.series, key_result.type != "judged", undated
        ),
    )
