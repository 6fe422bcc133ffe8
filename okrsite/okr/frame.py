"""The frame in which goals stand: settings, people, cycles, teams.

In: the inventory. Out: the site's settings, the listed people, and cycles and teams by id, each without loops and
with parents that exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from okrsite.diagnostics import Diagnostic, Place, Related, did_you_mean, error
from okrsite.okr import records
from okrsite.okr.inventory import Inventory, Loaded
from okrsite.okr.loops import loops
from okrsite.okr.model import Cycle, Filed
from okrsite.okr.references import known
from okrsite.source import scalars

SITE = "content/site.yaml"
EVERY, GRACE, FEWEST_ANSWERS = 7, 3, 3

_ADDRESS = re.compile(r"https?://[^\s?#<>\"']+")


def site_of(inventory: Inventory, faults: list[Diagnostic]) -> records.Site:
    """The settings; a site without a name where there are none."""
    loaded = inventory.one("site")
    if loaded is None:
        message = "site.yaml is missing: every site needs at least a name"
        faults.append(error("missing-site", Place(SITE), message, f"write {SITE} with a line such as name: Acme"))
    if loaded is None or loaded.record is None:
        return records.Site.model_validate({"name": "okrsite"})
    site: records.Site = loaded.record
    faults.extend(_site_faults(site, loaded.place))
    pulse = site.pulse.model_copy(update={"min_answers": max(site.pulse.min_answers, FEWEST_ANSWERS)})
    return site.model_copy(update={"pulse": pulse, "languages": site.languages or ("en",)})


def _site_faults(site: records.Site, place: Place) -> Iterator[Diagnostic]:
    """Settings that contradict each other or protect nobody."""
    if site.pulse.min_answers < FEWEST_ANSWERS:
        message = f"fewer than {FEWEST_ANSWERS} answers would tell who gave them"
        yield error("too-few-answers", place / "pulse" / "min_answers", message, f"write {FEWEST_ANSWERS} or more")
    if site.url and not _ADDRESS.fullmatch(site.url):
        message = f"expected an address such as https://okr.acme.example/, not {scalars.shown(site.url)}"
        yield error("bad-url", place / "url", message, "links, feeds and the sitemap begin with it")
    if site.health.at_risk > site.health.on_track:
        message = f"at_risk {site.health.at_risk} is above on_track {site.health.on_track}"
        yield error("limits-out-of-order", place / "health" / "at_risk", message, "exchange the two")
    yield from _rhythm_faults(site.check_ins, place / "check_ins")
    if not site.languages:
        yield error("unknown-language", place / "languages", "a site needs a language", "write languages: [en]")
    for index, language in enumerate(site.languages):
        where = place / "languages" / index
        if language in site.languages[:index]:
            yield error("duplicate-id", where, f"{language} is listed twice", "leave one of them out")


def _rhythm_faults(rhythm: records.Rhythm, place: Place) -> Iterator[Diagnostic]:
    if rhythm.every == 0:
        yield error("bad-rhythm", place / "every", "a check-in cannot be due every 0 days", "write 7d for every week")


def people_of(inventory: Inventory, teams: Mapping[str, str], faults: list[Diagnostic]) -> dict[str, records.Person]:
    """The listed people, by id, each in a team that exists."""
    loaded = inventory.one("people")
    if loaded is None or loaded.record is None:
        return {}
    people: dict[str, records.Person] = loaded.record.root
    for id, person in people.items():
        if person.team:
            expect(teams, "team", person.team, loaded.place / id / "team", faults)
    return dict(sorted(people.items()))


def cycles_of(inventory: Inventory, rhythm: records.Rhythm, faults: list[Diagnostic]) -> dict[str, Cycle]:
    """The cycles that can be used; a parent that is missing or leads in a loop is left out."""
    files = inventory.of("cycle")
    read = {id: loaded for id, loaded in files.items() if loaded.record is not None}
    parents = _parents(read, files, "cycle", faults)
    cycles = {}
    for id, loaded in read.items():
        record: records.Cycle = loaded.record.model_copy(update={"parent": parents.get(id)})
        found = list(_cycle_faults(record, loaded.place))
        faults.extend(found)
        if record.start <= record.end:
            cycles[id] = _cycle(id, loaded.path, record, rhythm)
    return cycles


def _cycle(id: str, path: str, record: records.Cycle, rhythm: records.Rhythm) -> Cycle:
    """A cycle with the site's rhythm where it has none of its own."""
    every = record.check_ins.every or rhythm.every or EVERY
    grace = next((days for days in (record.check_ins.grace, rhythm.grace) if days is not None), GRACE)
    return Cycle(id, path, record, record.title or id, record.start, record.end, every, grace)


def _cycle_faults(record: records.Cycle, place: Place) -> Iterator[Diagnostic]:
    if record.end < record.start:
        message = f"the cycle ends on {record.end}, before it starts on {record.start}"
        yield error("end-before-start", place / "end", message)
    for index, event in enumerate(record.events):
        if event.end and event.end < event.date:
            message = f"the event ends on {event.end}, before it starts on {event.date}"
            yield error("end-before-start", place / "events" / index / "end", message)
    yield from _rhythm_faults(record.check_ins, place / "check_ins")


def teams_of(
    inventory: Inventory, today: Mapping[str, str], faults: list[Diagnostic]
) -> dict[str, Filed[records.Team]]:
    """The teams; a parent that is missing or leads in a loop is left out."""
    files = inventory.of("team")
    read = {id: loaded for id, loaded in files.items() if loaded.record is not None}
    parents = _parents(read, today, "team", faults)
    teams = {}
    for id, loaded in read.items():
        record = loaded.record.model_copy(update={"parent": parents.get(id)})
        _rollout_fault(loaded, inventory.of("wave"), faults)
        teams[id] = Filed(id, loaded.path, record, loaded.body)
    return teams


def _rollout_fault(loaded: Loaded, waves: Mapping[str, Loaded], faults: list[Diagnostic]) -> None:
    rollout = loaded.record.rollout
    if rollout and rollout.wave:
        expect(waves, "wave", rollout.wave, loaded.place / "rollout" / "wave", faults)


def _parents(
    read: Mapping[str, Loaded], ids: Mapping[str, object], what: str, faults: list[Diagnostic]
) -> dict[str, str]:
    """Who belongs to whom, without parents that do not exist and without the last step of each loop."""
    parents: dict[str, str] = {}
    for id, loaded in read.items():
        parent = loaded.record.parent
        if parent and expect(ids, what, parent, loaded.place / "parent", faults):
            parents[id] = parent
    for path in list(loops({id: (parent,) for id, parent in parents.items()})):
        place = read[path[-2]].place / "parent"
        message = f"{what}s belong to each other in a loop: {' → '.join(path)}"
        faults.append(error(f"{what}-loop", place, message, "one of them must have another parent, or none"))
        del parents[path[-2]]
    return parents


def old_ids(files: Mapping[str, Loaded], faults: list[Diagnostic]) -> dict[str, str]:
    """Alias to id for one kind; an alias that is an id, or that two files claim, is a clash."""
    old: dict[str, str] = {}
    for id, loaded in files.items():
        for index, alias in enumerate(loaded.record.aliases if loaded.record is not None else ()):
            other = files.get(alias) or files.get(old.get(alias, ""))
            if other is None:
                old[alias] = id
                continue
            said = "is the id of" if alias in files else "is an old id of"
            message = f'"{alias}" {said} {other.path}, so that it cannot lead here too'
            place = loaded.place / "aliases" / index
            faults.append(error("duplicate-id", place, message, "leave one of them out", _claim(other, alias)))
    return old


def _claim(other: Loaded, alias: str) -> Related:
    aliases: tuple[str, ...] = other.record.aliases if other.record is not None else ()
    if alias in aliases:
        return Related(other.place / "aliases" / aliases.index(alias), "also claimed here")
    return Related(other.place, "the id is this file's name")


def expect(ids: Mapping[str, Any], what: str, id: str, place: Place, faults: list[Diagnostic]) -> bool:
    """Whether the id is known; if not, that is reported."""
    missing = known(ids, what, id)
    if missing:
        faults.append(error(missing.code, place, missing.message, missing.hint))
    return missing is None


def unknown_folders(inventory: Inventory, faults: list[Diagnostic]) -> None:
    """Goals, check-ins and reviews in the folder of a team or cycle that nobody wrote: one error for each."""
    first: dict[tuple[str, str], str] = {}
    for kind in ("okrs", "check-in", "review"):
        for loaded in inventory.of(kind).values():
            for what in ("team", "cycle"):
                key = (what, loaded.names[what])
                first[key] = min(first.get(key, loaded.path), loaded.path)
    for (what, id), path in sorted(first.items()):
        files = inventory.of(what)
        if id in files:
            continue
        file = f"content/teams/{id}/team.md" if what == "team" else f"content/cycles/{id}.yaml"
        hint = did_you_mean(id, files) or f"write {file}"
        faults.append(error(f"unknown-{what}", Place(path), f'no {what} "{id}": {file} is missing', hint))
