"""Words, numbers and dates in a reader's language.

Interface texts go through gettext, numbers, dates and currencies through Babel. A `Language` is a value: templates,
charts and feeds get it as an argument. The core never holds words; it holds keys and numbers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, partial
from gettext import NullTranslations

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, is_currency

DateStyle = str
"""`day` 22 Nov · `month-day` 22 November · `long` with year · `month` November · `short-month` Nov · `weekday` Sunday ·
`month-year` Nov 2026."""

_SKELETONS = {"day": "MMMd", "month-day": "MMMMd", "month-year": "yMMM"}
_PATTERNS = {"long": "long", "month": "LLLL", "short-month": "LLL", "weekday": "EEEE"}


GROUPED = 3
"""Figures with more letters than these are large: `1,500%`."""
MOST_SPELT = 50_000
"""Spellings that are kept before all are forgotten."""


@dataclass(frozen=True)
class Language:
    """One language: its code, such as `en` or `pt-BR`, its catalogue of interface texts, that catalogue's digest."""

    code: str = "en"
    catalogue: NullTranslations = field(default_factory=NullTranslations, compare=False)
    digest: str = ""

    @cached_property
    def locale(self) -> Locale:
        """CLDR data; English means British English, whose dates read `22 November`."""
        return Locale.parse("en_GB" if self.code == "en" else self.code.replace("-", "_"))

    @cached_property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return str(self.locale.text_direction)

    @cached_property
    def onwards(self) -> str:
        """The arrow from what was to what is: it points where the language reads on."""
        return "←" if self.direction == "rtl" else "→"

    def apart(self, figure: str) -> str:
        """A figure that keeps its own order among words that are read from right to left: `−20%`, `280 people`."""
        return f"\u2068{figure}\u2069" if self.direction == "rtl" else figure

    def gettext(self, message: str) -> str:
        """An interface text."""
        return self.catalogue.gettext(message)

    def ngettext(self, one: str, many: str, n: int) -> str:
        """An interface text that counts."""
        return self.catalogue.ngettext(one, many, n)

    @cached_property
    def _spelt(self) -> dict[tuple[object, ...], str]:
        """What was spelt before: the same days, numbers and figures stand on thousands of pages."""
        return {}

    def _once(self, spell: Callable[[], str], *key: object) -> str:
        """A spelling, made once."""
        found = self._spelt.get(key)
        if found is None:
            if len(self._spelt) >= MOST_SPELT:
                self._spelt.clear()
            found = self._spelt[key] = spell()
        return found

    def number(self, value: Decimal | Fraction | int | float, digits: int | None = None) -> str:
        """A number with as many decimals as it was written with, or as `digits` says."""
        # 4 and 4.0 are equal and read differently, so a number is known by how it is written.
        return self._once(lambda: self._number(value, digits), type(value), str(value), digits)

    def _number(self, value: Decimal | Fraction | int | float, digits: int | None) -> str:
        if isinstance(value, Fraction):
            value = Decimal(value.numerator) / Decimal(value.denominator)
        exact = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
        places = max(0, -int(exact.as_tuple().exponent)) if digits is None else digits
        pattern = "#,##0." + "0" * places if places else "#,##0"
        return str(format_decimal(exact, format=pattern, locale=self.locale)).replace("-", "−")

    def quantity(self, value: Decimal | Fraction | int | float, unit: str | None, digits: int | None = None) -> str:
        """A number with its unit: `64.5%`, `€3,500,000`, `52 min`."""
        spell = partial(self._quantity, value, unit, digits)
        return self._once(lambda: self.apart(spell()), type(value), str(value), unit, digits)

    def _quantity(self, value: Decimal | Fraction | int | float, unit: str | None, digits: int | None) -> str:
        if not unit:
            return self.number(value, digits)
        if unit == "%":
            return f"{self.number(value, digits)}%"
        if unit.isupper() and len(unit) == 3 and is_currency(unit):
            return self._money(value, unit, digits)
        return f"{self.number(value, digits)}\N{NO-BREAK SPACE}{unit}"

    def _money(self, value: Decimal | Fraction | int | float, currency: str, digits: int | None) -> str:
        exact = Decimal(str(value)) if not isinstance(value, Fraction) else Decimal(value.numerator) / value.denominator
        places = max(0, -int(exact.as_tuple().exponent)) if digits is None else digits
        pattern = self.locale.currency_formats["standard"].pattern.split(";")[0]
        whole = pattern.replace("0.00", "0." + "0" * places if places else "0")
        return format_currency(exact, currency, format=whole, locale=self.locale, currency_digits=False).replace(
            "-", "−"
        )

    def percent(self, text: str) -> str:
        """The figure `64`, `<1`, `-20` or `—` as a reader writes it: `64%`, `<1%`, `−20%`, `—`."""
        if text == "—":
            return text
        figure = self.number(int(text)) if len(text) > GROUPED else text.replace("-", "−")
        return self.apart(f"{figure}%")

    def share(self, value: Fraction | float | Decimal) -> str:
        """A fraction 0–1 as a whole per cent."""
        return self.apart(f"{int(float(value) * 100 + 0.5)}%")

    def date(self, day: dt.date, style: DateStyle = "long") -> str:
        """A day in words; see `DateStyle`."""
        return self._once(lambda: self._date(day, style), day, style)

    def _date(self, day: dt.date, style: DateStyle) -> str:
        if style in _PATTERNS:
            return format_date(day, _PATTERNS[style], locale=self.locale)
        return str(format_skeleton(_SKELETONS[style], dt.datetime.combine(day, dt.time()), locale=self.locale))

    def span(self, start: dt.date, end: dt.date, with_year: bool = False) -> str:
        """Two days as one expression: `14–18 December`, with the year `14–18 December 2026`."""
        return self._once(lambda: self._interval(start, end, "y" if with_year else ""), start, end, with_year)

    def _interval(self, start: dt.date, end: dt.date, year: str) -> str:
        if start == end:
            return self.date(start, "long" if year else "month-day")
        if year and start.year != end.year:
            return f"{self.date(start)} – {self.date(end)}"
        # CLDR has most intervals with short months only; a long month stands in the same place.
        same = start.month == end.month and start.year == end.year
        short = self.locale.interval_formats.get(f"{year}MMMd", {}).get("d" if same else "M", ())
        if len(short) != 2 or f"{year}MMMMd" in self.locale.interval_formats:
            return str(format_interval(start, end, skeleton=f"{year}MMMMd", locale=self.locale))
        ends = zip((start, end), short, strict=True)
        return "".join(format_date(day, part.replace("MMM", "MMMM"), locale=self.locale) for day, part in ends)

    def both(self, words: Sequence[str]) -> str:
        """`a, b and c`."""
        listed = tuple(words)
        return self._once(lambda: str(format_list(listed, locale=self.locale)), listed)


ENGLISH = Language()
