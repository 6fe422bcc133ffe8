"""What check-ins say: of an objective on its page, and of a whole team, in order from the newest.

In: check-ins and their figures. Out: `Saying`, one check-in as a reader meets it, and `Source`, where a figure is from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import islice

from okrsite.okr.display import percent
from okrsite.okr.figures import KeyResultFigures, Reading
from okrsite.okr.model import CheckIn, Entry, KeyResult, Objective, Target
from okrsite.okr.records import HealthWord, KeyResultType
from okrsite.pages import forge, routes
from okrsite.pages.views.common import Link, Text, Who
from okrsite.pages.views.context import Context, objective_of
from okrsite.pages.views.pieces import text, title_of, who


@dataclass(frozen=True, slots=True)
class Source:
    """The check-in that a figure comes from: its day, its author, its place on the site and its file on the forge."""

    on: date
    by: Who | None
    url: str
    file_url: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A value as a check-in states it: a number with its unit, milestones `done` of `steps`, a level, whether it is
    done, or `share`, progress in per cent without the sign. `hidden` is the text of a redacted key result."""

    type: KeyResultType
    unit: str | None = None
    number: Decimal | None = None
    done: int | None = None
    steps: int = 0
    level: str | None = None
    met: bool | None = None
    share: str | None = None
    hidden: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One key result in a check-in; `before` is what the check-in before said, None where it said nothing."""

    title: str
    url: str
    now: Said | None
    before: Said | None
    health: HealthWord | None
    confidence: float | None
    note: Text | None
    ask: Text | None

    @property
    def speaks(self) -> bool:
        """Whether there are words, and not only a number."""
        return bool(self.note or self.ask or self.health)


@dataclass(frozen=True, slots=True)
class Block:
    """What stands in the way."""

    about: Link | None
    kind: str
    owner: Who | None
    next: Text | None


@dataclass(frozen=True, slots=True)
class Saying:
    """One check-in: who, when, what of it concerns the page. `anchor` is its id on the team's page.

    `health`, `confidence` and `notes` are of the objective on its own page; `was` is the confidence before. `mood` is
    from 1 to 5. `body` are the words of the whole team.
    """

    anchor: str
    url: str
    on: date
    by: Who | None
    health: HealthWord | None
    confidence: float | None
    was: float | None
    notes: tuple[Text, ...]
    asks: tuple[Text, ...]
    lines: tuple[Line, ...]
    body: Text | None
    mood: int | None = None
    blockers: tuple[Block, ...] = ()
    decisions: tuple[Text, ...] = ()
    file_url: str | None = None


def source(context: Context, reading: Reading | None) -> Source | None:
    """Where a figure was read."""
    check_in = context.relations.by_path.get(reading.path) if reading else None
    return source_of(context, check_in) if check_in else None


def source_of(context: Context, check_in: CheckIn) -> Source:
    """A check-in as a source."""
    return Source(
        on=check_in.on,
        by=who(check_in.author) if check_in.author else None,
        url=routes.url(Target("check-in", check_in.path)),
        file_url=forge.file_url(context.company.site.repository, check_in.path),
    )


def said(key_result: KeyResult, reading: Reading | None) -> Said | None:
    """A reading's value in the form of its key result; None where it states none."""
    record = key_result.record
    if reading is None or (reading.value is None and reading.done is None and reading.raw is None):
        return None
    if record.redacted is not None:
        return Said(key_result.type, hidden=record.redacted)
    value, steps = reading.value, {step.id for step in record.milestones}
    return Said(
        type=key_result.type,
        unit=record.unit,
        number=value if isinstance(value, Decimal) else None,
        done=None if reading.done is None else len(reading.done & steps),
        steps=len(steps),
        level=value if isinstance(value, str) else None,
        met=value if isinstance(value, bool) else None,
        share=percent(reading.raw) if key_result.type == "judged" else None,
    )


def share_of(value: Fraction | Decimal | None) -> float | None:
    """A share for drawing and for words such as `5 of 10`."""
    return None if value is None else round(float(value), 4)


def of_team(context: Context, check_ins: Iterable[CheckIn]) -> Iterator[Saying]:
    """Everything that a team said in these check-ins."""
    return (_saying(context, check_in, None) for check_in in check_ins)


def of_objective(context: Context, objective: Objective, most: int) -> Iterator[Saying]:
    """The last words on an objective, newest first, `most` check-ins at most."""
    check_ins = list(shown(context, context.relations.mentions.get(objective.id, ())))
    sure = _confidences(check_ins, objective)
    for check_in, now, before in islice(zip(check_ins, sure, [*sure[1:], None], strict=False), most):
        changed = before is not None and now is not None and tenths(before) != tenths(now)
        yield replace(_saying(context, check_in, objective), confidence=now, was=before if changed else None)


def _confidences(check_ins: list[CheckIn], objective: Objective) -> list[float | None]:
    """The confidence after each check-in: the objective's own where it states one, else the mean of the newest words on
    its key results. None where a check-in says nothing of it."""
    known: dict[str, Decimal] = {}
    after: list[float | None] = []
    for check_in in reversed(check_ins):
        own = [e.confidence for e in check_in.objectives if e.objective == objective.id and e.confidence is not None]
        new = {e.key_result: e.confidence for e in own_entries(check_in, objective) if e.confidence is not None}
        known.update(new)
        mean = sum(known.values(), Decimal(0)) / len(known) if new else None
        after.insert(0, share_of(own[0] if own else mean))
    return after


def own_entries(check_in: CheckIn, objective: Objective) -> list[Entry]:
    """What a check-in says of an objective's key results."""
    return [entry for entry in check_in.entries if entry.key_result.partition(".")[0] == objective.id]


def tenths(share: float) -> int:
    """A share as readers meet it: `7 of 10`."""
    return round(share * 10)


def shown(context: Context, check_ins: Iterable[CheckIn]) -> Iterator[CheckIn]:
    """Those that have been written by today."""
    return (check_in for check_in in check_ins if check_in.on <= context.as_of)


def _saying(context: Context, check_in: CheckIn, only: Objective | None) -> Saying:
    own = [entry for entry in check_in.objectives if only is None or entry.objective == only.id]
    entries = own_entries(check_in, only) if only else list(check_in.entries)
    record = check_in.record
    return Saying(
        anchor=routes.check_in_anchor(check_in.name),
        url=routes.url(Target("check-in", check_in.path)),
        on=check_in.on,
        by=who(check_in.author) if check_in.author else None,
        health=next((entry.health for entry in own if entry.health), None) if only else None,
        confidence=None,
        was=None,
        notes=tuple(_texts(context, check_in, (entry.note for entry in own), block=True)),
        asks=tuple(_texts(context, check_in, (*(entry.ask for entry in own), None if only else record.ask))),
        lines=tuple(_lines(context, check_in, entries)),
        body=text(context.company.block(check_in.path, check_in.body)),
        mood=int(record.mood) if record.mood is not None and only is None else None,
        blockers=tuple(blockers(context, check_in, only)),
        decisions=tuple(_texts(context, check_in, record.decisions)),
        file_url=forge.file_url(context.company.site.repository, check_in.path),
    )


def _texts(context: Context, check_in: CheckIn, words: Iterable[str | None], *, block: bool = False) -> Iterator[Text]:
    read = context.company.block if block else context.company.inline
    found = (text(read(check_in.path, one)) for one in words)
    return (one for one in found if one)


def _lines(context: Context, check_in: CheckIn, entries: list[Entry]) -> Iterator[Line]:
    for entry in entries:
        key_result = context.key_results[entry.key_result]
        now, before = _readings(context.figures.key_results[key_result.id], check_in)
        yield Line(
            title=title_of(context, key_result).plain,
            url=routes.url(Target("key-result", key_result.id)),
            now=said(key_result, now),
            before=said(key_result, before),
            health=entry.health,
            confidence=share_of(entry.confidence),
            note=text(context.company.block(check_in.path, entry.note)),
            ask=text(context.company.inline(check_in.path, entry.ask)),
        )


def _readings(figures: KeyResultFigures, check_in: CheckIn) -> tuple[Reading | None, Reading | None]:
    """What a check-in said of a key result, and what was said before it."""
    for n, reading in enumerate(figures.history):
        if reading.path == check_in.path:
            return reading, figures.history[n - 1] if n else None
    return None, None


def blockers(context: Context, check_in: CheckIn, only: Objective | None) -> Iterator[Block]:
    """What a check-in says to stand in the way, of one objective or of all."""
    for blocker in check_in.blockers:
        about = objective_of(blocker.about) if blocker.about else None
        if only is None or about == only.id:
            yield Block(
                about=_about(context, blocker.about) if blocker.about else None,
                kind=blocker.record.kind or "",
                owner=who(blocker.owner) if blocker.owner else None,
                next=text(context.company.inline(check_in.path, blocker.record.next)),
            )


def _about(context: Context, target: Target) -> Link | None:
    item = context.key_results.get(target.id) or context.company.objectives.get(target.id)
    return Link(title_of(context, item).plain, routes.url(target)) if item else None
