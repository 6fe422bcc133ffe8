"""A progress bar: one SVG in percent coordinates, so that it fills any width, prints, and needs no inline style.

The shares stand here; what is the same in every bar, such as heights and corners, stands in the stylesheet. It is
hidden from assistive technology, because the text beside it says the same. Filter `bar_svg`; templates use the macro
`bar` of `partials/parts.html`.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from okrsite.pages.charts.marks import drawn, short
from okrsite.pages.charts.plot import HEALTH_CLASS
from okrsite.pages.language import Language
from okrsite.pages.views.common import Bar


def bar_svg(data: Bar, language: Language) -> Markup:
    """The track, the stretch from 70 %, the fill, marks for target, promise and stretch, last week, expected, today."""
    inside = "".join(_pieces(data))
    return drawn(f'<svg class="bar is-{HEALTH_CLASS[data.health]}" aria-hidden="true">{inside}</svg>')


def _pieces(data: Bar) -> Iterator[str]:
    yield '<rect class="bar-track"/>'
    if data.band:
        yield '<rect class="bar-band"/>'
    if data.fill is not None:
        yield f'<rect class="bar-fill" width="{short(data.fill * 100)}%"/>'
    if data.band:
        yield _mark("end", 1.0)
    if data.commit is not None:
        yield _mark("end", data.commit)
    if data.stretch is not None and data.stretch < 1:
        yield _mark("end", data.stretch)
    if data.before is not None:
        yield _mark("prev", data.before)
    if data.tick is not None:
        yield _mark("tick", data.tick)
    if data.line is not None:
        yield _mark("pace", data.line)


def _mark(kind: str, share: float) -> str:
    return f'<rect class="bar-{kind}" x="{short(share * 100)}%"/>'
