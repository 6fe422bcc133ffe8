"""The list of pages.

In: a `Context`. Out: all pages of the site, each with its view, and the faults that only show here: two sources of one
address. `MAKERS` lists who makes them; a maker is `pages(context) -> Iterator[Page]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from okrsite.diagnostics import Checked, Diagnostic, Place, Related, error
from okrsite.pages.views.common import Page
from okrsite.pages.views.context import Context

Maker = Callable[[Context], Iterator[Page]]

MAKERS: tuple[Maker, ...] = ()


def plan(context: Context) -> Checked[tuple[Page, ...]]:
    """Every page once, in a fixed order."""
    pages = [page for maker in MAKERS for page in maker(context)]
    return Checked(tuple(pages), tuple(collisions(pages)))


def collisions(pages: list[Page]) -> Iterator[Diagnostic]:
    """Two pages of one address; addresses that differ only in case are one on many machines."""
    first: dict[str, Page] = {}
    for page in pages:
        other = first.setdefault(page.url.casefold(), page)
        if other is not page:
            yield error(
                "same-address",
                Place(page.source),
                f"/{page.url} is the address of two pages",
                "rename one of the two files, or drop the alias",
                Related(Place(other.source), "the other page"),
            )
