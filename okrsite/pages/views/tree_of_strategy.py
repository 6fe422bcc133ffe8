"""The alignment tree of a cycle by strategy: every goal under what it supports, in whatever cycle that is.

Pillars stand first, then company objectives that serve none, then local goals. A goal with several parents is drawn
under the first; under the others stands a reference.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from okrsite.okr.model import Objective, Target
from okrsite.pages import routes
from okrsite.pages.views.context import Context, objective_of
from okrsite.pages.views.tree import Branch, RowKind, Tree, flat
from okrsite.pages.views.tree_cut import WITH_KEY_RESULTS, Cut, Level, fitting
from okrsite.pages.views.tree_rows import Rows, title_of_target

Homes = dict[Target | None, list[str]]
"""What a goal is drawn under, and the goals there."""


class Strategy:
    """The goals of a cycle with all that they serve and all that serves them, each at its home."""

    def __init__(self, context: Context, cycle: str) -> None:
        self.context, self.cycle = context, cycle
        self._rows = Rows(context, cycle)
        self._drawn = self._reach()
        self._homes: Homes = defaultdict(list)
        for whole in self._drawn:
            self._homes[self._home(whole)].append(whole)
        self._level_of = self._distances()

    def tree(self) -> Tree:
        """The whole tree, as deep as a page has room for."""
        cut = fitting(self._levels(), WITH_KEY_RESULTS)
        return Tree(flat(self._roots(cut)), tuple(self._drawn), cut)

    # ------------------------------------------------------------------ what is drawn, and where

    def _reach(self) -> dict[str, None]:
        """The cycle's objectives with all that is above and below them, in whatever cycle that is."""
        relations, objectives = self.context.relations, self.context.company.objectives
        found = dict.fromkeys(relations.by_cycle.get(self.cycle, ()))
        queue = list(found)
        for whole in queue:
            above = [objective_of(p.target) for p in objectives[whole].supports]
            below = relations.children.get(whole, ()) if objectives[whole].cycle == self.cycle else ()
            fresh = [other for other in (*above, *below) if other and other in objectives and other not in found]
            found.update(dict.fromkeys(fresh))
            queue += dict.fromkeys(fresh)
        return {whole: None for whole in objectives if whole in found}

    def _home(self, whole: str) -> Target | None:
        """Where an objective is drawn: under its first parent."""
        supports = self.context.company.objectives[whole].supports
        if not supports:
            return None
        first = supports[0].target
        return first if first.kind == "pillar" or objective_of(first) in self._drawn else None

    def _loose(self) -> tuple[list[str], list[str]]:
        """Goals that serve nothing: those of the company, and local ones."""
        tops = self.context.relations.subteams.get("", ())
        company: list[str] = []
        local: list[str] = []
        for whole in self._homes.get(None, ()):
            (company if self.context.company.objectives[whole].team in tops else local).append(whole)
        return company, local

    # ------------------------------------------------------------------ how much there is

    def _distances(self) -> dict[str, int]:
        """How far each goal is from the strategy; local goals begin below all others, so that they are cut first."""
        company, local = self._loose()
        below: dict[str, list[str]] = defaultdict(list)
        for home, goals in self._homes.items():
            if home:
                below[objective_of(home) or ""] += goals
        distances: dict[str, int] = {}
        level = 0
        for front in (company + below[""], local):
            self._local = level
            while front:
                distances.update(dict.fromkeys(front, level))
                front = [kid for goal in front for kid in below[goal]]
                level += 1
        return distances

    def _levels(self) -> list[Level]:
        """How much there is at each distance."""
        goals, key_results = Counter(self._level_of.values()), Counter[int]()
        for whole, level in self._level_of.items():
            key_results[level] += len(self.context.company.objectives[whole].key_results)
        for target in self._between():
            goals[self._level_of[objective_of(target) or ""] + 1 if target.kind != "pillar" else 0] += 1
        return [Level(0, goals[level], key_results[level]) for level in range(max(goals, default=0) + 1)]

    def _between(self) -> Iterator[Target]:
        """What has one row more below it: a reference, or a key result that is served."""
        served = set()
        for whole in self._drawn:
            for parent in self.context.company.objectives[whole].supports:
                if parent.target != self._home(whole):
                    yield parent.target
                if parent.target.kind == "key-result":
                    served.add(parent.target)
        yield from served

    # ------------------------------------------------------------------ branches

    def _roots(self, cut: Cut) -> Iterator[Branch]:
        strategy = self.context.company.strategy
        pillars = strategy.record.pillars if strategy else ()
        for pillar in pillars:
            target = Target("pillar", pillar.id)
            row = self._rows.group(pillar.id, "pillar", title_of_target(self.context, target), routes.url(target))
            yield Branch(row, lambda target=target: self._served(target, cut, 0))  # type: ignore[misc]
        company, local = self._loose()
        if company:
            kind: RowKind = "unpillared" if pillars else "top"
            yield Branch(self._rows.group("-company", kind), lambda: self._goals(company, cut, 0))
        if local:
            row = self._rows.group("-local", "local")
            if cut.leaves_out(self._local):
                yield Branch(replace(row, objectives=len(local), elsewhere=f"alignment/{self.cycle}/"))
            else:
                yield Branch(row, lambda: self._goals(local, cut, self._local))

    def _goals(self, ids: Iterable[str], cut: Cut, level: int) -> Iterator[Branch]:
        for whole in ids:
            objective = self.context.company.objectives[whole]
            page = routes.url(Target("objective", whole))
            left = cut.leaves_out(level + 1) and bool(self.context.relations.children.get(whole))
            yield Branch(
                self._rows.objective(objective, page if left else None),
                lambda objective=objective: self._under(objective, cut, level + 1),  # type: ignore[misc]
            )

    def _under(self, objective: Objective, cut: Cut, level: int) -> Iterator[Branch]:
        """Key results, each with what supports it, then what supports the whole objective."""
        for key_result in objective.key_results:
            target = Target("key-result", key_result.id)
            served = tuple(self._served(target, cut, level))
            if served or cut.key_results:
                yield Branch(self._rows.key_result(objective, key_result), lambda served=served: served)  # type: ignore[misc]
        yield from self._served(Target("objective", objective.id), cut, level)

    def _served(self, target: Target, cut: Cut, level: int) -> Iterator[Branch]:
        """What has its home under a target, then references to what also supports it."""
        if cut.leaves_out(level):
            return
        yield from self._goals(self._homes.get(target, ()), cut, level)
        for whole in self._also(target):
            if self._home(whole) != target:
                at_home = not cut.leaves_out(self._level_of[whole])
                yield Branch(self._rows.reference(self.context.company.objectives[whole], target, at_home=at_home))

    def _also(self, target: Target) -> Iterator[str]:
        relations = self.context.relations
        if target.kind == "pillar":
            near = relations.by_pillar.get(target.id, ())
        else:
            near = relations.children.get(objective_of(target) or "", ())
        for whole in near:
            if whole in self._drawn and any(
                p.target == target for p in self.context.company.objectives[whole].supports
            ):
                yield whole
