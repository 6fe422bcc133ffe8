"""`/teams/` and `/my-team/`: all teams, where they stand, which one is yours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from okrsite.okr.health import GOOD, OFF
from okrsite.okr.model import Filed, Target
from okrsite.okr.records import Team
from okrsite.pages import routes
from okrsite.pages.views.common import Link, Page, Standing, Text, Who
from okrsite.pages.views.context import Context
from okrsite.pages.views.pieces import elapsed, share, somebody, team_link, team_standing, text
from okrsite.pages.views.spans import cycle_link
from okrsite.pages.views.writing import crumbs, gist


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team in a list. `standing` is None where it has no objectives in the running cycle.

    `path` are the teams between it and its group, from the top. `people` is None where unknown.
    """

    id: str
    title: str
    url: str
    lead: Who | None
    people: int | None
    standing: Standing | None
    objectives: int
    path: tuple[str, ...]
    gist: str


@dataclass(frozen=True, slots=True)
class TeamGroup:
    """A department: the team that gives it its name, and the teams below it. `title` "" is the company itself."""

    title: str
    id: str
    rows: tuple[TeamRow, ...]


@dataclass(frozen=True, slots=True)
class EndedTeam:
    """A team that is no more."""

    title: str
    url: str
    on: date
    gist: str


@dataclass(frozen=True, slots=True)
class TeamsView:
    """All teams by department; `line` is today in the running cycle. `well` of `with_goals` teams are on track.

    `judged` of these have a health at all.
    """

    groups: tuple[TeamGroup, ...]
    ended: tuple[EndedTeam, ...]
    cycle: Link | None
    line: float | None
    teams: int
    with_goals: int
    well: int
    judged: int
    in_need: tuple[Link, ...]
    alignment: bool


@dataclass(frozen=True, slots=True)
class MyTeamView:
    """The chooser: all teams of today by department."""

    groups: tuple[TeamGroup, ...]
    teams: int


def pages(context: Context) -> Iterator[Page]:
    """The list and the chooser; the chooser is linked from every page, so it is there without teams, too."""
    title, mine = context.language.gettext("Teams"), context.language.gettext("My team")
    groups = tuple(groups_of(context))
    if context.company.teams:
        trail, view = crumbs(context, "teams"), teams_view(context, groups)
        yield Page("teams/", "teams.html", "list", title, view, section="teams", crumbs=trail)
    view_of_mine = MyTeamView(groups, sum(len(group.rows) for group in groups))
    yield Page("my-team/", "my-team.html", "list", mine, view_of_mine, section="teams", index=False)


def teams_view(context: Context, groups: tuple[TeamGroup, ...]) -> TeamsView:
    """The list of teams."""
    rows = [row for group in groups for row in group.rows]
    working = [row for row in rows if row.standing]
    cycle = context.company.cycles.get(context.figures.running or "")
    return TeamsView(
        groups=groups,
        ended=tuple(_ended(context)),
        cycle=cycle_link(cycle) if cycle else None,
        line=share(elapsed(context, cycle.id)) if cycle else None,
        teams=len(rows),
        with_goals=len(working),
        well=sum(_health(row) in GOOD for row in working),
        judged=sum(_health(row) != "pending" for row in working),
        in_need=tuple(Link(row.title, row.url) for row in working if _health(row) in OFF),
        alignment=bool(context.company.objectives),
    )


def _health(row: TeamRow) -> str:
    return row.standing.status.health if row.standing else "pending"


def groups_of(context: Context) -> Iterator[TeamGroup]:
    """Teams without a parent first, then each department with everything below it, then loose teams."""
    below = context.relations.subteams
    roots = [team for team in below.get("", ()) if _today(context, team)]
    yield from _group(context, "", "", ((root, ()) for root in roots))
    loose: list[tuple[str, tuple[str, ...]]] = []
    for root in roots:
        for team in below.get(root, ()):
            inside = list(_below(context, team, ()))
            if inside:
                here = [(team, ())] if _today(context, team) else []
                yield from _group(context, team_link(context, team).title, team, [*here, *inside])
            elif _today(context, team):
                loose.append((team, ()))
    yield from _group(context, "", "others", loose)


def _group(
    context: Context, title: str, id: str, members: Iterable[tuple[str, tuple[str, ...]]]
) -> Iterator[TeamGroup]:
    rows = tuple(team_row(context, team, path) for team, path in members)
    if rows:
        yield TeamGroup(title, id, rows)


def _below(context: Context, team: str, path: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """All teams below one, each followed by its own, with the names on the way."""
    for child in context.relations.subteams.get(team, ()):
        if _today(context, child):
            yield child, path
        yield from _below(context, child, (*path, team_link(context, child).title))


def _today(context: Context, team: str) -> bool:
    """Whether a team has not ended."""
    ended = context.company.teams[team].record.ended
    return ended is None or ended >= context.as_of


def teams_in(context: Context, team: str) -> tuple[TeamRow, ...]:
    """The teams directly below one, those of today."""
    return tuple(team_row(context, one) for one in context.relations.subteams.get(team, ()) if _today(context, one))


def team_row(context: Context, team: str, path: tuple[str, ...] = ()) -> TeamRow:
    """One team with its standing in the running cycle."""
    file = context.company.teams[team]
    running = context.figures.running or ""
    figures = context.figures.teams.get((team, running))
    standing = team_standing(figures, elapsed(context, running)) if figures and figures.objectives else None
    link = team_link(context, team)
    return TeamRow(
        id=team,
        title=link.title,
        url=link.url,
        lead=somebody(context, file.record.lead),
        people=file.record.size or len(file.record.members) or None,
        standing=standing,
        objectives=len(figures.objectives) if figures else 0,
        path=path,
        gist=team_gist(context, file),
    )


def team_gist(context: Context, file: Filed[Team]) -> str:
    """What a team is for: its description, or the first sentence of its page."""
    body: Text | None = text(context.company.block(file.path, file.body))
    first = body.plain.strip().partition("\n")[0] if body else ""
    return gist(file.record.description, first)


def _ended(context: Context) -> Iterator[EndedTeam]:
    """Teams that are no more, the last first."""
    gone = [(file.record.ended, team) for team, file in context.company.teams.items() if not _today(context, team)]
    for on, team in sorted(((on, team) for on, team in gone if on), reverse=True):
        link, file = team_link(context, team), context.company.teams[team]
        yield EndedTeam(link.title, routes.url(Target("team", team)), on, team_gist(context, file))
