"""The stage `measure`: a company and a day become all its figures.

In: a `Company` and `as_of`, the only clock. Out: `Figures`. Key results first, then objectives from the leaves of the
alignment upwards, then teams and cycles. Each rule has a room beside this one: `readings` which check-ins count,
`metrics` raw progress, `expected` curves, `health` verdicts, `forecast`, `rollup` means, `cycles` time, `display`
rounding. The docs page "How numbers are computed" says all of it in words.
"""

from __future__ import annotations

from datetime import date

from okrsite.okr import cycles, health
from okrsite.okr.expected import Curves
from okrsite.okr.figures import Figures
from okrsite.okr.key_result import Measured, Today, measure_key_result
from okrsite.okr.model import Company, Objective
from okrsite.okr.objective import MeasuredObjective, measure_objective
from okrsite.okr.readings import Index, ObjectiveTold, index, objective_told, shares, told
from okrsite.okr.rollup import contributors, in_order
from okrsite.okr.teams import measure_cycles, measure_teams


def measure(company: Company, as_of: date) -> Figures:
    """All figures of a company on a day. Check-ins after it have no effect, so an earlier day replays history."""
    today = Today(as_of, health.limits(company.site), Curves(), shares())
    said = index(company, as_of)
    key_results: dict[str, Measured] = {}
    words: dict[str, ObjectiveTold] = {}
    for objective in company.objectives.values():
        words[objective.id] = _key_results(company, objective, said, today, key_results)
    objectives = _objectives(company, key_results, words, today)
    running = cycles.running(company.cycles.values(), as_of)
    return Figures(
        as_of=as_of,
        running=running.id if running else None,
        key_results={key: measured.figures for key, measured in key_results.items()},
        objectives={key: objectives[key].figures for key in company.objectives},
        teams=measure_teams(company, objectives, as_of),
        cycles=measure_cycles(company, objectives, as_of),
    )


def _key_results(
    company: Company, objective: Objective, said: Index, today: Today, measured: dict[str, Measured]
) -> ObjectiveTold:
    """Measures the key results of an objective, and gives back what is said of the objective itself."""
    cycle = company.cycles[objective.cycle]
    word = objective_told(cycle, said.objectives.get(objective.id, ()), today.share)
    for key_result in objective.key_results:
        heard = told(key_result, cycle, said.key_results.get(key_result.id, ()), today.share)
        measured[key_result.id] = measure_key_result(key_result, objective, cycle, heard, word.last_on, today)
    return word


def _objectives(
    company: Company, key_results: dict[str, Measured], words: dict[str, ObjectiveTold], today: Today
) -> dict[str, MeasuredObjective]:
    """All objectives, children before their parents; links within a loop do not count."""
    children = contributors(company.objectives)
    order, looped = in_order(company.objectives, children)
    measured: dict[str, MeasuredObjective] = {}
    for key in order:
        objective = company.objectives[key]
        below = [c for c in children.get(key, ()) if not (key in looped and c in looped)]
        measured[key] = measure_objective(
            objective,
            company.cycles[objective.cycle],
            words[key],
            [key_results[kr.id] for kr in objective.key_results],
            [measured[child] for child in below],
            today,
        )
    return measured
