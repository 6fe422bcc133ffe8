"""A progress bar: one SVG in percent coordinates, so that it fills any width, prints, and needs no inline style.

It is hidden from assistive technology, because the text beside it says the same. Filter `bar_svg`; templates use the
macro `bar` of `partials/parts.html`.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from okrsite.pages.charts.marks import drawn, short
from okrsite.pages.charts.plot import HEALTH_CLASS
from okrsite.pages.language import Language
from okrsite.pages.views.common import Bar

TRACK = '<g transform="translate(0 -4)"><rect class="bar-track" y="50%" width="100%" height="8" rx="2"/>'
BAND = '<rect class="bar-band" x="70%" y="50%" width="30%" height="8" rx="2"/>'


def bar_svg(data: Bar, language: Language) -> Markup:
    """The track, the stretch from 70 %, the fill, marks for target, promise and stretch, last week, expected, today."""
    inside = "".join(_pieces(data))
    return drawn(f'<svg class="bar is-{HEALTH_CLASS[data.health]}" aria-hidden="true">{TRACK}{inside}</svg>')


def _pieces(data: Bar) -> Iterator[str]:
    if data.band:
        yield BAND
    if data.fill is not None:
        yield f'<rect class="bar-fill" y="50%" width="{_percent(data.fill)}" height="8" rx="2"/>'
    if data.band:
        yield _mark(1.0)
    if data.commit is not None:
        yield _mark(data.commit)
    if data.stretch is not None and data.stretch < 1:
        yield _mark(data.stretch)
    yield "</g>"
    if data.before is not None:
        yield f'<line class="bar-prev" x1="{_percent(data.before)}" x2="{_percent(data.before)}" y1="25%" y2="75%"/>'
    if data.tick is not None:
        place = f'<rect class="bar-tick" x="{_percent(data.tick)}" y="50%" width="1.5" height="18"/>'
        yield f'<g transform="translate(0 -9)">{place}</g>'
    if data.line is not None:
        yield f'<line class="bar-pace" x1="{_percent(data.line)}" x2="{_percent(data.line)}" y1="0" y2="100%"/>'


def _percent(share: float) -> str:
    return f"{short(share * 100)}%"


def _mark(share: float) -> str:
    x = _percent(share)
    return f'<rect class="bar-end" x="{x}" y="50%" width="1.5" height="14" transform="translate(-1 -3)"/>'
