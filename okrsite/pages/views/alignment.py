"""`/alignment/`: who works on what, and why; by organisation, by strategy, and a page for each team."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from okrsite.okr.model import Target
from okrsite.pages import routes
from okrsite.pages.views.common import Crumb, Link, Page
from okrsite.pages.views.context import Context, Later
from okrsite.pages.views.pieces import team_link
from okrsite.pages.views.tree import TreeRow
from okrsite.pages.views.trees import Trees

LARGE = 1_000
"""Rows from which the browser draws only what is in view."""

TOO_LARGE = 1_500
"""Rows from which the company's tree leaves key results to the pages of the teams."""

TOO_LARGE_ALONE = 5_000
"""Rows from which one team's own tree leaves out key results too: it has those of all teams below it."""


@dataclass(frozen=True, slots=True)
class TeamChoice:
    """A team in the filter: its id and name, below a department's name or none."""

    id: str
    name: str
    group: str


@dataclass(frozen=True, slots=True)
class AlignmentView:
    """The tree of a cycle. `order` is `organisation`, `strategy` or `team`.

    `aligned` and `local` count objectives that do and do not serve another; `cut` says that key results are left to
    the pages in `parts`; `large` that the browser should draw only what is in view. `others` are the same page of
    other cycles.
    """

    order: str
    cycle: str
    cycle_url: str
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
    """Where an objective stands in the tree of its cycle."""
    cycle = context.company.objectives[objective].cycle
    return f"alignment/{cycle}/#{objective}"


def _organisation(context: Context, cycles: list[str], cycle: str, url: str) -> Page:
    title = context.company.cycles[cycle].title
    crumbs = () if url == "alignment/" else (Crumb(_word(context), "alignment/"), Crumb(title))
    return _page(context, url, context.view(_by_organisation, cycles, cycle), cycle, crumbs)


def _by_organisation(context: Context, cycles: list[str], cycle: str) -> AlignmentView:
    trees = Trees(context, cycle)
    rows = trees.organisation()
    cut = len(rows) > TOO_LARGE
    if cut:
        trees = Trees(context, cycle, key_results=False)
        rows = trees.organisation()
    others = tuple(Link(context.company.cycles[c].title, f"alignment/{c}/") for c in cycles if c != cycle)
    return _view(context, trees, "organisation", rows, others, cut=cut)


def _strategy(context: Context, cycles: list[str], cycle: str) -> Page:
    crumbs = (
        Crumb(_word(context), "alignment/"),
        Crumb(context.company.cycles[cycle].title, f"alignment/{cycle}/"),
        Crumb(context.language.gettext("By strategy")),
    )
    return _page(context, f"alignment/{cycle}/strategy/", context.view(_by_strategy, cycles, cycle), cycle, crumbs)


def _by_strategy(context: Context, cycles: list[str], cycle: str) -> AlignmentView:
    trees = Trees(context, cycle)
    rows = trees.strategy()
    cut = len(rows) > TOO_LARGE
    if cut:
        rows = Trees(context, cycle, key_results=False).strategy()
    others = tuple(Link(context.company.cycles[c].title, f"alignment/{c}/strategy/") for c in cycles if c != cycle)
    return _view(context, trees, "strategy", rows, others, cut=cut)


def _teams(context: Context, cycle: str) -> Iterator[Page]:
    trees = Trees(context, cycle, open_teams=True)
    title = context.company.cycles[cycle].title
    for team in trees.busy:
        link = team_link(context, team)
        crumbs = (Crumb(_word(context), "alignment/"), Crumb(title, f"alignment/{cycle}/"), Crumb(link.title))
        url = f"alignment/{cycle}/team/{team}/"
        yield _page(context, url, context.view(_of_team, trees, team), cycle, crumbs, link.title)


def _of_team(context: Context, trees: Trees, team: str) -> AlignmentView:
    link = Link(team_link(context, team).title, _team_url(context, team, trees.cycle))
    rows = trees.below(team)
    cut = len(rows) > TOO_LARGE_ALONE
    if cut:
        rows = Trees(context, trees.cycle, key_results=False, open_teams=True).below(team)
    return _view(context, trees, "team", rows, (), cut=cut, team=link)


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


def _team_url(context: Context, team: str, cycle: str) -> str:
    target = Target("team", team) if cycle == context.figures.running else Target("okrs", f"{team}/{cycle}")
    return routes.url(target)


def _view(
    context: Context,
    trees: Trees,
    order: str,
    rows: tuple[TreeRow, ...],
    others: tuple[Link, ...],
    *,
    cut: bool = False,
    team: Link | None = None,
) -> AlignmentView:
    cycle = context.company.cycles[trees.cycle]
    drawn = [context.company.objectives[row.id] for row in rows if row.kind == "objective"]
    aligned = sum(1 for objective in drawn if objective.supports)
    return AlignmentView(
        order=order,
        cycle=cycle.title,
        cycle_url=routes.url(Target("cycle", cycle.id)),
        rows=rows,
        objectives=len(drawn),
        key_results=sum(len(objective.key_results) for objective in drawn),
        aligned=aligned,
        local=len(drawn) - aligned,
        by_organisation=f"alignment/{cycle.id}/",
        by_strategy=f"alignment/{cycle.id}/strategy/",
        teams=tuple(_choices(context, {row.team for row in rows if row.kind == "objective"})),
        parts=tuple(_parts(context, trees)),
        others=others,
        cut=cut,
        large=len(rows) > LARGE,
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


def _parts(context: Context, trees: Trees) -> Iterator[Link]:
    """The departments, each with a tree of its own."""
    for top in context.relations.subteams.get("", ()):
        for team in context.relations.subteams.get(top, ()):
            if team in trees.busy:
                yield Link(team_link(context, team).title, f"alignment/{trees.cycle}/team/{team}/")
