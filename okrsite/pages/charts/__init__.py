"""Data to inline SVG: pure functions `(data, language) -> Markup`, filters of the templates under their names here.

The data is in `views/charts.py`. A chart never stands alone: words beside it say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from okrsite.pages.charts.bars import bar_svg
from okrsite.pages.charts.small import confidence, spark
from okrsite.pages.charts.tables import course_table, readings_table, value_words
from okrsite.pages.charts.time import burn_up, history, kpi, pulse
from okrsite.pages.language import Language

CHARTS: Mapping[str, Callable[[Any, Language], Any]] = {
    "burn_up": burn_up,
    "history": history,
    "kpi": kpi,
    "pulse": pulse,
    "spark": spark,
    "confidence": confidence,
    "bar_svg": bar_svg,
    "said": value_words,
    "readings_table": readings_table,
    "course_table": course_table,
}
"""Charts by the name of their filter."""


def charts(language: Language) -> Mapping[str, Callable[[Any], Any]]:
    """The filters of one language."""

    def bound(chart: Callable[[Any, Language], Any]) -> Callable[[Any], Any]:
        return lambda data: chart(data, language)

    return {name: bound(chart) for name, chart in CHARTS.items()}
