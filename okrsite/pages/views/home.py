"""`/`: where we stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from okrsite.okr.display import percent
from okrsite.okr.figures import Health
from okrsite.okr.health import GOOD, POOR, SHELVED
from okrsite.okr.model import Cycle, Filed, Objective, Target
from okrsite.okr.records import Pillar, Statement
from okrsite.pages import routes
from okrsite.pages.forge import edit_url
from okrsite.pages.views.asks import Asks, Waiting, asks, waiting
from okrsite.pages.views.common import Link, ObjectiveRow, Page, Standing, Status, Text
from okrsite.pages.views.context import Context, objective_of
from okrsite.pages.views.lessons import LessonRow, lesson_row, newest_first
from okrsite.pages.views.moves import Moves, moves
from okrsite.pages.views.pieces import objective_row, objective_standing, objective_status, plain, text, title_of
from okrsite.pages.views.spans import Span, cycle_link, span
from okrsite.pages.views.targets import link_to
from okrsite.pages.views.texts import Folder, folders
from okrsite.pages.views.writing import gist, named

GOALS, CHANGES, ASKS, WAITING, LESSONS, PILLAR_GOALS = 12, 6, 6, 5, 2, 4
"""How much of each the page shows; the rest is one link away."""


@dataclass(frozen=True, slots=True)
class Said:
    """The mission or the vision: its sentence, and the page that says more."""

    title: Text
    url: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many objectives are well, and which need help, by title; `pending` have no verdict yet."""

    good: int
    achieved: int
    help: tuple[str, ...]
    pending: int
    all: int


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective of the whole company, the pillars it serves and how many objectives support it."""

    row: ObjectiveRow
    pillars: tuple[str, ...]
    supporters: int


@dataclass(frozen=True, slots=True)
class FrameGoal:
    """An objective of the longer cycle around this one."""

    title: str
    url: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Frame:
    """The longer cycle around the running one, and its goals."""

    cycle: Link
    goals: tuple[FrameGoal, ...]


@dataclass(frozen=True, slots=True)
class PillarGoal:
    """An objective that serves a pillar."""

    title: str
    url: str
    status: Status


@dataclass(frozen=True, slots=True)
class PillarCard:
    """A decision of the strategy, and what is done about it in the running cycle; `more` goals are not shown."""

    title: Text
    url: str
    decision: Text | None
    goals: tuple[PillarGoal, ...]
    more: int


@dataclass(frozen=True, slots=True)
class HomeView:
    """Where we stand. Everything may be missing: a company begins with nothing.

    `goals` are the company's objectives that serve no other of them; `more_goals` of those are not shown, and `serving`
    objectives of the company serve them. `percent` is the company's progress, the mean of the `counted` among all these
    that have one; `silence` the days after which a goal counts as waiting. `more_waiting` teams are not shown.
    `reading` are the pages of a project that has nothing but pages, such as documentation.
    """

    mission: Said | None
    vision: Said | None
    span: Span | None
    tally: Tally
    goals: tuple[Goal, ...]
    more_goals: int
    serving: int
    counted: int
    percent: str
    frame: Frame | None
    moves: Moves
    asks: Asks
    waiting: tuple[Waiting, ...]
    more_waiting: int
    silence: int
    lessons: tuple[LessonRow, ...]
    all_lessons: int
    first_training: Link | None
    trainings: bool
    teams: bool
    check_ins: bool
    pillars: tuple[PillarCard, ...]
    review: str | None
    reading: tuple[Folder, ...]


def pages(context: Context) -> Iterator[Page]:
    """The home page. It is made of many files, so it has no source of its own; its first words can be changed."""
    name = context.company.site.name
    mission = _said(context, "mission", context.company.mission)
    said = gist(mission.title.plain if mission else "")
    first = context.company.mission.path if context.company.mission else "content/site.yaml"
    change = edit_url(context.company.site.repository, first)
    yield Page(
        "", "home.html", "home", name, context.view(home_view), description=said, section="home", edit_url=change
    )


def home_view(context: Context) -> HomeView:
    """Everything the home page says."""
    company = context.company
    cycle = company.cycles.get(context.figures.running or "")
    every = tuple(company_objectives(context, cycle.id)) if cycle else ()
    tops = _tops(every)
    silent = waiting(context, cycle.id) if cycle else ()
    return HomeView(
        mission=_said(context, "mission", company.mission),
        vision=_said(context, "vision", company.vision),
        span=span(context, cycle) if cycle else None,
        tally=tally_of(context, tops),
        goals=tuple(_goals(context, tops[:GOALS])),
        more_goals=len(tops[GOALS:]),
        serving=len(every) - len(tops),
        counted=sum(context.figures.objectives[one.id].progress is not None for one in every),
        percent=percent(context.figures.cycles[cycle.id].progress) if cycle else percent(None),
        frame=_frame(context, cycle) if cycle else None,
        moves=moves(context, cycle.id, CHANGES) if cycle else Moves((), 0, 0, 0),
        asks=asks(context, cycle.id, ASKS) if cycle else Asks((), 0),
        waiting=silent[:WAITING],
        more_waiting=len(silent[WAITING:]),
        silence=cycle.every + cycle.grace if cycle else 0,
        lessons=tuple(lesson_row(context, id) for id in newest_first(context)[:LESSONS]),
        all_lessons=len(company.lessons),
        first_training=_first_training(context),
        trainings=bool(company.trainings),
        teams=bool(company.teams),
        check_ins=bool(company.check_ins),
        pillars=tuple(_pillars(context, cycle)),
        review=f"review/{cycle.id}/" if cycle and context.relations.by_cycle.get(cycle.id) else None,
        reading=() if company.teams or company.cycles else folders(context),
    )


def _said(context: Context, kind: str, file: Filed[Statement] | None) -> Said | None:
    """A statement's sentence; its first words where it has no title."""
    if file is None:
        return None
    title = text(context.company.inline(file.path, file.record.title))
    if title is None:
        body = text(context.company.block(file.path, file.body))
        title = plain(gist(body.plain) if body else named(kind))
    return Said(title, f"{kind}/")


def tally(rows: Iterable[ObjectiveRow]) -> Tally:
    """How many rows are well and which are not; drafts and what was called off are left out."""
    return _tally([(row.standing.status.health, row.title.plain) for row in rows if row.state not in SHELVED])


def tally_of(context: Context, objectives: Iterable[Objective]) -> Tally:
    """The same for objectives of which no row is shown."""
    counted = [one for one in objectives if one.record.state not in SHELVED]
    return _tally([(context.figures.objectives[one.id].verdict.shown, title_of(context, one).plain) for one in counted])


def _tally(counted: list[tuple[Health, str]]) -> Tally:
    health = [its for its, _ in counted]
    return Tally(
        good=sum(one in GOOD for one in health),
        achieved=health.count("achieved"),
        help=tuple(title for key in POOR for its, title in counted if its == key),
        pending=health.count("pending"),
        all=len(counted),
    )


def company_objectives(context: Context, cycle: str) -> Iterator[Objective]:
    """The objectives of teams without a parent in a cycle."""
    roots = set(context.relations.subteams.get("", ()))
    for whole in context.relations.by_cycle.get(cycle, ()):
        objective = context.company.objectives[whole]
        if objective.team in roots:
            yield objective


def _tops(objectives: tuple[Objective, ...]) -> tuple[Objective, ...]:
    """Those that serve no other of them."""
    ids = {one.id for one in objectives}
    return tuple(one for one in objectives if not any(objective_of(up.target) in ids for up in one.supports))


def _goals(context: Context, objectives: Iterable[Objective]) -> Iterator[Goal]:
    pillars = _pillar_titles(context)
    for objective in objectives:
        children = context.relations.children.get(objective.id, ())
        served = [parent.target.id for parent in objective.supports if parent.target.kind == "pillar"]
        yield Goal(
            row=objective_row(context, objective.id),
            pillars=tuple(pillars[one] for one in served if one in pillars),
            supporters=sum(context.company.objectives[child].cycle == objective.cycle for child in children),
        )


def _pillar_titles(context: Context) -> dict[str, str]:
    strategy = context.company.strategy
    return {one.id: _pillar_title(context, one).plain for one in strategy.record.pillars} if strategy else {}


def _pillar_title(context: Context, pillar: Pillar) -> Text:
    strategy = context.company.strategy
    return text(context.company.inline(strategy.path if strategy else "", pillar.title)) or plain(pillar.id)


def _frame(context: Context, cycle: Cycle) -> Frame | None:
    """The goals of the cycle that this one is a part of."""
    around = context.company.cycles.get(cycle.record.parent or "")
    if around is None:
        return None
    goals = tuple(_frame_goal(context, objective) for objective in company_objectives(context, around.id))
    return Frame(cycle_link(around), goals) if goals else None


def _frame_goal(context: Context, objective: Objective) -> FrameGoal:
    url = routes.url(Target("objective", objective.id))
    return FrameGoal(title_of(context, objective).plain, url, objective_standing(context, objective))


def _first_training(context: Context) -> Link | None:
    """What somebody new reads first: the lightest guide for newcomers, else for everybody."""
    for audience in ("new", "all"):
        found = [file for file in context.company.trainings.values() if file.record.audience == audience]
        if found:
            first = min(found, key=lambda file: (file.record.weight, file.id))
            return link_to(context, Target("training", first.id))
    return None


def _pillars(context: Context, cycle: Cycle | None) -> Iterator[PillarCard]:
    """Each decision with the objectives of the running cycle that serve it, the company's own first."""
    strategy = context.company.strategy
    for pillar in strategy.record.pillars if strategy else ():
        goals = _serving(context, pillar.id, cycle)
        yield PillarCard(
            title=_pillar_title(context, pillar),
            url=routes.url(Target("pillar", pillar.id)),
            decision=text(context.company.block(strategy.path if strategy else "", pillar.decision)),
            goals=tuple(_pillar_goal(context, one) for one in goals[:PILLAR_GOALS]),
            more=len(goals[PILLAR_GOALS:]),
        )


def _serving(context: Context, pillar: str, cycle: Cycle | None) -> list[Objective]:
    roots = set(context.relations.subteams.get("", ()))
    every = (context.company.objectives[whole] for whole in context.relations.by_pillar.get(pillar, ()))
    found = [one for one in every if cycle and one.cycle == cycle.id and one.record.state not in SHELVED]
    return sorted(found, key=lambda one: one.team not in roots)


def _pillar_goal(context: Context, objective: Objective) -> PillarGoal:
    url = routes.url(Target("objective", objective.id))
    return PillarGoal(title_of(context, objective).plain, url, objective_status(context, objective))
