"""`/training/` and `/training/<path>/`: learning to work with goals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from okrsite.okr import records
from okrsite.okr.model import Filed, Target
from okrsite.pages import routes
from okrsite.pages.views.common import Crumb, Link, Page, Who
from okrsite.pages.views.context import Context
from okrsite.pages.views.pieces import somebody
from okrsite.pages.views.writing import (
    Expired,
    Version,
    Writing,
    crumbs,
    expired,
    gist,
    minutes,
    page_of,
    title_in,
    versions,
    writing,
)  # fmt: skip

AUDIENCES = ("new", "all", "lead", "coach", "management")
FIRST = ("new", "all")
"""Whose path a new colleague walks."""

ADVISERS = 3
"""People named as those to ask."""

Training = Filed[records.Training]


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """One training in a list. `kind` is guide, course, workshop, video or template.

    `id` is what the reader's browser remembers; `after` are the trainings to take before, `next_session` is the first
    date from today on.
    """

    id: str
    title: str
    url: str
    gist: str
    kind: str
    audience: str
    level: str
    minutes: int
    after: tuple[Link, ...]
    next_session: datetime | None
    expired: bool


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One date of a training; `url` is where to join or sign up, an address from the content."""

    training: Link
    start: datetime
    end: datetime | None
    place: str
    url: str | None
    seats: int | None


@dataclass(frozen=True, slots=True)
class TrainingGroup:
    """The trainings of an audience, in the order in which to take them, and the minutes they take together."""

    audience: str
    rows: tuple[TrainingRow, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Adviser:
    """Somebody to ask; `role` is what the person does, or empty."""

    who: Who
    role: str


@dataclass(frozen=True, slots=True)
class TrainingsView:
    """The hub. `path` is for new colleagues, `groups` for the others, `single` where an audience has only one training.

    Templates stand apart.
    """

    path: TrainingGroup | None
    groups: tuple[TrainingGroup, ...]
    single: tuple[TrainingRow, ...]
    templates: tuple[TrainingRow, ...]
    sessions: tuple[SessionRow, ...]
    advisers: tuple[Adviser, ...]
    expired: tuple[Expired, ...]
    onboardings: bool


@dataclass(frozen=True, slots=True)
class TrainingView:
    """One training. `path` is the path it belongs to, `place` its number in it (0: not on a path)."""

    row: TrainingRow
    writing: Writing
    language: str
    after: tuple[Link, ...]
    next: TrainingRow | None
    sessions: tuple[SessionRow, ...]
    past_sessions: tuple[SessionRow, ...]
    path: TrainingGroup | None
    place: int
    teaches: tuple[str, ...]


def pages(context: Context) -> Iterator[Page]:
    """The hub, and every training in every language."""
    trainings = context.company.trainings
    if not trainings:
        return
    rows = {id: _row(context, Version("training", "", training, training)) for id, training in trainings.items()}
    groups = _groups(context, rows)
    yield Page(
        url="training/",
        template="trainings.html",
        kind="trainings",
        title=context.language.gettext("Learn to work with goals"),
        view=_hub(context, rows, groups),
        section="training",
    )
    home = {row.id: group for group in groups.values() for row in group.rows}
    for training in trainings.values():
        for version in versions(context, "training", training):
            yield _page(context, version, rows, home.get(training.id))


def _row(context: Context, version: Version[records.Training]) -> TrainingRow:
    first, record = version.first, version.first.record
    linked = context.company.block(version.own.path, version.own.body)
    words = linked.prose.text if linked else ""
    ahead = [session.start for session in record.sessions if _ahead(context, session)]
    description = version.own.record.description or record.description
    return TrainingRow(
        id=first.id,
        title=title_in(context, version).plain,
        url=version.url,
        gist=gist(description, words),
        kind=record.kind,
        audience=record.audience,
        level=version.own.record.level or record.level or "",
        minutes=record.minutes if record.minutes is not None else minutes(words),
        after=tuple(_links(context, first)),
        next_session=min(ahead, default=None),
        expired=record.review_by is not None and record.review_by < context.as_of,
    )


def _links(context: Context, training: Training) -> Iterator[Link]:
    """What to take before."""
    for id in _before(context, training):
        other = context.company.trainings[id]
        title = title_in(context, Version("training", "", other, other)).plain
        yield Link(title, routes.url(Target("training", id)))


def _before(context: Context, training: Training) -> list[str]:
    targets = [context.company.reference(training.path, name) for name in training.record.prerequisites]
    return [target.id for target in targets if target and target.id in context.company.trainings]


def _after(context: Context, training: Training) -> str | None:
    target = context.company.reference(training.path, training.record.next)
    return target.id if target and target.id in context.company.trainings else None


def _groups(context: Context, rows: Mapping[str, TrainingRow]) -> dict[str, TrainingGroup]:
    """The trainings by audience; pages for all belong to the path of the new where `next` leads to them."""
    audience = {id: row.audience for id, row in rows.items() if row.kind != "template"}
    start = next((one for one in FIRST if one in audience.values()), None)
    for id in [id for id in audience if audience[id] == start]:
        following = _after(context, context.company.trainings[id])
        while following in audience and audience[following] != start and audience[following] in FIRST:
            audience[following] = start or ""
            following = _after(context, context.company.trainings[following])
    groups = {}
    for one in AUDIENCES:
        ids = _in_order(context, [id for id in rows if audience.get(id) == one])
        if ids:
            groups[one] = TrainingGroup(one, tuple(rows[id] for id in ids), sum(rows[id].minutes for id in ids))
    return groups


def _in_order(context: Context, ids: Collection[str]) -> list[str]:
    """Trainings after their prerequisites and what names them as next; else by weight, then by title."""
    trainings = context.company.trainings
    needs = {id: {other for other in _before(context, trainings[id]) if other in ids} for id in ids}
    for id in ids:
        following = _after(context, trainings[id])
        if following in needs and following is not None:
            needs[following].add(id)
    waiting = sorted(ids, key=lambda id: (trainings[id].record.weight, trainings[id].record.title or id, id))
    order: dict[str, None] = {}
    while waiting:
        ready = next((id for id in waiting if needs[id] <= order.keys()), waiting[0])
        waiting.remove(ready)
        order[ready] = None
    return list(order)


def _ahead(context: Context, session: records.Session) -> bool:
    """A session that is not over: from the beginning of today on."""
    return (session.end or session.start) >= datetime.combine(context.as_of, time())


def _sessions(context: Context, training: Training) -> list[SessionRow]:
    version = Version("training", "", training, training)
    link = Link(title_in(context, version).plain, version.url)
    return [
        SessionRow(link, one.start, one.end, one.place or "", one.url, one.seats)
        for one in sorted(training.record.sessions, key=lambda session: session.start)
    ]


def _hub(context: Context, rows: Mapping[str, TrainingRow], groups: Mapping[str, TrainingGroup]) -> TrainingsView:
    trainings = context.company.trainings.values()
    today = datetime.combine(context.as_of, time())
    sessions = [row for training in trainings for row in _sessions(context, training)]
    first = next((audience for audience in FIRST if audience in groups), None)
    others = [group for audience, group in groups.items() if audience != first]
    return TrainingsView(
        path=groups[first] if first else None,
        groups=tuple(group for group in others if len(group.rows) > 1),
        single=tuple(group.rows[0] for group in others if len(group.rows) == 1),
        templates=tuple(row for row in rows.values() if row.kind == "template"),
        sessions=tuple(sorted((row for row in sessions if (row.end or row.start) >= today), key=lambda row: row.start)),
        advisers=_advisers(context),
        expired=tuple(filter(None, (expired(context, "training", training) for training in trainings))),
        onboardings=bool(context.company.onboardings),
    )


def _advisers(context: Context) -> tuple[Adviser, ...]:
    """Who keeps most of the trainings."""
    owners = Counter(training.record.owner for training in context.company.trainings.values() if training.record.owner)
    people = context.company.people
    found = [(somebody(context, owner), people.get(owner)) for owner, _ in owners.most_common(ADVISERS)]
    return tuple(Adviser(who, person.role or "" if person else "") for who, person in found if who)


def _page(
    context: Context,
    version: Version[records.Training],
    rows: Mapping[str, TrainingRow],
    group: TrainingGroup | None,
) -> Page:
    row, record = _row(context, version), version.first.record
    following = _after(context, version.first)
    sessions, today = _sessions(context, version.first), datetime.combine(context.as_of, time())
    place = next((n for n, one in enumerate(group.rows, start=1) if one.id == row.id), 0) if group else 0
    view = TrainingView(
        row=row,
        writing=writing(context, version),
        language=version.own.record.language or record.language or "",
        after=row.after,
        next=rows[following] if following else group.rows[place] if group and 0 < place < len(group.rows) else None,
        sessions=tuple(one for one in sessions if (one.end or one.start) >= today),
        past_sessions=tuple(one for one in sessions if (one.end or one.start) < today),
        path=group if group and len(group.rows) > 1 else None,
        place=place,
        teaches=record.teaches,
    )
    trail: tuple[Crumb, ...] = crumbs(context, "training", row.title)
    return page_of(context, version, view, view.writing, section="training", trail=trail, description=row.gist)
