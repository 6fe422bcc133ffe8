"""The rows of a cycle's alignment trees, whatever their order: teams, goals, key results, references, headings."""

from __future__ import annotations

from dataclasses import replace

from okrsite.okr.model import KeyResult, Objective, Parent, Target
from okrsite.pages import routes
from okrsite.pages.views.common import Link, Standing
from okrsite.pages.views.context import Context
from okrsite.pages.views.pieces import (
    elapsed,
    key_result_row,
    objective_standing,
    share,
    team_cycle_link,
    team_link,
    team_standing,
    text,
    title_of,
)
from okrsite.pages.views.tree import RowKind, TreeRow


class Rows:
    """Makes rows for one cycle. `elsewhere` is where that stands which a page leaves out below a row."""

    def __init__(self, context: Context, cycle: str) -> None:
        self.context, self.cycle = context, cycle

    def group(self, id: str, kind: RowKind, title: str = "", url: str | None = None) -> TreeRow:
        """A heading in the tree."""
        return TreeRow(id, kind, title, url, open=True)

    def team(self, team: str, kind: RowKind, *, objectives: int, teams: int = 0, unfolded: bool = True) -> TreeRow:
        """A team; the smallest ones say how they stand."""
        link = team_cycle_link(self.context, team, self.cycle)
        figures = self.context.figures.teams.get((team, self.cycle))
        standing = team_standing(figures, elapsed(self.context, self.cycle)) if figures and kind == "team" else None
        return TreeRow(
            team, kind, link.title, link.url, standing, team=team, objectives=objectives, teams=teams, open=unfolded
        )

    def objective(self, objective: Objective, elsewhere: str | None = None) -> TreeRow:
        """A goal at its home."""
        return TreeRow(
            id=objective.id,
            kind="objective",
            title=title_of(self.context, objective).plain,
            url=routes.url(Target("objective", objective.id)),
            standing=self._standing(objective),
            owners=tuple(owner.name for owner in objective.owners),
            parents=tuple(self._parent(parent) for parent in objective.supports),
            supporters=len(self.context.relations.children.get(objective.id, ())),
            team=objective.team,
            team_name=team_link(self.context, objective.team).title,
            cycle=self._other_cycle(objective),
            elsewhere=elsewhere,
        )

    def _standing(self, objective: Objective) -> Standing:
        """Today's line is this cycle's; a goal of another cycle has a tick at its own."""
        standing = objective_standing(self.context, objective)
        if objective.cycle == self.cycle:
            return standing
        expected = share(self.context.figures.objectives[objective.id].expected)
        return replace(standing, bar=replace(standing.bar, line=None, tick=expected))

    def _other_cycle(self, objective: Objective) -> str:
        return "" if objective.cycle == self.cycle else self.context.company.cycles[objective.cycle].title

    def _parent(self, parent: Parent) -> Link:
        """What an objective supports, as a link to its page."""
        return Link(title_of_target(self.context, parent.target), routes.url(parent.target))

    def key_result(self, objective: Objective, key_result: KeyResult) -> TreeRow:
        """A key result below its goal."""
        row = key_result_row(self.context, key_result)
        return TreeRow(
            id=key_result.id,
            kind="key-result",
            title=row.title.plain,
            url=row.url,
            standing=row.standing
            if objective.cycle == self.cycle
            else replace(row.standing, bar=replace(row.standing.bar, line=None)),
            measure=row.measure,
            owners=tuple(owner.name for owner in row.owners),
            team=objective.team,
        )

    def reference(self, objective: Objective, under: Target, *, at_home: bool) -> TreeRow:
        """A goal under a parent that is not its home, without numbers; it leads home if that is `at_home` here."""
        first = objective.supports[0].target
        return TreeRow(
            id=f"{objective.id}@{under.id}",
            kind="reference",
            title=title_of(self.context, objective).plain,
            url=f"#{objective.id}" if at_home else routes.url(Target("objective", objective.id)),
            home=Link(title_of_target(self.context, first), routes.url(first)),
            team=objective.team,
            team_name=team_link(self.context, objective.team).title,
        )


def title_of_target(context: Context, target: Target) -> str:
    """The plain title of a pillar, an objective or a key result."""
    company = context.company
    if target.kind == "pillar" and company.strategy:
        pillar = next(p for p in company.strategy.record.pillars if p.id == target.id)
        words = text(company.inline(company.strategy.path, pillar.title))
        return words.plain if words else pillar.id
    item = company.objectives[target.id] if target.kind == "objective" else context.key_results[target.id]
    return title_of(context, item).plain
