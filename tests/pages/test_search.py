"""Search: what can be found, the index, and the pages for somebody who is lost."""

from __future__ import annotations

import json
import re

from okrsite.pages.search import Record, index, records
from okrsite.pages.views import finding
from okrsite.pages.views.common import Page
from tests.pages.shown import html, known, page_at, words

COMPANY = {
    "people.yaml": "ann: {name: Ann Novak}\n",
    "teams/search/2026-t3/okrs.yaml": """
objectives:
  - id: find
    title: People **find** it
    why: It is lost.
    owner: ann
    key_results: [{id: hits, title: Hits, owner: Bo}]
""",
}


def page(url: str, kind: str, **more: object) -> Page:
    return Page(url, "x.html", kind, "Title", None, **more)  # type: ignore[arg-type]


def test_an_objective_is_followed_by_its_key_results() -> None:
    found = records([page("teams/search/2026-t3/find/", "objective")], known(COMPANY))
    assert found == (
        Record("objective", "People find it", "It is lost.", "Search", "Ann Novak", "2026-t3", "pending",
               "teams/search/2026-t3/find/"),
        Record("key-result", "Hits", "People find it", "Search", "Bo", "2026-t3", "pending",
               "teams/search/2026-t3/find/#hits"),
    )  # fmt: skip


def test_lists_translations_and_hidden_pages_are_left_out_and_unknown_kinds_are_pages() -> None:
    pages = [
        page("", "home"),
        page("teams/", "list"),
        page("cs/lessons/x/", "lesson", language="cs"),
        page("old/", "moved", index=False),
        page("rollout/", "rollout", description="How we began. " * 40),
    ]
    (found,) = records(pages, known(COMPANY))
    assert (found.kind, found.url) == ("page", "rollout/")
    assert len(found.text) < 230


def test_the_index_writes_names_once() -> None:
    record = Record("objective", "T", "X", "Search", "", "2026-t3", "on-track", "a/")
    read = json.loads(index([record, record]))
    assert read["names"] == ["", "Search", "2026-t3", "on-track", "objective"]
    assert read["records"] == [[4, "T", "X", 1, 0, 2, 3, "a/"]] * 2
    assert json.loads(index([]))["records"] == []


def test_the_search_page_holds_all_words_and_ways_on_without_script() -> None:
    context = known(COMPANY)
    shown = html(page_at(finding.pages(context), "search/"), context)
    assert set(re.findall(r'<span data-kind="([\w-]+)">', shown)) == set(finding.KINDS)
    assert "Searching needs JavaScript" in shown
    assert '<a href="../teams/">Teams</a>' in shown


def test_the_page_for_lost_readers_links_from_the_root() -> None:
    context = known({**COMPANY, "site.yaml": "name: Acme\nurl: https://acme.example/okrs\n"})
    shown = html(page_at(finding.pages(context), "404.html"), context)
    links = re.findall(r'(?:href|src|action)="([^"#]+)', shown)
    assert {link for link in links if not link.startswith(("/okrs/", "https://acme.example/okrs/"))} == set()
    assert "This road ends here" in words(shown)
