"""What moved in a week: key results whose figures differ from those of seven days ago."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from okrsite.okr.figures import Health, KeyResultFigures
from okrsite.okr.model import KeyResult, Target
from okrsite.okr.turns import Turn, Way, turn, way
from okrsite.pages import routes
from okrsite.pages.views.common import Link
from okrsite.pages.views.context import Context
from okrsite.pages.views.pieces import team_link, text, title_of
from okrsite.pages.views.writing import gist

IMPORTANCE = {"reached": 0.5, "away": 0.15, "word": 0.1}
"""What a turn is worth in progress when the largest moves are picked: a step back is told before a small one ahead."""
WORDS_BESIDE = 1 / 6
"""The same for a note written within the week."""


@dataclass(frozen=True, slots=True)
class Move:
    """One key result that moved. `turn`: it was reached, came closer, went away, was measured for the `first` time, or
    only its owner's `word` on it changed.

    `way` is what stands on both sides; the filter `figures` prints it. `before` is the health it had, where that
    differs.
    """

    title: str
    url: str
    team: Link
    turn: Turn
    health: Health
    before: Health | None
    way: Way
    note: str = ""


@dataclass(frozen=True, slots=True)
class Moves:
    """What moved, the largest first, and how many came closer, went away or were reached in all."""

    shown: tuple[Move, ...]
    closer: int
    away: int
    reached: int


def moves(context: Context, cycle: str, limit: int) -> Moves:
    """The moves of the last seven days in a cycle."""
    found = [pair for whole in context.relations.by_cycle.get(cycle, ()) for pair in _of_objective(context, whole)]
    turns = [its for _, its in found]
    found.sort(key=lambda pair: -_importance(context, *pair))
    return Moves(
        shown=tuple(_move(context, *pair) for pair in found[:limit]),
        closer=turns.count("closer"),
        away=turns.count("away"),
        reached=turns.count("reached"),
    )


def _of_objective(context: Context, whole: str) -> Iterator[tuple[KeyResult, Turn]]:
    for key_result in context.company.objectives[whole].key_results:
        now = context.figures.key_results[key_result.id]
        before = context.before.key_results.get(key_result.id)
        if key_result.record.redacted is None and now.left_out in ("", "weightless", "no-progress"):
            found = turn(now, before) if now.raw is not None else None
            if found:
                yield key_result, found


def _importance(context: Context, key_result: KeyResult, its: Turn) -> float:
    """How much a move is worth telling: its size, something for reaching the target and for words beside it."""
    now, before = context.figures.key_results[key_result.id], context.before.key_results.get(key_result.id)
    size = abs(float(now.progress or 0) - float((before.progress if before else None) or 0)) if its != "first" else 0
    return round(size + IMPORTANCE.get(its, 0) + (WORDS_BESIDE if _fresh_note(now, before) else 0), 6)


def _fresh_note(now: KeyResultFigures, before: KeyResultFigures | None) -> bool:
    """Whether somebody wrote a note within the week."""
    if now.note_from is None:
        return False
    return before is None or before.note_from is None or before.note_from.path != now.note_from.path


def _move(context: Context, key_result: KeyResult, its: Turn) -> Move:
    now, before = context.figures.key_results[key_result.id], context.before.key_results.get(key_result.id)
    objective = context.company.objectives[key_result.objective]
    shown_before = before.verdict.shown if before else None
    return Move(
        title=title_of(context, key_result).plain,
        url=routes.url(Target("key-result", key_result.id)),
        team=team_link(context, objective.team),
        turn=its,
        health=now.verdict.shown,
        before=shown_before if shown_before not in (now.verdict.shown, "pending") else None,
        way=way(key_result, now, before),
        note=_words(context, now) if _fresh_note(now, before) else "",
    )


def _words(context: Context, now: KeyResultFigures) -> str:
    """The note in a sentence or two."""
    reading = now.note_from
    words = text(context.company.block(reading.path, reading.note)) if reading else None
    return gist(words.plain) if words else ""
