"""Lessons, trainings, onboarding, the roll-out, KPIs and surveys, put together."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from okrsite.diagnostics import Severity
from okrsite.okr.model import Target
from tests.okr.written import company_of, wrong

KPI = "title: NPS\nseries: {csv: data.csv, date: day, value: rate}\n"


def points(data: str | bytes) -> list[tuple[str, str]]:
    company = company_of({"kpis/nps.yaml": KPI, "kpis/data.csv": data})
    return [(str(day), str(value)) for day, value in company.kpis["nps"].points]


@pytest.mark.parametrize(
    "data",
    [
        "day,rate\n2026-01-01,3\n2026-02-01,4.5\n",
        "name;rate;day\nx;3;2026-01-01\ny;4.5;2026-02-01",
        "day\trate\n2026-02-01\t4.5\n\n2026-01-01\t 3 \n",
        b'\xef\xbb\xbf"day","rate"\r\n"2026-01-01","3"\r\n2026-01-15,\r\n"2026-02-01","4.5"\r\n',
    ],
)
def test_a_series_comes_from_a_csv_file_in_time_order(data: str | bytes) -> None:
    assert points(data) == [("2026-01-01", "3"), ("2026-02-01", "4.5")]


def test_a_series_can_be_written_in_the_file_itself() -> None:
    text = "title: NPS\nseries: [{date: 2026-02-01, value: 4}, {date: 2026-01-01, value: 3}]\n"
    found = company_of({"kpis/nps.yaml": text}).kpis["nps"].points
    assert found == ((date(2026, 1, 1), Decimal(3)), (date(2026, 2, 1), Decimal(4)))


def test_every_cell_that_cannot_be_read_is_reported_where_it_stands() -> None:
    files = {"kpis/nps.yaml": KPI, "kpis/data.csv": "day,rate\n1.2.2026,3\n2026-02-01,many\n2026-03-01,5\n"}
    assert wrong(files) == [
        "error[bad-date] kpis/data.csv:2:1 «1.2.2026» expected a date such as 2026-11-22, not 1.2.2026 "
        "(write 2026-02-01)",
        "error[bad-number] kpis/data.csv:3:12 «many» expected a number such as 12 or 3.5, not many",
    ]


def test_a_missing_column_names_the_nearest() -> None:
    files = {"kpis/nps.yaml": KPI, "kpis/data.csv": "days,value\n2026-02-01,3\n"}
    assert wrong(files) == [
        'error[unknown-column] kpis/nps.yaml:2:31 «day» content/kpis/data.csv has no column "day" (did you mean days?)',
        'error[unknown-column] kpis/nps.yaml:2:43 «rate» content/kpis/data.csv has no column "rate" '
        "(it has days, value; write value: with one)",
    ]


def test_a_missing_csv_file_names_the_nearest() -> None:
    files = {"kpis/nps.yaml": KPI, "kpis/dta.csv": "day,rate\n"}
    assert wrong(files) == [
        "error[missing-file] kpis/nps.yaml:2:15 «data.csv» there is no file content/kpis/data.csv "
        "(did you mean dta.csv?)",
        "warning[unknown-file] kpis/dta.csv:1:1 «day,rate» content/kpis/dta.csv is not read: it is no kind of content "
        "(pictures and other files go to content/assets/)",
    ]


def test_of_two_values_on_one_day_the_later_one_counts() -> None:
    files = {"kpis/nps.yaml": KPI, "kpis/data.csv": "day,rate\n2026-02-01,3\n2026-02-01,4\n"}
    assert wrong(files) == [
        "advice[two-values-on-one-day] kpis/data.csv:3:1 «2026-02-01,4» 2026-02-01 has two values; the later one counts"
    ]


def test_limits_and_targets_of_a_kpi_agree() -> None:
    text = "title: NPS\nmin: 9\nmax: 3\ntargets: [{from: 2026-05-01, to: 2026-04-01, value: 3}]\n"
    assert wrong({"kpis/nps.yaml": text}) == [
        "error[end-before-start] kpis/nps.yaml:4:34 «2026-04-01» the target ends on 2026-04-01, before it starts on "
        "2026-05-01",
        "error[contradicting-measure] kpis/nps.yaml:2:6 «9» min 9 is above max 3",
    ]


def test_a_lesson_is_of_cycles_and_teams_that_exist() -> None:
    lesson = "---\ncycle: 2026-t4\nteams: [serch]\nabout: [serch]\n---\n"
    assert wrong({"lessons/slow.md": lesson}) == [
        'error[unknown-cycle] lessons/slow.md:2:8 «2026-t4» no cycle "2026-t4" (did you mean 2026-t3?)',
        'error[unknown-team] lessons/slow.md:3:9 «serch» no team "serch" (did you mean search?)',
        'error[unknown-reference] lessons/slow.md:4:9 «serch» no team and no objective of its teams is called "serch" '
        "(did you mean search?)",
    ]


TRAININGS = {
    "training/basics.md": "---\nnext: writing\n---\n",
    "training/hr/writing.md": "---\nprerequisites: [basics, hr/reading]\nteaches: [no-baseline]\n---\n",
    "training/hr/reading.md": "---\naliases: [books]\n---\n",
    "training/reviews.md": "---\nprerequisites: books\n---\n",
}


def test_trainings_lead_to_one_another_by_slug_or_path() -> None:
    company = company_of(TRAININGS)
    assert company.reference("content/training/basics.md", "writing") == Target("training", "hr/writing")
    assert company.reference("content/training/hr/writing.md", "hr/reading") == Target("training", "hr/reading")
    assert company.reference("content/training/reviews.md", "books") == Target("training", "hr/reading")
    assert company.reference("content/training/reviews.md", None) is None


def test_a_training_that_does_not_exist_is_an_error() -> None:
    files = {
        **TRAININGS,
        "training/it/writing.md": "---\nteaches: no-basline\n---\n",
        "training/x.md": "---\nprerequisites: [bascis]\nsessions: [{start: 2026-01-01 10:00, end: 2026-01-01 "
        "09:00}]\n---\n",
    }
    assert wrong(files, {"no-baseline": Severity.ADVICE}) == [
        'error[ambiguous-reference] training/basics.md:2:7 «writing» "writing" can mean hr/writing or it/writing '
        "(write one of them in full)",
        'error[unknown-code] training/it/writing.md:2:10 «no-basline» no check is called "no-basline" '
        "(did you mean no-baseline?)",
        'error[unknown-reference] training/x.md:2:17 «bascis» no training "bascis" (did you mean basics?)',
        "error[end-before-start] training/x.md:3:43 «2026-01-01 09:00» the session ends before it starts",
    ]


def test_the_steps_of_onboarding_lead_to_content_or_to_the_web() -> None:
    steps = "[{title: A, link: ../training/basics.md}, {title: B, link: training/hr/reading.md}, {title: C, link: URL}]"
    page = f"---\nsteps: {steps.replace('URL', 'https://acme.example/x')}\n---\n"
    company = company_of({**TRAININGS, "onboarding/lead.md": page})
    path = "content/onboarding/lead.md"
    assert company.reference(path, "../training/basics.md") == Target("training", "basics")
    assert company.reference(path, "training/hr/reading.md") == Target("training", "hr/reading")
    assert company.reference(path, "https://acme.example/x") is None


def test_a_step_that_leads_nowhere_is_an_error() -> None:
    page = "---\nsteps: [{title: A, link: ../training/bascis.md}]\n---\n"
    assert wrong({**TRAININGS, "onboarding/lead.md": page}) == [
        "error[dead-link] onboarding/lead.md:2:26 «../training/bascis.md» ../training/bascis.md leads to no content "
        "file (did you mean ../training/basics.md?)"
    ]


def test_waves_are_in_order_and_lead_to_teams_and_lessons() -> None:
    files = {
        "lessons/slow.md": "Hello.\n",
        "rollout/all.yaml": "title: All\norder: 2\n",
        "rollout/pilot.yaml": "title: Pilot\norder: 1\ncycle: 2026\nteams: [search]\nlessons: [slow, lesson:slow]\n",
    }
    company = company_of(files)
    assert list(company.waves) == ["pilot", "all"]
    assert company.reference("content/rollout/pilot.yaml", "slow") == Target("lesson", "slow")
    files["rollout/pilot.yaml"] = "title: Pilot\ncycle: 2027\nteams: [serch]\nlessons: [slwo]\n"
    assert wrong(files) == [
        'error[unknown-cycle] rollout/pilot.yaml:2:8 «2027» no cycle "2027" (did you mean 2026?)',
        'error[unknown-team] rollout/pilot.yaml:3:9 «serch» no team "serch" (did you mean search?)',
        'error[unknown-reference] rollout/pilot.yaml:4:11 «slwo» no lesson "slwo" (did you mean slow?)',
    ]


def test_the_signals_of_a_pillar_are_kpis() -> None:
    files = {
        "kpis/nps.yaml": "title: NPS\n",
        "strategy.md": "---\npillars: [{id: a, title: A, signals: [kpi:nps]}]\n---\n",
    }
    assert company_of(files).reference("content/strategy.md", "kpi:nps") == Target("kpi", "nps")
    files["strategy.md"] = "---\npillars: [{id: a, title: A, signals: [kpi:npc, pillar:a]}]\n---\n"
    assert wrong(files) == [
        'error[unknown-reference] strategy.md:2:39 «kpi:npc» no KPI "npc" (did you mean kpi:nps?)',
        "error[wrong-reference] strategy.md:2:48 «pillar:a» expected a KPI, an objective or a key result here, and "
        "pillar:a is a pillar",
    ]


def test_a_survey_has_its_date_from_its_name() -> None:
    files = {"pulse/2026-11-15.yaml": "questions: []\n", "pulse/autumn.yaml": "date: 2026-10-01\n"}
    assert [(one.id, one.on) for one in company_of(files).pulses.values()] == [
        ("2026-11-15", date(2026, 11, 15)),
        ("autumn", date(2026, 10, 1)),
    ]
    assert wrong({"pulse/autumn.yaml": "questions: []\n"}) == [
        "error[bad-file-name] pulse/autumn.yaml:1:1 «questions: []» the name of a survey starts with its date, and "
        '"autumn" does not (a name is written like pulse/2026-11-15.yaml)'
    ]


def test_the_columns_of_a_survey_are_teams_and_never_people() -> None:
    scores = "{search: {n: 9, mean: 4}, ann: {n: 1, mean: 2}, serch: {n: 9, mean: 4}}"
    files = {
        "people.yaml": "ann: {name: Ann}\n",
        "pulse/2026-11-15.yaml": f"questions:\n  - {{id: a, text: A}}\n  - {{id: a, text: B, scores: {scores}}}\n",
    }
    assert wrong(files) == [
        'error[duplicate-id] pulse/2026-11-15.yaml:3:10 «a» there are two questions "a" here (ids are unique) '
        "[pulse/2026-11-15.yaml:2:10: the first question of that id]",
        'error[names-people] pulse/2026-11-15.yaml:3:56 «ann» "ann" is a person: answers of single people are never '
        "published (write the answers of a whole team)",
        'error[unknown-team] pulse/2026-11-15.yaml:3:78 «serch» no team "serch" (did you mean search?)',
    ]
