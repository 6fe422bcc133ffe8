"""What the company learns and watches: lessons, trainings, onboarding, the roll-out, KPIs, surveys.

In: the inventory and the desk. Out: these things by id, and what their plain fields lead to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TypeVar, get_args

from okrsite.diagnostics import Diagnostic, Place, did_you_mean, error
from okrsite.okr import records
from okrsite.okr.check_ins import dated, name_fault
from okrsite.okr.frame import expect
from okrsite.okr.goals import Desk, first_of
from okrsite.okr.inventory import Inventory, Loaded
from okrsite.okr.links import Links
from okrsite.okr.model import Filed, Kpi, Lesson, Pulse, Target, TargetKind
from okrsite.okr.references import Found, Missing, find_on
from okrsite.okr.series import points_of
from okrsite.source import scalars

R = TypeVar("R", bound=records.Record)
Reached = dict[tuple[str, str], Target]

_URL: scalars.Scalar[str] = get_args(scalars.Url)[1]
_ABOUT: tuple[TargetKind, ...] = ("objective", "key-result", "pillar", "kpi", "lesson", "team", "cycle", "person")


def filed(inventory: Inventory, kind: str, model: type[R]) -> dict[str, Filed[R]]:
    """The records of a kind that need nothing but their files."""
    return {one.id: Filed(one.id, one.path, one.record, one.body) for one in inventory.read(kind)}


def lessons_of(inventory: Inventory, desk: Desk) -> dict[str, Lesson]:
    """Lessons, with what they are about."""
    return {loaded.id: _lesson(loaded, inventory, desk) for loaded in inventory.read("lesson")}


def _lesson(loaded: Loaded, inventory: Inventory, desk: Desk) -> Lesson:
    record: records.Lesson = loaded.record
    place = loaded.place
    if record.cycle:
        expect(inventory.of("cycle"), "cycle", record.cycle, place / "cycle", desk.faults)
    _expect_teams(record.teams, place / "teams", desk)
    about = [_about(ref, record, place / "about" / index, desk) for index, ref in enumerate(record.about)]
    targets = tuple(dict.fromkeys(filter(None, about)))
    return Lesson(loaded.id, loaded.path, record, loaded.body, targets, record.date)


def _about(ref: str, record: records.Lesson, place: Place, desk: Desk) -> Target | None:
    """A reference of a lesson: a bare name is a goal of one of its teams, or a team."""
    bare = ref.partition(".")[0]
    if ":" in ref or "/" in ref:
        return desk.refer(ref, _ABOUT, place, "", record.cycle or "")
    for team in record.teams:
        found = desk.references.find(f"{team}/{ref}", "", record.cycle or "")
        if not isinstance(found, Missing):
            return found
        if found.code == "ambiguous-reference":
            desk.faults.append(error(found.code, place, found.message, found.hint))
            return None
    if bare in desk.references.teams:
        return Target("team", desk.references.teams[bare])
    known = [*desk.references.teams]
    hint = did_you_mean(ref, known) or "write team/objective, or a team's id"
    desk.faults.append(
        error("unknown-reference", place, f'no team and no objective of its teams is called "{ref}"', hint)
    )
    return None


def _expect_teams(teams: Collection[str], place: Place, desk: Desk) -> None:
    for index, team in enumerate(teams):
        expect(desk.references.teams, "team", team, place / index, desk.faults)


def trainings_of(
    inventory: Inventory, codes: Collection[str], desk: Desk, reached: Reached
) -> dict[str, Filed[records.Training]]:
    """Trainings; `reached` learns what to take before and after."""
    trainings = filed(inventory, "training", records.Training)
    for training in trainings.values():
        record, place = training.record, Place(training.path)
        for index, name in enumerate(record.prerequisites):
            _reach("training", name, training.path, place / "prerequisites" / index, desk, reached)
        if record.next:
            _reach("training", record.next, training.path, place / "next", desk, reached)
        for index, code in enumerate(record.teaches):
            if codes and code not in codes:
                message, hint = f'no check is called "{code}"', did_you_mean(code, codes)
                desk.faults.append(error("unknown-code", place / "teaches" / index, message, hint))
        for index, session in enumerate(record.sessions):
            if session.end and session.end < session.start:
                where = place / "sessions" / index / "end"
                desk.faults.append(error("end-before-start", where, "the session ends before it starts"))
    return trainings


def _reach(shelf: str, name: str, path: str, place: Place, desk: Desk, reached: Reached) -> None:
    """Remember what a name in a plain field leads to."""
    found: Found = find_on(desk.references.shelves[shelf], name.removeprefix(f"{shelf}:"))
    if isinstance(found, Missing):
        desk.faults.append(error(found.code, place, found.message, found.hint))
    elif found:
        reached[path, name] = found


def onboardings_of(
    inventory: Inventory, links: Links, desk: Desk, reached: Reached
) -> dict[str, Filed[records.Onboarding]]:
    """Onboarding paths; `reached` learns where the steps that stay within the site lead."""
    paths = filed(inventory, "onboarding", records.Onboarding)
    for path in paths.values():
        for index, step in enumerate(path.record.steps):
            if step.link and _URL.read(step.link) is None:
                place = Place(path.path) / "steps" / index / "link"
                target = links.field(path.path, step.link, place, desk.faults)
                if target:
                    reached[path.path, step.link] = target
    return paths


def waves_of(inventory: Inventory, desk: Desk, reached: Reached) -> dict[str, Filed[records.Wave]]:
    """The waves of the roll-out, in their order."""
    waves = filed(inventory, "wave", records.Wave)
    for wave in waves.values():
        place = Place(wave.path)
        if wave.record.cycle:
            expect(inventory.of("cycle"), "cycle", wave.record.cycle, place / "cycle", desk.faults)
        _expect_teams(wave.record.teams, place / "teams", desk)
        for index, lesson in enumerate(wave.record.lessons):
            _reach("lesson", lesson, wave.path, place / "lessons" / index, desk, reached)
    return dict(sorted(waves.items(), key=lambda item: (item[1].record.order, item[0])))


def signals_of(inventory: Inventory, desk: Desk, reached: Reached) -> None:
    """What the pillars of the strategy are measured by; pillars are unique."""
    strategy = inventory.one("strategy")
    if strategy is None or strategy.record is None:
        return
    places: dict[str, Place] = {}
    for index, pillar in enumerate(strategy.record.pillars):
        place = strategy.place / "pillars" / index
        first_of("pillar", pillar.id, place, places, desk.faults)
        for at, signal in enumerate(pillar.signals):
            target = desk.refer(signal, ("kpi", "objective", "key-result"), place / "signals" / at)
            if target:
                reached[strategy.path, signal] = target


def kpis_of(inventory: Inventory, files: Mapping[str, bytes | None], desk: Desk) -> dict[str, Kpi]:
    """KPIs with their measured values."""
    kpis = {}
    for loaded in inventory.read("kpi"):
        record: records.Kpi = loaded.record
        owners = tuple(map(desk.people.owner, record.owners))
        kpis[loaded.id] = Kpi(loaded.id, loaded.path, record, owners, points_of(loaded, files, desk.faults))
        desk.faults.extend(_kpi_faults(record, loaded.place))
    return kpis


def _kpi_faults(record: records.Kpi, place: Place) -> Iterator[Diagnostic]:
    for index, target in enumerate(record.targets):
        if target.start and target.end and target.end < target.start:
            message = f"the target ends on {target.end}, before it starts on {target.start}"
            yield error("end-before-start", place / "targets" / index / "to", message)
    if record.min is not None and record.max is not None and record.min > record.max:
        yield error("contradicting-measure", place / "min", f"min {record.min} is above max {record.max}")


def pulses_of(inventory: Inventory, people: Collection[str], desk: Desk) -> dict[str, Pulse]:
    """Surveys by id, each with its day; the columns of their scores are teams."""
    pulses = {}
    for loaded in inventory.read("pulse"):
        record: records.Pulse = loaded.record
        on = record.date or dated(loaded.id)[0]
        if record.cycle:
            expect(inventory.of("cycle"), "cycle", record.cycle, loaded.place / "cycle", desk.faults)
        places: dict[str, Place] = {}
        for index, question in enumerate(record.questions):
            place = loaded.place / "questions" / index
            first_of("question", question.id, place, places, desk.faults)
            for column in question.scores:
                _column(column, (place / "scores" / column).key(), people, desk)
        if on is None:
            desk.faults.append(name_fault(loaded, "survey"))
        else:
            pulses[loaded.id] = Pulse(loaded.id, loaded.path, record, on)
    return pulses


def _column(column: str, place: Place, people: Collection[str], desk: Desk) -> None:
    """A column is a team, never a person."""
    if column in people and column not in desk.references.teams:
        message = f'"{column}" is a person: answers of single people are never published'
        desk.faults.append(error("names-people", place, message, "write the answers of a whole team"))
    else:
        expect(desk.references.teams, "team", column, place, desk.faults)
