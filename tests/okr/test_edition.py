"""What a build contains, and that what it leaves out leaves no trace."""

from __future__ import annotations

from datetime import date

import pytest

from okrsite.okr.edition import select
from okrsite.okr.measure import measure
from okrsite.okr.model import Company, Target
from okrsite.okr.records import Visibility
from tests.okr.written import company_of

TODAY = date(2026, 11, 22)

SECRET = "zanzibar"
"""A word that stands in everything that the edition for everybody leaves out."""

GOALS = f"""
objectives:
  - id: grow
    title: Grow
    supports: [search/{SECRET}, search/trust]
    depends_on: [{{team: {SECRET}-team, need: {SECRET}}}, {{team: search, need: logs}}]
    carried_to: search/{SECRET}
    key_results:
      - {{id: nps, title: NPS, baseline: 1, target: 5, guards: [kpi:{SECRET}, kpi:nps]}}
      - {{id: {SECRET}, title: {SECRET}, visibility: internal, carried_to: search/trust}}
"""

FILES = {
    "site.yaml": "name: Acme\nlanguages: [en, cs]\n",
    "people.yaml": f"ann: {{name: Ann, email: {SECRET}@acme.example, team: {SECRET}-team}}\n",
    "strategy.md": f"---\npillars: [{{id: self-serve, title: S, signals: [kpi:nps, kpi:{SECRET}]}}]\n---\n",
    "teams/company/2026-t3/okrs.yaml": GOALS,
    "teams/search/2026-t3/okrs.yaml": f"""
objectives:
  - {{id: trust, title: Trust}}
  - {{id: {SECRET}, title: {SECRET}, visibility: internal, why: "{SECRET} [x](../../../pages/{SECRET}.md)"}}
""",
    "teams/company/2026-t3/check-ins/2026-09-10.md": f"""---
key_results: {{grow.nps: 3, grow.{SECRET}: {{progress: 40%, note: {SECRET}}}}}
blockers: [{{about: grow.{SECRET}, next: {SECRET}}}, {{about: grow.nps, next: Ask}}]
---
""",
    f"teams/{SECRET}-team/team.md": f"---\nname: {SECRET}\nparent: company\nvisibility: internal\n---\n",
    "teams/below/team.md": f"---\nname: Below {SECRET}\nparent: {SECRET}-team\n---\n",
    "teams/below/2026-t3/okrs.yaml": f"objectives: [{{id: {SECRET}, title: {SECRET}}}]\n",
    "teams/below/2026-t3/review.md": f"---\nwent_well: [{SECRET}]\n---\n",
    "teams/below/2026-t3/check-ins/2026-09-10.md": f"---\nobjectives: {{{SECRET}: on-track}}\n---\n{SECRET}\n",
    "kpis/nps.yaml": "title: NPS\n",
    f"kpis/{SECRET}.yaml": f"title: {SECRET}\nvisibility: internal\n",
    "lessons/slow.md": f"---\nteams: [search, below]\nabout: [search/trust, search/{SECRET}]\ncycle: 2026-t3\n---\n"
    f"See [the page](../pages/{SECRET}.md) and [trust](../teams/search/2026-t3/okrs.yaml#trust).\n",
    f"lessons/{SECRET}.md": f"---\nvisibility: internal\n---\n![{SECRET}](../assets/{SECRET}.png) "
    f"![](../assets/both.png)\n",
    f"lessons/{SECRET}.cs.md": f"---\ntitle: {SECRET}\n---\n",
    "training/basics.md": f"---\nnext: {SECRET}\nprerequisites: [{SECRET}, more]\n---\n![](../assets/both.png)\n",
    "training/more.md": "Hello.\n",
    f"training/{SECRET}.md": f"---\nvisibility: internal\n---\n{SECRET}\n",
    "onboarding/lead.md": f"---\nsteps: [{{title: One, link: pages/{SECRET}.md}}]\n---\n",
    f"pages/{SECRET}.md": f"---\ntitle: {SECRET}\nvisibility: private\n---\n{SECRET}\n",
    "rollout/pilot.yaml": f"title: Pilot\nteams: [below, search]\nlessons: [slow, {SECRET}]\n",
    "pulse/2026-11-15.yaml": "questions: [{id: q, text: Q, scores: {below: {n: 9, mean: 4}, search: {n: 9, mean: "
    "4}}}]\n",
    "assets/both.png": "",
    f"assets/{SECRET}.png": "",
}


@pytest.fixture(scope="module")
def whole() -> Company:
    return company_of(FILES)


def test_the_private_edition_contains_everything(whole: Company) -> None:
    assert select(whole, "private", TODAY) is whole


def test_what_is_left_out_leaves_no_trace(whole: Company) -> None:
    public = select(whole, "all", TODAY)
    assert SECRET in repr(whole)
    shown = [public.site, public.people, public.strategy, public.teams, public.sheets, public.objectives]
    shown += [public.check_ins, public.reviews, public.kpis, public.trainings, public.onboardings, public.waves]
    shown += [public.pulses, public.pages, public.translations, public.assets, public.references]
    shown += [(one.record, one.about) for one in public.lessons.values()]
    shown += [[path for path, _ in public.blocks], [path for path, _ in public.inlines]]
    shown += [[one.prose for one in public.blocks.values()], [one.prose for one in public.inlines.values()]]
    assert [part for part in shown if SECRET in repr(part)] == []


def test_links_to_what_is_left_out_become_text(whole: Company) -> None:
    public = select(whole, "all", TODAY)
    lesson = public.lessons["slow"]
    body = public.block(lesson.path, lesson.body)
    assert body
    assert body.targets == (Target("objective", "search/2026-t3/trust"),)
    assert body.prose.parts == ('<p>See <a>the page</a> and <a href="', '">trust</a>.</p>\n')


def test_what_hangs_on_what_is_left_out_goes_with_it(whole: Company) -> None:
    public = select(whole, "all", TODAY)
    assert list(public.teams) == ["company", "search"]
    assert list(public.objectives) == ["company/2026-t3/grow", "search/2026-t3/trust"]
    grow = public.objectives["company/2026-t3/grow"]
    assert [kr.slug for kr in grow.key_results] == ["nps"]
    assert [kr.id for kr in grow.record.key_results] == ["nps"]
    assert [parent.target.id for parent in grow.supports] == ["search/2026-t3/trust"]
    assert grow.carried_to is None
    (check_in,) = public.check_ins
    assert [one.key_result for one in check_in.entries] == ["company/2026-t3/grow.nps"]
    assert [one.record.next for one in check_in.blockers] == ["Ask"]
    assert public.lessons["slow"].about == (Target("objective", "search/2026-t3/trust"),)
    assert public.waves["pilot"].record.teams == ("search",)
    assert list(public.pulses["2026-11-15"].record.questions[0].scores) == ["search"]
    assert public.assets == ("content/assets/both.png",)


def test_the_edition_for_colleagues_lies_between(whole: Company) -> None:
    internal = select(whole, "internal", TODAY)
    assert f"search/2026-t3/{SECRET}" in internal.objectives
    assert internal.people["ann"].email == f"{SECRET}@acme.example"
    assert list(internal.pages) == []


@pytest.mark.parametrize("edition", ["all", "internal", "private"])
def test_every_edition_can_be_measured(whole: Company, edition: Visibility) -> None:
    for day in (date(2020, 1, 1), TODAY, date(2030, 1, 1)):
        measure(select(whole, edition, day), day)


@pytest.mark.parametrize(
    ("front", "day", "shown"),
    [
        ("draft: true", "2026-11-22", False),
        ("publish: 2026-11-22", "2026-11-22", True),
        ("publish: 2026-11-23", "2026-11-22", False),
        ("expire: 2026-11-22", "2026-11-22", True),
        ("expire: 2026-11-21", "2026-11-22", False),
    ],
)
@pytest.mark.parametrize("path", ["pages/a.md", "lessons/a.md", "training/a.md", "onboarding/a.md", "mission.md"])
def test_drafts_and_dates_decide_what_is_published(path: str, front: str, day: str, shown: bool) -> None:
    company = company_of({path: f"---\n{front}\n---\n"})
    left = select(company, "private", date.fromisoformat(day))
    found = [*left.pages, *left.lessons, *left.trainings, *left.onboardings, *([left.mission] if left.mission else [])]
    assert bool(found) is shown


def test_draft_goals_are_talked_about_inside_and_shown_to_nobody_else() -> None:
    goals = "objectives: [{id: a, title: A, state: draft}, {id: b, title: B, supports: a}]\n"
    company = company_of({"teams/search/2026-t3/okrs.yaml": goals})
    assert list(select(company, "internal", TODAY).objectives) == ["search/2026-t3/a", "search/2026-t3/b"]
    left = select(company, "all", TODAY)
    assert list(left.objectives) == ["search/2026-t3/b"]
    assert left.objectives["search/2026-t3/b"].supports == ()
    assert [one.id for one in left.sheets["search", "2026-t3"].record.objectives] == ["b"]


def test_a_check_in_from_after_the_day_makes_no_type() -> None:
    goals = "objectives: [{id: a, title: A, key_results: [{id: done, title: Done}]}]\n"
    late = "---\nkey_results: {a.done: 'true'}\n---\n"
    folder = "teams/search/2026-t3"
    company = company_of({f"{folder}/okrs.yaml": goals, f"{folder}/check-ins/2026-11-23.md": late})
    assert company.objectives["search/2026-t3/a"].key_results[0].type == "binary"
    assert select(company, "internal", TODAY).objectives["search/2026-t3/a"].key_results[0].type == "judged"


def test_nothing_from_after_the_day_is_published() -> None:
    folder = "teams/search/2026-t3/check-ins/"
    files = {
        f"{folder}2026-11-22.md": "Today.\n",
        f"{folder}2026-11-23.md": "Tomorrow.\n",
        "pulse/2026-11-23.yaml": "questions: []\n",
        "lessons/late.md": "---\ndate: 2026-11-23\n---\n",
        "teams/search/2026-t3/review.md": "---\ndate: 2026-11-23\n---\n",
        "kpis/nps.yaml": "title: N\nseries: [{date: 2026-11-22, value: 1}, {date: 2026-11-23, value: 2}]\n",
    }
    left = select(company_of(files), "private", TODAY)
    assert [one.name for one in left.check_ins] == ["2026-11-22"]
    assert (left.pulses, left.lessons, left.reviews) == ({}, {}, {})
    assert [point[0] for point in left.kpis["nps"].points] == [TODAY]
    assert "Tomorrow" not in repr(left.blocks)


def test_teams_that_have_ended_stay() -> None:
    ended = "---\nname: Search\nended: 2026-10-01\n---\n"
    assert "search" in select(company_of({"teams/search/team.md": ended}), "all", TODAY).teams
