"""What a chart shows, as plain data; `pages/charts` draws it.

Every chart has an `id`, the prefix of the ids inside its drawing, unique on its page. Values are floats in the chart's
own unit (progress is 0–1). A chart without a point is not made: the page says in words that nothing is known yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from okrsite.okr.figures import Health

RuleKind = Literal["baseline", "target", "commit", "stretch", "min", "max"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A value on a day; `note` is the number of the note that belongs to it, 0 for none."""

    on: date
    value: float
    note: int = 0


@dataclass(frozen=True, slots=True)
class Fan:
    """Where the speed so far leads from the last value on: between `low` and `high` on the chart's last day."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A level drawn across the chart."""

    kind: RuleKind
    value: float


@dataclass(frozen=True, slots=True)
class Step:
    """A target that holds for a while; open ends are None."""

    start: date | None
    end: date | None
    value: float


@dataclass(frozen=True, slots=True)
class BurnUp:
    """Progress (0–1) of an objective through its cycle, beside the expected progress. Filter `burn_up`.

    `expected` are the corners of the expected curve, `even` says that it is the straight line to 100 %; `today` is None
    outside the cycle.
    """

    id: str
    start: date
    end: date
    today: date | None
    health: Health
    points: tuple[Spot, ...]
    expected: tuple[tuple[date, float], ...] = ()
    even: bool = True
    fan: Fan | None = None


@dataclass(frozen=True, slots=True)
class History:
    """A key result in its own unit through its cycle. Filter `history`. `name` says what is measured."""

    id: str
    name: str
    unit: str | None
    start: date
    end: date
    today: date | None
    health: Health
    points: tuple[Spot, ...]
    rules: tuple[Rule, ...] = ()
    expected: tuple[tuple[date, float], ...] = ()
    fan: Fan | None = None


@dataclass(frozen=True, slots=True)
class KpiSeries:
    """A watched number through time, its targets and the limits of what is healthy. Filter `kpi`."""

    id: str
    name: str
    unit: str | None
    points: tuple[Spot, ...]
    today: date | None = None
    steps: tuple[Step, ...] = ()
    low: float | None = None
    high: float | None = None
    health: Health = "pending"


@dataclass(frozen=True, slots=True)
class PulseTrend:
    """The mean answers to one question, survey by survey, on a scale from 1 to `scale`. Filter `pulse`.

    A survey whose answers are hidden has no point, and the line is broken there: `gaps` holds their days.
    """

    id: str
    name: str
    scale: int
    points: tuple[Spot, ...]
    gaps: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Spark:
    """A few values as a small line without axes, for use beside the same in words. Filter `spark`.

    `target` is drawn as a dashed line where it is known.
    """

    values: tuple[float, ...]
    target: float | None = None
    health: Health = "pending"
