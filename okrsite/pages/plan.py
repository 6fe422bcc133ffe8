"""The list of pages.

In: a `Context`. Out: all pages of the site, each with its view, and the faults that only show here: two sources of one
address. `MAKERS` lists who makes them; a maker is `pages(context) -> Iterator[Page]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from okrsite.diagnostics import Checked, Diagnostic, Place, Related, error
from okrsite.okr.records import Repository
from okrsite.pages.forge import edit_url, history_url
from okrsite.pages.views import (
    alignment,
    changes,
    cycles,
    finding,
    glossary,
    heatmap,
    home,
    kpis,
    lessons,
    moved,
    objective,
    onboarding,
    people,
    pulse,
    retrospective,
    rollout,
    strategy,
    team,
    teamlist,
    texts,
    training,
)
from okrsite.pages.views.common import Page
from okrsite.pages.views.context import Context

Maker = Callable[[Context], Iterator[Page]]

NEVER: Mapping[str, date] = MappingProxyType({})

MAKERS: tuple[Maker, ...] = (
    home.pages,
    cycles.pages,
    teamlist.pages,
    people.pages,
    changes.pages,
    finding.pages,
    alignment.pages,
    heatmap.pages,
    team.pages,
    objective.pages,
    retrospective.pages,
    lessons.pages,
    training.pages,
    onboarding.pages,
    rollout.pages,
    pulse.pages,
    kpis.pages,
    glossary.pages,
    strategy.pages,
    texts.pages,
)

FILES = ("assets/", "static/")
"""Folders of the site that hold no pages."""


def plan(context: Context, changed: Mapping[str, date] = NEVER) -> Checked[tuple[Page, ...]]:
    """Every page once, in a fixed order, then the old addresses that lead to them; `changed` are the days of files."""
    made = [page for maker in MAKERS for page in maker(context)]
    pages = [*made, *moved.pages(context, made)]
    faults = tuple(collisions(pages))
    site = context.company.site
    days = changed if site.history else NEVER
    return Checked(tuple(_sourced(page, site.repository, days.get(page.source)) for page in pages), faults)


def _sourced(page: Page, repository: Repository, on: date | None) -> Page:
    """A page with what is known of its file: where it can be changed, when that was done last, and where all is told.

    Only the day of its own file is in a page, so that a commit renders no other pages anew.
    """
    if not page.source:
        return page
    edit = page.edit_url or edit_url(repository, page.source)
    if on is None or page.kind == moved.KIND:
        return replace(page, edit_url=edit)
    return replace(page, edit_url=edit, changed=on, history_url=history_url(repository, page.source))


def collisions(pages: Iterable[Page]) -> Iterator[Diagnostic]:
    """Two pages of one address; addresses that differ only in case are one on many machines."""
    first: dict[str, Page] = {}
    for page in pages:
        if page.url.startswith(FILES):
            hint = "choose another address for it, or drop the alias"
            yield error("same-address", Place(page.source), f"/{page.url} lies where the site keeps its files", hint)
        other = first.setdefault(page.url.casefold(), page)
        if other is not page:
            yield error(
                "same-address",
                Place(page.source),
                f"/{page.url} is the address of two pages",
                "rename one of the two files, or drop the alias",
                Related(Place(other.source), "the other page"),
            )
