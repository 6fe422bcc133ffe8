"""The stage `measure`: a company and a day become all its figures.

In: a `Company` and `as_of`, the only clock. Out: `Figures`. Key results first, then objectives from the leaves of the
alignment upwards, then teams and cycles. Each rule has a room beside this one: `readings` which check-ins count,
`metrics` raw progress, `expected` curves, `health` verdicts, `forecast`, `rollup` means, `cycles` time, `display`
rounding. The docs page "How numbers are computed" says all of it in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from okrsite.okr import cycles, health
from okrsite.okr.again import ANEW, Again
from okrsite.okr.expected import Curves
from okrsite.okr.figures import Figures, KeyResultFigures
from okrsite.okr.forecast import spacings
from okrsite.okr.key_result import Measured, Today, measure_key_result, setting
from okrsite.okr.model import Company, Cycle, Objective
from okrsite.okr.objective import MeasuredObjective, measure_objective
from okrsite.okr.readings import Heard, ObjectiveTold, listen, objective_told, shares, told
from okrsite.okr.rollup import contributors, in_order
from okrsite.okr.teams import measure_cycles, measure_teams


def measure(company: Company, as_of: date) -> Figures:
    """All figures of a company on a day. Check-ins after it have no effect, so an earlier day replays history."""
    return measure_on(company, (as_of,))[0]


def measure_on(company: Company, days: Sequence[date], again: Again = ANEW) -> tuple[Figures, ...]:
    """All figures on each of some days, as `measure` has them; check-ins are read once and readings shared.

    `again` knows the figures of goals of which nobody has said anything new.
    """
    share = shares()
    heard = listen(company, max(days, default=date.min), share, again)
    limits, spaced = again.same("limits", health.limits(company.site)), spacings()
    return tuple(_figures(company, heard, Today(as_of, limits, Curves(), share, spaced), again) for as_of in days)


Sheets = Mapping[tuple[str, str], Heard]


def _figures(company: Company, heard: Sheets, today: Today, again: Again) -> Figures:
    """All figures on one day."""
    objectives, key_results = _goals(company, heard, today, again)
    running = cycles.running(company.cycles.values(), today.as_of)
    return Figures(
        as_of=today.as_of,
        running=running.id if running else None,
        key_results={kr.id: key_results[kr.id] for o in company.objectives.values() for kr in o.key_results},
        objectives={key: objectives[key].figures for key in company.objectives},
        teams=measure_teams(company, objectives, today.as_of, again),
        cycles=measure_cycles(company, objectives, today.as_of),
    )


def _goals(
    company: Company, heard: Sheets, today: Today, again: Again
) -> tuple[dict[str, MeasuredObjective], dict[str, KeyResultFigures]]:
    """All objectives with their key results, children before their parents; links within a loop do not count."""
    children = contributors(company.objectives)
    order, looped = in_order(company.objectives, children)
    objectives: dict[str, MeasuredObjective] = {}
    key_results: dict[str, KeyResultFigures] = {}
    for key in order:
        below = tuple(objectives[c] for c in children.get(key, ()) if not (key in looped and c in looped))
        objective = company.objectives[key]
        cycle = company.cycles[objective.cycle]
        said = heard[objective.team, objective.cycle]
        on = (objective, cycle, today.as_of, today.limits)
        word, own = again("key-results", (*on, said), partial(_own, objective, cycle, said, today))
        objectives[key] = again(
            "objective",
            (*on, own, below),
            partial(measure_objective, objective, cycle, word, own, below, today),
        )
        key_results.update((measured.figures.id, measured.figures) for measured in own)
    return objectives, key_results


def _own(objective: Objective, cycle: Cycle, said: Heard, today: Today) -> tuple[ObjectiveTold, list[Measured]]:
    """What is said of an objective, and its key results."""
    word = objective_told(cycle, said.words(objective.id, today.as_of), today.share)
    where = setting(objective, cycle, word.last_on, today)
    return word, [
        measure_key_result(kr, told(kr, cycle, said.readings(kr.id, today.as_of)), where)
        for kr in objective.key_results
    ]
