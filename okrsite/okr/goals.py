"""Objectives and key results, put together.

In: the okrs files, the references and who is who. Out: the objectives in the order of teams, cycles and their files,
without loops.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from okrsite.diagnostics import Diagnostic, Place, Related, error
from okrsite.okr import records
from okrsite.okr.again import ANEW, Again, told
from okrsite.okr.inference import contradictions, type_of
from okrsite.okr.inventory import Inventory, Loaded
from okrsite.okr.loops import loops
from okrsite.okr.model import KeyResult, Objective, Parent, Target, TargetKind
from okrsite.okr.people import Directory
from okrsite.okr.references import Missing, References, known

RESERVED = frozenset({"review"})
GOALS: tuple[TargetKind, ...] = ("objective", "key-result")

_NOUNS = {
    "objective": "an objective", "key-result": "a key result", "pillar": "a pillar", "kpi": "a KPI",
    "lesson": "a lesson", "person": "a person", "team": "a team", "cycle": "a cycle", "training": "a training",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """What is needed to put records together: the references, the people, and where to report."""

    references: References
    people: Directory
    faults: list[Diagnostic]
    again: Again = ANEW

    def refer(
        self, ref: str, kinds: Collection[TargetKind], place: Place, team: str = "", cycle: str = ""
    ) -> Target | None:
        """What a reference leads to, if it is of the right kind."""
        found = self.references.find(ref, team, cycle)
        if isinstance(found, Missing):
            self.faults.append(error(found.code, place, found.message, found.hint))
            return None
        if found and found.kind not in kinds:
            wanted = [_NOUNS[kind] for kind in kinds]
            choice = " or ".join(filter(None, [", ".join(wanted[:-1]), wanted[-1]]))
            message = f"expected {choice} here, and {ref} is {_NOUNS[found.kind]}"
            self.faults.append(error("wrong-reference", place, message))
            return None
        return found


def objectives_of(inventory: Inventory, desk: Desk, flags: Collection[str]) -> dict[str, Objective]:
    """All objectives by id; `flags` are the key results of which a check-in says true or false."""
    objectives: dict[str, Objective] = {}
    flagged: dict[str, set[str]] = {}
    for flag in flags:
        flagged.setdefault(flag.rpartition("/")[0], set()).add(flag)
    for loaded in inventory.read("okrs"):
        for objective in _same_sheet(loaded, desk, frozenset(flagged.get(loaded.id, ()))):
            objectives[objective.id] = objective
    return _without_loops(objectives, desk.faults)


def _same_sheet(loaded: Loaded, desk: Desk, flags: frozenset[str]) -> tuple[Objective, ...]:
    """The objectives of one file, which depend on nothing but the file, the names and the flags of its key results."""

    def make(faults: list[Diagnostic]) -> tuple[Objective, ...]:
        return tuple(_sheet(loaded, replace(desk, faults=faults), flags))

    return told(desk.again, "sheet", (loaded, desk.references, desk.people, flags), make, desk.faults)


def _sheet(loaded: Loaded, desk: Desk, flags: Collection[str]) -> Iterator[Objective]:
    """The objectives of one file; of two with one id the first stays."""
    places: dict[str, Place] = {}
    for index, record in enumerate(loaded.record.objectives):
        place = loaded.place / "objectives" / index
        if record.id in RESERVED:
            message = f'no objective can be called "{record.id}": that address belongs to the retrospective'
            desk.faults.append(error("reserved-id", place / "id", message))
        if first_of("objective", record.id, place, places, desk.faults):
            yield _objective(loaded, record, place, desk, flags)


def first_of(what: str, id: str, place: Place, places: dict[str, Place], faults: list[Diagnostic]) -> bool:
    """Whether an id is new among its neighbours; if not, both places are reported."""
    if id not in places:
        places[id] = place
        return True
    first = Related(places[id] / "id", f"the first {what} of that id")
    faults.append(error("duplicate-id", place / "id", f'there are two {what}s "{id}" here', "ids are unique", first))
    return False


def _objective(
    loaded: Loaded, record: records.Objective, place: Place, desk: Desk, flags: Collection[str]
) -> Objective:
    team, cycle = loaded.names["team"], loaded.names["cycle"]
    id = f"{loaded.id}/{record.id}"
    _dependencies(record, place, desk)
    return Objective(
        id=id,
        slug=record.id,
        team=team,
        cycle=cycle,
        path=loaded.path,
        record=record,
        owners=tuple(map(desk.people.owner, record.owners)),
        contributors=tuple(map(desk.people.owner, record.contributors)),
        supports=_supports(record, place, team, cycle, desk),
        key_results=tuple(_key_results(id, loaded, record, place, desk, flags)),
        carried_to=_carried_to(record, id, place, team, cycle, desk),
        place=place,
    )


def _supports(record: records.Objective, place: Place, team: str, cycle: str, desk: Desk) -> tuple[Parent, ...]:
    """What the objective serves, each once."""
    parents: dict[Target, Parent] = {}
    for index, support in enumerate(record.supports):
        where = place / "supports" / index / "to"
        target = desk.refer(support.to, (*GOALS, "pillar"), where, team, cycle)
        if target in parents:
            desk.faults.append(error("duplicate-reference", where, f"{support.to} is written twice", "leave one out"))
        elif target:
            parents[target] = Parent(target, support.how or "", support.contributes)
    return tuple(parents.values())


def _dependencies(record: records.Objective, place: Place, desk: Desk) -> None:
    for index, dependency in enumerate(record.depends_on):
        missing = known(desk.references.teams, "team", dependency.team)
        if missing:
            where = place / "depends_on" / index / "team"
            desk.faults.append(error(missing.code, where, missing.message, missing.hint))


def _key_results(
    objective: str, loaded: Loaded, record: records.Objective, place: Place, desk: Desk, flags: Collection[str]
) -> Iterator[KeyResult]:
    places: dict[str, Place] = {}
    for index, key_result in enumerate(record.key_results):
        where = place / "key_results" / index
        if first_of("key result", key_result.id, where, places, desk.faults):
            yield _key_result(objective, loaded, key_result, where, desk, flags)


def _key_result(
    objective: str, loaded: Loaded, record: records.KeyResult, place: Place, desk: Desk, flags: Collection[str]
) -> KeyResult:
    team, cycle = loaded.names["team"], loaded.names["cycle"]
    id = f"{objective}.{record.id}"
    type_ = type_of(record, id in flags)
    desk.faults.extend(contradictions(record, type_, place))
    milestones: dict[str, Place] = {}
    for index, milestone in enumerate(record.milestones):
        first_of("milestone", milestone.id, place / "milestones" / index, milestones, desk.faults)
    kinds: tuple[TargetKind, ...] = ("kpi", "key-result")
    guards = [desk.refer(ref, kinds, place / "guards" / i, team, cycle) for i, ref in enumerate(record.guards)]
    return KeyResult(
        id=id,
        slug=record.id,
        objective=objective,
        record=record,
        type=type_,
        owners=tuple(map(desk.people.owner, record.owners)),
        guards=tuple(filter(None, guards)),
        carried_to=_carried_to(record, id, place, team, cycle, desk),
        place=place,
    )


def _carried_to(record: records.Item, id: str, place: Place, team: str, cycle: str, desk: Desk) -> Target | None:
    """The goal that goes on with this one."""
    if not record.carried_to:
        return None
    where = place / "carried_to"
    target = desk.refer(record.carried_to, GOALS, where, team, cycle)
    if target and target.id == id:
        hint = "write team/cycle/objective, with the cycle in which it goes on"
        desk.faults.append(error("wrong-reference", where, f"{record.carried_to} is carried to itself", hint))
        return None
    return target


def _without_loops(objectives: dict[str, Objective], faults: list[Diagnostic]) -> dict[str, Objective]:
    """The same objectives; a loop of supports is reported with its path, and its last step left out."""
    edges = {id: _parents(objective) for id, objective in objectives.items()}
    for path in list(loops(edges)):
        child, parent = path[-2], path[-1]
        objective = objectives[child]
        at = next(i for i, support in enumerate(objective.supports) if _goal(support.target) == parent)
        message = f"objectives support each other in a loop: {' → '.join(path)}"
        hint = "leave out the step that goes from the greater goal to the smaller one"
        faults.append(error("alignment-loop", _support_place(objective, at), message, hint))
        kept = tuple(support for support in objective.supports if _goal(support.target) != parent)
        objectives[child] = replace(objective, supports=kept)
    return objectives


def _parents(objective: Objective) -> list[str]:
    return [goal for support in objective.supports if (goal := _goal(support.target))]


def _goal(target: Target) -> str:
    """The objective that is supported by supporting the target; none for a pillar."""
    return target.id.partition(".")[0] if target.kind in GOALS else ""


def _support_place(objective: Objective, index: int) -> Place:
    """Where a resolved entry is written; they are as many as in the file unless one could not be resolved."""
    place = objective.place / "supports"
    return place / index if len(objective.supports) == len(objective.record.supports) else place
