"""Grows the alignment tree of a cycle: by organisation, by strategy, and below one team.

In: a `Context` and a cycle. Out: rows as `tree.py` has them. By organisation every objective stands under its team; by
strategy under what it supports, in whatever cycle that is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from okrsite.okr.model import KeyResult, Objective, Parent, Target
from okrsite.pages import routes
from okrsite.pages.views.common import Link, Standing
from okrsite.pages.views.context import Context, objective_of
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
from okrsite.pages.views.tree import Branch, RowKind, TreeRow, flat


class Trees:
    """Makes branches for one cycle; `key_results` False leaves them out of very large trees."""

    def __init__(self, context: Context, cycle: str, *, key_results: bool = True, open_teams: bool = False) -> None:
        self.context, self.cycle = context, cycle
        self._key_results, self._open_teams = key_results, open_teams
        self.busy = self._busy_teams()

    # ------------------------------------------------------------------ by organisation

    def _busy_teams(self) -> Mapping[str, int]:
        """Each team with objectives of the cycle in it or below it, and how many."""
        totals: dict[str, int] = {}
        for whole in self.context.relations.by_cycle.get(self.cycle, ()):
            team = self.context.company.objectives[whole].team
            while team in self.context.company.teams:
                totals[team] = totals.get(team, 0) + 1
                team = self.context.company.teams[team].record.parent or ""
        return totals

    def organisation(self) -> tuple[TreeRow, ...]:
        """Company objectives first, then every department and team."""
        tops = [team for team in self.context.relations.subteams.get("", ()) if team in self.busy]
        return flat(branch for team in tops for branch in (*self._company(team), *self._subteams(team)))

    def below(self, team: str) -> tuple[TreeRow, ...]:
        """One team's own tree."""
        return flat([self.team(team)])

    def _company(self, team: str) -> Iterator[Branch]:
        own = self.context.relations.by_team.get((team, self.cycle), ())
        if own:
            yield Branch(self._team_row(team, "company", len(own), 0), lambda: self._objectives(own))

    def _subteams(self, team: str) -> Iterator[Branch]:
        yield from (self.team(sub) for sub in self.context.relations.subteams.get(team, ()) if sub in self.busy)

    def team(self, team: str) -> Branch:
        """A team with its objectives and its sub-teams."""
        own = self.context.relations.by_team.get((team, self.cycle), ())
        subs = [sub for sub in self.context.relations.subteams.get(team, ()) if sub in self.busy]
        row = self._team_row(team, "department" if subs else "team", len(own), len(subs))
        return Branch(row, lambda: (*self._objectives(own), *self._subteams(team)))

    def _team_row(self, team: str, kind: RowKind, objectives: int, teams: int) -> TreeRow:
        link = team_cycle_link(self.context, team, self.cycle)
        figures = self.context.figures.teams.get((team, self.cycle))
        standing = team_standing(figures, elapsed(self.context, self.cycle)) if figures and kind == "team" else None
        opened = kind != "team" or self._open_teams
        return TreeRow(
            team, kind, link.title, link.url, standing, team=team, objectives=objectives, teams=teams, open=opened
        )

    def _objectives(self, ids: Iterable[str]) -> Iterator[Branch]:
        for whole in ids:
            objective = self.context.company.objectives[whole]
            yield Branch(self._objective_row(objective), self._measures(objective))

    def _measures(self, objective: Objective) -> Callable[[], Iterable[Branch]]:
        if not self._key_results:
            return tuple
        return lambda: [Branch(self._key_result_row(objective, kr)) for kr in objective.key_results]

    # ------------------------------------------------------------------ rows

    def _objective_row(self, objective: Objective) -> TreeRow:
        children = self.context.relations.children.get(objective.id, ())
        parents = [self._parent(parent) for parent in objective.supports]
        related = [objective_of(p.target) or p.target.id for p in objective.supports]
        return TreeRow(
            id=objective.id,
            kind="objective",
            title=title_of(self.context, objective).plain,
            url=routes.url(Target("objective", objective.id)),
            standing=self._standing(objective),
            owners=tuple(owner.name for owner in objective.owners),
            parents=tuple(parents),
            supporters=len(children),
            team=objective.team,
            team_name=team_link(self.context, objective.team).title,
            cycle=self._other_cycle(objective),
            related=tuple(dict.fromkeys((*related, *children))),
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

    def _key_result_row(self, objective: Objective, key_result: KeyResult) -> TreeRow:
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

    def _parent(self, parent: Parent) -> Link:
        """What an objective supports, as a link to its page."""
        return Link(title_of_target(self.context, parent.target), routes.url(parent.target))

    # ------------------------------------------------------------------ by strategy

    def strategy(self) -> tuple[TreeRow, ...]:
        """Pillars, then company objectives that serve none, then local goals: each with what supports it."""
        drawn = self._drawn()
        homes: dict[Target | None, list[str]] = {}
        for whole in drawn:
            homes.setdefault(self._home(whole, drawn), []).append(whole)
        return flat(self._roots(homes, drawn))

    def _drawn(self) -> dict[str, None]:
        """The cycle's objectives with all that is above and below them, in whatever cycle that is."""
        objectives, found = (
            self.context.company.objectives,
            dict.fromkeys(self.context.relations.by_cycle.get(self.cycle, ())),
        )
        queue = list(found)
        for whole in queue:
            above = [objective_of(p.target) for p in objectives[whole].supports]
            below = self.context.relations.children.get(whole, ()) if objectives[whole].cycle == self.cycle else ()
            fresh = [other for other in (*above, *below) if other and other in objectives and other not in found]
            found.update(dict.fromkeys(fresh))
            queue += dict.fromkeys(fresh)
        return {whole: None for whole in objectives if whole in found}

    def _home(self, whole: str, drawn: Mapping[str, None]) -> Target | None:
        """Where an objective is drawn: under its first parent."""
        supports = self.context.company.objectives[whole].supports
        if not supports:
            return None
        first = supports[0].target
        return first if first.kind == "pillar" or objective_of(first) in drawn else None

    def _roots(self, homes: Mapping[Target | None, list[str]], drawn: Mapping[str, None]) -> Iterator[Branch]:
        strategy = self.context.company.strategy
        for pillar in strategy.record.pillars if strategy else ():
            target = Target("pillar", pillar.id)
            row = self._group(pillar.id, "pillar", title_of_target(self.context, target), routes.url(target))
            yield Branch(row, lambda target=target: self._served(target, homes, drawn))  # type: ignore[misc]
        tops = self.context.relations.subteams.get("", ())
        loose = homes.get(None, [])
        company = [whole for whole in loose if self.context.company.objectives[whole].team in tops]
        local = [whole for whole in loose if whole not in set(company)]
        if company:
            kind: RowKind = "unpillared" if strategy and strategy.record.pillars else "top"
            yield Branch(self._group("-company", kind), lambda: self._goals(company, homes, drawn))
        if local:
            yield Branch(self._group("-local", "local"), lambda: self._goals(local, homes, drawn))

    def _group(self, id: str, kind: RowKind, title: str = "", url: str | None = None) -> TreeRow:
        return TreeRow(id, kind, title, url, open=True)

    def _goals(
        self, ids: Iterable[str], homes: Mapping[Target | None, list[str]], drawn: Mapping[str, None]
    ) -> Iterator[Branch]:
        for whole in ids:
            objective = self.context.company.objectives[whole]
            yield Branch(
                self._objective_row(objective),
                lambda objective=objective: self._under(objective, homes, drawn),  # type: ignore[misc]
            )

    def _under(
        self, objective: Objective, homes: Mapping[Target | None, list[str]], drawn: Mapping[str, None]
    ) -> Iterator[Branch]:
        """Key results, each with what supports it, then what supports the whole objective."""
        for key_result in objective.key_results:
            target = Target("key-result", key_result.id)
            served = tuple(self._served(target, homes, drawn))
            if served or self._key_results:
                yield Branch(self._key_result_row(objective, key_result), lambda served=served: served)  # type: ignore[misc]
        yield from self._served(Target("objective", objective.id), homes, drawn)

    def _served(
        self, target: Target, homes: Mapping[Target | None, list[str]], drawn: Mapping[str, None]
    ) -> Iterator[Branch]:
        """What has its home under a target, then references to what also supports it."""
        yield from self._goals(homes.get(target, ()), homes, drawn)
        for whole in self._also(target, drawn):
            objective = self.context.company.objectives[whole]
            if self._home(whole, drawn) != target:
                yield Branch(self._reference(objective, target))

    def _also(self, target: Target, drawn: Mapping[str, None]) -> Iterator[str]:
        relations = self.context.relations
        near = relations.by_pillar.get(target.id, ()) if target.kind == "pillar" else ()
        if target.kind != "pillar":
            near = relations.children.get(objective_of(target) or "", ())
        for whole in near:
            if whole in drawn and any(p.target == target for p in self.context.company.objectives[whole].supports):
                yield whole

    def _reference(self, objective: Objective, under: Target) -> TreeRow:
        """A goal under a parent that is not its home: named, linked to its home, without numbers."""
        first = objective.supports[0].target
        return TreeRow(
            id=f"{objective.id}@{under.id}",
            kind="reference",
            title=title_of(self.context, objective).plain,
            url=f"#{objective.id}",
            home=Link(title_of_target(self.context, first), routes.url(first)),
            team=objective.team,
            team_name=team_link(self.context, objective.team).title,
            related=(objective.id,),
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
