"""Charts of something through time: progress of an objective, a key result in its own unit, a KPI, a survey's answers.

In: the data of `views/charts.py` and a language. Out: the `Plot` with its words, drawn. The sentence in `<desc>` says
what the line says, for readers who do not see it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from math import isfinite

from markupsafe import Markup

from okrsite.pages.charts.plot import ONE, SMALL, WIDE, Level, Plot, draw
from okrsite.pages.charts.scale import Axis, Tick, compact, numbers, shares
from okrsite.pages.language import Language
from okrsite.pages.views.charts import BurnUp, History, KpiSeries, PulseTrend, Rule, Spot

ALL = 100.0
MOST_DIGITS, MOST_WRITTEN = 2, 4
"""Values in sentences are rounded to this many decimals, unless they were written with more, but not many more."""
LONGEST_UNIT, LONGEST_FIGURE = 12, 16
"""Letters that the label of a line has room for."""


def burn_up(data: BurnUp, language: Language) -> Markup:
    """Progress of an objective through its cycle."""
    spots = _finite(data.points)
    expected = language.gettext("even pace") if data.even else language.gettext("expected")
    plot = Plot(
        id=data.id,
        title=language.gettext("Progress of the objective through the cycle"),
        description=" ".join(_burn_up_words(data, spots, language)),
        health=data.health,
        start=data.start,
        end=data.end,
        today=data.today,
        axis=shares(language),
        segments=(spots,),
        expected=data.expected,
        expected_label=expected,
        fan=data.fan,
        filled=True,
    )
    return draw(plot, language, WIDE, SMALL) if spots else Markup("")


def _burn_up_words(data: BurnUp, spots: Sequence[Spot], language: Language) -> Iterator[str]:
    yield _course(spots, language.share, language)
    if spots and data.expected:
        words = language.gettext("Even pace would be %s.") if data.even else language.gettext("Expected by then: %s.")
        yield words % language.share(along(data.expected, spots[-1].on))
    if data.fan:
        low, high = (language.share(min(1.0, max(0.0, end))) for end in (data.fan.low, data.fan.high))
        words = language.gettext("At the speed of late it ends between %(low)s and %(high)s.")
        yield words % {"low": low, "high": high}


def along(curve: Sequence[tuple[date, float]], day: date) -> float:
    """The height of a line of corners on a day; flat before its first and after its last."""
    before, height = curve[0]
    for after, end in curve:
        if day <= after:
            way = (after - before).days
            return end if not way else height + (end - height) * max(0, (day - before).days) / way
        before, height = after, end
    return height


def history(data: History, language: Language) -> Markup:
    """A key result in its own unit, with its start and its target."""
    spots = _finite(data.points)
    rules = tuple(rule for rule in data.rules if isfinite(rule.value))
    shown = [*(spot.value for spot in spots), *(rule.value for rule in rules), *(v for _, v in data.expected)]
    if data.fan and shown:
        shown += _near(shown, (data.fan.low, data.fan.high), data.unit)
    plot = Plot(
        id=data.id,
        title=data.name,
        description=_course(spots, lambda value: _quantity(value, data.unit, language), language),
        health=data.health,
        start=data.start,
        end=data.end,
        today=data.today,
        axis=_kept_within(numbers(shown, data.unit, language), data.unit, shown),
        segments=(spots,),
        expected=data.expected,
        fan=data.fan,
        levels=tuple(_level(rule, data.unit, language) for rule in rules),
    )
    return draw(plot, language, ONE) if spots else Markup("")


def _near(shown: Sequence[float], ends: Sequence[float], unit: str | None) -> list[float]:
    """Where a fan leads, but not so far that it would flatten the rest, and no per cents beyond all or nothing.

    The drawing cuts it off there.
    """
    low, high = min(shown), max(shown)
    floor, top = low - (high - low) / 4, high + (high - low) / 4
    if unit == "%" and low >= 0 and high <= ALL:
        floor, top = max(0.0, floor), min(ALL, top)
    return [min(top, max(floor, end)) for end in ends]


def kpi(data: KpiSeries, language: Language) -> Markup:
    """A watched number with its targets, step by step, and the zone that is healthy."""
    spots = _finite(data.points)
    if not spots:
        return Markup("")
    limits = [value for value in (data.low, data.high) if value is not None]
    shown = [*(spot.value for spot in spots), *limits, *(step.value for step in data.steps)]
    axis = _kept_within(numbers(shown, data.unit, language), data.unit, shown)
    last = max(spots[-1].on, data.today or spots[-1].on)
    plot = Plot(
        id=data.id,
        title=data.name,
        description=_course(spots, lambda value: _quantity(value, data.unit, language), language),
        health=data.health,
        start=spots[0].on,
        end=last,
        today=None,
        axis=axis,
        segments=(spots,),
        levels=tuple(_kpi_levels(data, spots[0].on, last, language)),
        band=_band(data, axis),
    )
    return draw(plot, language, WIDE, SMALL)


def _band(data: KpiSeries, axis: Axis) -> tuple[float, float] | None:
    """The healthy zone, open ends drawn to the edge."""
    if data.low is None and data.high is None:
        return None
    return (axis.low if data.low is None else data.low, axis.high if data.high is None else data.high)


def _kpi_levels(data: KpiSeries, first: date, last: date, language: Language) -> Iterator[Level]:
    limits = (
        None if data.low is None else Rule("min", data.low),
        None if data.high is None else Rule("max", data.high),
    )
    yield from (_level(limit, data.unit, language) for limit in limits if limit)
    steps = [step for step in data.steps if (step.end or last) >= first and (step.start or first) <= last]
    for step in steps:
        label = _level(Rule("target", step.value), data.unit, language).label if step is steps[-1] else ""
        start, end = max(step.start or first, first), min(step.end or last, last)
        yield Level(step.value, label, "target", start, end)


def pulse(data: PulseTrend, language: Language) -> Markup:
    """The mean answers to one question; a survey that is hidden breaks the line."""
    spots = _finite(data.points)
    if not spots:
        return Markup("")
    ticks = tuple(Tick(float(n), language.number(n)) for n in range(1, max(2, data.scale) + 1))
    plot = Plot(
        id=data.id,
        title=data.name,
        description=_course(spots, lambda value: language.number(_rounded(value)), language),
        health="pending",
        start=min((spots[0].on, *data.gaps)),
        end=max((spots[-1].on, *data.gaps)),
        today=None,
        axis=Axis(ticks[0].at, ticks[-1].at, ticks),
        segments=tuple(_pieces(spots, data.gaps)),
    )
    return draw(plot, language, WIDE, SMALL)


def _pieces(spots: Sequence[Spot], gaps: Sequence[date]) -> Iterator[tuple[Spot, ...]]:
    """The line, broken where a gap lies between two points."""
    piece: list[Spot] = []
    for spot in spots:
        if piece and any(piece[-1].on < gap < spot.on for gap in gaps):
            yield tuple(piece)
            piece = []
        piece.append(spot)
    yield tuple(piece)


def _finite(spots: Sequence[Spot]) -> tuple[Spot, ...]:
    return tuple(spot for spot in spots if isfinite(spot.value))


def _rounded(value: float) -> Decimal:
    """A value as readers meet it: as it was written, and a computed one with two decimals; none that say nothing."""
    written = round(value, MOST_WRITTEN) == value
    number = Decimal(repr(value if written else round(value, MOST_DIGITS)))
    whole = number.to_integral_value()
    return whole if number == whole else number


def _quantity(value: float, unit: str | None, language: Language) -> str:
    return language.quantity(_rounded(value), unit)


def _course(spots: Sequence[Spot], words: Callable[[float], str], language: Language) -> str:
    """Where the line begins and where it is now."""
    if not spots:
        return ""
    first, last = spots[0], spots[-1]
    if len(spots) == 1:
        sentence = language.gettext("%(last)s on %(end)s.")
    else:
        sentence = language.gettext("From %(first)s on %(start)s to %(last)s on %(end)s.")
    days = {"start": language.date(first.on, "month-day"), "end": language.date(last.on, "month-day")}
    return sentence % {"first": words(first.value), "last": words(last.value), **days}


def _kept_within(axis: Axis, unit: str | None, shown: Sequence[float]) -> Axis:
    """Per cents between 0 and 100 stay there: room around them would promise more than all."""
    if unit != "%" or not shown or min(shown) < 0 or max(shown) > ALL:
        return axis
    ticks = tuple(tick for tick in axis.ticks if 0 <= tick.at <= ALL)
    return Axis(ticks[0].at, ticks[-1].at, ticks) if len(ticks) > 1 else axis


def _level(rule: Rule, unit: str | None, language: Language) -> Level:
    words = {
        "baseline": language.gettext("start %s"),
        "target": language.gettext("target %s"),
        "commit": language.gettext("promised %s"),
        "stretch": language.gettext("outstanding %s"),
        "min": language.gettext("at least %s"),
        "max": language.gettext("at most %s"),
    }
    style = {"target": "target", "min": "limit", "max": "limit"}.get(rule.kind, "quiet")
    return Level(rule.value, words[rule.kind] % _brief(rule.value, unit, language), style)


def _brief(value: float, unit: str | None, language: Language) -> str:
    """A value as a label has room for it: a long unit stands in the caption, a long number is said in few letters."""
    near = unit if unit and len(unit) <= LONGEST_UNIT else None
    words = _quantity(value, near, language)
    return words if len(words) <= LONGEST_FIGURE else compact(_rounded(value), near, language)
