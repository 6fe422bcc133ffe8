"""A company without what hangs on things that are not there.

In: a company from whose mappings something was taken out, by an edition or because a file is missing. Out: one in
which every reference, link, entry and text belongs to something that is there. What is left out leaves no trace.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from okrsite.okr import records
from okrsite.okr.model import (
    CheckIn,
    Company,
    Cycle,
    Filed,
    KeyResult,
    Lesson,
    Objective,
    Pulse,
    Target,
)
from okrsite.okr.pruned_texts import without_texts

R = TypeVar("R", bound=records.Record)
K = TypeVar("K")
V = TypeVar("V")
Is = Callable[[Target], bool]


def without_dangling(company: Company, before: Company | None = None) -> Company:
    """The company without what hangs in the air; `before` is the one it was taken from, if it was."""
    before = before or company
    teams = {id: _team(team, company.teams) for id, team in company.teams.items()}
    cycles = {id: _cycle(cycle, company.cycles) for id, cycle in company.cycles.items()}
    framed = replace(company, teams=teams, cycles=cycles)
    framed = _without_homeless(framed)
    there = existing(framed)
    linked = _references(_relinked(framed, there), there)
    return without_texts(linked, before, there)


def existing(company: Company) -> Is:
    """Whether a target is there."""
    ids: Mapping[str, Collection[str]] = {
        "objective": company.objectives,
        "key-result": company.key_results(),
        "team": company.teams,
        "cycle": company.cycles,
        "okrs": {"/".join(key) for key in company.sheets},
        "review": {"/".join(key) for key in company.reviews},
        "check-in": {check_in.path for check_in in company.check_ins},
        "kpi": company.kpis,
        "lesson": company.lessons,
        "training": company.trainings,
        "onboarding": company.onboardings,
        "wave": company.waves,
        "pulse": company.pulses,
        "page": company.pages,
        "person": company.people,
        "asset": frozenset(company.assets),
        "pillar": {pillar.id for pillar in company.strategy.record.pillars} if company.strategy else (),
        "mission": ("",) if company.mission else (),
        "vision": ("",) if company.vision else (),
        "strategy": ("",) if company.strategy else (),
        "glossary": ("",),
        "home": ("",),
        "people": ("",),
    }

    def there(target: Target) -> bool:
        return target.id in ids[target.kind]

    return there


def changed(record: R, **fields: Any) -> R:
    """The record with these fields; the same one where nothing differs."""
    differing = {name: value for name, value in fields.items() if getattr(record, name) != value}
    return record.model_copy(update=differing) if differing else record


def _team(team: Filed[records.Team], teams: Collection[str]) -> Filed[records.Team]:
    if team.record.parent is None or team.record.parent in teams:
        return team
    return replace(team, record=changed(team.record, parent=None))


def _cycle(cycle: Cycle, cycles: Collection[str]) -> Cycle:
    if cycle.record.parent is None or cycle.record.parent in cycles:
        return cycle
    return replace(cycle, record=changed(cycle.record, parent=None))


def _without_homeless(company: Company) -> Company:
    """Nothing in the folder of a team or a cycle that is not there."""

    def at_home(team: str, cycle: str) -> bool:
        return team in company.teams and cycle in company.cycles

    objectives = {id: one for id, one in company.objectives.items() if at_home(one.team, one.cycle)}
    return replace(
        company,
        objectives=objectives,
        sheets={key: _sheet(key, sheet, objectives) for key, sheet in company.sheets.items() if at_home(*key)},
        check_ins=tuple(one for one in company.check_ins if at_home(one.team, one.cycle)),
        reviews={key: review for key, review in company.reviews.items() if at_home(*key)},
    )


def _sheet(
    key: tuple[str, str], sheet: Filed[records.Okrs], objectives: Mapping[str, Objective]
) -> Filed[records.Okrs]:
    """The file with the objectives that are left."""
    prefix = "/".join(key)
    ids = [f"{prefix}/{record.id}" for record in sheet.record.objectives]
    left = tuple(objectives[id].record for id in dict.fromkeys(ids) if id in objectives)
    return replace(sheet, record=changed(sheet.record, objectives=left))


def _relinked(company: Company, there: Is) -> Company:
    """Goals, check-ins and everything else with the references that are left."""
    teams, cycles = company.teams, company.cycles
    objectives = {id: _objective(one, there, teams) for id, one in company.objectives.items()}
    return replace(
        company,
        objectives=objectives,
        sheets={key: _sheet(key, sheet, objectives) for key, sheet in company.sheets.items()},
        check_ins=tuple(_check_in(one, there) for one in company.check_ins),
        lessons={id: _lesson(one, there, teams, cycles) for id, one in company.lessons.items()},
        waves={id: replace(one, record=_wave(one.record, company)) for id, one in company.waves.items()},
        pulses={id: _pulse(one, teams, cycles) for id, one in company.pulses.items()},
        people={id: changed(one, team=_known(one.team, teams)) for id, one in company.people.items()},
        translations={key: some for key, some in company.translations.items() if _original(key, company)},
    )


def _original(key: tuple[str, str], company: Company) -> bool:
    mappings: Mapping[str, Any] = {
        "lesson": company.lessons, "training": company.trainings, "onboarding": company.onboardings,
        "page": company.pages, "team": company.teams,
    }  # fmt: skip
    kind, id = key
    return id in mappings[kind] if kind in mappings else getattr(company, kind) is not None


def _known(id: str | None, ids: Collection[str]) -> str | None:
    return id if id in ids else None


def _objective(objective: Objective, there: Is, teams: Collection[str]) -> Objective:
    supports = tuple(parent for parent in objective.supports if there(parent.target))
    key_results = tuple(_key_result(kr, there) for kr in objective.key_results)
    carried_to = _left(objective.carried_to, there)
    record = changed(
        objective.record,
        supports=_written(objective, there),
        carried_to=objective.record.carried_to if carried_to else None,
        depends_on=tuple(one for one in objective.record.depends_on if one.team in teams),
        key_results=tuple(kr.record for kr in key_results),
    )
    if record is objective.record and len(supports) == len(objective.supports):
        return objective
    return replace(objective, record=record, supports=supports, key_results=key_results, carried_to=carried_to)


def _written(objective: Objective, there: Is) -> tuple[records.Support, ...]:
    """The entries of `supports` as they were written, without those that lead nowhere.

    All of them where an error took one out: then nothing is published, and the texts of the others are still needed.
    """
    written = objective.record.supports
    if len(written) != len(objective.supports):
        return written
    return tuple(one for one, parent in zip(written, objective.supports, strict=True) if there(parent.target))


def _left(target: Target | None, there: Is) -> Target | None:
    return target if target and there(target) else None


def _key_result(key_result: KeyResult, there: Is) -> KeyResult:
    guards = tuple(target for target in key_result.guards if there(target))
    carried_to = _left(key_result.carried_to, there)
    if len(guards) == len(key_result.guards) and carried_to == key_result.carried_to:
        return key_result
    fields = {"guards": key_result.record.guards if len(guards) == len(key_result.guards) else ()}
    record = changed(key_result.record, **fields, carried_to=key_result.record.carried_to if carried_to else None)
    return replace(key_result, record=record, guards=guards, carried_to=carried_to)


def _check_in(check_in: CheckIn, there: Is) -> CheckIn:
    entries = tuple(one for one in check_in.entries if there(Target("key-result", one.key_result)))
    said = tuple(one for one in check_in.objectives if there(Target("objective", one.objective)))
    blockers = tuple(one for one in check_in.blockers if one.about is None or there(one.about))
    same = len(entries) == len(check_in.entries) and len(said) == len(check_in.objectives)
    if same and len(blockers) == len(check_in.blockers) and len(said) == len(check_in.record.objectives):
        return check_in
    prefix = f"{check_in.team}/{check_in.cycle}/"
    record = changed(
        check_in.record,
        key_results=_named(check_in.record.key_results, [one.key_result.removeprefix(prefix) for one in entries]),
        objectives=_named(check_in.record.objectives, [one.objective.removeprefix(prefix) for one in said]),
        blockers=tuple(one.record for one in blockers),
    )
    return replace(check_in, record=record, entries=entries, objectives=said, blockers=blockers)


def _named(mapping: Mapping[K, V], names: Iterable[K]) -> dict[K, V]:
    kept = set(names)
    return {name: value for name, value in mapping.items() if name in kept}


def _lesson(lesson: Lesson, there: Is, teams: Collection[str], cycles: Collection[str]) -> Lesson:
    about = tuple(target for target in lesson.about if there(target))
    record = changed(
        lesson.record,
        teams=tuple(team for team in lesson.record.teams if team in teams),
        cycle=_known(lesson.record.cycle, cycles),
        about=lesson.record.about if len(about) == len(lesson.record.about) else (),
    )
    return replace(lesson, about=about, record=record)


def _wave(record: records.Wave, company: Company) -> records.Wave:
    return changed(
        record,
        teams=tuple(team for team in record.teams if team in company.teams),
        cycle=_known(record.cycle, company.cycles),
    )


def _pulse(pulse: Pulse, teams: Collection[str], cycles: Collection[str]) -> Pulse:
    questions = tuple(
        changed(question, scores={team: cell for team, cell in question.scores.items() if team in teams})
        for question in pulse.record.questions
    )
    record = changed(pulse.record, questions=questions, cycle=_known(pulse.record.cycle, cycles))
    return replace(pulse, record=record)


def _references(company: Company, there: Is) -> Company:
    """Plain fields that lead somewhere: what is gone is taken out of the records too."""
    gone = {key for key, target in company.references.items() if not there(target)}
    if not gone:
        return company

    def kept(path: str, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if (path, name) not in gone)

    def one(path: str, name: str | None) -> str | None:
        return None if (path, name) in gone else name

    def filed(path: str, record: Any) -> Any:
        if isinstance(record, records.Training):
            return changed(record, prerequisites=kept(path, record.prerequisites), next=one(path, record.next))
        if isinstance(record, records.Wave):
            return changed(record, lessons=kept(path, record.lessons))
        if isinstance(record, records.Strategy):
            pillars = (changed(pillar, signals=kept(path, pillar.signals)) for pillar in record.pillars)
            return changed(record, pillars=tuple(pillars))
        return changed(record, steps=tuple(changed(step, link=one(path, step.link)) for step in record.steps))

    def all_filed(mapping: Mapping[str, Any]) -> dict[str, Any]:
        return {id: replace(file, record=filed(file.path, file.record)) for id, file in mapping.items()}

    strategy = company.strategy
    return replace(
        company,
        trainings=all_filed(company.trainings),
        onboardings=all_filed(company.onboardings),
        waves=all_filed(company.waves),
        strategy=replace(strategy, record=filed(strategy.path, strategy.record)) if strategy else None,
        references={key: target for key, target in company.references.items() if key not in gone},
    )
