"""The notes beside a burn-up: the few check-ins that mark a turn, in a sentence or two each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from okrsite.okr.model import CheckIn, Cycle, Objective
from okrsite.pages.views.context import Context
from okrsite.pages.views.pieces import text
from okrsite.pages.views.sayings import shown
from okrsite.pages.views.writing import gist

MOST_NOTES = 4
APART = 24
"""Notes are not nearer to each other than this part of the cycle."""


@dataclass(frozen=True, slots=True)
class ChartNote:
    """The words behind a number on the chart."""

    on: date
    words: str


def chart_notes(context: Context, objective: Objective, cycle: Cycle) -> Iterator[ChartNote]:
    """The check-ins that mark a turn, in order of time: a changed health, a decision, an ask, a word on it."""
    mentions = [*reversed([*shown(context, context.relations.mentions.get(objective.id, ()))])]
    weighed, before = [], None
    for check_in in mentions:
        stated = _stated(check_in, objective)
        words = _words(context, check_in, objective)
        if words and cycle.start <= check_in.on <= cycle.end:
            weighed.append((_importance(check_in, objective, stated not in (None, before)), check_in.on, words))
        before = stated or before
    room = max(1, (cycle.end - cycle.start).days // APART)
    kept: list[ChartNote] = []
    for weight, on, words in sorted(weighed, key=lambda one: (-one[0], -one[1].toordinal())):
        free = all(abs((on - note.on).days) > room for note in kept)
        if weight and free and len(kept) < MOST_NOTES:
            kept.append(ChartNote(on, words))
    yield from sorted(kept, key=lambda note: note.on)


def _stated(check_in: CheckIn, objective: Objective) -> str | None:
    own = [entry.health for entry in check_in.objectives if entry.objective == objective.id and entry.health]
    return own[0] if own else None


def _importance(check_in: CheckIn, objective: Objective, turned: bool) -> int:
    """How much a check-in tells of the course; 0 where it is one week among others."""
    own = [entry for entry in check_in.objectives if entry.objective == objective.id]
    entries = [entry for entry in check_in.entries if entry.key_result.startswith(f"{objective.id}.")]
    return (
        4 * turned
        + 3 * any(entry.note for entry in own)
        + 2 * bool(check_in.record.decisions)
        + 2 * any(entry.note for entry in entries)
        + any(entry.ask for entry in own)
        + any(entry.ask for entry in entries)
        + bool(check_in.body)
    )


def _words(context: Context, check_in: CheckIn, objective: Objective) -> str:
    """A sentence or two: of the objective, else of the key result that was spoken of, else of the team."""
    own = [entry.note for entry in check_in.objectives if entry.objective == objective.id]
    theirs = [entry.note for entry in check_in.entries if entry.key_result.startswith(f"{objective.id}.")]
    found = (text(context.company.block(check_in.path, words)) for words in (*own, *theirs, check_in.body))
    return gist(*(one.plain for one in found if one))
