"""`/kpis/` and `/kpis/<id>/`: numbers that are watched whatever the goals are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.numbers import is_currency

from okrsite.okr.figures import Health
from okrsite.okr.kpis import KpiFigures, KpiState, Move, measure
from okrsite.okr.model import Kpi, Target
from okrsite.pages import routes
from okrsite.pages.views.charts import KpiSeries, Spark, Spot, Step
from okrsite.pages.views.common import KeyResultRow, Link, Page, Text, Who
from okrsite.pages.views.context import Context
from okrsite.pages.views.lessons import LessonRow, lesson_row
from okrsite.pages.views.pieces import elapsed, key_result_row, people, plain, team_cycle_link, text
from okrsite.pages.views.targets import link_to
from okrsite.pages.views.writing import crumbs, gist

LATELY = 12
"""Points of the small line in a list."""

HEALTH: Mapping[KpiState, Health] = {
    "met": "on-track", "inside": "on-track", "short": "at-risk", "below": "off-track", "above": "off-track",
    "watched": "pending", "no-data": "pending",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class KpiRow:
    """Where a KPI stands: everything that its sentence needs.

    `state` is met or short of its `target`, inside its limits, below or above them, watched (neither target nor limit)
    or no-data; `gap` is the distance from the target or the broken limit. `move` says whether the change since
    `previous` is better, worse, same or none (nobody knows). `digits` are the decimals in which its values are
    printed, `health` the colour that goes with the state.
    """

    title: Text
    url: str
    unit: str | None
    digits: int
    value: Decimal | None
    on: date | None
    previous: Decimal | None
    target: Decimal | None
    low: Decimal | None
    high: Decimal | None
    direction: str | None
    state: KpiState
    gap: Decimal | None
    move: Move
    health: Health
    spark: Spark | None


@dataclass(frozen=True, slots=True)
class KpisView:
    """All KPIs: those that need a look, those that are where they should be, and those that nobody set a mark for."""

    troubled: tuple[KpiRow, ...]
    healthy: tuple[KpiRow, ...]
    watched: tuple[KpiRow, ...]


@dataclass(frozen=True, slots=True)
class KpiPoint:
    """One measured value, with the change since the one before."""

    on: date
    value: Decimal
    change: Decimal | None


@dataclass(frozen=True, slots=True)
class KpiGoal:
    """A target and when it holds; open ends are None. `now` marks the one of today."""

    value: Decimal
    start: date | None
    end: date | None
    now: bool


@dataclass(frozen=True, slots=True)
class Guarded:
    """A key result that must not harm the KPI, with its objective, team and cycle."""

    row: KeyResultRow
    team: Link
    cycle: str
    running: bool


@dataclass(frozen=True, slots=True)
class KpiView:
    """One KPI. `points` are newest first; `guards` are key results, those of the running cycle first."""

    row: KpiRow
    description: Text | None
    owners: tuple[Who, ...]
    frequency: str
    chart: KpiSeries | None
    points: tuple[KpiPoint, ...]
    goals: tuple[KpiGoal, ...]
    guards: tuple[Guarded, ...]
    line: float | None
    pillars: tuple[Link, ...]
    lessons: tuple[LessonRow, ...]
    tags: tuple[str, ...]


def pages(context: Context) -> Iterator[Page]:
    """The list and every KPI."""
    if not context.company.kpis:
        return
    rows = {id: kpi_row(context, id) for id in context.company.kpis}
    title, trail = context.language.gettext("Numbers we watch"), crumbs(context, "kpis")
    yield Page("kpis/", "kpis.html", "kpis", title, _list(rows), section="kpis", crumbs=trail)
    guards = _guards(context)
    for kpi in context.company.kpis.values():
        row = rows[kpi.id]
        view = _view(context, kpi, row, guards.get(kpi.id, ()))
        yield Page(
            url=row.url,
            template="kpi.html",
            kind="kpi",
            title=row.title.plain,
            view=view,
            description=gist(view.description.plain if view.description else ""),
            section="kpis",
            crumbs=crumbs(context, "kpis", row.title.plain),
            source=kpi.path,
            tags=kpi.record.tags,
        )


def kpi_row(context: Context, id: str) -> KpiRow:
    """Where a KPI stands, as any page shows it."""
    kpi = context.company.kpis[id]
    figures, record = measure(kpi, context.as_of), kpi.record
    return KpiRow(
        title=text(context.company.inline(kpi.path, record.title)) or plain(id),
        url=routes.url(Target("kpi", id)),
        unit=record.unit,
        digits=_digits(kpi, figures),
        value=figures.latest[1] if figures.latest else None,
        on=figures.latest[0] if figures.latest else None,
        previous=figures.previous[1] if figures.previous else None,
        target=figures.target.value if figures.target else None,
        low=record.min,
        high=record.max,
        direction=figures.direction,
        state=figures.state,
        gap=figures.gap,
        move=figures.move,
        health=HEALTH[figures.state],
        spark=_spark(figures),
    )


def _digits(kpi: Kpi, figures: KpiFigures) -> int:
    """The decimals that a KPI's values are printed with: those of its format (a number has at most ten), else the most
    that a value has.
    """
    if kpi.record.format:
        whole, _, decimals = kpi.record.format.rpartition(".")
        return min(sum(1 for sign in decimals if sign in "0#"), 10) if whole else 0
    most = max((max(0, -int(value.as_tuple().exponent)) for _, value in figures.points), default=0)
    return max(most, 2) if most and kpi.record.unit and is_currency(kpi.record.unit) else most


def _spark(figures: KpiFigures) -> Spark | None:
    values = tuple(float(value) for _, value in figures.points[-LATELY:])
    target = float(figures.target.value) if figures.target else None
    return Spark(values, target, HEALTH[figures.state]) if len(values) > 1 else None


def _list(rows: Mapping[str, KpiRow]) -> KpisView:
    by_health = {health: tuple(row for row in rows.values() if row.health == health) for health in HEALTH.values()}
    return KpisView(by_health["off-track"] + by_health["at-risk"], by_health["on-track"], by_health["pending"])


def _view(context: Context, kpi: Kpi, row: KpiRow, guards: tuple[str, ...]) -> KpiView:
    figures, record = measure(kpi, context.as_of), kpi.record
    line = elapsed(context, context.figures.running or "")
    return KpiView(
        row=row,
        description=text(context.company.block(kpi.path, record.description)),
        owners=people(kpi.owners),
        frequency=record.frequency or "",
        chart=_chart(context, kpi, row, figures),
        points=tuple(_points(figures)),
        goals=tuple(KpiGoal(goal.value, goal.start, goal.end, goal == figures.target) for goal in record.targets),
        guards=tuple(sorted((_guarded(context, id) for id in guards), key=lambda guard: not guard.running)),
        line=round(float(line), 4) if line is not None else None,
        pillars=tuple(_pillars(context, kpi.id)),
        lessons=tuple(lesson_row(context, id) for id in context.relations.lessons.get(f"kpi:{kpi.id}", ())),
        tags=record.tags,
    )


def _points(figures: KpiFigures) -> Iterator[KpiPoint]:
    """The series, newest first."""
    before = [None, *(value for _, value in figures.points)]
    for (on, value), earlier in reversed(list(zip(figures.points, before, strict=False))):
        yield KpiPoint(on, value, None if earlier is None else value - earlier)


def _chart(context: Context, kpi: Kpi, row: KpiRow, figures: KpiFigures) -> KpiSeries | None:
    """The series as a picture; one point makes no line."""
    if len(figures.points) < 2:
        return None
    return KpiSeries(
        id="series",
        name=row.title.plain,
        unit=row.unit,
        points=tuple(Spot(on, float(value)) for on, value in figures.points),
        today=context.as_of,
        steps=tuple(Step(goal.start, goal.end, float(goal.value)) for goal in kpi.record.targets),
        low=None if row.low is None else float(row.low),
        high=None if row.high is None else float(row.high),
        health=row.health,
    )


def _guards(context: Context) -> Mapping[str, tuple[str, ...]]:
    """KPI to the key results that must not harm it."""
    found: dict[str, list[str]] = {}
    for key_result in context.key_results.values():
        for target in key_result.guards:
            found.setdefault(target.id, []).append(key_result.id)
    return {id: tuple(ids) for id, ids in found.items()}


def _guarded(context: Context, id: str) -> Guarded:
    key_result = context.key_results[id]
    objective = context.company.objectives[key_result.objective]
    return Guarded(
        row=key_result_row(context, key_result),
        team=team_cycle_link(context, objective.team, objective.cycle),
        cycle=context.company.cycles[objective.cycle].title,
        running=objective.cycle == context.figures.running,
    )


def _pillars(context: Context, id: str) -> Iterator[Link]:
    """The decisions of the strategy that the KPI signals."""
    strategy = context.company.strategy
    for pillar in strategy.record.pillars if strategy else ():
        signals = [context.company.reference(strategy.path, signal) for signal in pillar.signals] if strategy else []
        if Target("kpi", id) in signals:
            link = link_to(context, Target("pillar", pillar.id))
            yield from [link] if link else []
