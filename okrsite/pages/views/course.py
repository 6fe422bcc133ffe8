"""How something has gone so far: the burn-up of an objective with its notes and table, the history of a key result.

In: figures with their histories. Out: chart data (`views/charts.py`) and the words and rows that say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from okrsite.okr.display import percent
from okrsite.okr.expected import ASPIRATIONAL, Curves
from okrsite.okr.figures import KeyResultFigures, Reading
from okrsite.okr.forecast import LEAST_DAYS, LEAST_POINTS
from okrsite.okr.model import Cycle, KeyResult, Objective, Target
from okrsite.pages import routes
from okrsite.pages.views.chart_notes import ChartNote, chart_notes
from okrsite.pages.views.charts import BurnUp, Fan, History, Rule, Spot
from okrsite.pages.views.common import Status
from okrsite.pages.views.context import Context
from okrsite.pages.views.pieces import share, text, title_of
from okrsite.pages.views.sayings import Said, said, share_of

SAMPLES = 24
"""Places at which a curve that is not straight is drawn."""
SPEEDS = 4
"""Check-ins before the newest since which a speed is taken."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """Progress on a day, in per cent without the sign: the objective, what was expected, each key result."""

    on: date
    percent: str
    expected: str
    key_results: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """An objective through its cycle. `columns` are the key results of the table, by title."""

    chart: BurnUp
    notes: tuple[ChartNote, ...]
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One check-in's word on a key result; `url` leads to the check-in."""

    on: date
    url: str
    said: Said | None
    percent: str
    confidence: float | None


def course(context: Context, objective: Objective, status: Status) -> Course | None:
    """The burn-up of an objective; None while nothing has been measured."""
    figures = context.figures.objectives[objective.id]
    if not figures.history:
        return None
    cycle = context.company.cycles[objective.cycle]
    notes = tuple(chart_notes(context, objective, cycle))
    numbers = {note.on: n for n, note in enumerate(notes, 1)}
    points = _with_notes([(on, progress) for on, progress, _ in figures.history], numbers)
    expected, even = _expected(context, objective, cycle)
    chart = BurnUp(
        id="course_",
        start=cycle.start,
        end=cycle.end,
        today=context.as_of if cycle.start <= context.as_of <= cycle.end else None,
        health=status.health,
        points=points,
        expected=expected,
        even=even,
        fan=_fan_of_objective(context, objective, cycle),
    )
    shown_notes = tuple(note for note in notes if any(spot.note == numbers[note.on] for spot in points))
    key_results = [kr for kr in objective.key_results if context.figures.key_results[kr.id].history]
    key_results = [kr for kr in key_results if kr.record.redacted is None]
    return Course(
        chart=chart,
        notes=shown_notes,
        columns=tuple(title_of(context, kr).plain for kr in key_results),
        rows=tuple(_rows(context, objective, key_results)),
    )


def _with_notes(history: Sequence[tuple[date, Fraction]], numbers: dict[date, int]) -> tuple[Spot, ...]:
    """The points of the line; a day with two points carries its note once."""
    spots = [Spot(on, share(value) or 0.0) for on, value in history]
    last = {spot.on: n for n, spot in enumerate(spots)}
    return tuple(
        replace(spot, note=numbers.get(spot.on, 0)) if last[spot.on] == n else spot for n, spot in enumerate(spots)
    )


def _rows(context: Context, objective: Objective, key_results: Sequence[KeyResult]) -> Iterator[TableRow]:
    histories = [context.figures.key_results[kr.id].history for kr in key_results]
    for on, progress, expected in context.figures.objectives[objective.id].history:
        cells = tuple(percent(_raw_on(history, on)) for history in histories)
        yield TableRow(on, percent(progress), percent(expected), cells)


def _raw_on(history: Iterable[Reading], day: date) -> Fraction | None:
    """The last progress that was known on a day."""
    known: Fraction | None = None
    for reading in history:
        if reading.on > day:
            break
        known = reading.raw if reading.raw is not None else known
    return known


# ---------------------------------------------------------------------------------------------- expected


def _expected(context: Context, objective: Objective, cycle: Cycle) -> tuple[tuple[tuple[date, float], ...], bool]:
    """The corners of the expected curve, and whether it is even pace."""
    figures = context.figures.objectives[objective.id]
    if objective.record.progress_from != "key-results":
        known = [(on, share(value) or 0.0) for on, _, value in figures.history if value is not None]
        return tuple(known), False
    counted = {one.id: one.weight for one in figures.counted}
    mine = [kr for kr in objective.key_results if kr.id in counted]
    if all(_straight(kr) for kr in mine):
        end = float(ASPIRATIONAL) if objective.record.ambition == "aspirational" else 1.0
        return ((cycle.start, 0.0), (cycle.end, end)), end == 1.0
    curves = [(counted[kr.id], Curves().of(kr, objective, cycle)) for kr in mine]
    corners = []
    for day in _days(cycle):
        expected = [(weight, value) for weight, curve in curves if (value := curve(day)) is not None]
        whole = sum((weight for weight, _ in expected), Fraction(0))
        if whole:
            corners.append((day, share(sum((w * v for w, v in expected), Fraction(0)) / whole) or 0.0))
    return tuple(corners), False


def _straight(key_result: KeyResult) -> bool:
    if key_result.type in ("binary", "levels"):
        return False
    return not key_result.record.plan and not any(step.due for step in key_result.record.milestones)


def _days(cycle: Cycle) -> Iterator[date]:
    """Days at even distances, first and last included."""
    length = max(1, (cycle.end - cycle.start).days)
    count = min(length, SAMPLES)
    yield from (date.fromordinal(cycle.start.toordinal() + length * n // count) for n in range(count + 1))


# ---------------------------------------------------------------------------------------------- where it leads


def _fan_of_objective(context: Context, objective: Objective, cycle: Cycle) -> Fan | None:
    figures = context.figures.objectives[objective.id]
    open_ = objective.record.state == "active" and cycle.record.state not in ("closed", "closing")
    if not open_ or figures.progress in (None, 1):
        return None
    low_high = leads_to([(on, value) for on, value, _ in figures.history], cycle, context.as_of)
    return Fan(*(round(float(end), 4) for end in low_high)) if low_high else None


def leads_to(points: Sequence[tuple[date, Fraction]], cycle: Cycle, as_of: date) -> tuple[Fraction, Fraction] | None:
    """Where the mean speed since each of the last four check-ins leads by the cycle's end: the slowest, the fastest.

    Under the conditions of a forecast (FIGURES.md): 4 check-ins over 21 days at least.
    """
    by_day = sorted(dict(points).items())
    if len(by_day) < LEAST_POINTS or (by_day[-1][0] - by_day[0][0]).days < LEAST_DAYS or as_of > cycle.end:
        return None
    on, value = by_day[-1]
    speeds = [(value - before) / (on - day).days for day, before in by_day[-1 - SPEEDS : -1]]
    left = (cycle.end - on).days
    return (value + min(speeds) * left, value + max(speeds) * left) if left > 0 else None


# ---------------------------------------------------------------------------------------------- one key result


def history(context: Context, key_result: KeyResult) -> History | None:
    """A key result in its own unit; None where it has no numbers, or only one."""
    figures, record = context.figures.key_results[key_result.id], key_result.record
    numbers = [(reading.on, reading.value) for reading in figures.history if isinstance(reading.value, Decimal)]
    if len(numbers) < 2 or record.redacted is not None:
        return None
    objective = context.company.objectives[key_result.objective]
    cycle = context.company.cycles[objective.cycle]
    metric = text(context.company.inline(key_result.place.path, record.metric))
    return History(
        id=f"k{[one.id for one in objective.key_results].index(key_result.id)}_",
        name=(metric or title_of(context, key_result)).plain,
        unit=record.unit,
        start=cycle.start,
        end=cycle.end,
        today=context.as_of if cycle.start <= context.as_of <= cycle.end else None,
        health=figures.verdict.shown,
        points=tuple(Spot(on, float(value)) for on, value in numbers),
        rules=tuple(_rules(key_result)),
        expected=_expected_values(key_result, objective, cycle),
        fan=_fan_of_values(context, figures, numbers, cycle),
    )


def _rules(key_result: KeyResult) -> Iterator[Rule]:
    record = key_result.record
    if record.baseline is not None:
        yield Rule("baseline", float(record.baseline))
    if record.target is not None:
        yield Rule("target", float(record.target))
    if record.commit is not None:
        yield Rule("commit", float(record.commit))
    if record.stretch is not None:
        yield Rule("stretch", float(record.stretch))
    if record.min is not None:
        yield Rule("min", float(record.min))
    if record.max is not None:
        yield Rule("max", float(record.max))


def _expected_values(key_result: KeyResult, objective: Objective, cycle: Cycle) -> tuple[tuple[date, float], ...]:
    """The expected curve in the key result's unit."""
    record = key_result.record
    if key_result.type not in ("increase", "decrease") or record.target is None or record.baseline == record.target:
        return ()
    start = float(record.baseline or 0)
    way = float(record.target) - start
    days = [cycle.start, cycle.end] if not record.plan else _days(cycle)
    curve = Curves().of(key_result, objective, cycle)
    known = [(day, curve(day)) for day in days]
    if not record.plan:
        known[0] = (cycle.start, Fraction(0))
    return tuple((day, round(start + way * float(value), 4)) for day, value in known if value is not None)


def _fan_of_values(
    context: Context, figures: KeyResultFigures, numbers: Sequence[tuple[date, Decimal]], cycle: Cycle
) -> Fan | None:
    """Around the forecast, so that the drawing never contradicts the sentence."""
    if figures.forecast is None or cycle.record.state in ("closed", "closing"):
        return None
    low_high = leads_to([(on, Fraction(value)) for on, value in numbers], cycle, context.as_of)
    if low_high is None:
        return None
    ends = (*low_high, figures.forecast.value)
    return Fan(round(float(min(ends)), 4), round(float(max(ends)), 4))


def readings(context: Context, key_result: KeyResult) -> Iterator[ReadingRow]:
    """Everything that was said of a key result, newest first."""
    for reading in reversed(context.figures.key_results[key_result.id].history):
        yield ReadingRow(
            on=reading.on,
            url=routes.url(Target("check-in", reading.path)),
            said=said(key_result, reading),
            percent=percent(reading.raw if key_result.record.redacted is None else None),
            confidence=share_of(reading.confidence),
        )
