"""What the makers of pages read: the company, its figures today and a week ago, and who belongs to whom.

`Context` is made once a build by `context(…)`. Its relations are plain mappings by id, computed in one pass, so that
no page searches through the whole company.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any, TypeVar

from okrsite.okr.again import ANEW, Again
from okrsite.okr.figures import Figures
from okrsite.okr.model import CheckIn, Company, Filed, KeyResult, Objective, Target
from okrsite.okr.records import Team
from okrsite.pages.language import ENGLISH, Language
from okrsite.pages.views.common import Later, Text

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Relations:
    """Who belongs to whom, by id, each in the company's order.

    children: objective to the objectives that support it or one of its key results · by_pillar: pillar to objectives ·
    by_team: (team, cycle) to objectives · by_cycle: cycle to objectives · subteams: team ("" for none) to teams ·
    check_ins: (team, cycle) to check-ins, newest first · mentions: objective to check-ins that name it or one of its
    key results, newest first · lessons: `kind:id` of a target, `team:<id>` or `cycle:<id>` to lessons, newest first ·
    owned: person to objectives and key results (whole ids) · by_path: a check-in's file to the check-in · needed:
    (team, cycle) to the objectives that depend on that team.
    """

    children: Mapping[str, tuple[str, ...]]
    by_pillar: Mapping[str, tuple[str, ...]]
    by_team: Mapping[tuple[str, str], tuple[str, ...]]
    by_cycle: Mapping[str, tuple[str, ...]]
    subteams: Mapping[str, tuple[str, ...]]
    check_ins: Mapping[tuple[str, str], tuple[CheckIn, ...]]
    mentions: Mapping[str, tuple[CheckIn, ...]]
    lessons: Mapping[str, tuple[str, ...]]
    owned: Mapping[str, tuple[str, ...]]
    by_path: Mapping[str, CheckIn]
    needed: Mapping[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Context:
    """Everything that page makers read. `before` holds the figures of seven days ago.

    `language` is for the few words that a page carries as data: titles, crumbs, search records. All others are the
    templates'. `titles` holds those of objectives and key results that `pieces.title_of` has made. `later` says that
    views are made when their pages are asked for: there, in another process, or never.
    """

    company: Company
    figures: Figures
    before: Figures
    relations: Relations
    key_results: Mapping[str, KeyResult]
    language: Language = ENGLISH
    titles: dict[str, Text] = field(default_factory=dict, compare=False, repr=False)
    later: bool = False

    @property
    def as_of(self) -> date:
        """Today, as far as the site knows."""
        return self.figures.as_of

    def view(self, make: Callable[..., V], *arguments: Any, **named: Any) -> V | Later:
        """The view `make(context, …)` of a page, or how to make it later; `make` reads nothing else."""
        if not self.later:
            return make(self, *arguments, **named)
        return Later(partial(make, replace(self, later=False), *arguments, **named))


def objective_of(target: Target) -> str | None:
    """The objective that a reference to an objective or key result belongs to."""
    return target.id.partition(".")[0] if target.kind in ("objective", "key-result") else None


def context(
    company: Company, figures: Figures, before: Figures, language: Language = ENGLISH, again: Again = ANEW
) -> Context:
    """All relations of a company, in one pass over each kind of thing."""
    return Context(company, figures, before, _relations(company, again), company.key_results(), language)


def _relations(company: Company, again: Again) -> Relations:
    objectives = tuple(company.objectives.values())
    goals = again("goals", objectives, partial(_of_goals, objectives))
    newest_first = sorted(company.check_ins, key=lambda c: (c.on, c.name, c.path), reverse=True)
    return Relations(
        **goals,
        subteams=_grouped((team.record.parent or "", team.id) for team in sorted(company.teams.values(), key=_order)),
        check_ins=_grouped(((c.team, c.cycle), c) for c in newest_first),
        mentions=_grouped((name, c) for c in newest_first for name in _named(c)),
        lessons=_lessons(company),
        by_path={c.path: c for c in company.check_ins},
    )


def _of_goals(objectives: tuple[Objective, ...]) -> dict[str, Any]:
    """The relations that goals have alone."""
    supports = [(p, o.id) for o in objectives for p in o.supports]
    needs = (((need.team, o.cycle), o.id) for o in objectives for need in o.record.depends_on)
    return {
        "children": _grouped(dict.fromkeys((objective_of(p.target), id) for p, id in supports)),
        "by_pillar": _grouped(dict.fromkeys((p.target.id, id) for p, id in supports if p.target.kind == "pillar")),
        "by_team": _grouped(((o.team, o.cycle), o.id) for o in objectives),
        "by_cycle": _grouped((o.cycle, o.id) for o in objectives),
        "owned": _grouped(dict.fromkeys(pair for o in objectives for pair in _owned(o))),
        "needed": _grouped(dict.fromkeys(needs)),
    }


def _order(team: Filed[Team]) -> tuple[int, str]:
    """Teams stand by their weight, then by name."""
    return team.record.weight, team.record.name.casefold()


def _named(check_in: CheckIn) -> Iterable[str]:
    names = [entry.key_result.partition(".")[0] for entry in check_in.entries]
    return dict.fromkeys((*names, *(entry.objective for entry in check_in.objectives)))


def _owned(objective: Objective) -> Iterable[tuple[str | None, str]]:
    yield from ((owner.person, objective.id) for owner in objective.owners)
    for key_result in objective.key_results:
        yield from ((owner.person, key_result.id) for owner in key_result.owners)


def _lessons(company: Company) -> Mapping[str, tuple[str, ...]]:
    newest_first = sorted(company.lessons.values(), key=lambda lesson: lesson.on or date.min, reverse=True)
    pairs: list[tuple[str, str]] = []
    for lesson in newest_first:
        names = [f"{target.kind}:{target.id}" for target in lesson.about]
        names += [f"objective:{whole}" for target in lesson.about if (whole := objective_of(target))]
        names += [f"team:{team}" for team in lesson.record.teams]
        names += [f"cycle:{lesson.record.cycle}"] if lesson.record.cycle else []
        pairs += [(name, lesson.id) for name in dict.fromkeys(names)]
    return _grouped(pairs)


K = TypeVar("K")


def _grouped(pairs: Iterable[tuple[K | None, V]]) -> Mapping[K, tuple[V, ...]]:
    """Values by key in order of appearance; pairs without a key are left."""
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        if key is not None:
            groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
