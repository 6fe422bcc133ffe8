"""Axes: round numbers from bottom to top, names of days, weeks, months or years from left to right.

In: the values or days that must be on the chart, and a language. Out: an `Axis` with the ticks and their labels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor, inf, isfinite, log10

from babel import numbers as babel
from babel.numbers import is_currency

from okrsite.pages.language import Language

STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
"""Round distances; 2.5 only where it needs no decimals."""
INTERVALS = 4
COMPACT_FROM = 10_000
"""From here on an axis says 40K and €3.5M instead of all digits."""
WORTH_IT = 2
"""Letters that the short way must save."""
SHORT_UNIT = 4
"""Longer units stand in the caption, not at every tick."""
A_FEW_WEEKS = 50
"""Days up to which an axis of time counts weeks."""
GAP = 1.5
"""Letters between two labels."""
FEW_LABELS = 7
"""Up to here months are written in full."""
SMALLEST = 1e-10
"""No number of the content is smaller, so what differs by less is the same."""
NEAR_ZERO = 0.4
"""An axis that begins below this share of its upper end begins at nought."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis and what stands there; a tick without a `line` is only a label."""

    at: float
    label: str
    line: bool = True


@dataclass(frozen=True, slots=True)
class Axis:
    """The ends of an axis, always apart, and its ticks."""

    low: float
    high: float
    ticks: tuple[Tick, ...]


def numbers(values: Iterable[float], unit: str | None, language: Language) -> Axis:
    """An axis of round numbers around the values; one value, equal values and none at all get room around them."""
    known = [value for value in values if isfinite(value)] or [0.0]
    low, high = _room(min(known), max(known))
    if 0 < low < NEAR_ZERO * high:
        low = 0.0
    step = _step(high - low)
    first, last = floor(low / float(step) + 1e-9), ceil(high / float(step) - 1e-9)
    places = [step * n for n in range(first, last + 1)]
    labels = _labels(places, step, unit, language)
    ticks = tuple(Tick(float(place), label) for place, label in zip(places, labels, strict=True))
    return Axis(ticks[0].at, ticks[-1].at, ticks)


def shares(language: Language) -> Axis:
    """The axis of progress: 0 to 100 per cent."""
    return Axis(0.0, 1.0, tuple(Tick(n / 4, language.share(n / 4)) for n in range(5)))


def _room(low: float, high: float) -> tuple[float, float]:
    """The ends of an axis that are apart, whatever the values."""
    size = max(abs(low), abs(high))
    if size < SMALLEST:
        return 0.0, 1.0
    if high - low > max(SMALLEST, 1e-9 * size):
        return low, high
    return low - size / 10, high + size / 10


def _step(span: float) -> Decimal:
    """The round distance that cuts a span into about four."""
    exponent = floor(log10(span / INTERVALS))
    size = span / INTERVALS / 10**exponent
    steps = STEPS if exponent > 0 else [step for step in STEPS if step == int(step)]
    round_ = next(step for step in steps if float(step) >= size - 1e-9 or step == STEPS[-1])
    return (round_ * Decimal(10) ** exponent).normalize()


def _labels(places: list[Decimal], step: Decimal, unit: str | None, language: Language) -> list[str]:
    digits = max(0, -int(step.as_tuple().exponent))
    short = unit if unit and (len(unit) <= SHORT_UNIT or is_currency(unit)) else None
    full = [language.quantity(place.quantize(Decimal(1).scaleb(-digits)), short, digits) for place in places]
    if max(abs(place) for place in places) < COMPACT_FROM:
        return full
    brief = [compact(place, short, language) for place in places]
    shorter = max(map(len, brief)) <= max(map(len, full)) - WORTH_IT
    return brief if shorter and len(set(brief)) == len(brief) else full


def compact(value: Decimal, unit: str | None, language: Language) -> str:
    """A large number in few letters: `40K`, `€3.5M`."""
    if unit and unit.isupper() and is_currency(unit):
        words = str(babel.format_compact_currency(value, unit, locale=language.locale, fraction_digits=2))  # type: ignore[attr-defined]
    else:
        words = babel.format_compact_decimal(float(value), locale=language.locale, fraction_digits=2)
        words = f"{words}%" if unit == "%" else f"{words}\N{NO-BREAK SPACE}{unit}" if unit else words
    return words.replace("-", "−")


def days(start: date, end: date, room: int, language: Language, letters: float = inf) -> Axis:
    """An axis of time with at most `room` short labels, the finest that fits: weeks, months, quarters or years.

    Side by side `letters` fit along it, so that long names are taken where none of them has to be left out.
    """
    last = end if end > start else start + timedelta(days=1)
    marks = (_weeks,) if (last - start).days < A_FEW_WEEKS else (_months, _quarters, _years)
    for mark in marks:
        found = list(mark(start, last))
        if len(found) <= room:
            break
    found = found[:: ceil(len(found) / room)] if found else []
    names = _NAMES[mark]
    widest = max((len(names(language, True)(day)) for day in found), default=0)
    apart = min(((later - day).days for day, later in pairwise(found)), default=(last - start).days)
    long = len(found) <= FEW_LABELS <= room and widest + GAP <= letters * apart / (last - start).days
    name = names(language, long)
    ticks = [Tick(float(day.toordinal()), name(day)) for day in found]
    return Axis(float(start.toordinal()), float(last.toordinal()), (*_first(start, last, ticks, name, room), *ticks))


def _first(start: date, end: date, ticks: list[Tick], name: Callable[[date], str], room: int) -> Iterator[Tick]:
    """The name of the time in which the chart begins, where there is room before the next."""
    gap = (ticks[0].at if ticks else float(end.toordinal())) - start.toordinal()
    if gap >= (end - start).days / (room + 1):
        yield Tick(float(start.toordinal()), name(start), line=False)


def _weeks(start: date, end: date) -> Iterator[date]:
    yield from (start + timedelta(days=n) for n in range(0, (end - start).days + 1, 7))


def _months(start: date, end: date) -> Iterator[date]:
    for month in range(start.year * 12 + start.month - 1, end.year * 12 + end.month):
        first = date(month // 12, month % 12 + 1, 1)
        if first >= start:
            yield first


def _quarters(start: date, end: date) -> Iterator[date]:
    yield from (first for first in _months(start, end) if first.month in (1, 4, 7, 10))


def _years(start: date, end: date) -> Iterator[date]:
    yield from (first for first in _months(start, end) if first.month == 1)


def _by_day(language: Language, long: bool) -> Callable[[date], str]:
    return lambda day: language.date(day, "day")


def _by_month(language: Language, long: bool) -> Callable[[date], str]:
    """Months, in full where there is much room; a January is called by its year."""
    style = "month" if long else "short-month"
    return lambda day: str(day.year) if (day.month, day.day) == (1, 1) else language.date(day, style)


def _by_year(language: Language, long: bool) -> Callable[[date], str]:
    return lambda day: str(day.year)


_NAMES: dict[Callable[[date, date], Iterator[date]], Callable[[Language, bool], Callable[[date], str]]] = {
    _weeks: _by_day,
    _months: _by_month,
    _quarters: _by_month,
    _years: _by_year,
}
