"""The weekly words of the teams, put together.

In: the check-in files and the key results they are about. Out: check-ins by team, cycle, day and name, each entry in
the type of its key result.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import get_args

from okrsite.diagnostics import Diagnostic, Place, did_you_mean, error
from okrsite.okr import records
from okrsite.okr.again import Again, told
from okrsite.okr.goals import GOALS, Desk
from okrsite.okr.inventory import Inventory, Loaded
from okrsite.okr.model import Blocker, CheckIn, Entry, KeyResult, Objective, ObjectiveEntry, Owner
from okrsite.okr.references import Missing
from okrsite.okr.values import entry
from okrsite.source import scalars

_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-(.+))?")
_DAY: scalars.Scalar[date] = get_args(scalars.Day)[1]
_MOODS = range(1, 6)


def says_flags(inventory: Inventory, again: Again) -> frozenset[str]:
    """The key results of which some check-in says true or false."""
    said = (again("flags", files, partial(_flags, sheet, files)) for sheet, files in _by_sheet(inventory).items())
    return frozenset(flag for flags in said for flag in flags)


def _by_sheet(inventory: Inventory) -> Mapping[tuple[str, str], tuple[Loaded, ...]]:
    """The check-ins that could be read, by team and cycle."""
    found: dict[tuple[str, str], list[Loaded]] = {}
    for loaded in inventory.read("check-in"):
        found.setdefault((loaded.names["team"], loaded.names["cycle"]), []).append(loaded)
    return {sheet: tuple(files) for sheet, files in found.items()}


def _flags(sheet: tuple[str, str], files: Iterable[Loaded]) -> tuple[str, ...]:
    prefix = "/".join(sheet)
    entries = (entry for loaded in files for entry in loaded.record.key_results.items())
    return tuple(f"{prefix}/{key}" for key, said in entries if said.value in ("true", "false"))


def check_ins_of(inventory: Inventory, objectives: Mapping[str, Objective], desk: Desk) -> tuple[CheckIn, ...]:
    """All check-ins, in order."""
    desk.faults.extend(_without_goals(inventory))
    sheets: dict[tuple[str, str], list[Objective]] = {}
    for objective in objectives.values():
        sheets.setdefault((objective.team, objective.cycle), []).append(objective)
    by_sheet = _by_sheet(inventory).items()
    found = [one for sheet, files in by_sheet for one in _of_sheet(files, tuple(sheets.get(sheet, ())), desk)]
    return tuple(sorted(found, key=lambda one: (one.team, one.cycle, one.on, one.name)))


def _of_sheet(files: tuple[Loaded, ...], ours: tuple[Objective, ...], desk: Desk) -> tuple[CheckIn, ...]:
    """Check-ins depend on nothing but their files, the names, and the goals of their team and cycle."""

    def make(faults: list[Diagnostic]) -> tuple[CheckIn, ...]:
        key_results = {kr.id: kr for objective in ours for kr in objective.key_results}
        objectives, own = {one.id: one for one in ours}, replace(desk, faults=faults)
        made = (_check_in(loaded, key_results, objectives, own) for loaded in files)
        return tuple(one for one in made if one)

    return told(desk.again, "check-ins", (desk.references, desk.people, files, ours), make, desk.faults)


def _without_goals(inventory: Inventory) -> Iterator[Diagnostic]:
    """Folders with check-ins on goals and without goals: one error for each."""
    done = set(inventory.of("okrs"))
    for loaded in inventory.read("check-in"):
        team, cycle = loaded.names["team"], loaded.names["cycle"]
        known = team in inventory.of("team") and cycle in inventory.of("cycle")
        if known and f"{team}/{cycle}" not in done and (loaded.record.key_results or loaded.record.objectives):
            done.add(f"{team}/{cycle}")
            file = f"content/teams/{team}/{cycle}/okrs.yaml"
            message = f'team "{team}" checks in on goals in {cycle}, and {file} is missing'
            yield error("missing-goals", loaded.place / "key_results", message, f"write {file}")


def dated(name: str) -> tuple[date | None, str]:
    """The day in a file's name, and what follows it."""
    match = _NAME.fullmatch(name)
    return (_DAY.read(match[1]), match[2] or "") if match else (None, "")


def name_fault(loaded: Loaded, what: str) -> Diagnostic:
    """A file whose name says no day."""
    name = loaded.names["slug"]
    message = f'the name of a {what} starts with its date, and "{name}" does not'
    return error("bad-file-name", loaded.place, message, f"a name is written like {loaded.kind.example}")


def _check_in(
    loaded: Loaded, key_results: Mapping[str, KeyResult], objectives: Mapping[str, Objective], desk: Desk
) -> CheckIn | None:
    on, author = dated(loaded.names["slug"])
    if on is None:
        desk.faults.append(name_fault(loaded, "check-in"))
    record: records.CheckIn = loaded.record
    if record.mood is not None and record.mood not in _MOODS:
        message = f"a mood is a whole number from 1 to 5, not {record.mood}"
        desk.faults.append(error("wrong-value", loaded.place / "mood", message))
    entries = tuple(_entries(loaded, key_results, desk))
    said = tuple(_objective_entries(loaded, objectives, desk))
    blockers = tuple(_blockers(loaded, desk))
    if on is None:
        return None
    team, cycle = loaded.names["team"], loaded.names["cycle"]
    who = _author(author, desk)
    return CheckIn(
        loaded.path, loaded.names["slug"], team, cycle, on, who, record, loaded.body, entries, said, blockers
    )


def _author(name: str, desk: Desk) -> Owner | None:
    """Who wrote it; a number only tells two check-ins of a day apart."""
    return desk.people.owner(name) if name and not name.isdecimal() else None


def _entries(loaded: Loaded, key_results: Mapping[str, KeyResult], desk: Desk) -> Iterator[Entry]:
    """What is said of key results; one that does not exist is reported."""
    prefix = f"{loaded.names['team']}/{loaded.names['cycle']}/"
    for key, record in loaded.record.key_results.items():
        key_result = key_results.get(prefix + key)
        place = Place(loaded.path, ("key_results", key))
        if key_result:
            yield entry(key_result, record, place, desk.faults)
        else:
            _report(loaded, key, place.key(), desk, "key-result")


def _objective_entries(loaded: Loaded, objectives: Mapping[str, Objective], desk: Desk) -> Iterator[ObjectiveEntry]:
    """What is said of whole objectives."""
    prefix = f"{loaded.names['team']}/{loaded.names['cycle']}/"
    for key, said in loaded.record.objectives.items():
        place = loaded.place / "objectives" / key
        if prefix + key in objectives:
            yield ObjectiveEntry(prefix + key, said.health, said.confidence, said.note, said.ask, place)
        else:
            _report(loaded, key, place.key(), desk, "objective")


def _report(loaded: Loaded, key: str, place: Place, desk: Desk, kind: str) -> None:
    """Why a key of a check-in leads to nothing of the kind; silence where its okrs.yaml is broken."""
    team, cycle = loaded.names["team"], loaded.names["cycle"]
    found = desk.references.in_team(key, team, cycle)
    if isinstance(found, Missing):
        names = _names(desk, team, cycle, kind)
        hint = did_you_mean(key, names) or found.hint
        desk.faults.append(error(found.code, place, found.message, hint))
    elif found and found.kind != kind:
        other = "objectives:" if kind == "key-result" else "key_results:"
        message = f"{key} is {'an objective' if kind == 'key-result' else 'a key result'}"
        desk.faults.append(error("wrong-reference", place, message, f"write it under {other}"))


def _names(desk: Desk, team: str, cycle: str, kind: str) -> list[str]:
    """What a check-in of the team could be about."""
    sheet = desk.references.sheets.get((team, cycle))
    objectives = (sheet.objectives if sheet else None) or {}
    if kind == "objective":
        return list(objectives)
    return [f"{objective}.{key_result}" for objective, names in objectives.items() for key_result in names]


def _blockers(loaded: Loaded, desk: Desk) -> Iterator[Blocker]:
    team, cycle = loaded.names["team"], loaded.names["cycle"]
    for index, record in enumerate(loaded.record.blockers):
        place = loaded.place / "blockers" / index / "about"
        about = desk.refer(record.about, GOALS, place, team, cycle) if record.about else None
        yield Blocker(record, about, desk.people.owner(record.owner) if record.owner else None)
