"""How the progress of an objective comes about: what it counts, what it leaves out, who says how it stands.

In: an objective with its figures. Out: `Sum`, which the template `partials/explained.html` turns into sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from okrsite.okr.display import percent
from okrsite.okr.figures import Counted
from okrsite.okr.model import Objective, Target
from okrsite.pages import routes
from okrsite.pages.views.common import ObjectiveRow
from okrsite.pages.views.context import Context
from okrsite.pages.views.explained import IDLE
from okrsite.pages.views.pieces import objective_row, title_of
from okrsite.pages.views.sayings import Source, source_of

MOST_GOALS = 12
"""Goals whose bars are shown; the sum on the objective's page names them all."""


@dataclass(frozen=True, slots=True)
class Goals:
    """Goals whose progress another one counts; `more` are not shown."""

    rows: tuple[ObjectiveRow, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One item of a mean: its weight, its progress, and its share of the sum."""

    title: str
    url: str
    weight: Decimal
    percent: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An item that does not count, and why."""

    title: str
    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sum:
    """How the progress of an objective comes about: the weighted mean of `parts`; `even` says that all weigh the same.

    `of` is key-results, aligned or both. `said_by` is the check-in that states the objective's health.
    """

    of: str
    percent: str
    expected: str
    parts: tuple[Part, ...]
    left_out: tuple[LeftOut, ...]
    even: bool
    weight: Decimal
    reported: int
    reports: int
    said_by: Source | None


def summed(context: Context, objective: Objective) -> Sum:
    """What an objective's progress counts and leaves out."""
    figures = context.figures.objectives[objective.id]
    spoke = next(
        (
            check_in
            for check_in in context.relations.mentions.get(objective.id, ())
            if check_in.on <= context.as_of
            and any(entry.objective == objective.id and entry.health for entry in check_in.objectives)
        ),
        None,
    )
    return Sum(
        of=objective.record.progress_from,
        percent=percent(figures.progress),
        expected=percent(None if objective.record.state in IDLE else figures.expected),
        parts=tuple(_part(context, one) for one in figures.counted),
        left_out=tuple(LeftOut(*_named(context, id), reason) for id, reason in figures.left_out),
        even=len({one.weight for one in figures.counted}) == 1,
        weight=_decimal(sum((one.weight for one in figures.counted), Fraction(0))),
        reported=figures.reported,
        reports=figures.expected_reports,
        said_by=source_of(context, spoke) if spoke else None,
    )


def counted_goals(context: Context, objective: Objective) -> Goals:
    """The goals whose progress an objective counts, those of its own cycle: bars beside one line for today."""
    counted = (context.company.objectives.get(one.id) for one in context.figures.objectives[objective.id].counted)
    here = [one.id for one in counted if one and one.cycle == objective.cycle]
    return Goals(tuple(objective_row(context, id) for id in here[:MOST_GOALS]), len(here[MOST_GOALS:]))


def _part(context: Context, one: Counted) -> Part:
    return Part(*_named(context, one.id), _decimal(one.weight), percent(one.progress))


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)


def _named(context: Context, id: str) -> tuple[str, str]:
    """Title and address of a key result or an objective."""
    if id in context.key_results:
        return title_of(context, context.key_results[id]).plain, routes.url(Target("key-result", id))
    objective = context.company.objectives[id]
    return title_of(context, objective).plain, routes.url(Target("objective", id))
