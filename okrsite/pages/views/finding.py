"""`/search/` and `/404.html`: ways on for somebody who looks for something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from okrsite.okr.records import HealthWord
from okrsite.pages.chrome import sections
from okrsite.pages.views.common import Page, Section
from okrsite.pages.views.context import Context

KINDS = (
    "objective", "key-result", "team", "person", "cycle", "lesson", "training", "onboarding", "kpi", "page",
)  # fmt: skip
"""What search results are grouped by, in this order; what is none of these is a page."""

HEALTHS: tuple[HealthWord | str, ...] = ("on-track", "at-risk", "off-track", "achieved", "missed", "pending")


@dataclass(frozen=True, slots=True)
class FindingView:
    """Where to go on from here; `kinds` and `healths` are the words that the search needs."""

    ways: tuple[Section, ...]
    kinds: tuple[str, ...] = ()
    healths: tuple[str, ...] = ()


def pages(context: Context) -> Iterator[Page]:
    """The search page, and the page for addresses that lead nowhere."""
    ways = tuple(sections(context))
    title = context.language.gettext("Search")
    yield Page("search/", "search.html", "search", title, FindingView(ways, KINDS, HEALTHS), index=False)
    lost = context.language.gettext("This road ends here")
    main = tuple(way for way in ways if way.main)
    yield Page("404.html", "404.html", "404", lost, FindingView(main), index=False, rooted=True)
