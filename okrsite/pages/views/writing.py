"""Pages that are written in Markdown: their text, headings, reading time, when to read them again, their translations.

In: a page's `Version`, made by `versions`. Out: the pieces that a view shows, and `page_of`, the page around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from okrsite.okr import records
from okrsite.okr.model import Filed, Linked, Target, TargetKind
from okrsite.pages import routes
from okrsite.pages.views.common import Crumb, Page, Text, Who
from okrsite.pages.views.context import Context
from okrsite.pages.views.pieces import plain, somebody, text

P = TypeVar("P", bound=records.Page)

WORDS_A_MINUTE = 200
ACRONYMS = {"okr": "OKR", "okrs": "OKRs", "kpi": "KPI", "kpis": "KPIs", "hr": "HR", "faq": "FAQ"}
GIST = 220
"""The longest gist made from a text, in characters."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page, for its table of contents; `anchor` is its id."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Freshness:
    """The day by which somebody should read a page again, whether that day is over, and who that is."""

    by: date
    expired: bool
    owner: Who | None


@dataclass(frozen=True, slots=True)
class Writing:
    """A Markdown page: its text, its headings of the second level, the minutes it takes to read, who keeps it.

    `description` is the sentence from its front matter, or empty. `minutes` is at least 1.
    """

    title: Text
    description: str
    body: Text | None
    headings: tuple[Heading, ...]
    minutes: int
    owner: Who | None
    freshness: Freshness | None
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expired:
    """A page that somebody should have read again by now."""

    title: str
    url: str
    freshness: Freshness


@dataclass(frozen=True, slots=True)
class Version(Generic[P]):
    """One language of a page: its own file and the first one, beside which it stands; "" is the site's language.

    Facts are those of the first file; texts are its own, and the first one's where it leaves them out.
    """

    kind: TargetKind
    language: str
    own: Filed[P]
    first: Filed[P]

    @property
    def url(self) -> str:
        """Its address."""
        return routes.url(Target(self.kind, self.first.id), self.language)


def versions(context: Context, kind: TargetKind, first: Filed[P]) -> Iterator[Version[P]]:
    """A page in all its languages, the site's first."""
    yield Version(kind, "", first, first)
    for other in context.company.translations.get((kind, first.id), ()):
        yield Version(kind, other.language, other, first)  # type: ignore[arg-type]


def languages(context: Context, kind: TargetKind, id: str) -> tuple[tuple[str, str], ...]:
    """The languages of a page with the address of each; nothing where there is only one."""
    others = context.company.translations.get((kind, id), ())
    if not others:
        return ()
    target = Target(kind, id)
    spoken = context.company.site.languages[0]
    return ((spoken, routes.url(target)), *((page.language, routes.url(target, page.language)) for page in others))


def named(slug: str) -> str:
    """A title made from a file's or folder's name: `okr-faq` is `OKR FAQ`, `first-month` is `First month`."""
    words = [ACRONYMS.get(word, word) for word in slug.rpartition("/")[2].split("-")]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


def words_of(context: Context, version: Version[P], field: str, *, inline: bool = False) -> Text | None:
    """A text of the front matter, in the version's language where it is written there."""
    read = context.company.inline if inline else context.company.block
    for file in (version.own, version.first):
        found = read(file.path, getattr(file.record, field))
        if found:
            return text_in(context, found, version.language)
    return None


def title_in(context: Context, version: Version[P]) -> Text:
    """The page's title."""
    return words_of(context, version, "title", inline=True) or plain(named(version.first.id))


def text_in(context: Context, linked: Linked | None, language: str) -> Text | None:
    """Markdown whose links stay in the language as far as there are pages in it."""
    found = text(linked)
    if found is None or linked is None or not language:
        return found
    pairs = zip(linked.targets, found.urls, strict=True)
    return replace(found, urls=tuple(_url_in(context, target, url, language) for target, url in pairs))


def _url_in(context: Context, target: Target, url: str, language: str) -> str:
    spoken = {page.language for page in context.company.translations.get((target.kind, target.id or target.kind), ())}
    return routes.url(target, language) if language in spoken else url


def minutes(*words: str) -> int:
    """The minutes that texts take to read."""
    total = sum(len(text.split()) for text in words)
    return max(1, (total + WORDS_A_MINUTE // 2) // WORDS_A_MINUTE)


def writing(context: Context, version: Version[P], *more: Text | None) -> Writing:
    """The text of a page; `more` are texts of its front matter that are read with it."""
    file = version.own if version.own.body else version.first
    linked = context.company.block(file.path, file.body)
    body = text_in(context, linked, version.language)
    record = version.own.record
    return Writing(
        title=title_in(context, version),
        description=record.description or version.first.record.description or "",
        body=body,
        headings=headings(linked),
        minutes=minutes(*(part.plain for part in (*more, body) if part)),
        owner=somebody(context, record.owner or version.first.record.owner),
        freshness=freshness(context, record) or freshness(context, version.first.record),
        tags=record.tags or version.first.record.tags,
    )


def headings(linked: Linked | None) -> tuple[Heading, ...]:
    """The headings of the second level."""
    toc = linked.prose.toc if linked else ()
    return tuple(Heading(heading.id, heading.title) for heading in toc if heading.level == 2)


def freshness(context: Context, record: records.Page) -> Freshness | None:
    """When a page should be read again."""
    if record.review_by is None:
        return None
    return Freshness(record.review_by, record.review_by < context.as_of, somebody(context, record.owner))


def expired(context: Context, kind: TargetKind, file: Filed[P]) -> Expired | None:
    """A page whose day to be read again is over."""
    found = freshness(context, file.record)
    if found is None or not found.expired:
        return None
    title = title_in(context, Version(kind, "", file, file)).plain
    return Expired(title, routes.url(Target(kind, file.id)), found)


def gist(*candidates: str | None) -> str:
    """The first of these texts that says something, cut to a sentence or two."""
    words = next((" ".join(text.split()) for text in candidates if text and text.strip()), "")
    if len(words) <= GIST:
        return words
    ends = [match.end() for match in re.finditer(r"[.!?…](?=\s)", words[: GIST + 1])]
    return words[: ends[-1]] if ends and ends[-1] > GIST // 4 else f"{words[:GIST].rpartition(' ')[0] or words[:GIST]}…"


def crumbs(context: Context, section: str, *last: str) -> tuple[Crumb, ...]:
    """The way from the home page through a part of the site; without `last` that part is where we are."""
    home = Crumb(context.company.site.name, "")
    return (home, Crumb("", f"{section}/" if last else None, section), *(Crumb(title) for title in last))


def page_of(
    context: Context,
    version: Version[P],
    view: object,
    about: Writing,
    *,
    section: str,
    trail: tuple[Crumb, ...],
    description: str = "",
) -> Page:
    """The page of a version: one template for each kind, named like it."""
    return Page(
        url=version.url,
        template=f"{version.kind}.html",
        kind=version.kind,
        title=about.title.plain,
        view=view,
        description=about.description or description or gist(about.body.plain if about.body else ""),
        section=section,
        crumbs=trail,
        source=version.own.path,
        language=version.language,
        alternates=languages(context, version.kind, version.first.id),
        tags=about.tags,
    )
