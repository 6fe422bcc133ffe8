"""One company, put together: what `company.py` makes of the records and everybody after it reads.

A resolved type holds its identity, the record as it was written, and what could only be known with all files at
hand: owners as people, references as targets, values in the type of their key result. Ids are whole:
`search/2026-t3/trust` is an objective, `search/2026-t3/trust.success` a key result. Everything is frozen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from okrsite.diagnostics import Place
from okrsite.okr import records
from okrsite.source.markdown import Prose

R = TypeVar("R")

TargetKind = Literal[
    "home", "mission", "vision", "strategy", "pillar", "person", "glossary", "cycle", "team", "okrs", "objective",
    "key-result", "check-in", "review", "kpi", "lesson", "training", "onboarding", "wave", "pulse", "page", "asset",
    "people",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """Something that a reference or a link leads to; `routes.py` knows its address.

    `id` is the whole id in its kind: a pillar's id, a team's id, `team/cycle` for okrs and reviews, the content path
    of an asset or a check-in, the path below its folder without ending for training and pages (`hr/benefits`).
    `anchor` is a heading's id on the page, or empty. `people` is the list of all.
    """

    kind: TargetKind
    id: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Linked:
    """Text with its links resolved: `targets[i]` belongs to `prose.slots[i]`; dead links are plain text already."""

    prose: Prose
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Owner:
    """Who answers for something: a listed person, or a role or name as it was written."""

    name: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Filed(Generic[R]):
    """A record with its id and its file (path from the project's root), and the Markdown body if it has one."""

    id: str
    path: str
    record: R
    body: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Cycle:
    """A stretch of time. `every` and `grace` are days, already merged with the site's rhythm."""

    id: str
    path: str
    record: records.Cycle
    title: str
    start: date
    end: date
    every: int
    grace: int


@dataclass(frozen=True, slots=True)
class Parent:
    """One entry of `supports`; `target` is an objective, a key result or a pillar."""

    target: Target
    how: str = ""
    contributes: bool = True


@dataclass(frozen=True, slots=True)
class KeyResult:
    """One measure. `type` is inferred where it was left out."""

    id: str
    slug: str
    objective: str
    record: records.KeyResult
    type: records.KeyResultType
    owners: tuple[Owner, ...]
    guards: tuple[Target, ...]
    carried_to: Target | None
    place: Place


@dataclass(frozen=True, slots=True)
class Objective:
    """A goal of a team in a cycle, with its key results in order."""

    id: str
    slug: str
    team: str
    cycle: str
    path: str
    record: records.Objective
    owners: tuple[Owner, ...]
    contributors: tuple[Owner, ...]
    supports: tuple[Parent, ...]
    key_results: tuple[KeyResult, ...]
    carried_to: Target | None
    place: Place


Value = Decimal | bool | str
"""A number; true or false of a binary; the level reached (`commit`, `target`, `stretch`, `none`)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one check-in says of one key result; every figure may be missing."""

    key_result: str
    value: Value | None
    done: frozenset[str] | None
    progress: Decimal | None
    confidence: Decimal | None
    health: records.HealthWord | None
    note: str | None
    ask: str | None
    final: bool
    place: Place


@dataclass(frozen=True, slots=True)
class ObjectiveEntry:
    """What one check-in says of a whole objective."""

    objective: str
    health: records.HealthWord | None
    confidence: Decimal | None
    note: str | None
    ask: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Blocker:
    """What stands in a team's way; `about` is an objective or a key result."""

    record: records.Blocker
    about: Target | None
    owner: Owner | None


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One weekly word of a team. `name` is the file's name without its ending: the order of two on one day."""

    path: str
    name: str
    team: str
    cycle: str
    on: date
    author: Owner | None
    record: records.CheckIn
    body: str
    entries: tuple[Entry, ...]
    objectives: tuple[ObjectiveEntry, ...]
    blockers: tuple[Blocker, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson and what it is about."""

    id: str
    path: str
    record: records.Lesson
    body: str
    about: tuple[Target, ...]
    on: date | None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Kpi:
    """A watched number; `points` are its measured values in time order, from the file or from its CSV."""

    id: str
    path: str
    record: records.Kpi
    owners: tuple[Owner, ...]
    points: tuple[tuple[date, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Pulse:
    """A survey."""

    id: str
    path: str
    record: records.Pulse
    on: date


@dataclass(frozen=True, slots=True)
class Company:
    """Everything a company wrote, each thing once, by id. Mappings keep a fixed order: by id, or as said.

    objectives: in the order of teams, cycles and their files · check_ins: by team, cycle, day, name ·
    sheets and reviews: by (team, cycle) · trainings, pages: by path below their folder, without the ending ·
    translations: by (kind, id), the same text in other languages · assets: content path to nothing but itself ·
    blocks, inlines: by (path, text) all Markdown that stands in that file; read them through `block` and `inline` ·
    owners: every name that stands in a field for people, as it was written · references: by (path, text) what a plain
    field of that file leads to: a step's link, prerequisites and next of a training, signals of a pillar, lessons of a
    wave.
    """

    site: records.Site
    people: Mapping[str, records.Person]
    glossary: Mapping[str, str]
    mission: Filed[records.Statement] | None
    vision: Filed[records.Statement] | None
    strategy: Filed[records.Strategy] | None
    cycles: Mapping[str, Cycle]
    teams: Mapping[str, Filed[records.Team]]
    sheets: Mapping[tuple[str, str], Filed[records.Okrs]]
    objectives: Mapping[str, Objective]
    check_ins: tuple[CheckIn, ...]
    reviews: Mapping[tuple[str, str], Filed[records.Review]]
    kpis: Mapping[str, Kpi]
    lessons: Mapping[str, Lesson]
    trainings: Mapping[str, Filed[records.Training]]
    onboardings: Mapping[str, Filed[records.Onboarding]]
    waves: Mapping[str, Filed[records.Wave]]
    pulses: Mapping[str, Pulse]
    pages: Mapping[str, Filed[records.FreePage]]
    translations: Mapping[tuple[str, str], tuple[Filed[records.Page], ...]]
    assets: tuple[str, ...]
    blocks: Mapping[tuple[str, str], Linked] = field(repr=False)
    inlines: Mapping[tuple[str, str], Linked] = field(repr=False)
    owners: Mapping[str, Owner] = field(default_factory=dict, repr=False)
    references: Mapping[tuple[str, str], Target] = field(default_factory=dict, repr=False)

    def block(self, path: str, text: str | None) -> Linked | None:
        """Block Markdown written in a file, with its links resolved; None where nothing was written."""
        return self.blocks[path, text] if text else None

    def inline(self, path: str, text: str | None) -> Linked | None:
        """Inline Markdown written in a file, such as a title."""
        return self.inlines[path, text] if text else None

    def owner(self, text: str) -> Owner:
        """Who is meant by a name that stands in a field for people."""
        return self.owners.get(text) or Owner(text)

    def reference(self, path: str, text: str | None) -> Target | None:
        """What a plain field leads to within the site; None for nothing and for addresses elsewhere."""
        return self.references.get((path, text)) if text else None

    def key_results(self) -> Mapping[str, KeyResult]:
        """All key results by id."""
        return {kr.id: kr for objective in self.objectives.values() for kr in objective.key_results}
