"""`/pages/` and `/pages/**/`: any other page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from okrsite.okr import records
from okrsite.okr.model import Filed
from okrsite.pages.views.common import Crumb, Link, Page
from okrsite.pages.views.context import Context
from okrsite.pages.views.writing import (
    Expired,
    Version,
    Writing,
    crumbs,
    expired,
    gist,
    minutes,
    named,
    page_of,
    title_in,
    versions,
    writing,
)  # fmt: skip

FreePage = Filed[records.FreePage]


@dataclass(frozen=True, slots=True)
class TextRow:
    """One page in a list."""

    title: str
    url: str
    gist: str
    minutes: int
    tags: tuple[str, ...]
    expired: bool


@dataclass(frozen=True, slots=True)
class Folder:
    """The pages of a folder; the first one has no title."""

    title: str
    rows: tuple[TextRow, ...]


@dataclass(frozen=True, slots=True)
class TextsView:
    """All pages by folder."""

    folders: tuple[Folder, ...]
    count: int
    expired: tuple[Expired, ...]


@dataclass(frozen=True, slots=True)
class TextView:
    """One page, with those beside it and those in the folder of its name."""

    writing: Writing
    beside: tuple[Link, ...]
    below: tuple[Link, ...]


def pages(context: Context) -> Iterator[Page]:
    """The list, and every page in every language."""
    files = context.company.pages
    if not files:
        return
    rows = {id: _row(context, files[id]) for id in _in_order(context)}
    spoken = context.language.gettext
    alone = not (context.company.teams or context.company.cycles)
    yield Page(
        url="pages/",
        template="pages.html",
        kind="pages",
        title=spoken("All pages") if alone else spoken("More pages"),
        view=_list(context, rows),
        section="pages",
        crumbs=crumbs(context, "pages"),
    )
    folders: dict[str, list[Link]] = {}
    for id, row in rows.items():
        folders.setdefault(_folder(id), []).append(Link(row.title, row.url))
    for file in files.values():
        for version in versions(context, "page", file):
            yield _page(context, version, rows, folders)


def _in_order(context: Context) -> list[str]:
    """The ids by folder, in a folder by weight and title."""
    files = context.company.pages
    return sorted(files, key=lambda id: (_folder(id), files[id].record.weight, files[id].record.title or named(id), id))


def _folder(id: str) -> str:
    return id.rpartition("/")[0]


def _row(context: Context, file: FreePage) -> TextRow:
    version = Version("page", "", file, file)
    linked = context.company.block(file.path, file.body)
    words = linked.prose.text if linked else ""
    return TextRow(
        title=title_in(context, version).plain,
        url=version.url,
        gist=gist(file.record.description, words),
        minutes=minutes(words),
        tags=file.record.tags,
        expired=file.record.review_by is not None and file.record.review_by < context.as_of,
    )


def folders(context: Context) -> tuple[Folder, ...]:
    """All free pages by folder."""
    return _by_folder(context, {id: _row(context, context.company.pages[id]) for id in _in_order(context)})


def _by_folder(context: Context, rows: Mapping[str, TextRow]) -> tuple[Folder, ...]:
    return tuple(
        Folder(_title(context, folder), tuple(row for id, row in rows.items() if _folder(id) == folder))
        for folder in dict.fromkeys(_folder(id) for id in rows)
    )


def _list(context: Context, rows: Mapping[str, TextRow]) -> TextsView:
    files = context.company.pages.values()
    return TextsView(
        folders=_by_folder(context, rows),
        count=len(rows),
        expired=tuple(filter(None, (expired(context, "page", file) for file in files))),
    )


def _title(context: Context, folder: str) -> str:
    """A folder is called like the page of its name, else after itself, below the folder it is in."""
    file = context.company.pages.get(folder)
    own = title_in(context, Version("page", "", file, file)).plain if file else named(folder)
    above = _folder(folder)
    return f"{_title(context, above)}, {own}" if above else own


def _page(
    context: Context,
    version: Version[records.FreePage],
    rows: Mapping[str, TextRow],
    folders: Mapping[str, list[Link]],
) -> Page:
    words, folder = writing(context, version), _folder(version.first.id)
    beside = folders[folder] if folder and len(folders[folder]) > 1 else []
    view = TextView(words, tuple(beside), tuple(folders.get(version.first.id, ())))
    trail = _trail(context, folder, rows, words.title.plain)
    return page_of(context, version, view, words, section="pages", trail=trail)


def _trail(context: Context, folder: str, rows: Mapping[str, TextRow], title: str) -> tuple[Crumb, ...]:
    """Home, more pages, the folders that are pages themselves, this page."""
    home, section, here = crumbs(context, "pages", title)
    parts = folder.split("/") if folder else []
    above = ["/".join(parts[: n + 1]) for n in range(len(parts))]
    return (home, section, *(Crumb(rows[id].title, rows[id].url) for id in above if id in rows), here)
