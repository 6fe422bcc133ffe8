"""What a change of the content means: the same company before and after, on one day.

In: two `Side`s, each a company with its figures of the same day, and the files that could not be read. Out:
`Change` values, keys and numbers without words, in the order of the newer side; what is gone comes last in each kind.
A team that has another id now and keeps the old one as an alias is the same team, and so are its goals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from okrsite.okr.figures import Figures, Health
from okrsite.okr.model import Company, KeyResult, Objective, Target
from okrsite.okr.turns import Turn, Way

Phase = Literal["ahead", "running", "closed"]
"""Where a goal's cycle was before the change: a goal post moves once it is running."""

Shown: TypeAlias = str | Decimal | Target
"""One value of a field: a word, a number, or what it refers to."""


@dataclass(frozen=True, slots=True)
class Side:
    """One version of the content; `key_results` are all of them by id."""

    company: Company
    figures: Figures
    key_results: Mapping[str, KeyResult]


@dataclass(frozen=True, slots=True)
class Moved:
    """A key result that stands elsewhere; `before` is the health that it had."""

    target: Target
    turn: Turn
    way: Way
    before: Health
    health: Health
    redacted: bool = False


@dataclass(frozen=True, slots=True)
class Flipped:
    """An objective whose health is another; `parents` are the goals that it supports."""

    target: Target
    was: Health
    now: Health
    parents: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Shifted:
    """A field that decides what a goal means: its target, baseline, owners, ….

    `old` and `new` are what stood and stands there, nothing where it is not told (`untold`: the goal is redacted, or
    the field is too long). `was` and `now` are the progress, where the shift itself changes it; `reason` is inline
    Markdown of the file at `path`.
    """

    target: Target
    field: str
    phase: Phase
    old: tuple[Shown, ...] = ()
    new: tuple[Shown, ...] = ()
    untold: bool = False
    unit: str | None = None
    was: str = ""
    now: str = ""
    reason: str = ""
    path: str = ""

    @property
    def late(self) -> bool:
        """Whether the goal post moved during the game, or after it."""
        return self.phase != "ahead"


@dataclass(frozen=True, slots=True)
class Graded:
    """A goal that got an outcome or a score at the close, or another one."""

    target: Target
    outcome: str | None
    score: Decimal | None
    old_outcome: str | None = None
    old_score: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A check-in that is `new`, `rewritten` or `removed`; `path` is its file."""

    target: Target
    team: str
    what: Literal["new", "rewritten", "removed"]
    phase: Phase
    path: str


@dataclass(frozen=True, slots=True)
class Added:
    """Something new; an objective with `key_results` new key results of its own."""

    target: Target
    phase: Phase = "ahead"
    key_results: int = 0


@dataclass(frozen=True, slots=True)
class Removed:
    """Something that is no more."""

    target: Target
    phase: Phase = "ahead"
    key_results: int = 0


@dataclass(frozen=True, slots=True)
class Renamed:
    """A team with another name, or another id (`was` is the old one)."""

    target: Target
    was: Target


@dataclass(frozen=True, slots=True)
class Reworded:
    """Something that is written differently; `was` is what it was called, `fields` are those that differ."""

    target: Target
    was: Target
    fields: tuple[str, ...] = ()


Change: TypeAlias = Moved | Flipped | Shifted | Graded | Spoken | Added | Removed | Renamed | Reworded


@dataclass(frozen=True, slots=True)
class Pairs:
    """The two sides; `earlier` are all objectives of before by their id of today, `teams` the ids that are others now,
    `unread` the files that could not be read before, `broken` those that cannot be read now.
    """

    before: Side
    after: Side
    teams: Mapping[str, str]
    earlier: Mapping[str, Objective]
    unread: frozenset[str] = frozenset()
    broken: frozenset[str] = frozenset()

    def today(self, whole: str) -> str:
        """The id of today of a goal, or of a team's folder, by its id before."""
        return _today(self.teams, whole)

    def carried(self, value: Shown) -> Shown:
        """A value of before as it would be written today: goals of a team that has another id have one too."""
        moved = isinstance(value, Target) and value.kind in ("objective", "key-result")
        return Target(value.kind, self.today(value.id)) if moved and isinstance(value, Target) else value

    def phase(self, cycle: str) -> Phase:
        """Where a cycle was, before the change where it was there."""
        known = self.before.company.cycles.get(cycle) or self.after.company.cycles.get(cycle)
        if known is None or known.start > self.after.figures.as_of:
            return "ahead"
        return "closed" if known.record.state == "closed" else "running"


def pairs(before: Side, after: Side, unread: Iterable[str] = (), broken: Iterable[str] = ()) -> Pairs:
    """The two sides side by side."""
    old, new = before.company.teams, after.company.teams
    teams = {
        was: id
        for id, team in new.items()
        for was in team.record.aliases
        if id not in old and was in old and was not in new
    }
    earlier = {_today(teams, id): one for id, one in before.company.objectives.items()}
    return Pairs(before, after, teams, earlier, frozenset(unread), frozenset(broken))


def _today(teams: Mapping[str, str], whole: str) -> str:
    team, slash, rest = whole.partition("/")
    return f"{teams.get(team, team)}{slash}{rest}"
