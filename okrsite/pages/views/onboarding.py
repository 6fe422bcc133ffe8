"""`/onboarding/` and `/onboarding/<slug>/`: the first weeks of a role, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from okrsite.okr import records
from okrsite.okr.model import Filed
from okrsite.pages.views.common import Link, Page, Text, Who
from okrsite.pages.views.context import Context
from okrsite.pages.views.pieces import plain, somebody
from okrsite.pages.views.targets import link_to
from okrsite.pages.views.writing import (
    Expired,
    Version,
    Writing,
    crumbs,
    expired,
    gist,
    page_of,
    text_in,
    title_in,
    versions,
    writing,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StepView:
    """One step; `number` counts all. `link` leads within the site, `address`, as it was written, elsewhere."""

    number: int
    title: Text
    link: Link | None
    address: str | None
    owner: Who | None


@dataclass(frozen=True, slots=True)
class Day:
    """The steps of a day after the start, from 1; None for those without a day."""

    day: int | None
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class OnboardingRow:
    """One path in the list; `days` is the day of its last step, 0 where no step has one."""

    title: str
    url: str
    gist: str
    role: str
    steps: int
    days: int
    owner: Who | None


@dataclass(frozen=True, slots=True)
class OnboardingsView:
    """All paths."""

    rows: tuple[OnboardingRow, ...]
    expired: tuple[Expired, ...]


@dataclass(frozen=True, slots=True)
class OnboardingView:
    """One path. `helpers` are all who help with a step, `others` the other paths."""

    row: OnboardingRow
    writing: Writing
    days: tuple[Day, ...]
    helpers: tuple[Who, ...]
    others: tuple[Link, ...]


def pages(context: Context) -> Iterator[Page]:
    """The list, and every path in every language."""
    paths = context.company.onboardings
    if not paths:
        return
    rows = {id: _row(context, Version("onboarding", "", path, path)) for id, path in paths.items()}
    late = tuple(filter(None, (expired(context, "onboarding", path) for path in paths.values())))
    order = sorted(paths, key=lambda id: (paths[id].record.weight, rows[id].title, id))
    yield Page(
        url="onboarding/",
        template="onboardings.html",
        kind="onboardings",
        title=context.language.gettext("Your first weeks"),
        view=OnboardingsView(tuple(rows[id] for id in order), late),
        section="onboarding",
        crumbs=crumbs(context, "onboarding"),
    )
    for path in paths.values():
        others = tuple(Link(rows[id].title, rows[id].url) for id in order if id != path.id)
        for version in versions(context, "onboarding", path):
            yield _page(context, version, others)


def _row(context: Context, version: Version[records.Onboarding]) -> OnboardingRow:
    own, first = version.own.record, version.first.record
    linked = context.company.block(version.own.path, version.own.body)
    steps = own.steps or first.steps
    return OnboardingRow(
        title=title_in(context, version).plain,
        url=version.url,
        gist=gist(own.description or first.description, linked.prose.text if linked else ""),
        role=own.role or first.role or "",
        steps=len(steps),
        days=max((step.day or 0 for step in steps), default=0),
        owner=somebody(context, own.owner or first.owner),
    )


def _page(context: Context, version: Version[records.Onboarding], others: tuple[Link, ...]) -> Page:
    row, words = _row(context, version), writing(context, version)
    days = tuple(_days(context, version))
    helpers = dict.fromkeys(step.owner for day in days for step in day.steps if step.owner)
    view = OnboardingView(row, words, days, tuple(helpers), others)
    trail = crumbs(context, "onboarding", row.title)
    return page_of(context, version, view, words, section="onboarding", trail=trail, description=row.gist)


def _days(context: Context, version: Version[records.Onboarding]) -> Iterator[Day]:
    """The steps by day, in their order; those without a day come last."""
    file = version.own if version.own.record.steps else version.first
    ordered = sorted(file.record.steps, key=lambda step: (step.day is None, step.day or 0))
    views = [(step.day, _step(context, file, step, n, version.language)) for n, step in enumerate(ordered, start=1)]
    for day, steps in groupby(views, key=lambda pair: pair[0]):
        yield Day(day, tuple(step for _, step in steps))


def _step(
    context: Context, file: Filed[records.Onboarding], step: records.Step, number: int, language: str
) -> StepView:
    target = context.company.reference(file.path, step.link)
    elsewhere = step.link if step.link and target is None else None
    return StepView(
        number=number,
        title=text_in(context, context.company.inline(file.path, step.title), language) or plain(step.title),
        link=link_to(context, target),
        address=elsewhere,
        owner=somebody(context, step.owner),
    )
