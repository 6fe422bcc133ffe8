"""Where an objective fits: what it supports, who builds on it, whom it needs, and the chain from the strategy to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from okrsite.okr.display import percent
from okrsite.okr.model import Objective, Target
from okrsite.okr.records import Dependency
from okrsite.pages import routes
from okrsite.pages.views.common import Crumb, Link, Text, Who
from okrsite.pages.views.context import Context, objective_of
from okrsite.pages.views.pieces import somebody, team_cycle_link, team_link, text, title_of
from okrsite.pages.views.targets import About, about, link_to

DEEPEST = 8
"""Steps of a chain; alignment loops are errors, and a page must never hang on one."""
BUILDERS = 3
"""Objectives below the last step that a chain names."""

Place = Literal["pillar", "company", "team", "here", "below"]


@dataclass(frozen=True, slots=True)
class Kin:
    """A goal above or below: what and how it is, in which way it helps, whether its progress counts in the parent.

    `via` names the key result on which the two hang, where it is not the whole objective. `percent` is a figure
    without its sign, empty for a pillar. `elsewhen` is the cycle where it is another one.
    """

    about: About
    percent: str = ""
    how: Text | None = None
    counts: bool = False
    via: str = ""
    elsewhen: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """Something needed from another team. `team` is the one that gives on our page, the one that needs on theirs.

    `status` is open, confirmed, at-risk, done or declined; `late` says that the day is over.
    """

    team: Link
    objective: Link
    what: Text
    by: date | None
    status: str
    late: bool
    watched_by: Who | None


@dataclass(frozen=True, slots=True)
class Stop:
    """One step of the chain from the strategy down: a pillar, an objective above, ours, one that builds on it."""

    place: Place
    link: Link
    team: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """From the strategy to one of our objectives and on; `more` builders are not named."""

    stops: tuple[Stop, ...]
    more: int = 0


def parents(context: Context, objective: Objective) -> Iterator[Kin]:
    """What an objective supports, its home first."""
    for parent in objective.supports:
        found = about(context, parent.target)
        if found:
            above = context.company.objectives.get(objective_of(parent.target) or "")
            counts = parent.contributes and above is not None and above.record.progress_from != "key-results"
            how = text(context.company.inline(objective.path, parent.how))
            yield Kin(found, _percent(context, parent.target), how, counts, "", _elsewhen(context, objective, above))


def children(context: Context, objective: Objective) -> Iterator[Kin]:
    """The objectives that build on one or on one of its key results."""
    for whole in context.relations.children.get(objective.id, ()):
        child = context.company.objectives[whole]
        found = about(context, Target("objective", whole))
        link = next((parent for parent in child.supports if objective_of(parent.target) == objective.id), None)
        if found and link:
            via = link_to(context, link.target) if link.target.kind == "key-result" else None
            how = text(context.company.inline(child.path, link.how))
            counts = link.contributes and objective.record.progress_from != "key-results"
            elsewhen = _elsewhen(context, objective, child)
            yield Kin(
                found, _percent(context, Target("objective", whole)), how, counts, via.title if via else "", elsewhen
            )


def _percent(context: Context, target: Target) -> str:
    if target.kind == "objective":
        return percent(context.figures.objectives[target.id].progress)
    if target.kind == "key-result" and context.key_results[target.id].record.redacted is None:
        return percent(context.figures.key_results[target.id].raw)
    return ""


def _elsewhen(context: Context, objective: Objective, other: Objective | None) -> str:
    return context.company.cycles[other.cycle].title if other and other.cycle != objective.cycle else ""


def needs(context: Context, objective: Objective) -> Iterator[Need]:
    """What an objective needs from other teams."""
    for dependency in objective.record.depends_on:
        yield _need(context, objective, dependency, team_cycle_link(context, dependency.team, objective.cycle))


def needed(context: Context, team: str, cycle: str) -> Iterator[Need]:
    """What other teams need from one."""
    for whole in context.relations.needed.get((team, cycle), ()):
        objective = context.company.objectives[whole]
        if objective.team != team and objective.record.state in ("active", "paused"):
            for dependency in objective.record.depends_on:
                if dependency.team == team:
                    yield _need(context, objective, dependency, team_cycle_link(context, objective.team, cycle))


def _need(context: Context, objective: Objective, dependency: Dependency, team: Link) -> Need:
    open_ = dependency.status not in ("done", "declined")
    return Need(
        team=team,
        objective=Link(title_of(context, objective).plain, routes.url(Target("objective", objective.id))),
        what=text(context.company.inline(objective.path, dependency.need)) or Text((dependency.need,)),
        by=dependency.by,
        status=dependency.status,
        late=open_ and dependency.by is not None and dependency.by < context.as_of,
        watched_by=somebody(context, dependency.risk_owner),
    )


def chain(context: Context, objective: Objective) -> Chain | None:
    """From the strategy down to an objective and to who builds on it; None where it stands alone."""
    above = [Stop("here", _link(context, objective), team_link(context, objective.team).title)]
    current: Objective | None = objective
    while current and current.supports and len(above) < DEEPEST:
        target = current.supports[0].target
        current = context.company.objectives.get(objective_of(target) or "")
        found = link_to(context, target)
        if current and found:
            root = not context.company.teams[current.team].record.parent
            place: Place = "company" if root else "team"
            above.append(Stop(place, _link(context, current), team_link(context, current.team).title))
        elif found:
            above.append(Stop("pillar", found))
    builders = context.relations.children.get(objective.id, ())
    below = [_below(context, whole) for whole in builders[:BUILDERS]]
    stops = (*reversed(above), *below)
    return Chain(stops, len(builders[BUILDERS:])) if len(stops) > 1 else None


def _below(context: Context, whole: str) -> Stop:
    objective = context.company.objectives[whole]
    return Stop("below", _link(context, objective), team_link(context, objective.team).title)


def _link(context: Context, objective: Objective) -> Link:
    return Link(title_of(context, objective).plain, routes.url(Target("objective", objective.id)))


def trail(context: Context, team: str, cycle: str | None, *last: str) -> tuple[Crumb, ...]:
    """The way from the home page down the tree of teams; `cycle` where the page is not of the running one.

    A company whose name is the site's is the home page already.
    """
    site, own = context.company.site.name, team_link(context, team)
    above = (team_link(context, one) for one in reversed(list(ancestors(context, team))))
    steps = [Crumb(link.title, link.url) for link in above if link.title.casefold() != site.casefold()]
    if own.title.casefold() != site.casefold():
        steps.append(Crumb(own.title, own.url))
    elif not (cycle or last):
        steps.append(Crumb(context.language.gettext("The whole company")))
    if cycle:
        steps.append(Crumb(context.company.cycles[cycle].title, routes.url(Target("okrs", f"{team}/{cycle}"))))
    steps += [Crumb(word) for word in last]
    return (Crumb(site, ""), *steps[:-1], Crumb(steps[-1].title))


def ancestors(context: Context, team: str) -> Iterator[str]:
    """The teams above one, the nearest first."""
    name = context.company.teams[team].record.parent
    for _ in range(DEEPEST):
        if name is None or name not in context.company.teams:
            return
        yield name
        name = context.company.teams[name].record.parent
