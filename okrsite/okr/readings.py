"""What the check-ins say of each key result, up to a day.

In: the check-ins of a company, `as_of`. Out: for each key result a `Told`: all its readings in order, and the newest
one of each figure. Which check-ins count is decided here and nowhere else: none after `as_of`; none after the cycle's
end unless it is `final`; one before the start is the value at the start; of two on one day the later file name wins.
Everything is indexed once: a company has a hundred thousand entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

from okrsite.okr.again import ANEW, Again
from okrsite.okr.figures import Reading
from okrsite.okr.metrics import LEVELS, METRICS, ONE, Number, clamped
from okrsite.okr.model import CheckIn, Company, Cycle, Entry, KeyResult, Objective, ObjectiveEntry, Value
from okrsite.okr.records import HealthWord

Series = tuple[tuple[date, Fraction], ...]
"""Progress (0–1) on the days on which it was said, oldest first, one per day."""


Share = Callable[[Decimal | None], Fraction | None]


@dataclass(frozen=True, slots=True)
class Heard:
    """What the check-ins of a team say in a cycle up to a day, oldest first: the readings of each key result, the words
    on each objective."""

    key_results: Mapping[str, Sequence[Reading]]
    objectives: Mapping[str, Sequence[tuple[date, ObjectiveEntry]]]

    def readings(self, key_result: str, until: date) -> tuple[Reading, ...]:
        """The readings of a key result on or before a day."""
        found = self.key_results[key_result]
        if not found or found[-1].on <= until:
            return tuple(found)
        return tuple(reading for reading in found if reading.on <= until)

    def words(self, objective: str, until: date) -> list[tuple[date, ObjectiveEntry]]:
        """What was said of an objective on or before a day."""
        return [word for word in self.objectives.get(objective, ()) if word[0] <= until]


@dataclass(frozen=True, slots=True)
class Stated:
    """The newest health that an owner gave, and when."""

    health: HealthWord
    on: date


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one key result: its readings, and the newest of each figure.

    `raw` is its raw progress now, `series` its progress by day, `points` its numbers by day.
    """

    history: tuple[Reading, ...] = ()
    value_from: Reading | None = None
    confidence_from: Reading | None = None
    stated: Stated | None = None
    note_from: Reading | None = None
    raw: Fraction | None = None
    series: Series = ()
    points: tuple[tuple[date, Number], ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectiveTold:
    """What is said of a whole objective: the newest health and confidence, and the day of the newest word."""

    stated: Stated | None = None
    confidence: Fraction | None = None
    last_on: date | None = None


def shares() -> Share:
    """Shares as fractions; there are few different ones, so each is made once."""
    known: dict[Decimal | None, Fraction | None] = {None: None}

    def share(number: Decimal | None) -> Fraction | None:
        if number not in known:
            known[number] = Fraction(number) if number is not None else None
        return known[number]

    return share


Ear = Callable[[CheckIn, Entry], None]


def _ear(key_result: KeyResult, cycle: Cycle, share: Share, readings: list[Reading]) -> Ear:
    """What hears the entries of one key result: it keeps those that count; of a redacted one only what is no figure."""
    raw, end = METRICS[key_result.type](key_result.record), cycle.end
    redacted = key_result.record.redacted is not None

    def hear(check_in: CheckIn, entry: Entry) -> None:
        on, value = check_in.on, entry.value
        if on > end and not entry.final:
            return
        confidence = share(entry.confidence)
        if redacted:
            figures: tuple[Value | None, None, None] = (_worded(value), None, None)
            reading = Reading(on, check_in.path, *figures, confidence, entry.health, entry.note, entry.ask)
        else:
            reading = Reading(
                on, check_in.path, value, entry.done, raw(entry), confidence, entry.health, entry.note, entry.ask
            )
        readings.append(reading)

    return hear


def _worded(value: Value | None) -> Value | None:
    """What is shown of the value of a redacted key result: a text that stands where a number would."""
    return value if isinstance(value, str) and value not in LEVELS else None


def listen(company: Company, until: date, share: Share, again: Again = ANEW) -> Mapping[tuple[str, str], Heard]:
    """All check-ins up to a day that count, read once, by team and cycle: a team speaks of its own goals only."""
    goals: dict[tuple[str, str], list[Objective]] = {}
    for objective in company.objectives.values():
        goals.setdefault((objective.team, objective.cycle), []).append(objective)
    said: dict[tuple[str, str], list[CheckIn]] = {sheet: [] for sheet in goals}
    for check_in in company.check_ins:
        if check_in.on <= until and (check_in.team, check_in.cycle) in said:
            said[check_in.team, check_in.cycle].append(check_in)
    return {
        sheet: _heard(tuple(ours), company.cycles[sheet[1]], tuple(said[sheet]), share, again)
        for sheet, ours in goals.items()
    }


def _heard(goals: tuple[Objective, ...], cycle: Cycle, said: tuple[CheckIn, ...], share: Share, again: Again) -> Heard:
    return again("heard", (goals, cycle, said), lambda: _listen(goals, cycle, said, share))


def _listen(goals: Iterable[Objective], cycle: Cycle, said: Iterable[CheckIn], share: Share) -> Heard:
    """The check-ins of one team in one cycle, in the order of their days and file names."""
    readings: dict[str, list[Reading]] = {}
    ears: dict[str, Ear] = {}
    for objective in goals:
        for kr in objective.key_results:
            ears[kr.id] = _ear(kr, cycle, share, readings.setdefault(kr.id, []))
    objectives: dict[str, list[tuple[date, ObjectiveEntry]]] = {}
    for check_in in sorted(said, key=lambda check_in: (check_in.on, check_in.name, check_in.path)):
        for entry in check_in.entries:
            if entry.key_result in ears:
                ears[entry.key_result](check_in, entry)
        for word in check_in.objectives:
            objectives.setdefault(word.objective, []).append((check_in.on, word))
    return Heard(readings, objectives)


def told(key_result: KeyResult, cycle: Cycle, history: tuple[Reading, ...]) -> Told:
    """All that its readings tell of a key result."""
    if not history:
        return Told()
    value_from = _newest(history, _carries(key_result))
    by_day = _by_day(history, cycle.start)
    over_cycle = key_result.type == "maintain" and key_result.record.over is not None
    series = (
        _shares_of_check_ins(by_day) if over_cycle else [(d, r.raw) for d, r in by_day.items() if r.raw is not None]
    )
    return Told(
        history=history,
        value_from=value_from,
        confidence_from=_newest(history, lambda reading: reading.confidence is not None),
        stated=next((Stated(reading.health, reading.on) for reading in reversed(history) if reading.health), None),
        note_from=_newest(history, lambda reading: reading.note is not None),
        raw=series[-1][1] if series else None,
        series=tuple((day, clamped(raw)) for day, raw in series),
        points=tuple((day, reading.value) for day, reading in by_day.items() if isinstance(reading.value, Decimal)),
    )


def _by_day(history: Iterable[Reading], start: date) -> dict[date, Reading]:
    """The reading that gives the progress of each day; those before the cycle are the value at its start."""
    return {on if (on := reading.on) > start else start: reading for reading in history if reading.raw is not None}


def _carries(key_result: KeyResult) -> Callable[[Reading], bool]:
    """Whether a reading carries the figure that a key result of this type is measured by."""
    if key_result.type == "milestones":
        return lambda reading: reading.done is not None
    if key_result.type == "judged":
        return lambda reading: reading.raw is not None
    return lambda reading: reading.value is not None


def _newest(history: Sequence[Reading], carries: Callable[[Reading], bool]) -> Reading | None:
    return next((reading for reading in reversed(history) if carries(reading)), None)


def _shares_of_check_ins(by_day: Mapping[date, Reading]) -> list[tuple[date, Fraction]]:
    """`over: cycle`: check-ins inside the limits ÷ check-ins so far, one check-in a day."""
    inside = accumulate(reading.raw == ONE for reading in by_day.values())
    return [
        (day, Fraction(good, number)) for number, (day, good) in enumerate(zip(by_day, inside, strict=True), start=1)
    ]


def objective_told(cycle: Cycle, said: Iterable[tuple[date, ObjectiveEntry]], share: Share) -> ObjectiveTold:
    """All that the check-ins say of an objective as a whole, up to the cycle's end."""
    newest = [(on, entry) for on, entry in said if on <= cycle.end][::-1]
    return ObjectiveTold(
        stated=next((Stated(entry.health, on) for on, entry in newest if entry.health is not None), None),
        confidence=next((share(entry.confidence) for _, entry in newest if entry.confidence is not None), None),
        last_on=newest[0][0] if newest else None,
    )
