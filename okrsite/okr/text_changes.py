"""What a change means for everything but goals: teams, cycles, check-ins, and what is written to be read.

In: `Pairs`. Out: changes; what only reads differently is one `Reworded` each, for the reader to unfold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from okrsite.okr.changes import Added, Change, Pairs, Removed, Renamed, Reworded, Shifted, Shown, Spoken
from okrsite.okr.model import CheckIn, Company, Cycle, Filed, Target, TargetKind
from okrsite.okr.records import Team

CYCLE_POSTS = ("start", "end", "state")
TEAM_POSTS = ("lead", "parent", "ended")


def team_changes(pairs: Pairs) -> Iterator[Change]:
    """Teams that are new, gone, called otherwise, led by somebody else."""
    old = {pairs.today(id): team for id, team in pairs.before.company.teams.items()}
    new = pairs.after.company.teams
    for id, team in new.items():
        before = old.pop(id, None)
        if before is not None:
            yield from _team(pairs, before, team)
        elif team.path not in pairs.unread:
            yield Added(Target("team", id))
    yield from (Removed(Target("team", gone.id)) for gone in old.values() if gone.path not in pairs.broken)


def _team(pairs: Pairs, before: Filed[Team], after: Filed[Team]) -> Iterator[Change]:
    target, was = Target("team", after.id), Target("team", before.id)
    if (before.id, before.record.name) != (after.id, after.record.name):
        yield Renamed(target, was)
    old, new = _posts(before.record, TEAM_POSTS), _posts(after.record, TEAM_POSTS)
    old["parent"] = tuple(pairs.today(str(one)) for one in old["parent"])
    for name in TEAM_POSTS:
        if old[name] != new[name]:
            kind: TargetKind | None = "team" if name == "parent" else "person" if name == "lead" else None
            yield Shifted(target, name, "ahead", _as(kind, old[name]), _as(kind, new[name]))
    fields = _fields(before, after, ("name", "aliases", *TEAM_POSTS))
    if fields:
        yield Reworded(target, was, fields)


def _as(kind: TargetKind | None, values: tuple[Shown, ...]) -> tuple[Shown, ...]:
    return tuple(Target(kind, str(value)) for value in values) if kind else values


def cycle_changes(pairs: Pairs) -> Iterator[Change]:
    """Cycles that are new, gone, longer, closed."""
    old, new = pairs.before.company.cycles, pairs.after.company.cycles
    for id, cycle in new.items():
        before = old.get(id)
        if before is not None:
            yield from _cycle(pairs, before, cycle)
        elif cycle.path not in pairs.unread:
            yield Added(Target("cycle", id))
    gone = (one for id, one in old.items() if id not in new and one.path not in pairs.broken)
    yield from (Removed(Target("cycle", one.id)) for one in gone)


def _cycle(pairs: Pairs, before: Cycle, after: Cycle) -> Iterator[Change]:
    target = Target("cycle", after.id)
    old, new = _posts(before.record, CYCLE_POSTS), _posts(after.record, CYCLE_POSTS)
    for name in CYCLE_POSTS:
        if old[name] != new[name]:
            phase = "ahead" if name == "state" else pairs.phase(after.id)
            yield Shifted(target, name, phase, old[name], new[name])
    fields = _fields(before, after, CYCLE_POSTS)
    if fields:
        yield Reworded(target, target, fields)


def check_in_changes(pairs: Pairs) -> Iterator[Change]:
    """Check-ins that are new, and those that say something else than they said."""
    old = {(pairs.today(one.team), one.cycle, one.name): one for one in pairs.before.company.check_ins}
    for one in pairs.after.company.check_ins:
        before = old.pop((one.team, one.cycle, one.name), None)
        if before is None and one.path not in pairs.unread:
            yield _spoken(pairs, one, "new", one.team)
        elif before is not None and (before.record, before.body) != (one.record, one.body):
            yield _spoken(pairs, one, "rewritten", one.team)
    for (team, _, _), gone in old.items():
        if gone.path not in pairs.broken:
            yield _spoken(pairs, gone, "removed", team)


def _spoken(pairs: Pairs, one: CheckIn, what: Any, team: str) -> Spoken:
    return Spoken(Target("check-in", one.path), team, what, pairs.phase(one.cycle), one.path)


def reading_changes(pairs: Pairs) -> Iterator[Change]:
    """Everything that is written to be read, a thing at a time."""
    before, after = _shelves(pairs, pairs.before.company), _shelves(pairs, pairs.after.company)
    for target, (path, record, body) in after.items():
        same = before.get(target)
        if same is not None:
            fields = _differ(same[1], record, same[2], body)
            yield from [Reworded(target, target, fields)] if fields else []
        elif path not in pairs.unread:
            yield Added(target)
    gone = (target for target, (path, _, _) in before.items() if target not in after and path not in pairs.broken)
    yield from map(Removed, gone)


Written = tuple[str, Any, str]


def _shelves(pairs: Pairs, company: Company) -> dict[Target, Written]:
    """All things of a company that are neither goals nor teams, cycles or check-ins: file, record, body."""
    found: dict[Target, Written] = {Target("home"): ("content/site.yaml", company.site, "")}
    shelves: Mapping[TargetKind, Mapping[str, Any]] = {
        "kpi": company.kpis,
        "lesson": company.lessons,
        "training": company.trainings,
        "onboarding": company.onboardings,
        "wave": company.waves,
        "pulse": company.pulses,
        "page": company.pages,
        "okrs": {pairs.today("/".join(key)): one for key, one in company.sheets.items() if one.record.summary},
        "review": {pairs.today("/".join(key)): one for key, one in company.reviews.items()},
    }
    for single in (company.mission, company.vision, company.strategy):
        if single is not None:
            found[Target(_KINDS[single.id], "")] = (single.path, single.record, single.body)
    for kind, things in shelves.items():
        for id, one in things.items():
            found[Target(kind, id)] = (one.path, one.record, getattr(one, "body", ""))
    for id, person in company.people.items():
        found[Target("person", id)] = ("content/people.yaml", person, "")
    if company.glossary:
        found[Target("glossary")] = ("content/glossary.yaml", None, repr(company.glossary))
    return found


_KINDS: Mapping[str, TargetKind] = {"mission": "mission", "vision": "vision", "strategy": "strategy"}


def _posts(record: Any, names: tuple[str, ...]) -> dict[str, tuple[Shown, ...]]:
    values = {name: getattr(record, name) for name in names}
    return {name: () if value is None else (str(value),) for name, value in values.items()}


def _fields(before: Any, after: Any, aside: tuple[str, ...]) -> tuple[str, ...]:
    """The fields that differ in two records, without some; `body` is the text below."""
    bodies = getattr(before, "body", ""), getattr(after, "body", "")
    return tuple(name for name in _differ(before.record, after.record, *bodies) if name not in aside)


def _differ(before: Any, after: Any, body: str, new_body: str) -> tuple[str, ...]:
    names = type(after).model_fields if after is not None else ()
    fields = [name for name in names if getattr(before, name) != getattr(after, name)]
    return tuple(name for name in fields if name not in _OWN) + (("body",) if body != new_body else ())


_OWN = frozenset({"objectives", "email"})
"""Fields that are told of elsewhere (the goals of a sheet), or nowhere (mail addresses)."""
