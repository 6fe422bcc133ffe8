"""`/alignment/`: who works on what, and why; by organisation, by strategy, and a page for each team."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from okrsite.pages.views.common import Crumb, Later, Link, Page
from okrsite.pages.views.context import Context
from okrsite.pages.views.pieces import team_cycle_link, team_link
from okrsite.pages.views.tree import Tree, TreeRow
from okrsite.pages.views.tree_cut import MOST
from okrsite.pages.views.tree_of_strategy import Strategy
from okrsite.pages.views.tree_of_teams import Organisation, url_of_team

LARGE = 300
"""Rows from which the browser draws only what is in view."""


@dataclass(frozen=True, slots=True)
class TeamChoice:
    """A team in the filter: its id and name, below a department's name or none."""

    id: str
    name: str
    group: str


@dataclass(frozen=True, slots=True)
class AlignmentView:
    """The tree of a cycle. `order` is `organisation`, `strategy` or `team`.

    `objectives`, `key_results`, `aligned` and `local` count all that the tree is about. A large tree leaves key results
    to other pages (`cut`), and a larger one the goals of lower levels too (`shallow`); `parts` are the departments'
    pages. `large` says that the browser should draw only what is in view. `others` are the same page of other cycles.
    """

    order: str
    cycle: str
    rows: tuple[TreeRow, ...]
    objectives: int
    key_results: int
    aligned: int
    local: int
    by_organisation: str
    by_strategy: str
    teams: tuple[TeamChoice, ...]
    parts: tuple[Link, ...]
    others: tuple[Link, ...]
    cut: bool = False
    shallow: bool = False
    large: bool = False
    team: Link | None = None


def pages(context: Context) -> Iterator[Page]:
    """The running cycle at `/alignment/`, then every cycle with objectives in its orders and teams."""
    cycles = [cycle for cycle in context.company.cycles if context.relations.by_cycle.get(cycle)]
    if not cycles:
        return
    front = context.figures.running if context.figures.running in cycles else cycles[-1]
    yield _organisation(context, cycles, front or cycles[-1], "alignment/")
    for cycle in cycles:
        yield _organisation(context, cycles, cycle, f"alignment/{cycle}/")
        yield _strategy(context, cycles, cycle)
        yield from _teams(context, cycle)


def _word(context: Context) -> str:
    return context.language.gettext("Alignment")


def url_in_tree(context: Context, objective: str) -> str:
    """Where an objective stands in the trees of its cycle: the company's, or its team's where that one has no room."""
    goal = context.company.objectives[objective]
    whole = len(context.relations.by_cycle[goal.cycle]) + len(context.company.teams) <= MOST
    page = f"alignment/{goal.cycle}/" if whole else url_of_team(goal.cycle, goal.team)
    return f"{page}#{objective}"


def _organisation(context: Context, cycles: list[str], cycle: str, url: str) -> Page:
    title = context.company.cycles[cycle].title
    crumbs = () if url == "alignment/" else (Crumb(_word(context), "alignment/"), Crumb(title))
    return _page(context, url, context.view(_by_organisation, cycles, cycle), cycle, crumbs)


def _by_organisation(context: Context, cycles: list[str], cycle: str) -> AlignmentView:
    teams = Organisation(context, cycle)
    others = tuple(Link(context.company.cycles[c].title, f"alignment/{c}/") for c in cycles if c != cycle)
    return _view(context, teams, "organisation", teams.company(), others)


def _strategy(context: Context, cycles: list[str], cycle: str) -> Page:
    crumbs = (
        Crumb(_word(context), "alignment/"),
        Crumb(context.company.cycles[cycle].title, f"alignment/{cycle}/"),
        Crumb(context.language.gettext("By strategy")),
    )
    return _page(context, f"alignment/{cycle}/strategy/", context.view(_by_strategy, cycles, cycle), cycle, crumbs)


def _by_strategy(context: Context, cycles: list[str], cycle: str) -> AlignmentView:
    others = tuple(Link(context.company.cycles[c].title, f"alignment/{c}/strategy/") for c in cycles if c != cycle)
    return _view(context, Organisation(context, cycle), "strategy", Strategy(context, cycle).tree(), others)


def _teams(context: Context, cycle: str) -> Iterator[Page]:
    teams = Organisation(context, cycle)
    title = context.company.cycles[cycle].title
    for team in teams.busy:
        link = team_link(context, team)
        crumbs = (Crumb(_word(context), "alignment/"), Crumb(title, f"alignment/{cycle}/"), Crumb(link.title))
        yield _page(context, url_of_team(cycle, team), context.view(_of_team, teams, team), cycle, crumbs, link.title)


def _of_team(context: Context, teams: Organisation, team: str) -> AlignmentView:
    link = team_cycle_link(context, team, teams.cycle)
    return _view(context, teams, "team", teams.below(team), (), team=link)


def _page(
    context: Context, url: str, view: AlignmentView | Later, cycle: str, crumbs: tuple[Crumb, ...], team: str = ""
) -> Page:
    """A page of the tree; search finds the first one only, the others say the same in other words."""
    words = [_word(context), *([team] if team else []), context.company.cycles[cycle].title]
    return Page(
        url=url,
        template="alignment.html",
        kind="alignment",
        title=", ".join(words),
        view=view,
        section="alignment",
        crumbs=crumbs,
        index=url == "alignment/",
    )


def _view(
    context: Context,
    teams: Organisation,
    order: str,
    tree: Tree,
    others: tuple[Link, ...],
    *,
    team: Link | None = None,
) -> AlignmentView:
    cycle = context.company.cycles[teams.cycle]
    goals = [context.company.objectives[whole] for whole in tree.goals]
    aligned = sum(1 for objective in goals if objective.supports)
    return AlignmentView(
        order=order,
        cycle=cycle.title,
        rows=tree.rows,
        objectives=len(goals),
        key_results=sum(len(objective.key_results) for objective in goals),
        aligned=aligned,
        local=len(goals) - aligned,
        by_organisation=f"alignment/{cycle.id}/",
        by_strategy=f"alignment/{cycle.id}/strategy/",
        teams=tuple(_choices(context, {row.team for row in tree.rows if row.kind == "objective"})),
        parts=tuple(_parts(context, teams)),
        others=others,
        cut=not tree.cut.key_results,
        shallow=tree.cut.depth is not None,
        large=len(tree.rows) > LARGE,
        team=team,
    )


def _choices(context: Context, present: set[str]) -> Iterator[TeamChoice]:
    """The teams of the tree below their departments, for the filter."""
    for team in context.company.teams:
        if team in present:
            parent = context.company.teams[team].record.parent
            top = not parent or not context.company.teams[parent].record.parent
            yield TeamChoice(
                team, team_link(context, team).title, "" if top else team_link(context, parent or "").title
            )


def _parts(context: Context, teams: Organisation) -> Iterator[Link]:
    """The departments, each with a tree of its own."""
    for top in context.relations.subteams.get("", ()):
        for team in context.relations.subteams.get(top, ()):
            if team in teams.busy:
                yield Link(team_link(context, team).title, url_of_team(teams.cycle, team))
