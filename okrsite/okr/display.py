"""Numbers as readers meet them, before a language is chosen: whole per cent, pace in words, grades.

In: exact fractions. Out: short texts and keys that pages localise and colour. One rule each, used by every page and
by `okrs.json`, so that no two places round differently.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from okrsite.okr.figures import Grade, Pace

NO_FIGURE = "—"
_MARGIN = 4


def whole(over: int, under: int) -> int:
    """over ÷ under, rounded to a whole number, halves away from zero; under is positive."""
    size = (2 * abs(over) + under) // (2 * under)
    return -size if over < 0 else size


def percent(raw: Fraction | None) -> str:
    """A share in whole per cent without the sign: "64", "120", "-20", "<1", "—" for none.

    Halves round away from zero; nothing is rounded up to 100 or down to 0 ("99", "<1"); what rounds to nothing below
    zero is "0".
    """
    if raw is None:
        return NO_FIGURE
    over, under = raw.as_integer_ratio()
    points = whole(100 * over, under)
    if points == 0 and raw > 0:
        return "<1"
    if points == 100 and raw < 1:
        return "99"
    return str(points)


def pace(progress: Fraction | None, expected: Fraction | None) -> Pace:
    """Progress − expected in whole percentage points: above 4 ahead, below −4 behind, else on pace; at 100 % reached.

    The points are rounded first (halves away from zero), so that a reader never meets "4 ahead".
    """
    if progress is None:
        return Pace("none")
    if progress >= 1:
        return Pace("reached")
    if expected is None:
        return Pace("none")
    over, under = progress.as_integer_ratio()
    wanted, parts = expected.as_integer_ratio()
    points = whole(100 * (over * parts - wanted * under), under * parts)
    if abs(points) <= _MARGIN:
        return Pace("on-pace")
    return Pace("ahead" if points > 0 else "behind", abs(points))


def grade(score: Fraction | Decimal | None) -> Grade | None:
    """The colour of a closing score: below 0.4 red, below 0.7 yellow, else green (Google's OKR playbook)."""
    if score is None:
        return None
    tenths = Fraction(score) * 10
    return "red" if tenths < 4 else "yellow" if tenths < 7 else "green"
