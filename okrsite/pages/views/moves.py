"""What moved in a week: key results whose figures differ from those of seven days ago."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from okrsite.okr.display import percent
from okrsite.okr.figures import Health, KeyResultFigures
from okrsite.okr.model import KeyResult, Target
from okrsite.pages import routes
from okrsite.pages.views.common import Link
from okrsite.pages.views.context import Context
from okrsite.pages.views.pieces import team_link, text, title_of
from okrsite.pages.views.writing import gist

Turn = Literal["reached", "closer", "away", "first", "word"]

IMPORTANCE = {"reached": 0.5, "away": 0.15, "word": 0.1}
"""What a turn is worth in progress when the largest moves are picked: a step back is told before a small one ahead."""
WORDS_BESIDE = 1 / 6
"""The same for a note written within the week."""


@dataclass(frozen=True, slots=True)
class Move:
    """One key result that moved. `turn`: it was reached, came closer, went away, was measured for the `first` time, or
    only its owner's `word` on it changed.

    `old` and `new` are values with `unit` for numeric types, `done` of `steps` for milestones; `was` and `now` are the
    figures without their sign, for all others. `before` is the health it had, where that differs.
    """

    title: str
    url: str
    team: Link
    turn: Turn
    health: Health
    before: Health | None
    was: str
    now: str
    unit: str | None = None
    old: Decimal | None = None
    new: Decimal | None = None
    done: int = 0
    steps: int = 0
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
    turns = [turn for _, turn in found]
    found.sort(key=lambda pair: -_importance(context, *pair))
    return Moves(
        shown=tuple(_move(context, key_result, turn) for key_result, turn in found[:limit]),
        closer=turns.count("closer"),
        away=turns.count("away"),
        reached=turns.count("reached"),
    )


def _of_objective(context: Context, whole: str) -> Iterator[tuple[KeyResult, Turn]]:
    for key_result in context.company.objectives[whole].key_results:
        now = context.figures.key_results[key_result.id]
        before = context.before.key_results.get(key_result.id)
        if key_result.record.redacted is None and now.left_out in ("", "weightless", "no-progress"):
            turn = _turn(now, before)
            if turn:
                yield key_result, turn


def _turn(now: KeyResultFigures, before: KeyResultFigures | None) -> Turn | None:
    """In which way something moved; None where it did not."""
    if now.raw is None:
        return None
    if before is None or before.raw is None:
        return "reached" if now.raw >= 1 else "first"
    if now.raw != before.raw:
        return "reached" if now.raw >= 1 > before.raw else "closer" if now.raw > before.raw else "away"
    spoken = now.verdict.stated is not None and now.verdict.shown != before.verdict.shown
    return "word" if spoken and now.last_on != before.last_on else None


def _importance(context: Context, key_result: KeyResult, turn: Turn) -> float:
    """How much a move is worth telling: its size, something for reaching the target and for words beside it."""
    now, before = context.figures.key_results[key_result.id], context.before.key_results.get(key_result.id)
    size = abs(float(now.progress or 0) - float((before.progress if before else None) or 0)) if turn != "first" else 0
    return round(size + IMPORTANCE.get(turn, 0) + (WORDS_BESIDE if _fresh_note(now, before) else 0), 6)


def _fresh_note(now: KeyResultFigures, before: KeyResultFigures | None) -> bool:
    """Whether somebody wrote a note within the week."""
    if now.note_from is None:
        return False
    return before is None or before.note_from is None or before.note_from.path != now.note_from.path


def _move(context: Context, key_result: KeyResult, turn: Turn) -> Move:
    now, before = context.figures.key_results[key_result.id], context.before.key_results.get(key_result.id)
    objective = context.company.objectives[key_result.objective]
    shown_before = before.verdict.shown if before else None
    return Move(
        title=title_of(context, key_result).plain,
        url=routes.url(Target("key-result", key_result.id)),
        team=team_link(context, objective.team),
        turn=turn,
        health=now.verdict.shown,
        before=shown_before if shown_before not in (now.verdict.shown, "pending") else None,
        was=percent(before.raw if before else None),
        now=percent(now.raw),
        unit=key_result.record.unit,
        old=_number(before),
        new=_number(now),
        done=len(now.done & {step.id for step in key_result.record.milestones}),
        steps=len(key_result.record.milestones),
        note=_words(context, now) if _fresh_note(now, before) else "",
    )


def _words(context: Context, now: KeyResultFigures) -> str:
    """The note in a sentence or two."""
    reading = now.note_from
    words = text(context.company.block(reading.path, reading.note)) if reading else None
    return gist(words.plain) if words else ""


def _number(figures: KeyResultFigures | None) -> Decimal | None:
    return figures.value if figures and isinstance(figures.value, Decimal) else None
