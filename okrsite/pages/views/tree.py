"""The alignment tree as a flat list of rows.

A row says whether it opens a list of children and how many lists end behind it, so that a template prints trees of any
depth in one loop. Two orders: by organisation (teams, their objectives, their key results; `tree_of_teams.py`) and by
strategy (pillars, the objectives that serve them, and so on down `supports`; `tree_of_strategy.py`). A goal with
several parents is drawn once, under the first; under the others stands a `reference` without numbers, so that nothing
is counted twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from okrsite.pages.views.common import Link, Measure, Standing
from okrsite.pages.views.tree_cut import Cut

RowKind = Literal[
    "company", "department", "team", "objective", "key-result", "reference", "pillar", "unpillared", "top", "local"
]


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One row. `id` is its anchor, the whole id of what it shows.

    `opens`: children follow; `open`: they are shown at the start; `closes`: how many lists end behind this row.
    `parents` are what an objective supports, with the place of each in the tree; `home` is where a reference is drawn.
    `elsewhere` is where that stands which this page leaves out below the row; a team then counts the `objectives` of
    all teams below it too. `cycle` is set where it is not the tree's own.
    """

    id: str
    kind: RowKind
    title: str
    url: str | None = None
    standing: Standing | None = None
    measure: Measure | None = None
    owners: tuple[str, ...] = ()
    parents: tuple[Link, ...] = ()
    supporters: int = 0
    home: Link | None = None
    team: str = ""
    team_name: str = ""
    cycle: str = ""
    teams: int = 0
    objectives: int = 0
    opens: bool = False
    open: bool = False
    closes: int = 0
    elsewhere: str | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """The rows that a page draws, all goals that the tree is about, by id, and what of it is left to other pages."""

    rows: tuple[TreeRow, ...]
    goals: tuple[str, ...]
    cut: Cut


@dataclass(frozen=True, slots=True)
class Branch:
    """A row and how to make its children, so that deep trees need no deep stack."""

    row: TreeRow
    kids: Callable[[], Iterable[Branch]] = tuple


def flat(roots: Iterable[Branch]) -> tuple[TreeRow, ...]:
    """The rows of a forest in reading order, with the marks that nest them again."""
    rows: list[TreeRow] = []
    levels: list[Iterator[Branch]] = [iter(tuple(roots))]
    while levels:
        branch = next(levels[-1], None)
        if branch is None:
            levels.pop()
            if levels and rows:
                rows[-1] = replace(rows[-1], closes=rows[-1].closes + 1)
            continue
        kids = tuple(branch.kids())
        rows.append(replace(branch.row, opens=bool(kids)))
        if kids:
            levels.append(iter(kids))
    return tuple(rows)
