"""Search: what can be found, in which bundles, its files, and the pages for somebody who is lost."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from okrsite.pages import search
from okrsite.pages.search import Bundle, Record, bundles, figures, files, index, shard_of
from okrsite.pages.views import finding
from okrsite.pages.views.common import Page
from tests.pages.shown import html, known, page_at, words

COMPANY = {
    "people.yaml": "ann: {name: Ann Novak, team: search}\n",
    "lessons/slow.md": "---\ntitle: Slow\nteams: [search]\ncycle: 2026-t3\n---\nIt was.\n",
    "teams/search/2026-t3/okrs.yaml": """
objectives:
  - id: find
    title: People **find** it
    why: It is lost.
    owner: ann
    key_results: [{id: hits, title: Hits, owner: Bo, baseline: 0, target: 10}]
""",
}
GOAL = "teams/search/2026-t3/find/"


def page(url: str, kind: str, **more: object) -> Page:
    return Page(url, "x.html", kind, "Title", None, **more)  # type: ignore[arg-type]


def found(*pages: Page) -> tuple[Record, ...]:
    """The records of the bundle that holds now."""
    return bundles(pages, known(COMPANY))[0].records


def test_an_objective_is_followed_by_its_key_results() -> None:
    assert found(page(GOAL, "objective")) == (
        Record("objective", "People find it", "It is lost.", ("Search",), "Ann Novak", "2026-t3", GOAL),
        Record("key-result", "Hits", "People find it", ("Search",), "Bo", "2026-t3", f"{GOAL}#hits"),
    )


def test_what_has_tags_is_found_by_them() -> None:
    goals = COMPANY["teams/search/2026-t3/okrs.yaml"].replace("owner: ann", "owner: ann\n    tags: [trust, speed]")
    context = known({**COMPANY, "teams/search/2026-t3/okrs.yaml": goals.replace("owner: Bo", "owner: Bo, tags: beta")})
    tagged = page("kpis/nps/", "kpi", description="How likely it is.", tags=("survey",))
    assert [one.text for one in bundles((page(GOAL, "objective"), tagged), context)[0].records] == [
        "It is lost. Tags: trust, speed.",
        "People find it. Tags: beta.",
        "How likely it is. Tags: survey.",
    ]


def test_goals_come_before_all_else() -> None:
    assert [one.kind for one in found(page("kpis/nps/", "kpi"), page(GOAL, "objective"))] == [
        "objective",
        "key-result",
        "kpi",
    ]


def test_pages_know_their_teams_and_their_cycle() -> None:
    people, lesson, team, heat = found(
        page("people/ann/", "person"),
        page("lessons/slow/", "lesson"),
        page("teams/search/2026-t3/", "team"),
        page("review/2026-t3/", "heatmap"),
    )
    assert (people.teams, people.cycle) == (("Search",), "")
    assert (lesson.teams, lesson.cycle) == (("Search",), "2026-t3")
    assert (team.teams, team.cycle) == (("Search",), "2026-t3")
    assert (heat.teams, heat.cycle, heat.kind) == ((), "2026-t3", "page")


def test_lists_and_hidden_pages_are_left_out_and_translations_say_their_language() -> None:
    (one,) = found(
        page("", "home"),
        page("teams/", "list"),
        page("old/", "moved", index=False),
        page("cs/lessons/slow/", "lesson", language="cs", description="Dlouhé. " * 60),
    )
    assert (one.kind, one.language, one.url) == ("lesson", "cs", "cs/lessons/slow/")
    assert len(one.text) < 230


PAST = {
    "cycles/2026-t2.yaml": "start: 2026-05-01\nend: 2026-08-31\ntitle: Cycle 2\nstate: closed\n",
    "teams/search/2026-t2/okrs.yaml": "objectives: [{id: old, title: Old}]\n",
}


def test_each_cycle_that_is_over_has_a_bundle_of_its_own() -> None:
    context = known({**COMPANY, **PAST})
    pages = [
        page(GOAL, "objective"),
        page("teams/search/2026-t2/old/", "objective"),
        page("review/2026-t2/", "heatmap"),
    ]
    now, then = bundles(pages, context)
    assert (now.name, now.cycle, len(now.records)) == ("now", "", 2)
    assert (then.name, then.cycle) == ("cycles/2026-t2", "Cycle 2")
    assert [one.title for one in then.records] == ["Old", "Title"]


def test_very_many_key_results_are_a_bundle_that_can_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST", 1)
    now, measures = bundles([page(GOAL, "objective")], known(COMPANY))
    assert [[one.kind for one in bundle.records] for bundle in (now, measures)] == [["objective"], ["key-result"]]
    assert measures.name == "measures"


CHECK_IN = {"teams/search/2026-t3/check-ins/2026-10-20.md": "---\nkey_results: {find.hits: 4}\n---\nGood.\n"}


def test_figures_stand_beside_the_records_as_the_pages_show_them() -> None:
    context = known({**COMPANY, **CHECK_IN})
    (now,) = bundles([page(GOAL, "objective")], context)
    (shard,) = figures(now, context)
    assert json.loads(shard) == {"search/2026-t3": {"find": "at-risk 40%", "find.hits": "at-risk 40%"}}


def test_what_is_redacted_shows_no_figure() -> None:
    hidden = {
        "teams/search/2026-t3/okrs.yaml": COMPANY["teams/search/2026-t3/okrs.yaml"].replace(
            "owner: Bo", "redacted: true"
        )
    }
    context = known({**COMPANY, **hidden, **CHECK_IN})
    (now,) = bundles([page(GOAL, "objective")], context)
    assert "%" not in "".join(figures(now, context))


def test_a_check_in_changes_figures_and_nothing_else() -> None:
    before, after = (known({**COMPANY, **more}) for more in ({}, CHECK_IN))
    pages = [page(GOAL, "objective"), page("lessons/slow/", "lesson"), page("people/ann/", "person")]
    assert bundles(pages, before) == bundles(pages, after)
    one, other = (files(bundles(pages, context), context, frozenset()) for context in (before, after))
    assert {path for path in one if one[path] != other[path]} == {"search/now/0.json"}


def test_a_team_is_in_one_file_of_figures() -> None:
    assert shard_of("search", 7) == shard_of("search", 7)
    assert {shard_of(f"team-{n}", 7) for n in range(99)} == set(range(7))
    assert shard_of("anything", 1) == 0


def test_the_list_names_bundles_and_the_kinds_that_there_are() -> None:
    context = known(COMPANY)
    made = files(bundles([page(GOAL, "objective")], context), context, frozenset({"now"}))
    assert sorted(made) == ["search.json", "search/now/0.json", "search/now/records.json"]
    assert json.loads(made["search.json"]) == {
        "format": 2,
        "kinds": ["objective", "key-result"],
        "bundles": [{"name": "now", "cycle": "", "shards": 1, "engine": True}],
    }


def test_a_site_without_anything_to_find_has_an_empty_bundle() -> None:
    context = known(COMPANY)
    assert bundles([], context) == (Bundle("now", "", ()),)
    assert json.loads(files(bundles([], context), context, frozenset())["search/now/records.json"])["records"] == []


def test_the_records_write_names_once() -> None:
    record = Record("objective", "T", "X", ("Search",), "", "2026-t3", "a/")
    read: dict[str, Any] = json.loads(index([record, record]))
    assert sorted(read["names"]) == ["", "2026-t3", "Search", "objective"]
    places = {name: n for n, name in enumerate(read["names"])}
    row = [places["objective"], "T", "X", [places["Search"]], 0, places["2026-t3"], "a/"]
    assert read["records"] == [row, row]


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
