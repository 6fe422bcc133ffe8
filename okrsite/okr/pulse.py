"""What a survey may show.

In: the answers of one question by team, and the smallest number of answers that may be seen. Out: the same answers,
with None where people could be recognised. Two rules, after the practice of statistical offices (cell suppression):
a cell with fewer answers than the minimum is hidden (primary), and what could be worked out from a total that is
shown is hidden too, smallest first (secondary). Nothing after this room ever sees a hidden mean.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from okrsite.okr import records

NEVER_BELOW = 3


@dataclass(frozen=True, slots=True)
class Score:
    """How many answered, and the mean of their answers on the survey's scale."""

    n: int
    mean: Fraction


@dataclass(frozen=True, slots=True)
class Answers:
    """One question of one survey as it may be published: `total` and the teams' scores, None where hidden."""

    total: Score | None
    teams: Mapping[str, Score | None]


def minimum(rules: records.PulseRules) -> int:
    """The fewest answers that a shown cell has, whatever the settings say."""
    return max(NEVER_BELOW, rules.min_answers)


def answers(question: records.Question, fewest: int, families: Iterable[Collection[str]] = ()) -> Answers:
    """The publishable answers of one question; `families` as in `hidden`."""
    counts = {team: max(0, cell.n) for team, cell in question.scores.items()}
    kept_back = hidden(counts, fewest, families)
    scores = {team: Score(counts[team], Fraction(cell.mean)) for team, cell in question.scores.items()}
    shown = {team: None if team in kept_back else score for team, score in scores.items()}
    return Answers(_total(scores.values(), fewest), shown)


def hidden(counts: Mapping[str, int], fewest: int, families: Iterable[Collection[str]] = ()) -> frozenset[str]:
    """The cells that may not be shown, of cells given by their numbers of answers.

    The total of all cells is taken as known to the reader, and so is the total of each family: cells that add up to
    another one which is shown (the teams of a department that stands in the same table). What is hidden in such a
    group can be subtracted out, so it must be nothing, or two cells and more with at least `fewest` answers together.
    """
    kept_back = {cell for cell, n in counts.items() if n < fewest}
    groups = [list(counts), *([cell for cell in family if cell in counts] for family in families)]
    by_size = [sorted(group, key=lambda cell: (counts[cell], cell)) for group in groups]
    before = -1
    while before != len(kept_back):
        before = len(kept_back)
        for group in by_size:
            kept_back.update(_next_smallest(group, counts, kept_back, fewest))
    return frozenset(kept_back)


def _next_smallest(group: list[str], counts: Mapping[str, int], kept_back: set[str], fewest: int) -> list[str]:
    """What else must be hidden in a group, smallest first, so that its hidden cells protect one another."""
    inside = [counts[cell] for cell in group if cell in kept_back and counts[cell]]
    more: list[str] = []
    for cell in group:
        if not inside or (len(inside) > 1 and sum(inside) >= fewest):
            break
        if cell not in kept_back:
            more.append(cell)
            inside.append(counts[cell])
    return more


def _total(scores: Iterable[Score], fewest: int) -> Score | None:
    """All answers together: the mean weighted by their numbers; None where there are too few of them."""
    known = list(scores)
    n = sum(score.n for score in known)
    return Score(n, sum((score.mean * score.n for score in known), Fraction(0)) / n) if n >= fewest else None
