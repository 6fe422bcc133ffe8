"""Rules of sound content that need the whole company, its figures or the day.

In: a company and its figures. Out: diagnostics, each located. `CHECKS` lists all rules; a new one is a function in
this tuple. All of them are advice: content that breaks one of them is published as it is. What cannot be published is
found earlier, by decoding and resolving.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

from okrsite.diagnostics import Diagnostic, Place, Related, advice, error
from okrsite.okr import records
from okrsite.okr.figures import Figures
from okrsite.okr.health import SHELVED
from okrsite.okr.model import CheckIn, Company, KeyResult, Objective
from okrsite.okr.severities import weighed

Check = Callable[[Company, Figures], Iterator[Diagnostic]]

NOTE_FROM = Fraction(1, 4)
"""How far a score may lie from the computed progress before a note is asked for."""

CLOSE_WITHIN = timedelta(days=30)
"""How long after its end a cycle may wait to be closed."""

_AMOUNT = re.compile(r"\d\s?(?:%|percent\b|€|\$|£|USD\b|EUR\b|CZK\b|Kč)|[€$£]\s?\d|\bfrom \d\S* to \d")


def check(
    company: Company, figures: Figures, *, dated: bool = True, whole: Company | None = None
) -> tuple[Diagnostic, ...]:
    """Everything that the rules say, with the severities that the company chose.

    Where nobody named the day (`dated` is False), a check-in from after it is a slip; it is looked for in the `whole`
    company, for an edition contains nothing that lies ahead.
    """
    found = [diagnostic for rule in CHECKS for diagnostic in rule(company, figures)]
    if not dated:
        found += future_check_ins(whole or company, figures)
    return weighed(found, company.site.checks)


def future_check_ins(company: Company, figures: Figures) -> Iterator[Diagnostic]:
    """A check-in is dated after today."""
    for one in company.check_ins:
        if one.on > figures.as_of:
            message = f"this check-in is from {one.on}, and today is {figures.as_of}"
            yield error("future-check-in", Place(one.path), message, "correct the date in the file's name")


def scores_outside(company: Company, figures: Figures) -> Iterator[Diagnostic]:
    """A score is not between 0 and 1."""
    for item in _items(company):
        score = item.record.score
        if score is not None and not 0 <= score <= 1:
            message = f"the score {score} lies outside 0 to 1; it is printed as written"
            yield advice("score-outside", item.place / "score", message, "a score is written like 0.7")


def scores_unexplained(company: Company, figures: Figures) -> Iterator[Diagnostic]:
    """A score is far from what the numbers say, and nobody says why."""
    for item in _items(company):
        score, record = item.record.score, item.record
        known = figures.objectives if isinstance(item, Objective) else figures.key_results
        figure = known.get(item.id)
        if score is None or record.score_note or record.result or figure is None or figure.progress is None:
            continue
        if 0 <= score <= 1 and abs(Fraction(score) - figure.progress) >= NOTE_FROM:
            percent = round(figure.progress * 100)
            message = f"the score is {score}, and the numbers say {percent} %"
            yield advice("score-unexplained", item.place / "score", message, "say why in score_note")


def two_words_on_one_day(company: Company, figures: Figures) -> Iterator[Diagnostic]:
    """Two check-ins of one day speak of the same key result."""
    for first, second in pairwise(company.check_ins):
        if (first.team, first.cycle, first.on) != (second.team, second.cycle, second.on):
            continue
        named = {one.key_result for one in first.entries}
        for one in second.entries:
            if one.key_result in named:
                name = one.key_result.rpartition("/")[2]
                message = f"two check-ins of {second.on} speak of {name}; this one counts"
                related = Related(_said_of(first, one.key_result), "the other one")
                yield advice("two-check-ins", one.place.key(), message, "keep one of the two values", related)


def _said_of(check_in: CheckIn, key_result: str) -> Place:
    return next(one.place.key() for one in check_in.entries if one.key_result == key_result)


def late_check_ins(company: Company, figures: Figures) -> Iterator[Diagnostic]:
    """A check-in from after its cycle's end does not count unless it says that it is final."""
    for check_in in company.check_ins:
        end = company.cycles[check_in.cycle].end
        if check_in.on > end:
            for one in check_in.entries:
                if not one.final and (one.value is not None or one.done is not None or one.progress is not None):
                    message = f"the cycle ended on {end}, so that this value does not count"
                    yield advice("late-check-in", one.place.key(), message, "add final: true if it is meant to count")


def no_baseline(company: Company, figures: Figures) -> Iterator[Diagnostic]:
    """Growth without a start."""
    for kr in _key_results(company):
        if kr.type == "increase" and kr.record.baseline is None and not kr.record.redacted:
            message = "without a baseline, progress is counted from 0"
            yield advice("no-baseline", kr.place / "target", message, "write where you start: baseline: 0")


def target_is_baseline(company: Company, figures: Figures) -> Iterator[Diagnostic]:
    """A way of no length."""
    for kr in _key_results(company):
        target = kr.record.target
        if target is not None and target == kr.record.baseline:
            hint = f"to keep a value, write min: {target} or max: {target} instead"
            yield advice("target-is-baseline", kr.place / "target", f"baseline and target are both {target}", hint)


def steps_out_of_order(company: Company, figures: Figures) -> Iterator[Diagnostic]:
    """What is promised lies beyond the target, or what would be outstanding before it."""
    for kr in _key_results(company):
        target = kr.record.target
        if target is None or kr.type not in ("increase", "decrease"):
            continue
        sign = 1 if kr.type == "increase" else -1
        if kr.record.commit is not None and (kr.record.commit - target) * sign > 0:
            message = f"commit {kr.record.commit} lies beyond target {target}"
            yield advice("steps-out-of-order", kr.place / "commit", message, "what is promised is less than the target")
        if kr.record.stretch is not None and (kr.record.stretch - target) * sign < 0:
            message = f"stretch {kr.record.stretch} lies before target {target}"
            yield advice("steps-out-of-order", kr.place / "stretch", message, "what would be outstanding is more")


def never_found_out(company: Company, figures: Figures) -> Iterator[Diagnostic]:
    """A key result was there to find a baseline, the cycle is over, and there is none."""
    for objective in company.objectives.values():
        cycle = company.cycles[objective.cycle]
        for kr in objective.key_results:
            over = cycle.end < figures.as_of or cycle.record.state == "closed"
            if kr.type == "baseline" and over and kr.record.state not in SHELVED and not _has_value(kr, figures):
                message = "this was to find out where we stand, and the cycle ended without a value"
                hint = "add it to a last check-in, with final: true"
                yield advice("baseline-without-value", kr.place / "title", message, hint)


def _has_value(kr: KeyResult, figures: Figures) -> bool:
    figure = figures.key_results.get(kr.id)
    return kr.record.baseline is not None or (figure is not None and figure.value is not None)


def dates_outside(company: Company, figures: Figures) -> Iterator[Diagnostic]:
    """A milestone is due, or a plan expects something, when the cycle is not running."""
    for objective in company.objectives.values():
        cycle = company.cycles[objective.cycle]
        for kr in objective.key_results:
            due = [(one.due, kr.place / "milestones" / i / "due") for i, one in enumerate(kr.record.milestones)]
            plan = [(one.by, kr.place / "plan" / i / "by") for i, one in enumerate(kr.record.plan)]
            for day, place in (*due, *plan):
                if day and not cycle.start <= day <= cycle.end:
                    message = f"{day} lies outside the cycle, {cycle.start} to {cycle.end}"
                    yield advice("date-outside-cycle", place, message)


def cycles_outside(company: Company, figures: Figures) -> Iterator[Diagnostic]:
    """A cycle is longer than the one that it is part of."""
    for cycle in company.cycles.values():
        parent = company.cycles.get(cycle.record.parent or "")
        if parent and not parent.start <= cycle.start <= cycle.end <= parent.end:
            message = f"the cycle is not within {parent.id}, {parent.start} to {parent.end}"
            field = "start" if not parent.start <= cycle.start <= parent.end else "end"
            yield advice("cycle-outside-parent", Place(cycle.path) / field, message)


def cycles_left_open(company: Company, figures: Figures) -> Iterator[Diagnostic]:
    """A cycle ended long ago and is not closed."""
    for cycle in company.cycles.values():
        if cycle.record.state != "closed" and cycle.end + CLOSE_WITHIN < figures.as_of:
            message = f"the cycle ended on {cycle.end} and is still {cycle.record.state}"
            yield advice(
                "cycle-left-open", Place(cycle.path) / "state", message, "score its objectives, then write closed"
            )


def closed_without_outcome(company: Company, figures: Figures) -> Iterator[Diagnostic]:
    """A cycle is closed, and neither a word nor a number says what came of an objective."""
    for objective in company.objectives.values():
        record = objective.record
        items = (record, *(kr.record for kr in objective.key_results))
        said = any(item.outcome or item.score is not None or item.result or item.carried_to for item in items)
        said = said or figures.objectives[objective.id].progress is not None
        if company.cycles[objective.cycle].record.state == "closed" and not said and record.state not in SHELVED:
            message = "the cycle is closed, and nobody says what came of this objective"
            yield advice("no-outcome", objective.place / "title", message, "add outcome, score or result")


def nothing_counts(company: Company, figures: Figures) -> Iterator[Diagnostic]:
    """An objective's progress is made of nothing."""
    supported = {parent.target.id.partition(".")[0] for o in company.objectives.values() for parent in o.supports}
    for objective in company.objectives.values():
        if objective.record.progress_from == "aligned" and objective.id not in supported:
            message = "the progress comes from aligned objectives, and no objective supports this one"
            yield advice("nothing-counts", objective.place / "progress_from", message, "leave progress_from out")
        weights = [kr.record.weight for kr in objective.key_results]
        if weights and not any(weights):
            message = "all key results have weight 0, so that nothing counts"
            yield advice("nothing-counts", objective.place / "key_results", message, "leave the weights out")


def owners_who_left(company: Company, figures: Figures) -> Iterator[Diagnostic]:
    """Somebody who has left still answers for a goal of a cycle that is running."""
    for objective in company.objectives.values():
        cycle = company.cycles[objective.cycle]
        if cycle.record.state == "closed" or not cycle.start <= figures.as_of <= cycle.end:
            continue
        items: tuple[Objective | KeyResult, ...] = (objective, *objective.key_results)
        for item in items:
            for index, owner in enumerate(item.owners):
                ended = company.people[owner.person].ended if owner.person else None
                if ended and ended < figures.as_of and item.record.state not in (*SHELVED, "closed"):
                    place = item.place / "owner" if len(item.owners) == 1 else item.place / "owners" / index
                    message = f"{owner.name} left on {ended} and still answers for this"
                    yield advice("owner-left", place, message, "name somebody who is here")


def review_overdue(company: Company, figures: Figures) -> Iterator[Diagnostic]:
    """A page should have been read again by now."""
    for path, page in _pages(company):
        if page.review_by and page.review_by < figures.as_of:
            message = f"this page was to be read again by {page.review_by}"
            yield advice("review-overdue", Place(path) / "review_by", message, "read it, correct it, move the date")


def objective_has_number(company: Company, figures: Figures) -> Iterator[Diagnostic]:
    """An objective names an amount, which is what key results are for."""
    for objective in company.objectives.values():
        found = _AMOUNT.search(objective.record.title)
        if found:
            message = "an objective says where to go; how far is for its key results"
            hint = "move the number into a key result"
            yield advice("objective-has-number", objective.place / "title", message, hint)


def _items(company: Company) -> Iterator[Objective | KeyResult]:
    for objective in company.objectives.values():
        yield objective
        yield from objective.key_results


def _key_results(company: Company) -> Iterator[KeyResult]:
    return (kr for objective in company.objectives.values() for kr in objective.key_results)


def _pages(company: Company) -> Iterator[tuple[str, records.Page]]:
    singles = (one for one in (company.mission, company.vision, company.strategy) if one)
    for one in singles:
        yield one.path, one.record
    for team in company.teams.values():
        yield team.path, team.record
    for lesson in company.lessons.values():
        yield lesson.path, lesson.record
    for files in (company.trainings, company.onboardings, company.pages):
        yield from ((file.path, file.record) for file in files.values())


CHECKS: tuple[Check, ...] = (
    scores_outside,
    scores_unexplained,
    two_words_on_one_day,
    late_check_ins,
    no_baseline,
    target_is_baseline,
    steps_out_of_order,
    never_found_out,
    dates_outside,
    cycles_outside,
    cycles_left_open,
    closed_without_outcome,
    nothing_counts,
    owners_who_left,
    review_overdue,
    objective_has_number,
)
"""All rules, in the order in which they are asked."""
