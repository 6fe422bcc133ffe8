"""Small drawings beside words that say the same: a line of a few values, and how sure somebody is."""

from __future__ import annotations

from math import isfinite

from markupsafe import Markup

from okrsite.pages.charts.marks import drawn, short
from okrsite.pages.charts.plot import HEALTH_CLASS
from okrsite.pages.language import Language
from okrsite.pages.views.charts import Spark

WIDTH, HEIGHT, EDGE = 112.0, 30.0, 3.0
PIPS = 10


def spark(data: Spark, language: Language) -> Markup:
    """A line without axes; one value alone is a dot, no value is nothing."""
    values = [value for value in data.values if isfinite(value)]
    if not values:
        return Markup("")
    target = data.target if data.target is not None and isfinite(data.target) else None
    low, high = (end(values if target is None else [*values, target]) for end in (min, max))
    span = high - low

    def y(value: float) -> str:
        return short(HEIGHT / 2 if not span else HEIGHT - EDGE - (value - low) / span * (HEIGHT - 2 * EDGE))

    step = (WIDTH - 2 * EDGE) / max(1, len(values) - 1)
    places = [f"{short(EDGE + n * step)} {y(value)}" for n, value in enumerate(values)]
    line = f'<path d="M{" L".join(places)}"/>' if len(places) > 1 else ""
    goal = f'<line x1="0" x2="{short(WIDTH)}" y1="{y(target)}" y2="{y(target)}"/>' if target is not None else ""
    x, _, last = places[-1].partition(" ")
    return drawn(
        f'<svg class="spark is-{HEALTH_CLASS[data.health]}" viewBox="0 0 {short(WIDTH)} {short(HEIGHT)}"'
        f' aria-hidden="true">{goal}{line}<circle cx="{x}" cy="{last}" r="2.5"/></svg>'
    )


def confidence(share: float, language: Language) -> Markup:
    """Ten pips, as many of them tall and dark as somebody is sure; the words beside it say the number."""
    sure = round(min(1.0, max(0.0, share)) * PIPS) if isfinite(share) else 0
    tall = f'<path class="f" d="M0 6H{6 * sure}"/>' if sure else ""
    low = f'<path d="M{6 * sure} 6H60"/>' if sure < PIPS else ""
    return drawn(f'<svg class="conf" aria-hidden="true">{tall}{low}</svg>')
