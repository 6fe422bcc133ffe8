"""The alignment tree of a cycle by organisation: every goal under its team, every team under its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from okrsite.pages.views.context import Context
from okrsite.pages.views.tree import Branch, Tree, flat
from okrsite.pages.views.tree_cut import WITH_KEY_RESULTS, Cut, Level, fitting
from okrsite.pages.views.tree_rows import Rows


def url_of_team(cycle: str, team: str) -> str:
    """The tree of a team with goals of a cycle in it or below it."""
    return f"alignment/{cycle}/team/{team}/"


class Organisation:
    """The teams of a cycle. `busy` counts the goals of each team and of all below it; a team without any is left."""

    def __init__(self, context: Context, cycle: str) -> None:
        self.context, self.cycle = context, cycle
        self.busy = self._busy()
        self._rows = Rows(context, cycle)

    def _busy(self) -> Mapping[str, int]:
        totals: dict[str, int] = {}
        teams = self.context.company.teams
        for whole in self.context.relations.by_cycle.get(self.cycle, ()):
            team = self.context.company.objectives[whole].team
            while team in teams:
                totals[team] = totals.get(team, 0) + 1
                team = teams[team].record.parent or ""
        return totals

    def company(self) -> Tree:
        """Company objectives first, then every department and team."""
        tops = self._below("")
        cut = fitting(list(self._levels(tops)), WITH_KEY_RESULTS)
        branches = (branch for top in tops for branch in (*self._own(top, cut), *self._subteams(top, cut, 1)))
        return Tree(flat(branches), self.context.relations.by_cycle.get(self.cycle, ()), cut)

    def below(self, team: str) -> Tree:
        """One team's own tree."""
        cut = fitting(list(self._levels([team])))
        branch = self._team(team, cut, 0, unfolded=True)
        goals = (whole for teams in self._walk([team]) for one in teams for whole in self._goals(one))
        return Tree(flat([branch]), tuple(goals), cut)

    def _below(self, team: str) -> list[str]:
        return [sub for sub in self.context.relations.subteams.get(team, ()) if sub in self.busy]

    def _goals(self, team: str) -> tuple[str, ...]:
        return self.context.relations.by_team.get((team, self.cycle), ())

    def _walk(self, teams: list[str]) -> Iterator[list[str]]:
        """These teams, then those below them, and so on."""
        while teams:
            yield teams
            teams = [sub for team in teams for sub in self._below(team)]

    def _levels(self, teams: list[str]) -> Iterator[Level]:
        """How much there is in these teams, then in those below them, and so on."""
        objectives = self.context.company.objectives
        for level in self._walk(teams):
            goals = [whole for team in level for whole in self._goals(team)]
            yield Level(len(level), len(goals), sum(len(objectives[whole].key_results) for whole in goals))

    def _own(self, team: str, cut: Cut) -> Iterator[Branch]:
        """The goals of the company itself."""
        goals = self._goals(team)
        if goals:
            yield Branch(self._rows.team(team, "company", objectives=len(goals)), lambda: self._objectives(goals, cut))

    def _subteams(self, team: str, cut: Cut, level: int, *, unfolded: bool = False) -> Iterator[Branch]:
        return (self._team(sub, cut, level, unfolded=unfolded) for sub in self._below(team))

    def _team(self, team: str, cut: Cut, level: int, *, unfolded: bool) -> Branch:
        """A team with its goals and the teams below it; `unfolded` shows them at once in the smallest teams too."""
        goals, subs = self._goals(team), self._below(team)
        kind = "department" if subs else "team"
        row = self._rows.team(team, kind, objectives=len(goals), teams=len(subs), unfolded=unfolded or bool(subs))  # type: ignore[arg-type]
        if cut.leaves_out(level):
            return Branch(replace(row, objectives=self.busy[team], elsewhere=url_of_team(self.cycle, team)))
        return Branch(
            row, lambda: (*self._objectives(goals, cut), *self._subteams(team, cut, level + 1, unfolded=unfolded))
        )

    def _objectives(self, goals: Iterable[str], cut: Cut) -> Iterator[Branch]:
        for whole in goals:
            objective = self.context.company.objectives[whole]
            measures = objective.key_results if cut.key_results else ()
            kids = tuple(Branch(self._rows.key_result(objective, one)) for one in measures)
            yield Branch(self._rows.objective(objective), lambda kids=kids: kids)  # type: ignore[misc]
