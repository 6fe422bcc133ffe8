"""All names of a company, ready to be looked up.

In: the inventory and the old ids. Out: `References`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from okrsite.okr.inventory import Inventory, Loaded
from okrsite.okr.model import TargetKind
from okrsite.okr.references import Chain, References, Sheet, Shelf

_NONE: Mapping[str, str] = {}


def references(inventory: Inventory, old: Mapping[str, Mapping[str, str]]) -> References:
    """Everything that can be referred to."""
    return References(_sheets(inventory), _chains(inventory), _teams(inventory, old["team"]), _shelves(inventory, old))


def _sheets(inventory: Inventory) -> dict[tuple[str, str], Sheet]:
    """The goals by team and cycle; those of a folder with check-ins and without goals cannot be known."""
    checked_in = {(one.names["team"], one.names["cycle"]): Sheet(None) for one in inventory.of("check-in").values()}
    written = {(one.names["team"], one.names["cycle"]): Sheet(_items(one)) for one in inventory.of("okrs").values()}
    return checked_in | written


def _items(loaded: Loaded) -> dict[str, tuple[str, ...]] | None:
    """Objectives with their key results, None of a file that could not be read."""
    if loaded.record is None:
        return None
    return {objective.id: tuple(kr.id for kr in objective.key_results) for objective in loaded.record.objectives}


def _teams(inventory: Inventory, old: Mapping[str, str]) -> dict[str, str]:
    """Every id of a team, old ones too, with the id of today; a folder without a team.md counts as a team."""
    folders = {one.names["team"] for kind in ("okrs", "check-in", "review") for one in inventory.of(kind).values()}
    return {**old, **{id: id for id in sorted(folders | set(inventory.of("team")))}}


def _chains(inventory: Inventory) -> dict[str, Chain]:
    """Each cycle with all that it is part of."""
    files = inventory.of("cycle")
    folders = {one.names["cycle"] for kind in ("okrs", "check-in", "review") for one in inventory.of(kind).values()}
    return {id: _chain(id, files) for id in sorted(folders | set(files))}


def _chain(id: str, files: Mapping[str, Loaded]) -> Chain:
    cycles = [id]
    while True:
        loaded = files.get(cycles[-1])
        if loaded is None or loaded.record is None:
            return Chain(tuple(cycles), whole=False)
        parent = loaded.record.parent
        if not parent or parent in cycles:
            return Chain(tuple(cycles), whole=True)
        cycles.append(parent)


def _shelves(inventory: Inventory, old: Mapping[str, Mapping[str, str]]) -> dict[str, Shelf]:
    """What stands behind a prefix such as `kpi:`."""
    strategy, people = inventory.one("strategy"), inventory.one("people")
    pillars = [pillar.id for pillar in strategy.record.pillars] if strategy and strategy.record is not None else []
    persons = list(people.record.root) if people and people.record is not None else []
    return {
        "pillar": Shelf("pillar", "pillar", pillars, _NONE, "strategy.md", _whole(strategy)),
        "kpi": _shelf(inventory, "kpi", "KPI", _NONE),
        "lesson": _shelf(inventory, "lesson", "lesson", old["lesson"]),
        "person": Shelf("person", "person", persons, _NONE, "people.yaml", _whole(people)),
        "team": _shelf(inventory, "team", "team", old["team"]),
        "cycle": _shelf(inventory, "cycle", "cycle", _NONE),
        "training": _shelf(inventory, "training", "training", old["training"]),
    }


def _shelf(inventory: Inventory, kind: TargetKind, noun: str, old: Mapping[str, str]) -> Shelf:
    ids: Collection[str] = dict.fromkeys(inventory.of(kind))
    return Shelf(kind, noun, ids, old)


def _whole(loaded: Loaded | None) -> bool:
    """Whether all names of a file are known; a missing file has none."""
    return loaded is None or loaded.record is not None
