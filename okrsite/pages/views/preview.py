"""`/preview/`: what a proposed change means, and the pages that it changes. Only a preview has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from okrsite.okr.model import Target
from okrsite.pages import routes
from okrsite.pages.sentences import Group
from okrsite.pages.views.common import Crumb, Page
from okrsite.pages.views.context import Context

URL = "preview/"
UNTITLED: tuple[str, ...] = ("moved", "404")
"""Kinds of pages that nobody reads for their own sake."""


@dataclass(frozen=True, slots=True)
class ChangedPage:
    """A page that a change makes or makes otherwise, as `what` says; `where` is the way to it in words, `written` says
    that its own file is part of the change.
    """

    title: str
    where: tuple[str, ...]
    url: str
    what: Literal["new", "changed"]
    written: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """What the change means: `text` is one sentence, `url` is where it can be seen, or empty."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences of one sort under a `heading`; `folded` ones are only to be looked up."""

    heading: str
    told: tuple[Sentence, ...]
    folded: bool


@dataclass(frozen=True, slots=True)
class PreviewView:
    """`written` are changed pages whose own files were edited, `others` follow from them; `removed` are titles of
    pages that are gone; `groups` is what the change means; `base` is the commit it is compared with; `unread` are
    files of the base that could not be read.
    """

    base: str
    written: tuple[ChangedPage, ...]
    others: tuple[ChangedPage, ...]
    removed: tuple[str, ...]
    groups: tuple[Sentences, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """Both lists of pages, the files that differ, and what the change means."""

    before: tuple[Page, ...]
    after: tuple[Page, ...]
    files: frozenset[str]
    groups: tuple[Group, ...]
    base: str
    unread: tuple[str, ...] = ()


def page(context: Context, compared: Compared) -> Page:
    """The page that a preview begins with."""
    found = _apart(tuple(changed(compared)))
    urls = {one.url for one in compared.after}
    groups = (
        Sentences(one.heading, tuple(Sentence(told.text, told.url) for told in one.told), one.folded)
        for one in compared.groups
    )
    view = PreviewView(
        base=compared.base,
        written=tuple(one for one in found if one.written),
        others=tuple(one for one in found if not one.written),
        removed=tuple(one.title for one in compared.before if one.url not in urls and one.kind not in UNTITLED),
        groups=tuple(groups),
        unread=compared.unread,
    )
    title = context.language.gettext("What this change does")
    crumbs = (Crumb(context.company.site.name, routes.url(Target("home"))), Crumb(title))
    return Page(URL, "preview.html", "preview", title, view, crumbs=crumbs, index=False)


def changed(compared: Compared) -> Iterator[ChangedPage]:
    """The pages that differ, in the order of the site; when a file was changed is no difference."""
    before = {one.url: _bare(one) for one in compared.before}
    for one in compared.after:
        if one.kind not in UNTITLED and before.get(one.url) != _bare(one):
            what: Literal["new", "changed"] = "changed" if one.url in before else "new"
            yield ChangedPage(one.title, _where(one), one.url, what, one.source in compared.files)


def _apart(found: tuple[ChangedPage, ...]) -> tuple[ChangedPage, ...]:
    """The same with its address beside a page that is called like another one."""
    named = Counter((one.title, one.where) for one in found)
    return tuple(replace(one, where=(*one.where, one.url)) if named[one.title, one.where] > 1 else one for one in found)


def _where(one: Page) -> tuple[str, ...]:
    """The steps between the home page and a page, where they have words of their own."""
    return tuple(step.title for step in one.crumbs[1:-1] if step.title and step.title not in one.title)


def _bare(one: Page) -> Page:
    return replace(one, changed=None, history_url=None, edit_url=None)


def differing(before: Iterable[tuple[str, str]], after: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The paths of files that are not the same on both sides; in come paths with digests."""
    return frozenset(path for path, _ in set(before) ^ set(after))
