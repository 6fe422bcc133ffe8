"""Who works on what, and why: the tree in its two orders."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from okrsite.pages.views import alignment
from okrsite.pages.views.context import Context
from okrsite.pages.views.tree import TreeRow
from okrsite.pages.views.tree_of_strategy import Strategy
from okrsite.pages.views.tree_of_teams import Organisation
from tests.pages.shown import html, known, page_at

COMPANY = {
    "strategy.md": """---
title: How we win
pillars:
  - {id: trust, title: Trust first}
  - {id: empty, title: Nobody's}
---
""",
    "teams/search/team.md": "---\nname: Search\nparent: product\n---\n",
    "teams/product/team.md": "---\nname: Product\nparent: company\n---\n",
    "teams/company/2026-t3/okrs.yaml": """
objectives:
  - id: grow
    title: People come back
    supports: [pillar:trust]
    key_results: [{id: nps, title: They recommend us, baseline: 10, target: 20}]
  - {id: sound, title: Sleep well}
""",
    "teams/search/2026-t3/okrs.yaml": """
objectives:
  - id: find
    title: People find **it**
    owner: Ann
    supports: [company/grow.nps, company/sound]
    key_results: [{id: hits, title: Hits, baseline: 0, target: 10, unit: '%'}]
  - {id: fast, title: Answers come at once, supports: [find]}
  - {id: alone, title: Tidy the cellar}
""",
}


def outline(rows: tuple[TreeRow, ...]) -> list[str]:
    """The rows, indented as deep as they lie."""
    lines, depth = [], 0
    for row in rows:
        lines.append("  " * depth + f"{row.kind} {row.title or row.id}")
        depth += row.opens - row.closes
    assert depth == 0
    return lines


def by_organisation(context: Context) -> tuple[TreeRow, ...]:
    return Organisation(context, "2026-t3").company().rows


def by_strategy(context: Context) -> tuple[TreeRow, ...]:
    return Strategy(context, "2026-t3").tree().rows


def test_by_organisation_every_goal_stands_once_under_its_team() -> None:
    assert outline(by_organisation(known(COMPANY))) == [
        "company Acme",
        "  objective People come back",
        "    key-result They recommend us",
        "  objective Sleep well",
        "department Product",
        "  team Search",
        "    objective People find it",
        "      key-result Hits",
        "    objective Answers come at once",
        "    objective Tidy the cellar",
    ]


def test_by_strategy_a_goal_is_drawn_at_home_and_named_elsewhere() -> None:
    assert outline(by_strategy(known(COMPANY))) == [
        "pillar Trust first",
        "  objective People come back",
        "    key-result They recommend us",
        "      objective People find it",
        "        key-result Hits",
        "        objective Answers come at once",
        "pillar Nobody's",
        "unpillared -company",
        "  objective Sleep well",
        "    reference People find it",
        "local -local",
        "  objective Tidy the cellar",
    ]


def test_a_reference_has_no_numbers_and_says_where_its_home_is() -> None:
    context = known(COMPANY)
    (row,) = (row for row in by_strategy(context) if row.kind == "reference")
    assert row.standing is None
    assert row.url == "#search/2026-t3/find"
    assert row.home is not None
    assert (row.home.title, row.home.url) == ("They recommend us", "teams/company/2026-t3/grow/#nps")
    page = html(page_at(alignment.pages(context), "alignment/2026-t3/strategy/"), context)
    assert '<a href="#search/2026-t3/find">People find it</a>' in page


def test_a_parent_in_another_cycle_is_drawn_above_its_children() -> None:
    files = {
        **COMPANY,
        "teams/company/2026/okrs.yaml": "objectives: [{id: year, title: The whole year}]\n",
        "teams/product/2026-t3/okrs.yaml": "objectives: [{id: part, title: A part of it, supports: [company/year]}]\n",
    }
    rows = by_strategy(known(files))
    assert [line.strip() for line in outline(rows) if "year" in line or "part" in line] == [
        "objective The whole year",
        "objective A part of it",
    ]
    (year,) = (row for row in rows if row.title == "The whole year")
    assert year.cycle == "2026"
    assert year.standing is not None
    assert year.standing.bar.line is None


def test_a_very_deep_chain_of_goals_makes_no_deep_stack() -> None:
    goals = "".join(f"  - {{id: g{n}, title: Goal {n}, supports: [g{n - 1}]}}\n" for n in range(1, 2400))
    files = {"teams/search/2026-t3/okrs.yaml": f"objectives:\n  - {{id: g0, title: Goal 0}}\n{goals}"}
    context = known(files)
    assert len(by_strategy(context)) == 2401
    page = page_at(alignment.pages(context), "alignment/2026-t3/strategy/")
    assert html(page, context).count('class="node lv-obj"') == 2400


class Ids(HTMLParser):
    """All ids of a page, and all links inside it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect."""
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value[1:] for name, value in attrs if name == "href" and value and value.startswith("#")]


def test_ids_in_the_tree_are_unique_and_links_in_it_lead_somewhere() -> None:
    context = known(COMPANY)
    for page in alignment.pages(context):
        found = Ids(html(page, context))
        assert len(found.ids) == len(set(found.ids)), page.url
        assert set(found.links) <= set(found.ids), page.url


def test_lists_open_and_close_in_the_page_as_in_the_rows() -> None:
    context = known(COMPANY)
    text = html(page_at(alignment.pages(context), "alignment/"), context)
    body = text[text.index("data-tree><ul>") : text.index('id="after-tree"')]
    assert body.count("<ul") == body.count("</ul>")
    assert body.count("<li ") == body.count("</li>")


def test_every_team_with_goals_in_it_or_below_it_has_a_tree_of_its_own() -> None:
    urls = [page.url for page in alignment.pages(known(COMPANY)) if "/team/" in page.url]
    assert urls == [f"alignment/2026-t3/team/{team}/" for team in ("company", "search", "product")]


def test_the_first_sentence_counts_what_serves_something_greater() -> None:
    context = known(COMPANY)
    text = html(page_at(alignment.pages(context), "alignment/"), context)
    lead = re.sub(r"\s+", " ", re.search(r'<p class="lead">(.*?)</p>', text, re.S).group(1))  # type: ignore[union-attr]
    assert lead == (
        "3 of 5 objectives of 2026-t3 serve something greater. 2 stand on their own, and that is allowed. "
        "A goal that serves several others is drawn once, at home, and named everywhere else."
    )


def test_a_company_without_objectives_has_no_tree() -> None:
    assert list(alignment.pages(known({}))) == []
