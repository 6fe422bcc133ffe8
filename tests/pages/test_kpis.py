"""KPIs: a list that answers which are well, and a page for each."""

from __future__ import annotations

from typing import Any

import pytest

from okrsite.pages.views import kpis
from okrsite.pages.views.kpis import KpisView, KpiView, kpi_row
from tests.pages.shown import html, known, page_at, words

FILES = {
    "people.yaml": "ann: {name: Ann Novak}\n",
    "strategy.md": "---\ntitle: How we win\npillars: [{id: trust, title: Trust first, signals: [kpi:alerts]}]\n---\n",
    "lessons/quiet.md": "---\ntitle: Quiet\nabout: [kpi:alerts]\n---\n",
    "teams/search/2026-t3/okrs.yaml": """
objectives:
  - id: fast
    title: Fast
    key_results:
      - {id: speed, title: "Speed, [daily](../../../strategy.md)", baseline: 0, target: 10, guards: [kpi:alerts]}
""",
    "kpis/alerts.yaml": """
title: Alerts at *night*
description: What wakes us.
owner: ann
unit: alerts
direction: down
frequency: monthly
max: 30
targets: [{from: 2026-01-01, to: 2026-06-30, value: 20}, {from: 2026-07-01, value: 10}]
series: [{date: 2026-08-01, value: 14.5}, {date: 2026-09-01, value: 12}, {date: 2026-12-01, value: 99}]
""",
    "kpis/none.yaml": "title: Nothing yet\ntargets: [{value: 3}]\n",
    "kpis/well.yaml": "title: Sleep\nunit: '%'\nmin: 90\nseries: [{date: 2026-08-01, value: 95}]\n",
}


def said_of(**fields: Any) -> str:
    """The lead sentence of a KPI that is measured in euros, with the value 80 and 75 before."""
    lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
    series = "series: [{date: 2026-08-01, value: 75}, {date: 2026-09-01, value: 80}]\n"
    context = known({"kpis/it.yaml": f"title: It\nunit: EUR\n{lines}{series}"})
    page = html(page_at(kpis.pages(context), "kpis/it/"), context)
    return words(page.partition('<p class="lead">')[2].partition("</p>")[0].join(("<main><p>", "</p></main>")))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"direction": "up", "targets": "[{value: 100}]"},
            "€80 on 1 September 2026, €20 below the target of €100. That is better than €75 the time before.",
        ),
        (
            {"direction": "down", "targets": "[{value: 60}]"},
            "€80 on 1 September 2026, €20 above the target of €60. That is worse than €75 the time before.",
        ),
        (
            {"direction": "down", "targets": "[{value: 90}]"},
            "€80 on 1 September 2026: not above the target of €90. That is worse than €75 the time before.",
        ),
        (
            {"targets": "[{value: 80}]"},
            "€80 on 1 September 2026: the target of €80 is reached. The time before it was €75.",
        ),
        (
            {"direction": "up", "min": "85"},
            "€80 on 1 September 2026, €5 below the limit of €85. That is better than €75 the time before.",
        ),
        (
            {"max": "70"},
            "€80 on 1 September 2026, €10 above the limit of €70. The time before it was €75.",
        ),
        ({"max": "90"}, "€80 on 1 September 2026, within its limits. The time before it was €75."),
        ({}, "€80 on 1 September 2026. Nobody has set a target. The time before it was €75."),
    ],
)
def test_a_kpi_says_where_it_stands_in_a_sentence(fields: dict[str, Any], sentence: str) -> None:
    assert said_of(**fields) == sentence


def test_a_kpi_without_a_value_says_so() -> None:
    context = known(FILES)
    assert "Nothing has been measured yet." in words(html(page_at(kpis.pages(context), "kpis/none/"), context))


def test_points_after_today_do_not_exist_and_values_share_their_decimals() -> None:
    context = known(FILES)
    row = kpi_row(context, "alerts")
    assert (str(row.value), row.digits) == ("12", 1)
    assert "12.0 alerts on 1 September 2026, 2 above the target of 10 alerts." in words(
        html(page_at(kpis.pages(context), "kpis/alerts/"), context)
    )


def test_the_list_opens_with_what_needs_a_look() -> None:
    context = known(FILES)
    page = page_at(kpis.pages(context), "kpis/")
    assert isinstance(page.view, KpisView)
    assert [row.title.plain for row in page.view.troubled] == ["Alerts at night"]
    assert [row.title.plain for row in page.view.healthy] == ["Sleep"]
    assert [row.title.plain for row in page.view.watched] == ["Nothing yet"]
    said = words(html(page, context))
    assert "One of 3 is where it should be. One needs a look: Alerts at night." in said


def test_a_kpi_names_what_guards_it_what_it_signals_and_what_was_learned() -> None:
    context = known(FILES)
    page = page_at(kpis.pages(context), "kpis/alerts/")
    view = page.view
    assert isinstance(view, KpiView)
    assert [(guard.row.url, guard.team.title, guard.running) for guard in view.guards] == [
        ("teams/search/2026-t3/fast/#speed", "Search", True)
    ]
    assert [(pillar.title, pillar.url) for pillar in view.pillars] == [("Trust first", "strategy/#trust")]
    assert [lesson.title for lesson in view.lessons] == ["Quiet"]
    assert [goal.now for goal in view.goals] == [False, True]
    said = words(html(page, context))
    assert "One key result is chased only as long as this number does not suffer." in said


def test_the_series_stands_in_a_table_newest_first_with_changes() -> None:
    view = page_at(kpis.pages(known(FILES)), "kpis/alerts/").view
    assert isinstance(view, KpiView)
    assert [(str(point.value), str(point.change)) for point in view.points] == [("12", "-2.5"), ("14.5", "None")]
    assert view.chart is not None
    assert [spot.value for spot in view.chart.points] == [14.5, 12.0]


def test_one_point_makes_no_line() -> None:
    view = page_at(kpis.pages(known(FILES)), "kpis/well/").view
    assert isinstance(view, KpiView)
    assert view.chart is None
    assert view.row.spark is None


def test_the_format_decides_about_decimals() -> None:
    files = {"kpis/it.yaml": "title: It\nformat: '#,##0.00'\nseries: [{date: 2026-08-01, value: 7}]\n"}
    assert kpi_row(known(files), "it").digits == 2


def test_without_kpis_there_is_no_page() -> None:
    assert list(kpis.pages(known({}))) == []
