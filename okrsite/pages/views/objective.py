"""`/teams/<team>/<cycle>/<objective>/`: one goal: why, how far, how it went, where it fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from okrsite.okr.health import GOOD, POOR
from okrsite.okr.model import KeyResult, Objective, Target
from okrsite.okr.records import KeyResultType
from okrsite.pages import routes
from okrsite.pages.views.alignment import url_in_tree
from okrsite.pages.views.charts import History
from okrsite.pages.views.common import KeyResultRow, Link, Page, Standing, Text, Who
from okrsite.pages.views.context import Context
from okrsite.pages.views.course import Course, ReadingRow, course, history, readings
from okrsite.pages.views.explained import Explained, explained
from okrsite.pages.views.fit import Kin, Need, children, needs, parents, trail
from okrsite.pages.views.kpis import KpiRow, kpi_row
from okrsite.pages.views.lessons import LessonRow, lesson_row
from okrsite.pages.views.pieces import (
    elapsed,
    key_result_row,
    objective_standing,
    people,
    share,
    somebody,
    team_cycle_link,
    text,
    title_of,
    worked_in,
)
from okrsite.pages.views.sayings import Saying, of_objective, shown
from okrsite.pages.views.spans import When, when_is
from okrsite.pages.views.summed import Goals, Sum, counted_goals, summed
from okrsite.pages.views.telling import CheckInWay, way
from okrsite.pages.views.writing import gist
from okrsite.pages.views.written import Amendment, Close, Initiative, amendments, close_of, initiatives

SAYINGS = 4
"""Check-ins on the page; the team's page has all."""


@dataclass(frozen=True, slots=True)
class KeyResultItem:
    """One key result with everything that its page says of it."""

    row: KeyResultRow
    type: KeyResultType
    metric: Text | None
    explained: Explained
    chart: History | None
    readings: tuple[ReadingRow, ...]
    guards: tuple[KpiRow, ...]
    priority: str
    tags: tuple[str, ...]
    close: Close | None
    ask: Text | None


@dataclass(frozen=True, slots=True)
class Sure:
    """How sure somebody is of reaching a key result."""

    title: str
    share: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The page in one sentence: how many key results are well, which are not, by title.

    `all` counts those that count; `silent` are those nobody has spoken of yet, `quiet` those with
    no recent word. `mixed` says that it is made of other objectives, too, and that they are among those.
    """

    state: str
    all: int
    good: int
    help: tuple[tuple[str, str], ...]
    silent: int
    quiet: int
    mixed: bool


@dataclass(frozen=True, slots=True)
class ObjectiveView:
    """One goal. `line` is today in its cycle, `when` whether the cycle is ahead, now or over.

    `parts` are the goals of the same cycle whose progress is its own.
    """

    title: Text
    why: Text | None
    answer: Answer
    standing: Standing
    team: Link
    cycle: Link
    cycle_end: date
    cycle_start: date
    when: When
    line: float | None
    state: str
    ambition: str
    priority: str
    tags: tuple[str, ...]
    hidden: str
    owners: tuple[Who, ...]
    contributors: tuple[Who, ...]
    reviewer: Who | None
    key_results: tuple[KeyResultItem, ...]
    sum: Sum
    parts: Goals
    course: Course | None
    sayings: tuple[Saying, ...]
    all_sayings: Link | None
    more_sayings: int
    close: Close | None
    parents: tuple[Kin, ...]
    children: tuple[Kin, ...]
    tree_url: str
    initiatives: tuple[Initiative, ...]
    needs: tuple[Need, ...]
    amendments: tuple[Amendment, ...]
    lessons: tuple[LessonRow, ...]
    sure: tuple[Sure, ...]
    first_due: date | None
    check_in: CheckInWay | None


def pages(context: Context) -> Iterator[Page]:
    """A page for every objective."""
    for objective in context.company.objectives.values():
        title = title_of(context, objective).plain
        why = text(context.company.block(objective.path, objective.record.why))
        old = objective.cycle if objective.cycle != context.figures.running else None
        yield Page(
            url=routes.url(Target("objective", objective.id)),
            template="objective.html",
            kind="objective",
            title=gist(title),
            view=context.view(objective_view, objective),
            description=gist(why.plain if why else title),
            section="teams",
            crumbs=trail(context, objective.team, old, context.language.gettext("Objective")),
            source=objective.path,
        )


def objective_view(context: Context, objective: Objective) -> ObjectiveView:
    """Everything the page of an objective says."""
    record, cycle = objective.record, context.company.cycles[objective.cycle]
    standing = objective_standing(context, objective)
    sayings = tuple(of_objective(context, objective, SAYINGS))
    said = sum(1 for _ in shown(context, context.relations.mentions.get(objective.id, ())))
    lessons = context.relations.lessons.get(f"objective:{objective.id}", ())
    return ObjectiveView(
        title=title_of(context, objective),
        why=text(context.company.block(objective.path, record.why)),
        answer=_answer(context, objective),
        standing=standing,
        team=_team(context, objective),
        cycle=Link(cycle.title, routes.url(Target("cycle", cycle.id))),
        cycle_end=cycle.end,
        cycle_start=cycle.start,
        when=when_is(cycle, context.as_of),
        line=share(elapsed(context, cycle.id)),
        state=record.state,
        ambition=record.ambition or "",
        priority=record.priority or "",
        tags=record.tags,
        hidden=record.redacted or "",
        owners=people(objective.owners),
        contributors=people(objective.contributors),
        reviewer=somebody(context, record.reviewer),
        key_results=tuple(_item(context, key_result) for key_result in objective.key_results),
        sum=summed(context, objective),
        parts=counted_goals(context, objective),
        course=course(context, objective, standing.status) if record.redacted is None else None,
        sayings=sayings,
        all_sayings=_log(context, objective) if sayings else None,
        more_sayings=said - len(sayings),
        close=close_of(context, objective, context.figures.objectives[objective.id]),
        parents=tuple(parents(context, objective)),
        children=tuple(children(context, objective)),
        tree_url=url_in_tree(context, objective.id),
        initiatives=tuple(initiatives(context, objective)),
        needs=tuple(needs(context, objective)),
        amendments=tuple(amendments(context, objective)),
        lessons=tuple(lesson_row(context, id) for id in lessons),
        sure=tuple(_sure(context, objective)),
        first_due=_first_due(context, objective),
        check_in=way(context, objective.team, cycle, (objective,)),
    )


def _team(context: Context, objective: Objective) -> Link:
    """The team's page of the objective's cycle."""
    return team_cycle_link(context, objective.team, objective.cycle)


def _log(context: Context, objective: Objective) -> Link | None:
    """The team's log of the cycle."""
    if not worked_in(context, objective.team, objective.cycle):
        return None
    url = routes.url(Target("okrs", f"{objective.team}/{objective.cycle}", "log"))
    return Link(_team(context, objective).title, url)


def _first_due(context: Context, objective: Objective) -> date | None:
    """When the first word is due, where nobody has spoken yet."""
    figures = [context.figures.key_results[kr.id] for kr in objective.key_results]
    days = [one.due_on for one in figures if one.due_on and one.last_on is None]
    return min(days) if days and not any(one.last_on for one in figures) else None


def _answer(context: Context, objective: Objective) -> Answer:
    own = [
        (
            title_of(context, kr).plain,
            context.figures.key_results[kr.id],
            bool(context.figures.key_results[kr.id].history),
        )
        for kr in objective.key_results
        if context.figures.key_results[kr.id].left_out in ("", "no-progress", "weightless")
    ]
    source = objective.record.progress_from
    below = [
        (title_of(context, context.company.objectives[one.id]).plain, context.figures.objectives[one.id], True)
        for one in context.figures.objectives[objective.id].counted
        if one.id in context.company.objectives
    ]
    counted = own if source == "key-results" else below if source == "aligned" else own + below
    health = [(title, figures.verdict.shown) for title, figures, _ in counted]
    return Answer(
        state=objective.record.state,
        all=len(counted),
        good=sum(word in GOOD for _, word in health),
        help=tuple(one for word in POOR for one in health if one[1] == word),
        silent=sum(not heard and figures.score is None for _, figures, heard in counted),
        quiet=sum("no-recent-word" in figures.verdict.reasons for _, figures, _ in counted),
        mixed=bool(below) and source != "key-results",
    )


def _item(context: Context, key_result: KeyResult) -> KeyResultItem:
    figures = context.figures.key_results[key_result.id]
    newest = figures.history[-1] if figures.history else None
    kpis = [target.id for target in key_result.guards if target.id in context.company.kpis]
    return KeyResultItem(
        row=key_result_row(context, key_result),
        type=key_result.type,
        metric=text(context.company.inline(key_result.place.path, key_result.record.metric)),
        explained=explained(context, key_result),
        chart=history(context, key_result),
        readings=tuple(readings(context, key_result)),
        guards=tuple(kpi_row(context, id) for id in kpis),
        priority=key_result.record.priority or "",
        tags=key_result.record.tags,
        close=close_of(context, key_result, figures),
        ask=text(context.company.inline(newest.path, newest.ask)) if newest else None,
    )


def _sure(context: Context, objective: Objective) -> Iterator[Sure]:
    for key_result in objective.key_results:
        confidence = context.figures.key_results[key_result.id].confidence
        if confidence is not None and key_result.record.redacted is None:
            yield Sure(title_of(context, key_result).plain, round(float(confidence), 4))
