"""From a page to this week's check-in: the link, what it brings along, and when there is none."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from okrsite.pages.views import objective, team
from okrsite.pages.views.context import Context
from okrsite.pages.views.objective import ObjectiveView
from okrsite.pages.views.team import TeamView
from okrsite.pages.views.telling import LONGEST, CheckInWay
from tests.pages.shown import TODAY, html, known, page_at

FOLDER = "teams/search/2026-t3"
GOALS = f"{FOLDER}/okrs.yaml"
SITE = "name: Acme\nrepository: {url: https://forge.example/acme/okrs, forge: %s, branch: main}\n"
COMPANY = {
    "site.yaml": SITE % "github",
    GOALS: """
objectives:
  - id: trust
    title: People trust search
    key_results:
      - {id: success, title: "Success: *more* of it", baseline: 60, target: 80}
      - {id: launch, title: Launch, milestones: [{id: cz, title: CZ}, {id: at, title: AT}]}
      - {id: story, title: A story}
      - {id: asked, title: Nobody asked yet, baseline: 0, target: 9}
      - {id: secret, title: A secret, baseline: 0, target: 9, redacted: for the board}
      - {id: gone, title: Given up, target: 9, baseline: 0, state: cancelled}
  - {id: fast, title: Answers come at once, key_results: [{id: on, title: It is on, type: binary}]}
""",
    f"{FOLDER}/check-ins/2026-10-23-ann.md": """---
key_results:
  trust.success: {value: 64.50, note: "Two *more* # than\\nlast week"}
  trust.launch: [cz]
  trust.story: 2/5
  trust.secret: {value: 5, note: Nobody may know, confidence: 3/10}
  fast.on: false
---
""",
}


def way_of(files: dict[str, str], page: str = "teams/search/", today: date = TODAY) -> CheckInWay | None:
    context = known(files, today)
    view = page_at([*team.pages(context), *objective.pages(context)], page).view
    assert isinstance(view, TeamView | ObjectiveView)
    return view.check_in


def brought(way: CheckInWay | None) -> str:
    assert way is not None
    assert way.url is not None
    return parse_qs(urlsplit(way.url).query)["value"][0]


def kept_on(forge: str) -> dict[str, str]:
    return {**COMPANY, "site.yaml": SITE % forge}


def test_the_link_brings_the_values_that_hold_now_with_titles_and_last_notes() -> None:
    assert brought(way_of(COMPANY)).splitlines()[4:] == [
        "key_results:",
        "  trust.success: 64.50  # Success: more of it · last: Two *more* # than last week",
        "  trust.launch: [cz]  # Launch [cz, at]",
        "  trust.story: 40%  # A story",
        "#   trust.asked:  # Nobody asked yet",
        "#   trust.secret:  # A secret",
        "  fast.on: false  # It is on [true, false]",
        "---",
    ]


def test_an_objective_brings_its_own_key_results_only() -> None:
    text = brought(way_of(COMPANY, f"{FOLDER}/fast/"))
    assert "  fast.on: false" in text
    assert "trust." not in text


@pytest.mark.parametrize(
    ("forge", "address"),
    [
        ("github", "/acme/okrs/new/main"),
        ("gitea", f"/acme/okrs/_new/main/content/{FOLDER}/check-ins"),
        ("gitlab", "/acme/okrs/-/new/main"),
        ("bitbucket", f"/acme/okrs/src/main/content/{FOLDER}"),
    ],
)
def test_every_forge_is_opened_in_its_own_way(forge: str, address: str) -> None:
    way = way_of(kept_on(forge))
    assert way is not None
    assert urlsplit(way.url or "").path == address
    assert way.path == f"content/{FOLDER}/check-ins/2026-10-31-you.md"
    assert bool(way.text) == (forge in ("gitlab", "bitbucket"))


def test_where_the_forge_takes_no_text_the_page_has_it_to_be_copied() -> None:
    context = known(kept_on("gitlab"))
    page = html(page_at(team.pages(context), "teams/search/"), context)
    assert 'data-copies="#check-in-text"' in page
    assert '<pre id="check-in-text" tabindex="0">---\n# In the file&#39;s name' in page


def test_a_team_that_has_spoken_today_is_led_to_the_next_word() -> None:
    today = f"{FOLDER}/check-ins/2026-10-31-bo.md"
    way = way_of({**COMPANY, today: "Well.\n"})
    assert way is not None
    assert way.path.endswith("/2026-11-07-you.md")


@pytest.mark.parametrize("forge", ["github", "gitea"])
def test_forty_key_results_make_a_shorter_text_and_hundreds_one_to_be_copied(forge: str) -> None:
    def many(count: int) -> dict[str, str]:
        title = "A title of some length that would take much room in an address"
        rows = "".join(f"      - {{id: k{n}, title: {title}, baseline: 0, target: 9}}\n" for n in range(count))
        said = "".join(f"  trust.k{n}: {{value: {n}, note: {title}}}\n" for n in range(count))
        goals = f"objectives:\n  - id: trust\n    title: Trust\n    key_results:\n{rows}"
        check_in = f"{FOLDER}/check-ins/2026-10-23-ann.md"
        return {"site.yaml": SITE % forge, GOALS: goals, check_in: f"---\nkey_results:\n{said}---\n"}

    forty, hundreds = way_of(many(40)), way_of(many(400))
    assert forty is not None
    assert hundreds is not None
    assert 1000 < len(forty.url or "") <= LONGEST
    assert "  trust.k39: 39" in brought(forty)
    assert "  trust.k399: 399" in hundreds.text
    assert len(hundreds.url or "") < 500


def nobody(files: dict[str, str], today: date = TODAY) -> bool:
    return all(way_of(files, page, today) is None for page in ("teams/search/", f"{FOLDER}/trust/"))


def test_nobody_checks_in_before_or_after_a_cycle_or_once_it_is_closed() -> None:
    closed = {"cycles/2026-t3.yaml": "start: 2026-09-01\nend: 2026-12-31\nstate: closed\n"}
    assert nobody(COMPANY, date(2026, 8, 31))
    assert nobody(COMPANY, date(2027, 1, 1))
    assert nobody({**COMPANY, **closed})
    assert not nobody(COMPANY, date(2026, 12, 31))


def test_without_a_repository_a_team_or_open_goals_there_is_no_link() -> None:
    assert nobody({**COMPANY, "site.yaml": "name: Acme\n"})
    assert nobody(kept_on("none"))
    assert nobody({**COMPANY, "teams/search/team.md": "---\nname: Search\nparent: company\nended: 2026-10-01\n---\n"})
    assert nobody({"site.yaml": SITE % "github", GOALS: "objectives: [{id: trust, title: Trust, state: cancelled}]"})


def test_every_page_made_of_files_leads_to_them() -> None:
    from okrsite.pages.plan import plan

    context: Context = known(COMPANY)
    pages = plan(context).value or ()
    assert {page.url for page in pages if not page.edit_url} == {"search/", "404.html"}
