"""Data to inline SVG: pure functions `(data, language) -> Markup`, filters of the templates under their names here.

The data is in `views/charts.py`. A chart never stands alone: words beside it say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from okrsite.pages.charts.small import confidence, spark
from okrsite.pages.charts.time import burn_up, history, kpi, pulse
from okrsite.pages.language import Language

CHARTS: Mapping[str, Callable[[Any, Language], Markup]] = {
    "burn_up": burn_up,
    "history": history,
    "kpi": kpi,
    "pulse": pulse,
    "spark": spark,
    "confidence": confidence,
}
"""Charts by the name of their filter."""


def charts(language: Language) -> Mapping[str, Callable[[Any], Markup]]:
    """The filters of one language."""

    def bound(chart: Callable[[Any, Language], Markup]) -> Callable[[Any], Markup]:
        return lambda data: chart(data, language)

    return {name: bound(chart) for name, chart in CHARTS.items()}
