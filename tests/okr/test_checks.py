"""Rules of sound content: what each of them says, and that sound content is left in peace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from textwrap import dedent

import pytest

from okrsite.diagnostics import Checked
from okrsite.okr.checks import check
from okrsite.okr.edition import select
from okrsite.okr.measure import measure
from tests.okr.written import BASE, company_of, said

GOALS = "teams/search/2026-t3/okrs.yaml"
WEEKS = "teams/search/2026-t3/check-ins/"
TODAY = date(2026, 11, 22)

SOUND = {
    "people.yaml": "ann: {name: Ann Novak}\ncy: {name: Cy Old, ended: 2026-09-30}\n",
    GOALS: """
        objectives:
          - id: trust
            title: Be the first of 24 shops in 2027
            owner: ann
            score: 0.5
            score_note: The market changed.
            key_results:
              - {id: up, title: Up, baseline: 61, target: 75, commit: 66, stretch: 80,
                 plan: [{by: 2026-10-31, value: 64}]}
              - {id: down, title: Down, baseline: 9, target: 3, commit: 5, stretch: 2}
              - {id: keep, title: Keep, min: 3}
              - {id: steps, title: Steps, milestones: [{id: one, due: 2026-09-01}, {id: two, due: 2026-12-31}]}
              - {id: open, title: Open, type: baseline}
              - {id: zero, title: Zero, target: 5, baseline: 0, weight: 0}
          - {id: old, title: Old, owner: cy, state: cancelled}
        """,
    f"{WEEKS}2026-09-10-ann.md": "---\nkey_results: {trust.up: 62, trust.keep: 3}\n---\n",
    f"{WEEKS}2026-09-10-bo.md": "---\nkey_results: {trust.down: 8}\n---\n",
    "pages/faq.md": "---\nreview_by: 2026-11-22\n---\n",
}


def advised(files: Mapping[str, str], today: date = TODAY, *, dated: bool = True) -> list[str]:
    written = {path: dedent(text) for path, text in files.items()}
    whole = company_of(written)
    company = select(whole, "private", today)
    found = check(company, measure(company, today), dated=dated, whole=whole)
    return said(Checked(None, found), {**BASE, **written})


def goals(key_result: str) -> dict[str, str]:
    return {
        GOALS: f"objectives:\n  - id: a\n    title: A\n    key_results:\n      - {{id: k, title: K, {key_result}}}\n"
    }


def test_sound_content_is_left_in_peace() -> None:
    assert advised(SOUND) == []


@pytest.mark.parametrize(
    ("key_result", "message"),
    [
        (
            "score: 1.4",
            "score-outside] PATH:5:34 «1.4» the score 1.4 lies outside 0 to 1; it is printed as written "
            "(a score is written like 0.7)",
        ),
        (
            "target: 9",
            "no-baseline] PATH:5:35 «9» without a baseline, progress is counted from 0 "
            "(write where you start: baseline: 0)",
        ),
        (
            "baseline: 9, target: 9",
            "target-is-baseline] PATH:5:48 «9» baseline and target are both 9 "
            "(to keep a value, write min: 9 or max: 9 instead)",
        ),
        (
            "baseline: 1, target: 9, commit: 10",
            "steps-out-of-order] PATH:5:59 «10» commit 10 lies beyond target 9 "
            "(what is promised is less than the target)",
        ),
        (
            "baseline: 9, target: 3, stretch: 4",
            "steps-out-of-order] PATH:5:60 «4» stretch 4 lies before target 3 (what would be outstanding is more)",
        ),
        (
            "milestones: [{id: m, due: 2027-01-01}]",
            "date-outside-cycle] PATH:5:53 «2027-01-01» 2027-01-01 lies outside the cycle, 2026-09-01 to 2026-12-31",
        ),
        (
            "baseline: 1, target: 9, plan: [{by: 2026-08-31, value: 3}]",
            "date-outside-cycle] PATH:5:63 «2026-08-31» 2026-08-31 lies outside the cycle, 2026-09-01 to 2026-12-31",
        ),
        (
            "weight: 0",
            "nothing-counts] PATH:5:7 «- {id: k, title: K, weight: 0}» all key results have weight 0, so that nothing "
            "counts (leave the weights out)",
        ),
    ],
)
def test_a_key_result_that_is_not_sound_gets_an_advice(key_result: str, message: str) -> None:
    assert [line.replace(GOALS, "PATH") for line in advised(goals(key_result))] == [f"advice[{message}"]


def test_a_score_far_from_the_numbers_asks_for_a_note() -> None:
    files = {
        **goals("baseline: 0, target: 10, score: 0.9"),
        f"{WEEKS}2026-11-10.md": "---\nkey_results: {a.k: 5}\n---\n",
    }
    assert advised(files) == [
        f"advice[score-unexplained] {GOALS}:5:59 «0.9» the score is 0.9, and the numbers say 50 % (say why in "
        f"score_note)"
    ]
    assert advised({**files, **goals("baseline: 0, target: 10, score: 0.7")}) == []
    assert advised({**files, **goals("baseline: 0, target: 10, score: 0.9, result: The rest came later.")}) == []


def test_two_check_ins_of_one_day_that_speak_of_one_key_result() -> None:
    files = {
        **goals("baseline: 0, target: 9"),
        f"{WEEKS}2026-09-10-ann.md": "---\nkey_results: {a.k: 3}\n---\n",
        f"{WEEKS}2026-09-10-bo.md": "---\nkey_results: {a.k: 4}\n---\n",
    }
    assert advised(files) == [
        f"advice[two-check-ins] {WEEKS}2026-09-10-bo.md:2:15 «a.k» two check-ins of 2026-09-10 speak of a.k; this one "
        f"counts (keep one of the two values) [{WEEKS}2026-09-10-ann.md:2:15: the other one]"
    ]


def test_a_value_from_after_the_cycle_counts_only_when_it_is_final() -> None:
    files = {
        **goals("baseline: 0, target: 9"),
        "cycles/2026-t3.yaml": BASE["cycles/2026-t3.yaml"] + "state: closing\n",
        f"{WEEKS}2027-01-04.md": "---\nkey_results: {a.k: 3}\n---\n",
        f"{WEEKS}2027-01-05.md": "---\nkey_results: {a.k: {value: 4, final: true}}\n---\n",
        f"{WEEKS}2027-01-06.md": "---\nkey_results: {a.k: {note: Done}}\n---\n",
    }
    assert advised(files, date(2027, 1, 10)) == [
        f"advice[late-check-in] {WEEKS}2027-01-04.md:2:15 «a.k» the cycle ended on 2026-12-31, so that this value does "
        "not count (add final: true if it is meant to count)"
    ]


def test_a_baseline_that_was_never_found_out() -> None:
    files = goals("type: baseline")
    message = (
        f"advice[baseline-without-value] {GOALS}:5:24 «K» this was to find out where we stand, and the cycle ended "
        "without a value (add it to a last check-in, with final: true)"
    )
    assert advised(files, date(2026, 12, 31)) == []
    assert advised(files, date(2027, 1, 1)) == [message]
    found = {**files, f"{WEEKS}2026-09-10.md": "---\nkey_results: {a.k: 3}\n---\n"}
    assert advised(found, date(2027, 1, 1)) == []


def test_cycles_that_are_not_sound() -> None:
    late = "start: 2026-09-01\nend: 2027-01-31\nparent: '2026'\n"
    assert advised({"cycles/2026-t3.yaml": late}, date(2026, 11, 22)) == [
        "advice[cycle-outside-parent] cycles/2026-t3.yaml:2:6 «2027-01-31» the cycle is not within 2026, 2026-01-01 to "
        "2026-12-31"
    ]
    closed = {path: BASE[path] + "state: closed\n" for path in ("cycles/2026.yaml",)}
    assert advised(closed, date(2027, 1, 30)) == []
    assert advised(closed, date(2027, 1, 31)) == [
        "advice[cycle-left-open] cycles/2026-t3.yaml:1:1 «start: 2026-09-01» the cycle ended on 2026-12-31 and "
        "is still "
        "active (score its objectives, then write closed)"
    ]


def test_a_closed_cycle_says_what_came_of_its_objectives() -> None:
    files = {
        "cycles/2026-t3.yaml": BASE["cycles/2026-t3.yaml"] + "state: closed\n",
        GOALS: "objectives:\n- {id: a, title: A}\n- {id: b, title: B, outcome: missed}\n"
        "- {id: c, title: C, score: 0.1}\n"
        "- {id: d, title: D, key_results: [{id: k, title: K, result: All done}]}\n- {id: e, title: E, state: "
        "cancelled}\n",
    }
    assert advised(files) == [
        f"advice[no-outcome] {GOALS}:2:18 «A» the cycle is closed, and nobody says what came of this objective "
        "(add outcome, score or result)"
    ]


def test_progress_from_aligned_goals_needs_such_goals() -> None:
    goals = "objectives:\n- {id: a, title: A, progress_from: aligned}\n- {id: b, title: B, progress_from: aligned}\n"
    child = "- {id: c, title: C, supports: b}\n"
    assert advised({GOALS: goals + child}) == [
        f"advice[nothing-counts] {GOALS}:2:36 «aligned» the progress comes from aligned objectives, and no objective "
        "supports this one (leave progress_from out)"
    ]


def test_somebody_who_has_left_answers_for_nothing() -> None:
    people = "ann: {name: Ann Novak}\ncy: {name: Cy Old, ended: 2026-09-30}\n"
    files = {"people.yaml": people, **goals("owners: [ann, cy]")}
    assert advised(files) == [
        f"advice[owner-left] {GOALS}:5:41 «cy» Cy Old left on 2026-09-30 and still answers for this "
        "(name somebody who is here)"
    ]
    assert advised(files, date(2026, 9, 30)) == []


def test_a_page_is_read_again_in_time() -> None:
    files = {"training/a.md": "---\nreview_by: 2026-11-21\n---\n", "mission.md": "---\nreview_by: 2026-11-22\n---\n"}
    assert advised(files) == [
        "advice[review-overdue] training/a.md:2:12 «2026-11-21» this page was to be read again by 2026-11-21 "
        "(read it, correct it, move the date)"
    ]


@pytest.mark.parametrize(
    ("title", "advice"),
    [
        ("Raise revenue by 20 %", True),
        ("Reach €3 million", True),
        ("From 61 to 75 happy customers", False),
        ("Go from 61 to 75 happy customers", True),
        ("One of the top 3 in 2027, open 24/7", False),
    ],
)
def test_an_objective_names_no_amount(title: str, advice: bool) -> None:
    found = advised({GOALS: f"objectives:\n- id: a\n  title: {title}\n"})
    assert [line.partition("]")[0] for line in found] == (["advice[objective-has-number"] if advice else [])


def test_a_check_in_from_tomorrow_is_an_error_where_nobody_named_the_day() -> None:
    files = {f"{WEEKS}2026-11-23.md": "---\nmood: 4\n---\n"}
    assert advised(files, dated=True) == []
    assert advised(files, dated=False) == [
        f"error[future-check-in] {WEEKS}2026-11-23.md:2:1 «mood: 4» this check-in is from 2026-11-23, and today is "
        "2026-11-22 (correct the date in the file's name)"
    ]


@pytest.mark.parametrize(("setting", "severity"), [("off", None), ("warning", "warning"), ("error", "error")])
def test_a_company_decides_how_bad_an_advice_is(setting: str, severity: str | None) -> None:
    files = {**goals("target: 9"), "site.yaml": f"name: Acme\nchecks: {{no-baseline: {setting}}}\n"}
    assert [line.partition("[")[0] for line in advised(files)] == ([severity] if severity else [])


def test_an_error_stays_an_error_whatever_the_settings_say() -> None:
    files = {f"{WEEKS}2026-11-23.md": "---\nmood: 4\n---\n", "site.yaml": "name: A\nchecks: {future-check-in: off}\n"}
    assert len(advised(files, dated=False)) == 1
