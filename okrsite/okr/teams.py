"""Teams and cycles on one day: means of objectives.

In: a company and its objectives measured. Out: `TeamFigures` by (team, cycle), `CycleFigures` by cycle. A team is the
weighted mean of its own objectives that have progress, a cycle that of the objectives of the teams without a parent:
of the company's own goals, not of all teams.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial

from okrsite.okr import cycles, display, health
from okrsite.okr.again import Again
from okrsite.okr.figures import CycleFigures, TeamFigures
from okrsite.okr.metrics import clamped
from okrsite.okr.model import Company, Cycle
from okrsite.okr.objective import MeasuredObjective
from okrsite.okr.rollup import weighted_mean

Measured = Mapping[str, MeasuredObjective]


def _counting(objectives: Iterable[MeasuredObjective]) -> list[MeasuredObjective]:
    """Those that count by state, weight and redaction, whether or not they have progress."""
    return [one for one in objectives if one.left_out in ("", "no-progress")]


def _progress(objectives: Sequence[MeasuredObjective]) -> Fraction | None:
    return weighted_mean((o.item.weight, o.figures.progress) for o in objectives if o.figures.progress is not None)


def _expected(objectives: Sequence[MeasuredObjective]) -> Fraction | None:
    """What is expected of those whose progress is in the mean, so that the two can be compared."""
    both = [(o.item.weight, o.figures.expected) for o in objectives if o.figures.progress is not None]
    return weighted_mean((weight, expected) for weight, expected in both if expected is not None)


def _score(objectives: Sequence[MeasuredObjective]) -> Fraction | None:
    """The weighted mean of the closing scores; one outside 0–1 is printed as written and counts as its nearest end."""
    scores: list[tuple[Fraction, Decimal | None]] = [(o.item.weight, o.figures.score) for o in objectives]
    return weighted_mean((weight, clamped(Fraction(score))) for weight, score in scores if score is not None)


def _stale(objectives: Sequence[MeasuredObjective], last_on: date | None, cycle: Cycle, as_of: date) -> int | None:
    """The days since anybody in the team said anything, where an objective is stale and that is too long ago."""
    if all(one.figures.stale is None for one in objectives):
        return None
    return cycles.overdue(cycle, last_on, as_of)


def _team(team: str, cycle: Cycle, objectives: Sequence[MeasuredObjective], as_of: date) -> TeamFigures:
    counting = _counting(objectives)
    progress, expected = _progress(counting), _expected(counting)
    last_on = max((o.figures.last_on for o in counting if o.figures.last_on), default=None)
    return TeamFigures(
        team=team,
        cycle=cycle.id,
        progress=progress,
        expected=expected,
        pace=display.pace(progress, expected),
        health=health.worst(one.figures.verdict.shown for one in counting),
        reported=sum(one.figures.reported for one in counting),
        expected_reports=sum(one.figures.expected_reports for one in counting),
        stale=_stale(counting, last_on, cycle, as_of),
        last_on=last_on,
        objectives=tuple(one.figures.id for one in objectives),
        score=_score(counting),
    )


def measure_teams(
    company: Company, measured: Measured, as_of: date, again: Again
) -> dict[tuple[str, str], TeamFigures]:
    """Every team in every cycle in which it has written something, in the order of the sheets and objectives."""
    groups: dict[tuple[str, str], list[MeasuredObjective]] = {key: [] for key in company.sheets}
    for objective in company.objectives.values():
        groups.setdefault((objective.team, objective.cycle), []).append(measured[objective.id])
    figures = {}
    for (team, cycle), objectives in groups.items():
        things = (team, company.cycles[cycle], tuple(objectives), as_of)
        figures[team, cycle] = again("team", things, partial(_team, *things))
    return figures


def _is_root(company: Company, team: str) -> bool:
    return team not in company.teams or company.teams[team].record.parent is None


def _cycle(cycle: Cycle, objectives: Sequence[MeasuredObjective], as_of: date) -> CycleFigures:
    counting = _counting(objectives)
    progress, expected = _progress(counting), _expected(counting)
    return CycleFigures(
        id=cycle.id,
        elapsed=cycles.elapsed(cycle, as_of),
        week=cycles.week(cycle, as_of),
        weeks=cycles.weeks(cycle),
        days_left=cycles.days_left(cycle, as_of),
        progress=progress,
        expected=expected,
        pace=display.pace(progress, expected),
        score=_score(counting),
    )


def measure_cycles(company: Company, measured: Measured, as_of: date) -> dict[str, CycleFigures]:
    """Every cycle; the figures are those of the objectives of teams without a parent."""
    roots: dict[str, list[MeasuredObjective]] = {cycle: [] for cycle in company.cycles}
    for objective in company.objectives.values():
        if _is_root(company, objective.team):
            roots[objective.cycle].append(measured[objective.id])
    return {cycle.id: _cycle(cycle, roots[cycle.id], as_of) for cycle in company.cycles.values()}
