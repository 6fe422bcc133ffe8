"""Old addresses: `aliases` of teams and pages, each a small page that leads to the new one.

Works on any host; hosts that read `_redirects` answer with a real redirect before that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from okrsite.okr.model import Target
from okrsite.pages import routes
from okrsite.pages.views.common import Page
from okrsite.pages.views.context import Context

KIND = "moved"


@dataclass(frozen=True, slots=True)
class MovedView:
    """Where the page is now."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Move:
    """An old address and the new one; `whole` means everything below them too. `path` is the file that says so."""

    old: str
    new: str
    path: str
    whole: bool = False


def moves(context: Context) -> Iterator[Move]:
    """Every alias of the company's content; ids that are taken were reported when the company was put together."""
    company = context.company
    taken = {f"teams/{id}/" for id in company.teams}
    for team in company.teams.values():
        for old in _free(team.record.aliases, "teams/", taken):
            yield Move(old, f"teams/{team.id}/", team.path, whole=True)
    for kind, folder, records in (
        ("lesson", "lessons/", company.lessons),
        ("training", "training/", company.trainings),
        ("onboarding", "onboarding/", company.onboardings),
        ("page", "pages/", company.pages),
    ):
        taken = {f"{folder}{id}/" for id in records}
        for id, filed in records.items():
            new = routes.url(Target(kind, id))  # type: ignore[arg-type]
            yield from (Move(old, new, filed.path) for old in _free(filed.record.aliases, folder, taken))


def _free(aliases: Iterable[str], folder: str, taken: set[str]) -> Iterator[str]:
    """The old addresses of a file; of two claims to one id the first counts."""
    for alias in aliases:
        old = _old(folder, alias)
        if alias.startswith("/") or old not in taken:
            taken.add(old)
            yield old


def _old(folder: str, alias: str) -> str:
    """An alias is an id in its folder, or an address from the root."""
    return f"{alias.strip('/')}/" if alias.startswith("/") else f"{folder}{alias.strip('/')}/"


def pages(context: Context, planned: Iterable[Page]) -> Iterator[Page]:
    """A page at every old address; a team's aliases cover all pages below it."""
    known = [page for page in planned if not page.rooted]
    titles = {page.url: page.title for page in known}
    for move in moves(context):
        below = [page.url for page in known if move.whole and page.url.startswith(move.new)]
        for new in below or [move.new]:
            old = move.old + new.removeprefix(move.new)
            view = MovedView(new, titles.get(new, new))
            yield Page(old, "moved.html", KIND, view.title, view, source=move.path, index=False)


def redirects_file(context: Context) -> str:
    """`_redirects` for hosts that read it: the same moves as real redirects."""
    lines = [f"/{m.old}* /{m.new}:splat 301" if m.whole else f"/{m.old} /{m.new} 301" for m in moves(context)]
    return "".join(f"{line}\n" for line in lines)
