"""The map of teams and company objectives.

A cell is the mean progress of a team's objectives that serve a company objective, directly or through others; it shows
the worst of their healths as a summary only.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from okrsite.okr.display import percent
from okrsite.okr.figures import Health
from okrsite.okr.health import worst
from okrsite.okr.model import Target
from okrsite.pages import routes
from okrsite.pages.views.common import Link
from okrsite.pages.views.context import Context
from okrsite.pages.views.pieces import team_cycle_link, team_link


@dataclass(frozen=True, slots=True)
class Cell:
    """A team's goals for one company objective: how many, how far, and where to read on."""

    health: Health
    percent: str
    goals: int
    url: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A team; a cell for each column, None where nothing connects the two."""

    team: Link
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class HeatGroup:
    """A department and its teams; the name is empty for teams right below the company."""

    name: str
    rows: tuple[HeatRow, ...]


def _below(context: Context, column: str) -> frozenset[str]:
    """The objectives that serve a company objective, directly or through others."""
    found, queue = set[str](), [column]
    while queue:
        for child in context.relations.children.get(queue.pop(), ()):
            if child not in found:
                found.add(child)
                queue.append(child)
    return frozenset(found - {column})


def groups(context: Context, cycle: str, columns: list[str]) -> tuple[tuple[HeatGroup, ...], bool]:
    """Departments with their teams, and whether any goal is local."""
    below = [_below(context, column) for column in columns]
    company_teams = set(context.relations.subteams.get("", ()))
    names: dict[str, list[HeatRow]] = {}
    local = False
    for team in context.company.teams:
        own = context.relations.by_team.get((team, cycle), ())
        if not own or team in company_teams:
            continue
        cells = [[o for o in own if o in serving] for serving in below]
        alone = [o for o in own if not any(o in serving for serving in below)]
        local = local or bool(alone)
        row = HeatRow(
            team_cycle_link(context, team, cycle),
            tuple(_cell(context, goals, team, cycle) for goals in (*cells, alone)),
        )
        names.setdefault(_department(context, team), []).append(row)
    return tuple(HeatGroup(name, tuple(names[name])) for name in sorted(names, key=bool)), local


def _department(context: Context, team: str) -> str:
    """The name of the group a team stands in: its parent's, or its own where it has teams below it."""
    parent = context.company.teams[team].record.parent
    if context.relations.subteams.get(team):
        return team_link(context, team).title
    return team_link(context, parent).title if parent and context.company.teams[parent].record.parent else ""


def _cell(context: Context, goals: list[str], team: str, cycle: str) -> Cell | None:
    if not goals:
        return None
    figures = [context.figures.objectives[goal] for goal in goals]
    known = [f.progress for f in figures if f.progress is not None]
    mean = sum(known, Fraction(0)) / len(known) if known else None
    single = routes.url(Target("objective", goals[0]))
    url = single if len(goals) == 1 else team_cycle_link(context, team, cycle).url
    return Cell(worst(f.verdict.shown for f in figures), percent(mean), len(goals), url)
