"""`/teams/<team>/`: a team today. `/teams/<team>/<cycle>/`: what it did in one cycle, with everything it said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from okrsite.okr.model import Cycle, Filed, Target
from okrsite.okr.records import Team
from okrsite.pages import routes
from okrsite.pages.views.asks import newest
from okrsite.pages.views.common import Link, Page, Standing, Text, Who
from okrsite.pages.views.context import Context
from okrsite.pages.views.fit import Chain, Need, chain, needed, needs, trail
from okrsite.pages.views.home import Tally, tally
from okrsite.pages.views.lessons import LessonRow, lesson_row
from okrsite.pages.views.pieces import elapsed, share, somebody, team_link, team_standing, text, worked_in
from okrsite.pages.views.sayings import Block, Saying, blockers, of_team, shown
from okrsite.pages.views.spans import When, when_is
from okrsite.pages.views.targets import link_to
from okrsite.pages.views.team_parts import (
    Goal,
    Member,
    Outcomes,
    Past,
    Rhythm,
    RollOut,
    goal,
    members,
    outcomes,
    past,
    rhythm,
    roll_out,
)
from okrsite.pages.views.teamlist import TeamRow, team_gist, teams_in
from okrsite.pages.views.telling import CheckInWay, way
from okrsite.pages.views.writing import Freshness, freshness

CHAINS, PAST, LESSONS, SUBTEAMS = 3, 15, 5, 20
"""How much of each a team's page shows at once."""
MANY = 10
"""Objectives up to which each is shown with its key results."""
TOO_SAFE = Fraction(85, 100)


@dataclass(frozen=True, slots=True)
class Choice:
    """Another cycle of the team; `here` is the one that is shown."""

    link: Link
    here: bool


@dataclass(frozen=True, slots=True)
class Crew:
    """Who the team is, whatever it does: shown on its front page only, but for the day it ended and its size.

    `kind` is company, department, team or another word, `full` its name in full; `owner` keeps the page, and
    `freshness` says when somebody should read it again. `more_subteams` are not shown.
    """

    kind: str
    full: Text | None
    body: Text | None
    owner: Who | None
    freshness: Freshness | None
    tags: tuple[str, ...]
    parent: Link | None
    subteams: tuple[TeamRow, ...]
    more_subteams: int
    members: tuple[Member, ...]
    people: int
    rollout: RollOut | None
    ended: date | None


@dataclass(frozen=True, slots=True)
class LookingBack:
    """What is over. `score` is the mean score of a closed cycle as a share, `too_safe` the hint with a high one."""

    past: tuple[Past, ...]
    more: int
    review: str | None
    score: float | None
    too_safe: bool


@dataclass(frozen=True, slots=True)
class TeamView:
    """A team in a cycle. `log` says that this is the page of one cycle, with all check-ins, and not the front page.

    `cycle` None: there is no cycle at all. `at_work` are its objectives, `called_off` those that are drafts, paused or
    given up. `brief` shows each in one line: where there are many, and beside the log of the running cycle, for the
    front page has them at length. `last_said` is the day of its newest check-in in the cycle.
    """

    id: str
    name: str
    gist: str
    crew: Crew
    summary: Text | None
    log: bool
    cycle: Link | None
    cycle_start: date | None
    cycle_end: date | None
    when: When
    line: float | None
    standing: Standing | None
    tally: Tally
    outcomes: Outcomes
    brief: bool
    at_work: tuple[Goal, ...]
    called_off: tuple[Goal, ...]
    ask: Text | None
    blockers: tuple[Block, ...]
    last_said: date | None
    sayings: tuple[Saying, ...]
    said: int
    log_url: str
    feed: str
    rhythm: Rhythm | None
    chains: tuple[Chain, ...]
    needs: tuple[Need, ...]
    needed: tuple[Need, ...]
    back: LookingBack
    lessons: tuple[LessonRow, ...]
    more_lessons: int
    choices: tuple[Choice, ...]
    tree_url: str | None
    check_in: CheckInWay | None


def pages(context: Context) -> Iterator[Page]:
    """The front page of every team, and a page for each cycle in which it wrote anything."""
    for file in context.company.teams.values():
        yield _page(context, file, context.figures.running, log=False)
        for cycle in context.company.cycles:
            if worked_in(context, file.id, cycle):
                yield _page(context, file, cycle, log=True)


def _page(context: Context, file: Filed[Team], cycle: str | None, *, log: bool) -> Page:
    name = team_link(context, file.id).title
    title = f"{name}, {context.company.cycles[cycle].title}" if log and cycle else name
    sheet = context.company.sheets.get((file.id, cycle or "")) if log else None
    return Page(
        url=routes.url(Target("okrs", f"{file.id}/{cycle}") if log else Target("team", file.id)),
        template="team.html",
        kind="team",
        title=title,
        view=context.view(team_view, file, cycle, log=log),
        description=team_gist(context, file),
        section="teams",
        crumbs=trail(context, file.id, cycle if log else None),
        source=sheet.path if sheet else file.path,
        index=not log or cycle != context.figures.running,
        tags=() if log else file.record.tags,
    )


def team_view(context: Context, file: Filed[Team], cycle_id: str | None, *, log: bool) -> TeamView:
    """Everything the page of a team says."""
    team, company = file.id, context.company
    cycle = company.cycles.get(cycle_id or "")
    key = (team, cycle.id if cycle else "")
    ids = context.relations.by_team.get(key, ())
    brief = len(ids) > MANY or (log and key[1] == context.figures.running)
    goals = [goal(context, whole, brief=brief) for whole in ids]
    check_ins = tuple(shown(context, context.relations.check_ins.get(key, ())))
    figures = context.figures.teams.get(key)
    line = elapsed(context, key[1])
    lessons = _lessons(context, team, key[1], log=log)
    ours = [company.objectives[one.row.id] for one in goals if one.row.state == "active"]
    return TeamView(
        id=team,
        name=team_link(context, team).title,
        gist=team_gist(context, file),
        crew=_crew(context, file, log=log),
        summary=_summary(context, key),
        log=log,
        cycle=Link(cycle.title, routes.url(Target("cycle", cycle.id))) if cycle else None,
        cycle_start=cycle.start if cycle else None,
        cycle_end=cycle.end if cycle else None,
        when=when_is(cycle, context.as_of) if cycle else "now",
        line=share(line),
        standing=team_standing(figures, line) if figures and figures.objectives else None,
        tally=tally(one.row for one in goals),
        outcomes=outcomes(context, (one.row.id for one in goals)),
        brief=brief,
        at_work=tuple(one for one in goals if one.row.state in ("active", "closed")),
        called_off=tuple(one for one in goals if one.row.state not in ("active", "closed")),
        ask=_ask(context, key, cycle),
        blockers=_blockers(context, key, cycle),
        last_said=check_ins[0].on if check_ins else None,
        sayings=tuple(of_team(context, check_ins)) if log else (),
        said=len(check_ins),
        log_url=routes.url(Target("okrs", f"{team}/{key[1]}", "log")),
        feed=f"teams/{team}/feed.xml",
        rhythm=rhythm(context, cycle, check_ins) if cycle and goals else None,
        chains=tuple(found for one in ours[:CHAINS] if (found := chain(context, one))),
        needs=tuple(need for one in ours for need in needs(context, one)),
        needed=tuple(needed(context, *key)),
        back=_back(context, key, log=log),
        lessons=tuple(lesson_row(context, id) for id in lessons[:LESSONS]),
        more_lessons=len(lessons[LESSONS:]),
        choices=tuple(_choices(context, team, key[1])),
        tree_url=f"alignment/{key[1]}/team/{team}/" if goals else None,
        check_in=way(context, team, cycle, [company.objectives[one.row.id] for one in goals]) if cycle else None,
    )


def _more_than_gist(context: Context, file: Filed[Team]) -> Text | None:
    """The text of a team's page, where it says more than the sentence that the page begins with."""
    body = text(context.company.block(file.path, file.body))
    return body if body and " ".join(body.plain.split()) != team_gist(context, file) else None


def _crew(context: Context, file: Filed[Team], *, log: bool) -> Crew:
    record, below = file.record, () if log else teams_in(context, file.id)
    return Crew(
        kind=record.kind or "",
        full=text(context.company.inline(file.path, record.title)),
        owner=somebody(context, record.owner),
        freshness=freshness(context, record),
        tags=record.tags,
        body=None if log else _more_than_gist(context, file),
        parent=link_to(context, Target("team", record.parent)) if record.parent else None,
        subteams=below[:SUBTEAMS],
        more_subteams=len(below[SUBTEAMS:]),
        members=() if log else members(context, file),
        people=record.size or len(record.members),
        rollout=None if log else roll_out(context, file),
        ended=record.ended if record.ended and record.ended < context.as_of else None,
    )


def _back(context: Context, key: tuple[str, str], *, log: bool) -> LookingBack:
    team, cycle = key
    earlier = () if log else tuple(past(context, team, cycle))
    figures = context.figures.teams.get(key)
    score = figures.score if figures else None
    return LookingBack(
        past=earlier[:PAST],
        more=len(earlier[PAST:]),
        review=routes.url(Target("review", f"{team}/{cycle}")) if key in context.company.reviews else None,
        score=share(score),
        too_safe=score is not None and score >= TOO_SAFE,
    )


def _summary(context: Context, key: tuple[str, str]) -> Text | None:
    """What the team says of its objectives as a whole."""
    sheet = context.company.sheets.get(key)
    return text(context.company.block(sheet.path, sheet.record.summary)) if sheet else None


def _ask(context: Context, key: tuple[str, str], cycle: Cycle | None) -> Text | None:
    """What the whole team asks for, while the cycle lasts."""
    check_in = newest(context, *key) if cycle and context.as_of <= cycle.end else None
    return text(context.company.inline(check_in.path, check_in.record.ask)) if check_in else None


def _blockers(context: Context, key: tuple[str, str], cycle: Cycle | None) -> tuple[Block, ...]:
    """What stands in the team's way, by its newest check-in, while the cycle lasts."""
    check_in = newest(context, *key) if cycle and context.as_of <= cycle.end else None
    return tuple(blockers(context, check_in, None)) if check_in else ()


def _lessons(context: Context, team: str, cycle: str, *, log: bool) -> tuple[str, ...]:
    """What the team learned: everything, or what belongs to the cycle and its objectives."""
    known = context.relations.lessons.get(f"team:{team}", ())
    if not log:
        return known
    ours = (
        context.relations.lessons.get(f"objective:{o}", ()) for o in context.relations.by_team.get((team, cycle), ())
    )
    then = [id for id in known if context.company.lessons[id].record.cycle == cycle]
    return tuple(dict.fromkeys([*(id for lessons in ours for id in lessons), *then]))


def _choices(context: Context, team: str, shown: str) -> Iterator[Choice]:
    """The team's cycles, the last first; the running one leads to the front page."""
    cycles = [one for one in context.company.cycles.values() if worked_in(context, team, one.id)]
    for one in sorted(cycles, key=lambda one: (one.end, one.start), reverse=True):
        running = one.id == context.figures.running
        target = Target("team", team) if running else Target("okrs", f"{team}/{one.id}")
        yield Choice(Link(one.title, routes.url(target)), one.id == shown)
