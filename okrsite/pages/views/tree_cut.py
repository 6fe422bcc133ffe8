"""How much of an alignment tree stands on one page.

A page of the tree has to load, unfold and filter at once, however large the company is. So a large tree leaves its key
results out, and one that is larger still draws goals only so many levels deep: its last rows lead to other pages.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

WITH_KEY_RESULTS = 1_500
"""Rows up to which the tree of a company has its key results."""

MOST = 2_500
"""Rows that a page has at most, unless its first level alone has more."""


@dataclass(frozen=True, slots=True)
class Level:
    """The rows of one level: `teams`, `goals` with references to goals, and the `key_results` of these goals."""

    teams: int = 0
    goals: int = 0
    key_results: int = 0


@dataclass(frozen=True, slots=True)
class Cut:
    """What a page draws: key results or none; goals of the levels from 0 to `depth`, or of all."""

    key_results: bool = True
    depth: int | None = None

    def leaves_out(self, level: int) -> bool:
        """Whether the goals of a level stand on other pages."""
        return self.depth is not None and level > self.depth


def fitting(levels: Sequence[Level], with_key_results: int = MOST) -> Cut:
    """The most that fits: everything; else no key results; else the goals of as many levels as there is room for.

    The teams of the first level that is left out still have a row each, which leads on.
    """
    teams = list(accumulate(level.teams for level in levels))
    goals = list(accumulate(level.goals for level in levels))
    rows = teams[-1] + goals[-1]
    if rows + sum(level.key_results for level in levels) <= with_key_results:
        return Cut()
    if rows <= MOST:
        return Cut(key_results=False)
    sizes = [of_goals + of_teams for of_goals, of_teams in zip(goals, [*teams[1:], teams[-1]], strict=True)]
    return Cut(key_results=False, depth=max(0, bisect_right(sizes, MOST) - 1))
