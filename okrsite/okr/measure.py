"""The stage `measure`: a company and a day become all its figures.

In: a `Company` and `as_of`, the only clock. Out: `Figures`. Key results first, then objectives from the leaves of the
alignment upwards, then teams and cycles. Each rule has a room beside this one: `readings` which check-ins count,
`metrics` raw progress, `expected` curves, `health` verdicts, `forecast`, `rollup` means, `cycles` time, `display`
rounding. The docs page "How numbers are computed" says all of it in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from okrsite.okr import cycles, health
from okrsite.okr.expected import Curves
from okrsite.okr.figures import Figures, KeyResultFigures
from okrsite.okr.forecast import spacings
from okrsite.okr.key_result import Measured, Today, measure_key_result, setting
from okrsite.okr.model import Company, Objective
from okrsite.okr.objective import MeasuredObjective, measure_objective
from okrsite.okr.readings import Heard, listen, objective_told, shares, told
from okrsite.okr.rollup import contributors, in_order
from okrsite.okr.teams import measure_cycles, measure_teams


def measure(company: Company, as_of: date) -> Figures:
    """All figures of a company on a day. Check-ins after it have no effect, so an earlier day replays history."""
    return measure_on(company, (as_of,))[0]


def measure_on(company: Company, days: Sequence[date]) -> tuple[Figures, ...]:
    """All figures on each of some days, as `measure` has them; check-ins are read once and readings shared."""
    share = shares()
    heard = listen(company, max(days, default=date.min), share)
    limits, spaced = health.limits(company.site), spacings()
    return tuple(_figures(company, heard, Today(as_of, limits, Curves(), share, spaced)) for as_of in days)


def _figures(company: Company, heard: Heard, today: Today) -> Figures:
    """All figures on one day."""
    objectives, key_results = _goals(company, heard, today)
    running = cycles.running(company.cycles.values(), today.as_of)
    return Figures(
        as_of=today.as_of,
        running=running.id if running else None,
        key_results={kr.id: key_results[kr.id] for o in company.objectives.values() for kr in o.key_results},
        objectives={key: objectives[key].figures for key in company.objectives},
        teams=measure_teams(company, objectives, today.as_of),
        cycles=measure_cycles(company, objectives, today.as_of),
    )


def _goals(
    company: Company, heard: Heard, today: Today
) -> tuple[dict[str, MeasuredObjective], dict[str, KeyResultFigures]]:
    """All objectives with their key results, children before their parents; links within a loop do not count."""
    children = contributors(company.objectives)
    order, looped = in_order(company.objectives, children)
    objectives: dict[str, MeasuredObjective] = {}
    key_results: dict[str, KeyResultFigures] = {}
    for key in order:
        below = [objectives[c] for c in children.get(key, ()) if not (key in looped and c in looped)]
        objectives[key], own = _goal(company, company.objectives[key], heard, below, today)
        key_results.update((measured.figures.id, measured.figures) for measured in own)
    return objectives, key_results


def _goal(
    company: Company, objective: Objective, heard: Heard, children: Sequence[MeasuredObjective], today: Today
) -> tuple[MeasuredObjective, list[Measured]]:
    """An objective and its key results."""
    cycle = company.cycles[objective.cycle]
    word = objective_told(cycle, heard.words(objective.id, today.as_of), today.share)
    where = setting(objective, cycle, word.last_on, today)
    key_results = []
    for key_result in objective.key_results:
        said = told(key_result, cycle, heard.readings(key_result.id, today.as_of))
        key_results.append(measure_key_result(key_result, said, where))
    return measure_objective(objective, cycle, word, key_results, children, today), key_results
