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
    home,
    kpis,
    lessons,
    moved,
    objective,
    onboarding,
    people,
    pulse,
    retrospective,
    review,
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
    review.pages,
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

MADE_OF: Mapping[str, str] = MappingProxyType(
    {
        **{name: f"content/{name}/" for name in ("cycles", "kpis", "lessons", "onboarding", "pages", "pulse")},
        **dict.fromkeys(("alignment", "changes", "my-team", "review", "teams"), "content/teams/"),
        "people": "content/people.yaml",
        "rollout": "content/rollout/",
        "training": "content/training/",
    }
)
"""Where that lies which pages without a file of their own are made of, by the first folder of their address."""

NOWHERE: Mapping[str, int] = MappingProxyType({})

FILES = ("assets/", "static/")
"""Folders of the site that hold no pages."""


def plan(context: Context, changed: Mapping[str, date] = NEVER) -> Checked[tuple[Page, ...]]:
    """Every page once, in a fixed order, then the old addresses that lead to them; `changed` are the days of files."""
    return Atlas(context, changed).whole()


class Atlas:
    """The pages by address, made no further than to the one that is asked for.

    `known` says which maker made an address last time: a guess that saves asking the others first, and nothing more.
    """

    def __init__(self, context: Context, changed: Mapping[str, date], known: Mapping[str, int] = NOWHERE) -> None:
        self._context, self._known = context, known
        self._days = changed if context.company.site.history else NEVER
        self._makers = [maker(context) for maker in MAKERS]
        self._made: list[list[Page]] = [[] for _ in MAKERS]
        self._found: dict[str, Page] = {}
        self._whole: Checked[tuple[Page, ...]] | None = None

    def page(self, url: str) -> Page | None:
        """The page at an address, None where there is none."""
        first = self._known.get(url)
        if first is not None and url not in self._found:
            self._make(first, url)
        if url not in self._found:
            self.whole()
        return self._found.get(url)

    def whole(self) -> Checked[tuple[Page, ...]]:
        """Every page once, in a fixed order, then the old addresses that lead to them."""
        if self._whole is None:
            for maker in range(len(MAKERS)):
                self._make(maker, None)
            made = [page for pages in self._made for page in pages]
            pages = [*made, *map(self._sourced, moved.pages(self._context, made))]
            for page in reversed(pages):  # of two with one address the first is shown; the fault says it
                self._found[page.url] = page
            self._whole = Checked(tuple(pages), tuple(collisions(pages)))
        return self._whole

    def makers(self) -> dict[str, int]:
        """Which maker makes which address, once all have been made."""
        return {page.url: maker for maker, pages in enumerate(self._made) for page in pages}

    def _make(self, maker: int, until: str | None) -> None:
        """Let a maker make its pages, up to an address."""
        for page in self._makers[maker]:
            found = self._sourced(page)
            self._made[maker].append(found)
            self._found.setdefault(page.url, found)
            if page.url == until:
                return

    def _sourced(self, page: Page) -> Page:
        return _sourced(page, self._context.company.site.repository, self._days.get(page.source))


def _sourced(page: Page, repository: Repository, on: date | None) -> Page:
    """A page with what is known of its file: where it can be changed, when that was done last, and where all is told.

    Only the day of its own file is in a page, so that a commit renders no other pages anew.
    """
    if not page.source:
        place = MADE_OF.get(page.url.partition("/")[0])
        return replace(page, edit_url=edit_url(repository, place)) if place and not page.edit_url else page
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
