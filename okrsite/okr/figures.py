"""All numbers of a company on one day.

In: a `Company` and `as_of`, the only clock. Out: `Figures`, exact (`Fraction`) and without words: the pages round,
name and colour. One rule per number; the rules and their sources are in the docs ("How numbers are computed").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from okrsite.okr.model import Value
from okrsite.okr.records import HealthWord

Health = Literal["on-track", "at-risk", "off-track", "achieved", "missed", "pending"]
PaceWord = Literal["ahead", "behind", "on-pace", "reached", "none"]
Grade = Literal["green", "yellow", "red"]
LeftOut = Literal["", "draft", "cancelled", "postponed", "baseline", "redacted", "weightless", "no-progress"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Health, decided once: what is shown, what the newest check-in states, what the numbers say, and why.

    `reasons` are keys: `closed`, `stated`, `stated-stale` (stated, but too old to be believed), `numbers`,
    `no-recent-word` (would be on track, but stale), `too-early`, `no-data`, `never-measured` (no data, and the cycle is
    over), `scored` (a closing score, and no check-in), `worst-of-key-results`, `numbers-say-otherwise` (stated better
    than computed).
    """

    shown: Health
    stated: HealthWord | None
    computed: Health
    reasons: tuple[str, ...] = ()

    @property
    def disputed(self) -> bool:
        """The owner sees it better than the numbers do."""
        return "numbers-say-otherwise" in self.reasons


@dataclass(frozen=True, slots=True)
class Pace:
    """How far ahead of or behind the expected progress: a word and whole points (percentage points, never negative)."""

    word: PaceWord
    points: int = 0


@dataclass(frozen=True, slots=True)
class Forecast:
    """Where the last check-ins lead: value and raw progress at the cycle's end, and the day the target is met."""

    value: Fraction
    progress: Fraction
    on: date | None


class Reading(NamedTuple):
    """What one check-in said of a key result, with the raw progress that follows from it alone.

    A named tuple because there are a hundred thousand of them, and a frozen dataclass takes four times as long.
    """

    on: date
    path: str
    value: Value | None
    done: frozenset[str] | None
    raw: Fraction | None
    confidence: Fraction | None
    health: HealthWord | None
    note: str | None
    ask: str | None


@dataclass(frozen=True, slots=True)
class KeyResultFigures:
    """One key result on one day. Fractions are 0–1 (raw may leave that); None means there is none.

    `value_from`, `confidence_from`, `note_from` are the readings that the figures come from; `history` holds all
    readings up to the day, oldest first; `stale` is the days since the last check-in where it is stale, else None;
    `left_out` says why it does not count in its objective, or is empty.
    """

    id: str
    value: Value | None
    done: frozenset[str]
    raw: Fraction | None
    progress: Fraction | None
    expected: Fraction | None
    pace_ratio: Fraction | None
    pace: Pace
    verdict: Verdict
    confidence: Fraction | None
    stale: int | None
    due_on: date | None
    last_on: date | None
    forecast: Forecast | None
    score: Decimal | None
    grade: Grade | None
    left_out: LeftOut
    value_from: Reading | None
    confidence_from: Reading | None
    note_from: Reading | None
    history: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """One item of a roll-up: a key result or a contributing objective, its weight and what it brings."""

    id: str
    weight: Fraction
    progress: Fraction


@dataclass(frozen=True, slots=True)
class ObjectiveFigures:
    """One objective on one day: the weighted mean of what it counts.

    `counted` is what went into `progress`; `left_out` pairs ids with reasons; `reported` of `expected_reports` key
    results have said something; `history` is its progress after each check-in that touched it, oldest first, as
    (day, progress, expected).
    """

    id: str
    progress: Fraction | None
    expected: Fraction | None
    pace_ratio: Fraction | None
    pace: Pace
    verdict: Verdict
    confidence: Fraction | None
    stale: int | None
    last_on: date | None
    reported: int
    expected_reports: int
    score: Decimal | None
    grade: Grade | None
    counted: tuple[Counted, ...]
    left_out: tuple[tuple[str, LeftOut], ...]
    history: tuple[tuple[date, Fraction, Fraction | None], ...]


@dataclass(frozen=True, slots=True)
class TeamFigures:
    """A team in a cycle, its own objectives only; `health` is the worst of them, as a summary."""

    team: str
    cycle: str
    progress: Fraction | None
    expected: Fraction | None
    pace: Pace
    health: Health
    reported: int
    expected_reports: int
    stale: int | None
    last_on: date | None
    objectives: tuple[str, ...]
    score: Fraction | None


@dataclass(frozen=True, slots=True)
class CycleFigures:
    """A cycle on one day; `progress` is the mean of the objectives of teams without a parent. Weeks count from 1."""

    id: str
    elapsed: Fraction
    week: int
    weeks: int
    days_left: int
    progress: Fraction | None
    expected: Fraction | None
    pace: Pace
    score: Fraction | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything computed. `running` is the id of the running cycle, None where there is no cycle at all."""

    as_of: date
    running: str | None
    key_results: Mapping[str, KeyResultFigures]
    objectives: Mapping[str, ObjectiveFigures]
    teams: Mapping[tuple[str, str], TeamFigures]
    cycles: Mapping[str, CycleFigures]
