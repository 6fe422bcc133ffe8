"""A team's page: where it stands, in one cycle or today; how it looks back."""

from __future__ import annotations

import re
from datetime import date

import pytest

from okrsite.okr.model import Target
from okrsite.pages import routes
from okrsite.pages.views import retrospective, team
from okrsite.pages.views.context import Context
from okrsite.pages.views.retrospective import RetrospectiveView
from okrsite.pages.views.team import TeamView
from tests.pages.shown import TODAY, html, known, page_at, words

FOLDER = "teams/search/2026-t3"
URL = "teams/search/"
COMPANY = {
    "people.yaml": "ann: {name: Ann Novak, role: Engineer}\nbo: {name: Bo Lind}\n",
    "strategy.md": "---\ntitle: How we win\npillars: [{id: clarity, title: Clarity}]\n---\n",
    "cycles/2026-t2.yaml": "title: Spring\nstart: 2026-05-01\nend: 2026-08-31\nstate: closed\n",
    "teams/search/team.md": """---
name: Search
parent: company
lead: ann
members: [ann, bo]
size: 9
rollout: {stage: scaled, since: 2026-01-01, coach: bo}
---
Everybody finds what they look for.
""",
    "teams/data/team.md": "---\nname: Data\nparent: search\n---\n",
    "teams/old/team.md": "---\nname: Old\nparent: company\nended: 2026-06-30\n---\n",
    "teams/company/2026-t3/okrs.yaml": "objectives: [{id: grow, title: Grow, supports: [pillar:clarity]}]",
    f"{FOLDER}/okrs.yaml": """
summary: Two goals, one team.
objectives:
  - id: trust
    title: People trust search
    supports: [company/grow]
    depends_on: [{team: data, need: the click log, by: 2026-10-10, status: confirmed, risk_owner: ann}]
    key_results: [{id: success, title: Success, baseline: 60, target: 80, unit: '%', owner: ann}]
  - id: fast
    title: Answers come at once
    key_results: [{id: speed, title: Speed, baseline: 900, target: 300, unit: ms}]
  - {id: maybe, title: Maybe later, state: postponed}
""",
    "teams/data/2026-t3/okrs.yaml": "objectives: [{id: log, title: The click log, supports: [search/trust]}]",
    "teams/search/2026-t2/okrs.yaml": """
objectives:
  - {id: first, title: First steps, state: closed, outcome: achieved, score: 0.9, result: It works. And more.}
""",
    "teams/search/2026-t2/review.md": """---
went_well: [We spoke.]
went_badly: [We *waited*., We forgot.]
try_next: [Begin earlier.]
attendees: [ann, VP Product]
discussion: https://chat.example/1
scores_agreed_on: 2026-09-04
---
A short story.
""",
    f"{FOLDER}/check-ins/2026-10-19-bo.md": "---\nkey_results: {trust.success: 62}\nmood: 2\n---\nSlow.\n",
    f"{FOLDER}/check-ins/2026-10-30-ann.md": """---
key_results:
  trust.success: {value: 72, note: The ranker helps., ask: two testers}
  fast.speed: 850
ask: a room with a door
blockers: [{about: fast.speed, kind: dependency, owner: bo, next: a new server}]
decisions: [Buy it.]
---
We **moved**.
""",
}


def view_of(context: Context, url: str = URL) -> TeamView:
    view = page_at(team.pages(context), url).view
    assert isinstance(view, TeamView)
    return view


def page_of(context: Context, url: str = URL) -> str:
    return html(page_at(team.pages(context), url), context)


def said(context: Context, url: str = URL) -> str:
    return words(page_of(context, url))


def test_every_team_has_a_front_page_and_one_for_each_cycle_it_worked_in() -> None:
    urls = [page.url for page in team.pages(known(COMPANY))]
    assert [url for url in urls if url.startswith(URL)] == [URL, "teams/search/2026-t2/", f"{FOLDER}/"]
    assert "teams/old/" in urls
    assert len(urls) == len(set(urls))


def test_the_lead_says_what_the_team_is_for_and_where_it_stands() -> None:
    page = said(known(COMPANY))
    assert (
        "Everybody finds what they look for. One objective is on track. One needs help: Answers come at once." in page
    )
    assert "Two goals, one team." in page


def test_where_nothing_is_well_the_lead_says_so_without_repeating_the_titles_below() -> None:
    check_in = f"{FOLDER}/check-ins/2026-10-30-ann.md"
    company = {**COMPANY, check_in: COMPANY[check_in].replace("value: 72", "value: 61")}
    assert "Everybody finds what they look for. Both objectives need help." in said(known(company))


def test_it_says_what_sort_of_team_it_is_who_keeps_the_page_and_what_it_is_found_by() -> None:
    more = "name: Search\nkind: department\ntitle: Search and *browse*\nowner: bo\ntags: [ranking, queries]"
    company = {**COMPANY, "teams/search/team.md": COMPANY["teams/search/team.md"].replace("name: Search", more)}
    page = said(known(company))
    assert "Department, Search and browse Search Everybody finds" in page
    assert "About this page BL Bo Lind ranking queries" in page
    assert 'href="../../search/?q=ranking"' in page_of(known(company))
    assert "Department" not in said(known(company), f"{FOLDER}/")


def test_what_the_team_is_for_is_not_said_twice() -> None:
    once = said(known(COMPANY))
    assert once.count("Everybody finds what they look for.") == 1
    assert "What we are for" not in once
    longer = f"{COMPANY['teams/search/team.md']}\nWe began with three people.\n"
    page = said(known({**COMPANY, "teams/search/team.md": longer}))
    assert "What we are for Everybody finds what they look for. We began with three people." in page


def test_a_department_shows_its_teams_with_their_bars() -> None:
    check_in = {"teams/data/2026-t3/check-ins/2026-10-30.md": "---\nobjectives: {log: on-track}\n---\n"}
    context = known({**COMPANY, **check_in})
    assert [(row.title, row.objectives) for row in view_of(context).crew.subteams] == [("Data", 1)]
    assert re.search("Teams in it .*Data one objective · last check-in 30 Oct On track", said(context))
    assert view_of(context, f"{FOLDER}/").crew.subteams == ()


def test_a_long_list_of_teams_or_goals_is_cut_and_says_so() -> None:
    many = {f"teams/t{n}/team.md": f"---\nname: T{n}\nparent: search\n---\n" for n in range(21)}
    assert "2 more teams" in said(known({**COMPANY, **many}))
    goals = [f"{{id: g{n}, title: Goal {n}, supports: [company/grow], key_results: [{{id: k}}]}}" for n in range(13)]
    goals = [one.replace("{id: k}", "{id: k, title: K, baseline: 0, target: 2}") for one in goals]
    words_of_all = ", ".join(f"g{n}.k: 1" for n in range(13))
    grow = COMPANY["teams/company/2026-t3/okrs.yaml"].replace("title: Grow", "title: Grow, progress_from: aligned")
    files = {
        "teams/company/2026-t3/okrs.yaml": grow,
        f"{FOLDER}/okrs.yaml": f"objectives: [{', '.join(goals)}]",
        f"{FOLDER}/check-ins/2026-10-30-ann.md": f"---\nkey_results: {{{words_of_all}}}\n---\n",
        f"{FOLDER}/check-ins/2026-10-19-bo.md": "---\nmood: 3\n---\n",
        "teams/data/2026-t3/okrs.yaml": "objectives: []",
    }
    assert "One more goal counts." in said(known({**COMPANY, **files}), "teams/company/")


def test_an_objective_made_of_others_shows_those_of_its_cycle() -> None:
    goals = COMPANY["teams/company/2026-t3/okrs.yaml"].replace("title: Grow", "title: Grow, progress_from: aligned")
    context = known({**COMPANY, "teams/company/2026-t3/okrs.yaml": goals})
    (grow,) = view_of(context, "teams/company/").at_work
    assert [row.title.plain for row in grow.parts.rows] == ["People trust search"]
    page = said(context, "teams/company/")
    assert "Its progress is that of the objectives that support it." in page
    assert re.search("Progress People trust search Search On track", page)
    assert "It has no key results." not in page


def test_it_names_lead_people_and_stage() -> None:
    page = said(known(COMPANY))
    assert "9 people" in page
    assert "9 people in all." in page
    assert "The team works with OKRs for good. Since 1 January 2026. Our coach: Bo Lind ." in page
    view = view_of(known(COMPANY))
    assert [(member.who.name, member.role, member.lead) for member in view.crew.members] == [
        ("Ann Novak", "Engineer", True),
        ("Bo Lind", "", False),
    ]


def test_asks_blockers_and_the_newest_note_are_there() -> None:
    page = said(known(COMPANY))
    assert "What we ask for Ask: a room with a door" in page
    assert "Ask: two testers (Success)" in page
    assert "a new server ( Bo Lind )" in page
    assert re.search("Ann Novak ?, 30 October", page)
    assert "The ranker helps. Read the check-in" in page


def test_the_button_remembers_the_team_by_its_own_address() -> None:
    assert 'data-remember="search" data-name="Search" data-href="./"' in page_of(known(COMPANY))
    assert "data-remember" not in page_of(known(COMPANY), f"{FOLDER}/")


def test_what_does_not_count_is_listed_apart() -> None:
    view = view_of(known(COMPANY))
    assert [goal.row.title.plain for goal in view.at_work] == ["People trust search", "Answers come at once"]
    assert [goal.row.title.plain for goal in view.called_off] == ["Maybe later"]


def test_where_it_fits_leads_from_the_strategy_to_who_builds_on_it() -> None:
    (chain,) = view_of(known(COMPANY)).chains
    assert [(stop.place, stop.link.title) for stop in chain.stops] == [
        ("pillar", "Clarity"),
        ("company", "Grow"),
        ("here", "People trust search"),
        ("below", "The click log"),
    ]


def test_needs_are_told_on_both_sides_and_late_ones_say_so() -> None:
    (mine,) = view_of(known(COMPANY)).needs
    (theirs,) = view_of(known(COMPANY), "teams/data/").needed
    assert (mine.team.title, mine.what.plain, mine.late) == ("Data", "the click log", True)
    assert theirs.team.title == "Search"
    assert "What others need from us" in said(known(COMPANY), "teams/data/")


def test_the_rhythm_counts_weeks_with_a_word() -> None:
    found = view_of(known(COMPANY)).rhythm
    assert found is not None
    assert [beat.number for beat in found.beats if beat.state == "done"] == [7, 9]
    assert (found.done, found.due) == (2, 9)


def test_a_week_that_is_not_over_is_not_missed() -> None:
    found = view_of(known(COMPANY, date(2026, 11, 3))).rhythm
    assert found is not None
    assert found.beats[-1].state == "open"
    assert found.due == 9


def test_earlier_cycles_say_score_and_one_sentence() -> None:
    page = said(known(COMPANY))
    assert "Spring First steps 0.9 It works." in page
    assert "no appraisal of people" in page


def test_the_page_of_a_cycle_has_every_check_in_at_its_address() -> None:
    context = known(COMPANY)
    page = page_of(context, f"{FOLDER}/")
    for check_in in context.company.check_ins:
        address = routes.url(Target("check-in", check_in.path))
        assert f'id="{address.partition("#")[2]}"' in page
    assert "mood 2 of 5" in words(page)
    assert "Decided: Buy it." in words(page)
    assert "62% → 72%" in words(page)


def test_the_running_cycle_is_found_once() -> None:
    pages = {page.url: page for page in team.pages(known(COMPANY))}
    assert pages[URL].index
    assert not pages[f"{FOLDER}/"].index
    assert pages["teams/search/2026-t2/"].index


def test_a_cycle_that_is_over_says_what_came_of_it() -> None:
    page = said(known(COMPANY), "teams/search/2026-t2/")
    assert "Search in Spring One objective was achieved." in page
    assert "The mean score is 0.90. That is high: were the goals too safe? Scores are no appraisal of people." in page


def test_a_team_without_objectives_today_says_when_the_last_ones_were() -> None:
    files = {name: text for name, text in COMPANY.items() if not name.startswith((FOLDER, "teams/data"))}
    page = said(known(files))
    assert "No objectives in 2026-t3. The last ones were in Spring." in page
    assert "Check-in rhythm" not in page


def test_an_ended_team_keeps_its_page() -> None:
    page = page_of(known(COMPANY), "teams/old/")
    assert "This team ended on 30 June 2026; its pages are kept." in words(page)
    assert "data-remember" not in page


def test_a_company_with_nothing_but_a_team_has_its_page() -> None:
    page = said(known({}))
    assert "No objectives in 2026-t3." in page
    assert "Earlier cycles" not in page


def test_names_from_right_to_left_and_forty_goals_fit() -> None:
    goals = "".join(f"  - {{id: g{n}, title: Goal {n}}}\n" for n in range(40))
    files = {
        "teams/search/team.md": "---\nname: חיפוש\nparent: company\n---\n",
        f"{FOLDER}/okrs.yaml": f"objectives:\n{goals}",
    }
    page = page_of(known(files))
    assert "<h1>חיפוש</h1>" in page
    assert "40 objectives" in words(page)
    assert page.count('<li class="okr">') == 40


@pytest.mark.parametrize(
    "url", [URL, f"{FOLDER}/", "teams/search/2026-t2/", "teams/data/", "teams/old/", "teams/company/"]
)
def test_no_page_has_an_id_twice_or_more_than_one_h1(url: str) -> None:
    page = page_of(known(COMPANY), url)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert page.count("<h1") == 1


def test_the_way_leads_through_the_teams_above_but_not_twice_through_the_company() -> None:
    page = page_at(team.pages(known(COMPANY)), "teams/data/")
    assert [crumb.title for crumb in page.crumbs] == ["Acme", "Search", "Data"]
    past = page_at(team.pages(known(COMPANY)), "teams/search/2026-t2/")
    assert [(crumb.title, crumb.url) for crumb in past.crumbs][-2:] == [("Search", "teams/search/"), ("Spring", None)]


def test_a_retrospective_says_what_went_well_what_badly_and_what_is_next() -> None:
    context = known(COMPANY)
    (page,) = retrospective.pages(context)
    assert page.url == "teams/search/2026-t2/review/"
    view = page.view
    assert isinstance(view, RetrospectiveView)
    assert [person.name for person in view.attendees] == ["Ann Novak", "VP Product"]
    text = words(html(page, context))
    assert "One thing went well. Two went badly. One to try next: Begin earlier." in text
    assert "Scores agreed on 4 September 2026" in text
    assert "A short story." in text
    assert 'href="https://chat.example/1"' in html(page, context)


def test_an_empty_retrospective_says_so() -> None:
    context = known({f"{FOLDER}/okrs.yaml": "objectives: []\n", f"{FOLDER}/review.md": "---\ntitle: Us\n---\n"}, TODAY)
    (page,) = retrospective.pages(context)
    assert "The team met, and wrote nothing down." in words(html(page, context))


def test_the_usual_day_of_a_check_in_is_named() -> None:
    files = {**COMPANY, "site.yaml": "name: Acme\ncheck_ins: {every: 7d, weekday: fri}\n"}
    context = known(files)
    assert "The usual day is Friday." in html(page_at(team.pages(context), "teams/search/"), context)
