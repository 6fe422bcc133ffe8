"""What a reference leads to, as a link with a title; None where it leads nowhere in this edition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from okrsite.okr.model import Filed, Linked, Target
from okrsite.pages import routes
from okrsite.pages.views.common import Link, Status
from okrsite.pages.views.context import Context, objective_of
from okrsite.pages.views.pieces import objective_status, status, team_link, title_of
from okrsite.pages.views.writing import named


@dataclass(frozen=True, slots=True)
class About:
    """Something that a text is about: its title, and of a goal its team, its cycle and how it stands.

    `kind` is objective, key-result, pillar, kpi, lesson, team, cycle or person.
    """

    kind: str
    link: Link
    team: Link | None = None
    cycle: str = ""
    status: Status | None = None


def about(context: Context, target: Target) -> About | None:
    """What a reference leads to, with how it stands."""
    link, whole = link_to(context, target), objective_of(target)
    if link is None or whole is None:
        return About(target.kind, link) if link else None
    objective, figures = context.company.objectives[whole], context.figures
    cycle, own = context.company.cycles[objective.cycle].title, figures.key_results.get(target.id)
    known = status(own.verdict, own.stale) if own else objective_status(context, objective)
    return About(target.kind, link, team_link(context, objective.team), cycle, known)


def link_to(context: Context, target: Target | None) -> Link | None:
    """The title and address of what a reference means."""
    read = _TITLES.get(target.kind) if target else None
    title = read(context, target.id) if read and target else None
    return Link(title, routes.url(target)) if title and target else None


def _plain(linked: Linked | None, otherwise: str) -> str:
    return linked.prose.text if linked else otherwise


def _objective(context: Context, id: str) -> str | None:
    objective = context.company.objectives.get(id)
    return title_of(context, objective).plain if objective else None


def _key_result(context: Context, id: str) -> str | None:
    key_result = context.key_results.get(id)
    return title_of(context, key_result).plain if key_result else None


def _pillar(context: Context, id: str) -> str | None:
    strategy = context.company.strategy
    pillars = strategy.record.pillars if strategy else ()
    found = next((pillar for pillar in pillars if pillar.id == id), None)
    return _plain(context.company.inline(strategy.path, found.title), id) if strategy and found else None


def _kpi(context: Context, id: str) -> str | None:
    kpi = context.company.kpis.get(id)
    return _plain(context.company.inline(kpi.path, kpi.record.title), id) if kpi else None


def _lesson(context: Context, id: str) -> str | None:
    lesson = context.company.lessons.get(id)
    return _plain(context.company.inline(lesson.path, lesson.record.title), named(id)) if lesson else None


def _filed(context: Context, file: Filed[Any] | None) -> str | None:
    return _plain(context.company.inline(file.path, file.record.title), named(file.id)) if file else None


def _team(context: Context, id: str) -> str | None:
    return team_link(context, id).title if id in context.company.teams else None


def _cycle(context: Context, id: str) -> str | None:
    cycle = context.company.cycles.get(id)
    return cycle.title if cycle else None


def _person(context: Context, id: str) -> str | None:
    person = context.company.people.get(id)
    return person.name if person else None


_TITLES: Mapping[str, Callable[[Context, str], str | None]] = {
    "objective": _objective,
    "key-result": _key_result,
    "pillar": _pillar,
    "kpi": _kpi,
    "lesson": _lesson,
    "training": lambda context, id: _filed(context, context.company.trainings.get(id)),
    "onboarding": lambda context, id: _filed(context, context.company.onboardings.get(id)),
    "page": lambda context, id: _filed(context, context.company.pages.get(id)),
    "wave": lambda context, id: _filed(context, context.company.waves.get(id)),
    "mission": lambda context, id: _filed(context, context.company.mission),
    "vision": lambda context, id: _filed(context, context.company.vision),
    "strategy": lambda context, id: _filed(context, context.company.strategy),
    "team": _team,
    "cycle": _cycle,
    "person": _person,
}
