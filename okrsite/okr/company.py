"""Loose records become one company.

In: every file under `content/`, loaded or broken, in any order; the bytes of CSV files; two functions that render
Markdown. Out: one `Company` in a fixed order, with every reference and link resolved, and everything that is wrong.
A fault is reported once: what points at a broken or missing file is left out in silence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from okrsite.diagnostics import Checked, Diagnostic, Place, Severity, advice
from okrsite.okr import frame, learning, translations
from okrsite.okr.again import ANEW, Again, told
from okrsite.okr.assets import active_files
from okrsite.okr.check_ins import check_ins_of, says_flags
from okrsite.okr.goals import Desk, objectives_of
from okrsite.okr.inventory import ASSETS, Inventory, Loaded, take_stock, unknown_files
from okrsite.okr.links import Links
from okrsite.okr.model import Company, Filed, Owner, Target
from okrsite.okr.names import references
from okrsite.okr.people import Directory
from okrsite.okr.prose import Render, Texts, render
from okrsite.okr.pruning import without_dangling
from okrsite.okr.records import FreePage, Okrs, Review, Site, Statement, Strategy
from okrsite.okr.series import csv_path
from okrsite.okr.severities import settings_faults

__all__ = ["Loaded", "resolve"]

R = TypeVar("R")


def resolve(
    loaded: Sequence[Loaded],
    files: Mapping[str, bytes | None],
    block: Render,
    inline: Render,
    codes: Mapping[str, Severity] | None = None,
    again: Again = ANEW,
) -> Checked[Company]:
    """One company from all its files.

    `files` are the files of no kind by path from the project's root; the bytes are needed of CSV files only.
    `codes` are the known diagnostic codes with their usual severity; without them no code is called unknown.
    `again` knows what came of files that have not changed.
    """
    faults: list[Diagnostic] = []
    inventory = take_stock(loaded, again)
    workshop = _workshop(inventory, files, block, faults, again)
    company = _company(workshop, files, block, inline, codes or {})
    used = frozenset(filter(None, map(csv_path, inventory.of("kpi").values())))
    faults.extend(unknown_files(files, used))
    faults.extend(active_files(files))
    if any(fault.severity is Severity.ERROR for fault in faults) or inventory.broken:
        company = without_dangling(company)
    return Checked(company, tuple(faults))


@dataclass(frozen=True, slots=True)
class _Workshop:
    """What all steps of putting a company together share."""

    inventory: Inventory
    today: Mapping[str, str]
    old: Mapping[str, Mapping[str, str]]
    links: Links
    desk: Desk


def _workshop(
    inventory: Inventory, files: Mapping[str, bytes | None], block: Render, faults: list[Diagnostic], again: Again
) -> _Workshop:
    """Who is called what, so that everything can be found."""
    old = {
        kind: frame.old_ids(inventory.of(kind), faults) for kind in ("team", "lesson", "training", "onboarding", "page")
    }
    found = again.same("names", references(inventory, old))
    people = inventory.one("people")
    listed = people.record.root if people and people.record is not None else {}
    directory = again("directory", (people,), lambda: Directory(listed))
    content = {one.path: one for kind in inventory.kinds for one in inventory.of(kind).values()}
    content |= {one.path: one for one in inventory.translations}
    assets = frozenset(path for path in files if path.startswith(ASSETS))
    links = Links(content, assets, found, cache(block))  # a page with many links to its own parts is read once
    return _Workshop(inventory, found.teams, old, links, Desk(found, directory, faults, again))


def _company(
    shop: _Workshop,
    files: Mapping[str, bytes | None],
    block: Render,
    inline: Render,
    codes: Mapping[str, Severity],
) -> Company:
    """All parts of the company, in the order in which one needs the other."""
    inventory, desk, faults = shop.inventory, shop.desk, shop.desk.faults
    site = _site(inventory, codes, faults)
    people = frame.people_of(inventory, shop.today, faults)
    cycles = frame.cycles_of(inventory, site.check_ins, faults)
    cycles = {id: desk.again.same(f"cycle {id}", cycle) for id, cycle in cycles.items()}
    teams = frame.teams_of(inventory, shop.today, faults)
    frame.unknown_folders(inventory, faults)
    objectives = objectives_of(inventory, desk, says_flags(inventory, desk.again))
    reached: dict[tuple[str, str], Target] = {}
    learning.signals_of(inventory, desk, reached)
    texts = render(inventory.files(), block, inline, shop.links, faults, desk.again)
    return Company(
        site=site,
        people=people,
        glossary=_glossary(inventory),
        mission=learning.filed(inventory, "mission", Statement).get("mission"),
        vision=learning.filed(inventory, "vision", Statement).get("vision"),
        strategy=learning.filed(inventory, "strategy", Strategy).get("strategy"),
        cycles=cycles,
        teams=teams,
        sheets=_by_team_and_cycle(learning.filed(inventory, "okrs", Okrs)),
        objectives=objectives,
        check_ins=check_ins_of(inventory, objectives, desk),
        reviews=_by_team_and_cycle(learning.filed(inventory, "review", Review)),
        kpis=learning.kpis_of(inventory, files, desk),
        lessons=learning.lessons_of(inventory, desk),
        trainings=learning.trainings_of(inventory, codes, desk, reached),
        onboardings=learning.onboardings_of(inventory, shop.links, desk, reached),
        waves=learning.waves_of(inventory, desk, reached),
        pulses=learning.pulses_of(inventory, people, desk),
        pages=learning.filed(inventory, "page", FreePage),
        translations=translations.translations_of(inventory, site.languages, faults),
        assets=tuple(sorted(shop.links.assets)),
        blocks=texts.blocks,
        inlines=texts.inlines,
        owners=_owners(texts, desk),
        references=reached,
    )


def _site(inventory: Inventory, codes: Mapping[str, Severity], faults: list[Diagnostic]) -> Site:
    site = frame.site_of(inventory, faults)
    faults.extend(settings_faults(site.checks, codes, Place(frame.SITE)))
    return site


def _glossary(inventory: Inventory) -> Mapping[str, str]:
    loaded = inventory.one("glossary")
    terms: dict[str, str] = loaded.record.root if loaded and loaded.record is not None else {}
    return dict(sorted(terms.items(), key=lambda item: (item[0].casefold(), item[0])))


def _by_team_and_cycle(filed: Mapping[str, Filed[R]]) -> dict[tuple[str, str], Filed[R]]:
    return {(id.partition("/")[0], id.partition("/")[2]): one for id, one in filed.items()}


def _owners(texts: Texts, desk: Desk) -> Mapping[str, Owner]:
    """Who is meant by every name; one that is almost a listed person's gets an advice."""

    def make(faults: list[Diagnostic]) -> dict[str, Owner]:
        owners = {}
        for name, place in texts.names.items():
            owner = owners[name] = desk.people.owner(name)
            almost = desk.people.almost(name) if owner.person is None else None
            if almost:
                message = f'"{name}" is not listed in people.yaml, and almost is'
                faults.append(advice("almost-a-person", place, message, f"did you mean {almost}?"))
        return owners

    things = (desk.people, tuple(texts.names), tuple(texts.names.values()))
    return told(desk.again, "owners", things, make, desk.faults)
