"""What an editor wrote beside a goal: what is done for it, how it was changed, what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from okrsite.okr import records
from okrsite.okr.display import percent
from okrsite.okr.figures import Grade, KeyResultFigures, ObjectiveFigures
from okrsite.okr.model import KeyResult, Objective
from okrsite.okr.records import Outcome
from okrsite.pages.views.common import Link, Text, Who
from okrsite.pages.views.context import Context
from okrsite.pages.views.pieces import plain, somebody, text, title_of
from okrsite.pages.views.targets import link_to

NUMBERS = ("baseline", "target", "commit", "stretch", "min", "max", "tolerance", "weight")


@dataclass(frozen=True, slots=True)
class Initiative:
    """Something that is done for a goal; it never moves progress. `about` is the key result it is for, or empty."""

    title: Text
    owner: Who | None
    state: str
    due: date | None
    late: bool
    url: str | None
    about: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change of the goal after the cycle began. `about` is the key result that was changed, or empty.

    `old` and `new` are texts, `old_number` and `new_number` the same where they are numbers.
    """

    on: date
    about: str
    field: str
    old: str
    new: str
    old_number: Decimal | None
    new_number: Decimal | None
    unit: str | None
    reason: Text | None


@dataclass(frozen=True, slots=True)
class Close:
    """What came of it. `percent` is the computed progress; `differs` says that the score tells another story."""

    outcome: Outcome | None
    score: Decimal | None
    grade: Grade | None
    percent: str
    differs: bool
    note: Text | None
    result: Text | None
    root_cause: str
    next: str
    carried_to: Link | None


def close_of(
    context: Context, item: Objective | KeyResult, figures: ObjectiveFigures | KeyResultFigures
) -> Close | None:
    """What was written at the close; None while nothing was."""
    record = item.record
    path = item.path if isinstance(item, Objective) else item.place.path
    written = (record.outcome, record.score, record.result, record.score_note, record.next, record.root_cause)
    if not any(one is not None for one in (*written, item.carried_to)):
        return None
    computed = figures.progress if record.redacted is None else None
    measured = computed if not isinstance(figures, KeyResultFigures) or figures.history else None
    return Close(
        outcome=record.outcome,
        score=record.score,
        grade=figures.grade,
        percent=percent(measured),
        differs=record.score is not None
        and measured is not None
        and abs(float(record.score) - float(measured)) >= 0.01,
        note=text(context.company.block(path, record.score_note)),
        result=text(context.company.block(path, record.result)),
        root_cause=record.root_cause or "",
        next=record.next or "",
        carried_to=link_to(context, item.carried_to),
    )


def initiatives(context: Context, objective: Objective) -> Iterator[Initiative]:
    """What is done for an objective and its key results."""
    items: list[tuple[str, Objective | KeyResult]] = [("", objective)]
    items += [(title_of(context, kr).plain, kr) for kr in objective.key_results]
    for about, item in items:
        for one in item.record.initiatives:
            yield Initiative(
                title=text(context.company.inline(objective.path, one.title)) or plain(one.title),
                owner=somebody(context, one.owner),
                state=one.state,
                due=one.due,
                late=one.state in ("planned", "doing") and one.due is not None and one.due < context.as_of,
                url=one.url,
                about=about,
            )


def amendments(context: Context, objective: Objective) -> Iterator[Amendment]:
    """When the goal posts moved, in order of time."""
    found: list[tuple[str, str | None, records.Amendment]] = [("", None, one) for one in objective.record.amended]
    found += [
        (title_of(context, kr).plain, kr.record.unit, change)
        for kr in objective.key_results
        for change in kr.record.amended
        if kr.record.redacted is None
    ]
    for about, unit, change in sorted(found, key=lambda one: one[2].date):
        yield Amendment(
            on=change.date,
            about=about,
            field=change.field,
            old=change.old or "",
            new=change.new or "",
            old_number=_number(change, change.old),
            new_number=_number(change, change.new),
            unit=unit if change.field in NUMBERS and change.field != "weight" else None,
            reason=text(context.company.inline(objective.path, change.reason)),
        )


def _number(change: records.Amendment, words: str | None) -> Decimal | None:
    """A value of a field that holds numbers."""
    if change.field not in NUMBERS or not words:
        return None
    try:
        return Decimal(words)
    except ArithmeticError:
        return None
