"""`/people/` and `/people/<id>/`: who answers for what. No ranking, no score, no comparison of people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from okrsite.okr.model import CheckIn, Objective, Target
from okrsite.okr.records import Person
from okrsite.pages import routes
from okrsite.pages.views.changes import Change, change
from okrsite.pages.views.common import KeyResultRow, Link, ObjectiveRow, Page, Who
from okrsite.pages.views.context import Context
from okrsite.pages.views.pieces import elapsed, initials, key_result_row, objective_row, share, team_link, title_of
from okrsite.pages.views.spans import cycle_link
from okrsite.pages.views.writing import crumbs

WROTE, EARLIER = 8, 20
"""How much of each a person's page shows."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in the list; `goals` counts the objectives and key results of the running cycle."""

    who: Who
    role: str
    team: Link | None
    goals: int


@dataclass(frozen=True, slots=True)
class PeopleGroup:
    """The people of a team, by name; `team` None are those without one."""

    team: Link | None
    rows: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True)
class PeopleView:
    """Everybody who is listed, by team; `ended` have left the company."""

    groups: tuple[PeopleGroup, ...]
    ended: tuple[PersonRow, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """A goal of another cycle."""

    link: Link
    team: Link
    cycle: Link


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person: what they answer for in the running cycle, what they wrote, what they answered for before.

    Rows carry no scores. `line` is today in the running cycle.
    """

    who: Who
    role: str
    email: str | None
    ended: date | None
    team: Link | None
    leads: tuple[Link, ...]
    cycle: Link | None
    line: float | None
    objectives: tuple[ObjectiveRow, ...]
    key_results: tuple[tuple[KeyResultRow, Link], ...]
    contributes: tuple[Earlier, ...]
    wrote: tuple[Change, ...]
    earlier: tuple[Earlier, ...]


def pages(context: Context) -> Iterator[Page]:
    """The list, then each person."""
    people = context.company.people
    if not people:
        return
    title = context.language.gettext("People")
    trail = crumbs(context, "people")
    yield Page("people/", "people.html", "list", title, people_view(context), section="people", crumbs=trail)
    wrote, leads, helps = _wrote(context), _leads(context), _contributions(context)
    for id, person in people.items():
        view = _view(context, id, wrote.get(id, ()), leads.get(id, ()), helps.get(id, ()))
        yield Page(
            url=routes.url(Target("person", id)),
            template="person.html",
            kind="person",
            title=person.name,
            view=view,
            description=person.role or "",
            section="people",
            crumbs=crumbs(context, "people", person.name),
            source="content/people.yaml",
        )


def people_view(context: Context) -> PeopleView:
    """Everybody, by team in the company's order, by name within."""
    groups: dict[str, list[PersonRow]] = {}
    gone = []
    for id, person in context.company.people.items():
        if _gone(context, person):
            gone.append(_row(context, id, person))
        else:
            team = person.team if person.team in context.company.teams else ""
            groups.setdefault(team or "", []).append(_row(context, id, person))
    order = [*context.company.teams, ""]
    return PeopleView(
        groups=tuple(
            PeopleGroup(team_link(context, team) if team else None, tuple(sorted(groups[team], key=_by_name)))
            for team in order
            if team in groups
        ),
        ended=tuple(sorted(gone, key=_by_name)),
        people=len(context.company.people) - len(gone),
    )


def _by_name(row: PersonRow) -> str:
    return row.who.name.casefold()


def _gone(context: Context, person: Person) -> bool:
    return person.ended is not None and person.ended < context.as_of


def _who(id: str, person: Person) -> Who:
    return Who(person.name, initials(person.name), routes.url(Target("person", id)))


def _row(context: Context, id: str, person: Person) -> PersonRow:
    owned = [whole for whole in context.relations.owned.get(id, ()) if _running(context, whole)]
    return PersonRow(_who(id, person), person.role or "", _team(context, person), len(owned))


def _team(context: Context, person: Person) -> Link | None:
    return team_link(context, person.team) if person.team and person.team in context.company.teams else None


def _objective(context: Context, whole: str) -> Objective:
    """The objective of a whole id, which may be that of a key result."""
    return context.company.objectives[whole.partition(".")[0]]


def _running(context: Context, whole: str) -> bool:
    return _objective(context, whole).cycle == context.figures.running


def _view(
    context: Context, id: str, wrote: tuple[CheckIn, ...], leads: tuple[str, ...], helps: tuple[str, ...]
) -> PersonView:
    person = context.company.people[id]
    owned = context.relations.owned.get(id, ())
    now = [whole for whole in owned if _running(context, whole)]
    cycle = context.company.cycles.get(context.figures.running or "")
    return PersonView(
        who=_who(id, person),
        role=person.role or "",
        email=person.email,
        ended=person.ended if _gone(context, person) else None,
        team=_team(context, person),
        leads=tuple(team_link(context, team) for team in leads),
        cycle=cycle_link(cycle) if cycle else None,
        line=share(elapsed(context, cycle.id)) if cycle else None,
        objectives=tuple(unscored(objective_row(context, whole)) for whole in now if "." not in whole),
        key_results=tuple(_key_result(context, whole) for whole in now if "." in whole),
        contributes=tuple(_earlier(context, whole) for whole in helps if _running(context, whole)),
        wrote=tuple(change(context, one) for one in wrote[:WROTE]),
        earlier=tuple(_earlier(context, whole) for whole in owned if not _running(context, whole) and "." not in whole)[
            :EARLIER
        ],
    )


def unscored(row: ObjectiveRow) -> ObjectiveRow:
    """A row without its closing score: scores are about goals and stay on the pages of goals."""
    return replace(row, standing=replace(row.standing, score=None, grade=None))


def _key_result(context: Context, whole: str) -> tuple[KeyResultRow, Link]:
    row = key_result_row(context, context.key_results[whole])
    objective = _objective(context, whole)
    link = Link(title_of(context, objective).plain, routes.url(Target("objective", objective.id)))
    return replace(row, standing=replace(row.standing, score=None, grade=None), owners=()), link


def _earlier(context: Context, whole: str) -> Earlier:
    objective = _objective(context, whole)
    return Earlier(
        link=Link(title_of(context, objective).plain, routes.url(Target("objective", objective.id))),
        team=team_link(context, objective.team),
        cycle=cycle_link(context.company.cycles[objective.cycle]),
    )


def _wrote(context: Context) -> dict[str, tuple[CheckIn, ...]]:
    """Person to their check-ins up to today, newest first."""
    found: dict[str, list[CheckIn]] = {}
    for check_in in sorted(context.company.check_ins, key=lambda one: (one.on, one.name), reverse=True):
        if check_in.author and check_in.author.person and check_in.on <= context.as_of:
            found.setdefault(check_in.author.person, []).append(check_in)
    return {id: tuple(ones) for id, ones in found.items()}


def _leads(context: Context) -> dict[str, tuple[str, ...]]:
    """Person to the teams of today that they lead."""
    found: dict[str, list[str]] = {}
    for team, file in context.company.teams.items():
        if file.record.lead and (file.record.ended is None or file.record.ended >= context.as_of):
            found.setdefault(file.record.lead, []).append(team)
    return {id: tuple(teams) for id, teams in found.items()}


def _contributions(context: Context) -> dict[str, tuple[str, ...]]:
    """Person to the objectives that they work on without answering for them."""
    found: dict[str, list[str]] = {}
    for objective in context.company.objectives.values():
        for owner in objective.contributors:
            if owner.person:
                found.setdefault(owner.person, []).append(objective.id)
    return {id: tuple(ones) for id, ones in found.items()}
