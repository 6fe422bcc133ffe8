"""`/cycles/` and `/cycles/<cycle>/`: the stretches of time, what is running, what came of those that are over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from okrsite.okr.display import grade, percent
from okrsite.okr.figures import Grade
from okrsite.okr.model import Cycle, Objective, Target
from okrsite.pages import routes
from okrsite.pages.views.common import Link, ObjectiveRow, Page, Standing, Text, Who
from okrsite.pages.views.context import Context
from okrsite.pages.views.home import Tally, company_objectives, tally_of
from okrsite.pages.views.lessons import newest_first
from okrsite.pages.views.pieces import (
    elapsed,
    objective_row,
    people,
    share,
    team_cycle_link,
    team_standing,
    text,
    title_of,
)
from okrsite.pages.views.spans import Neighbour, Span, cycle_link, neighbours, span, when_is
from okrsite.pages.views.targets import link_to
from okrsite.pages.views.writing import crumbs

Outcome = Literal["achieved", "partial", "missed", "dropped", "open"]
OUTCOMES: tuple[Outcome, ...] = ("achieved", "partial", "missed", "dropped", "open")
TOO_SAFE = Fraction(85, 100)
"""A mean score from here on asks whether the goals were too safe."""


@dataclass(frozen=True, slots=True)
class CycleRow:
    """A cycle in the list: its span, its state (as written), how many objectives and teams it has, what came of it.

    `percent` is the company's progress without its sign, `score` the mean of the company's scores, None without any.
    """

    span: Span
    state: str
    running: bool
    part_of: Link | None
    objectives: int
    teams: int
    percent: str
    score: float | None
    grade: Grade | None


@dataclass(frozen=True, slots=True)
class CyclesView:
    """All cycles, the newest first: those to come, those around today, those that are over."""

    running: CycleRow | None
    ahead: tuple[CycleRow, ...]
    now: tuple[CycleRow, ...]
    over: tuple[CycleRow, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one objective. `score` is as written; `outcome` is open where nobody has said."""

    title: str
    url: str
    team: Link
    owners: tuple[Who, ...]
    outcome: Outcome
    score: Decimal | None
    grade: Grade | None
    words: Text | None
    root_cause: str
    next: str
    carried_to: Link | None
    lessons: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TeamResult:
    """A team in a cycle: its page, its standing, how many objectives it has, its retrospective."""

    team: Link
    standing: Standing
    objectives: int
    score: float | None
    grade: Grade | None
    review: str | None


@dataclass(frozen=True, slots=True)
class CycleView:
    """One cycle. `goals` are the company's own objectives, `teams` all teams with objectives.

    Where scores were given, `grades` counts them (green, yellow, red), `score` is the mean of the company's and
    `too_safe` asks about it. `outcomes` pairs each with how many objectives came to it; `missed` were not reached,
    `told` are the others that say what came of them.
    """

    span: Span
    state: str
    tally: Tally
    objectives: int
    goals: tuple[ObjectiveRow, ...]
    percent: str
    teams: tuple[TeamResult, ...]
    outcomes: tuple[tuple[Outcome, int], ...]
    missed: tuple[Result, ...]
    told: tuple[Result, ...]
    grades: tuple[tuple[Grade, int], ...]
    score: float | None
    grade: Grade | None
    too_safe: bool
    lessons: tuple[Link, ...]
    part_of: Link | None
    parts: tuple[Link, ...]
    before: Neighbour | None
    after: Neighbour | None
    review: str | None
    alignment: str | None


def pages(context: Context) -> Iterator[Page]:
    """The list, then each cycle."""
    if not context.company.cycles:
        return
    title = context.language.gettext("Cycles")
    trail = crumbs(context, "cycles")
    yield Page("cycles/", "cycles.html", "list", title, context.view(cycles_view), section="cycles", crumbs=trail)
    for cycle in context.company.cycles.values():
        yield Page(
            url=routes.url(Target("cycle", cycle.id)),
            template="cycle.html",
            kind="cycle",
            title=cycle.title,
            view=context.view(cycle_view, cycle),
            section="cycles",
            crumbs=crumbs(context, "cycles", cycle.title),
            source=cycle.path,
        )


def cycles_view(context: Context) -> CyclesView:
    """All cycles by where today lies in them."""
    rows = [_row(context, cycle) for cycle in _newest_first(context.company.cycles.values())]
    return CyclesView(
        running=next((row for row in rows if row.running), None),
        ahead=tuple(row for row in rows if row.span.when == "ahead"),
        now=tuple(row for row in rows if row.span.when == "now"),
        over=tuple(row for row in rows if row.span.when == "over"),
    )


def _newest_first(cycles: Iterable[Cycle]) -> list[Cycle]:
    return sorted(cycles, key=lambda one: (-one.start.toordinal(), one.end, one.id))


def _row(context: Context, cycle: Cycle) -> CycleRow:
    figures = context.figures.cycles[cycle.id]
    objectives = [context.company.objectives[whole] for whole in context.relations.by_cycle.get(cycle.id, ())]
    return CycleRow(
        span=replace(span(context, cycle), ruler=(), events=()),
        state=cycle.record.state,
        running=cycle.id == context.figures.running and when_is(cycle, context.as_of) == "now",
        part_of=_parent(context, cycle),
        objectives=len(objectives),
        teams=len({objective.team for objective in objectives}),
        percent=percent(figures.progress),
        score=share(figures.score),
        grade=grade(figures.score),
    )


def _parent(context: Context, cycle: Cycle) -> Link | None:
    parent = context.company.cycles.get(cycle.record.parent or "")
    return cycle_link(parent) if parent else None


def cycle_view(context: Context, cycle: Cycle) -> CycleView:
    """Everything about one cycle."""
    figures = context.figures.cycles[cycle.id]
    every = [context.company.objectives[whole] for whole in context.relations.by_cycle.get(cycle.id, ())]
    goals = tuple(objective_row(context, one.id) for one in company_objectives(context, cycle.id))
    results = [(_outcome(one), one) for one in every if one.record.state != "draft"]
    told = [one for outcome, one in results if outcome not in ("missed", "open") and one.record.result]
    before, after = neighbours(context, cycle)
    return CycleView(
        span=span(context, cycle),
        state=cycle.record.state,
        tally=tally_of(context, every),
        objectives=len(every),
        goals=goals,
        percent=percent(figures.progress),
        teams=tuple(_teams(context, cycle)),
        outcomes=_outcomes(outcome for outcome, _ in results),
        missed=tuple(result(context, one) for outcome, one in results if outcome == "missed"),
        told=tuple(result(context, one) for one in told),
        grades=_grades(context, every),
        score=share(figures.score),
        grade=grade(figures.score),
        too_safe=figures.score is not None and figures.score >= TOO_SAFE,
        lessons=_lessons(context, f"cycle:{cycle.id}"),
        part_of=_parent(context, cycle),
        parts=tuple(cycle_link(one) for one in _parts(context, cycle)),
        before=before,
        after=after,
        review=f"review/{cycle.id}/" if every else None,
        alignment=f"alignment/{cycle.id}/" if every else None,
    )


def _outcome(objective: Objective) -> Outcome:
    """What came of an objective; cancelled and postponed ones were dropped."""
    if objective.record.outcome:
        return objective.record.outcome
    return "dropped" if objective.record.state in ("cancelled", "postponed") else "open"


def _outcomes(found: Iterable[Outcome]) -> tuple[tuple[Outcome, int], ...]:
    """How many came to what; nothing where nothing is closed yet."""
    counts = Counter(found)
    closed = any(counts[one] for one in OUTCOMES if one != "open")
    return tuple((one, counts[one]) for one in OUTCOMES if counts[one]) if closed else ()


def _grades(context: Context, objectives: Iterable[Objective]) -> tuple[tuple[Grade, int], ...]:
    counts = Counter(context.figures.objectives[objective.id].grade for objective in objectives)
    order: tuple[Grade, ...] = ("green", "yellow", "red")
    return tuple((one, counts[one]) for one in order if counts[one])


def result(context: Context, objective: Objective) -> Result:
    """What came of an objective, in the words of those who closed it."""
    record, figures = objective.record, context.figures.objectives[objective.id]
    return Result(
        title=title_of(context, objective).plain,
        url=routes.url(Target("objective", objective.id)),
        team=team_cycle_link(context, objective.team, objective.cycle),
        owners=people(objective.owners),
        outcome=_outcome(objective),
        score=figures.score,
        grade=figures.grade,
        words=text(context.company.block(objective.path, record.result)),
        root_cause=record.root_cause or "",
        next=record.next or "",
        carried_to=link_to(context, objective.carried_to),
        lessons=_lessons(context, f"objective:{objective.id}"),
    )


def _lessons(context: Context, about: str) -> tuple[Link, ...]:
    """The lessons about something, newest first."""
    wanted = set(context.relations.lessons.get(about, ()))
    links = (link_to(context, Target("lesson", id)) for id in newest_first(context) if id in wanted) if wanted else ()
    return tuple(link for link in links if link)


def _teams(context: Context, cycle: Cycle) -> Iterator[TeamResult]:
    """The teams with objectives in a cycle, in the company's order."""
    for team in context.company.teams:
        figures = context.figures.teams.get((team, cycle.id))
        if figures is None or not figures.objectives:
            continue
        written = context.company.reviews.get((team, cycle.id))
        yield TeamResult(
            team=team_cycle_link(context, team, cycle.id),
            standing=team_standing(figures, elapsed(context, cycle.id)),
            objectives=len(figures.objectives),
            score=share(figures.score),
            grade=grade(figures.score),
            review=routes.url(Target("review", f"{team}/{cycle.id}")) if written else None,
        )


def _parts(context: Context, cycle: Cycle) -> list[Cycle]:
    """The cycles that are part of this one, in time order."""
    parts = (one for one in context.company.cycles.values() if one.record.parent == cycle.id)
    return sorted(parts, key=lambda one: (one.start, one.id))
