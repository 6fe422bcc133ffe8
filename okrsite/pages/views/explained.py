"""Every number explains itself: what it is made of, which check-in it is from, why its colour is what it is.

In: a key result with its figures. Out: `Explained`, numbers and keys that the template `partials/explained.html` turns
into sentences. Nothing is computed anew but the parts that a sentence names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from okrsite.okr.display import percent
from okrsite.okr.figures import Forecast, KeyResultFigures
from okrsite.okr.health import SHELVED
from okrsite.okr.metrics import band
from okrsite.okr.model import KeyResult, Objective
from okrsite.okr.records import KeyResultType
from okrsite.pages.views.common import Text
from okrsite.pages.views.context import Context
from okrsite.pages.views.pieces import plain, text
from okrsite.pages.views.sayings import Source, source

ZERO, LARGE_STEP = Decimal(0), Decimal("0.05")
IDLE = (*SHELVED, "paused")
Basis = Literal["even", "aspirational", "plan", "milestones", "end", "none"]
"""What is expected by today: the share of the cycle that is gone, 70 % of that, the key result's own plan, the due
days of its milestones, nothing before the last day, or nothing at all."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """One step: whether it is done, and whether it should be by now."""

    title: Text
    weight: Decimal
    due: date | None
    done: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Level:
    """One of the texts of a key result that is measured in levels; `key` is commit, target or stretch."""

    key: str
    words: Text
    reached: bool


@dataclass(frozen=True, slots=True)
class Way:
    """From start to target, in the key result's unit: `gone` of `whole`. `assumed`: nobody wrote a start, it is 0."""

    start: Decimal
    value: Decimal
    target: Decimal
    gone: Decimal
    whole: Decimal
    assumed: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """What is to be kept. `off` is how far outside the value is, 0 inside; `inside` of `readings` where the whole cycle
    counts, else None."""

    tolerance: Decimal | None
    value: Decimal
    off: Decimal
    inside: int | None
    readings: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where the last check-ins lead by the cycle's end, and the day on which the target is met, if any.

    `since` says that this day is past: the target has been met since then.
    """

    value: Decimal
    percent: str
    on: date | None
    end: date
    since: bool

    @property
    def met(self) -> bool:
        """Whether the target is met within the cycle."""
        return self.on is not None and self.on <= self.end


@dataclass(frozen=True, slots=True)
class Explained:
    """How the progress of one key result comes about. Of `way`, `limits`, `milestones`, `levels` one is there at most.

    `percent` is the figure as the formula gives it; `share` where the bar stands, which is never below 0 or above 100.
    `expected` and `basis` say what is expected by today; `ratio` is progress ÷ expected in per cent. `value_from` and
    `health_from` are the check-ins behind value and stated health. `limits_of_health` are the shares of the expected
    progress from which it is on track and at risk.
    """

    type: KeyResultType
    unit: str | None
    percent: str
    share: str
    way: Way | None
    limits: Limits | None
    milestones: tuple[Milestone, ...]
    levels: tuple[Level, ...]
    expected: str
    basis: Basis
    ratio: str
    value_from: Source | None
    health_from: Source | None
    limits_of_health: tuple[str, str]
    due_on: date | None
    outlook: Outlook | None
    weight: Decimal
    left_out: str


def explained(context: Context, key_result: KeyResult) -> Explained:
    """Everything that the disclosure beside a key result says."""
    figures = context.figures.key_results[key_result.id]
    objective = context.company.objectives[key_result.objective]
    health = context.company.site.health
    hidden = key_result.record.redacted is not None
    spoke = next((reading for reading in reversed(figures.history) if reading.health), None)
    basis = _basis(key_result, objective)
    ticking = figures.due_on is not None and figures.progress != 1
    return Explained(
        type=key_result.type,
        unit=key_result.record.unit,
        percent=percent(None if hidden else figures.raw),
        share=percent(None if hidden else figures.progress),
        way=None if hidden else _way(key_result, figures),
        limits=None if hidden else _limits(key_result, figures),
        milestones=() if hidden else tuple(_milestones(context, key_result, figures)),
        levels=() if hidden else tuple(_levels(context, key_result, figures)),
        expected=percent(None if hidden or basis == "none" else figures.expected),
        basis=basis,
        ratio=percent(None if hidden else figures.pace_ratio),
        value_from=source(context, figures.value_from),
        health_from=source(context, spoke),
        limits_of_health=(percent(Fraction(health.on_track)), percent(Fraction(health.at_risk))),
        due_on=figures.due_on if ticking else None,
        outlook=None if hidden else _outlook(context, key_result, figures.forecast),
        weight=key_result.record.weight,
        left_out=figures.left_out,
    )


def _way(key_result: KeyResult, figures: KeyResultFigures) -> Way | None:
    record, value = key_result.record, figures.value
    if key_result.type not in ("increase", "decrease") or record.target is None or not isinstance(value, Decimal):
        return None
    start = Decimal(0) if record.baseline is None else record.baseline
    down = key_result.type == "decrease"
    gone, whole = (start - value, start - record.target) if down else (value - start, record.target - start)
    return Way(start, value, record.target, gone, whole, record.baseline is None)


def _limits(key_result: KeyResult, figures: KeyResultFigures) -> Limits | None:
    record, limits = key_result.record, band(key_result.record)
    if key_result.type != "maintain" or limits is None or not isinstance(figures.value, Decimal):
        return None
    values = [reading.value for reading in figures.history if isinstance(reading.value, Decimal)]
    off = limits.distance(figures.value)
    return Limits(
        tolerance=record.tolerance,
        value=figures.value,
        off=Decimal(off.numerator) / Decimal(off.denominator),
        inside=sum(not limits.distance(value) for value in values) if record.over else None,
        readings=len(values),
    )


def _milestones(context: Context, key_result: KeyResult, figures: KeyResultFigures) -> Iterator[Milestone]:
    for step in key_result.record.milestones:
        done = step.id in figures.done
        yield Milestone(
            title=text(context.company.inline(key_result.place.path, step.title)) or plain(step.id),
            weight=step.weight,
            due=step.due,
            done=done,
            late=not done and step.due is not None and step.due < context.as_of,
        )


def _levels(context: Context, key_result: KeyResult, figures: KeyResultFigures) -> Iterator[Level]:
    levels, order = key_result.record.levels, ("commit", "target", "stretch")
    reached = order.index(figures.value) if isinstance(figures.value, str) and figures.value in order else -1
    for place, key in enumerate(order if levels else ()):
        words = text(context.company.inline(key_result.place.path, getattr(levels, key)))
        if words:
            yield Level(key, words, place <= reached)


def _basis(key_result: KeyResult, objective: Objective) -> Basis:
    """Where the expected progress comes from; the order is that of `okr/expected.py`."""
    record = key_result.record
    if objective.record.state in IDLE or record.state in IDLE:
        return "none"
    if key_result.type in ("binary", "levels"):
        return "end"
    if key_result.type in ("baseline", "maintain"):
        return "none"
    if key_result.type == "milestones" and any(step.due for step in record.milestones):
        return "milestones"
    if key_result.type in ("increase", "decrease") and record.plan:
        return "plan"
    return "aspirational" if objective.record.ambition == "aspirational" else "even"


def _outlook(context: Context, key_result: KeyResult, forecast: Forecast | None) -> Outlook | None:
    if forecast is None:
        return None
    record = key_result.record
    cycle = context.company.cycles[context.company.objectives[key_result.objective].cycle]
    since = forecast.on is not None and forecast.on <= context.as_of
    written = (record.baseline, record.target, record.min, record.max)
    ends = (record.baseline or 0, record.target) if record.target is not None else (0, record.tolerance)
    way = abs(Decimal(ends[1] or 0) - Decimal(ends[0] or 0))
    return Outlook(rounded(forecast.value, written, way), percent(forecast.progress), forecast.on, cycle.end, since)


def rounded(value: Fraction, like: Iterable[Decimal | None], way: Decimal = ZERO) -> Decimal:
    """A computed value with as many decimals as the written ones have; one more where a step of the last one would be
    a large part of the `way` that counts, so that the value fits the per cent beside it.
    """
    digits = max(0, *(-int(number.as_tuple().exponent) for number in like if number is not None), 0)
    if way and Decimal(1).scaleb(-digits) > way * LARGE_STEP:
        digits += 1
    return round(Decimal(value.numerator) / Decimal(value.denominator), digits)
