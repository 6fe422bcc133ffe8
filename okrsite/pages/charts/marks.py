"""The marks of a drawing: coordinates, lines, labels, and labels that keep apart.

Drawings are most of a page, so they are written in few letters: a line says how far it goes on and not where it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup, escape

Place = tuple[int, int]
"""A place on the sheet, from the left and from the top, in whole units of the drawing: half a pixel is not seen."""


def drawn(svg: str) -> Markup:
    """Finished SVG: it is made of numbers, our own words and escaped text."""
    return Markup(svg)  # noqa: S704


def short(number: float) -> str:
    """A number with at most one decimal."""
    return f"{number:.1f}".removesuffix(".0")


def line(places: Sequence[Place]) -> str:
    """A line through places, as the data of a path."""
    (x, y), *_ = places
    ways = " ".join(_way(*way) for way in _ways(places))
    return f"M{x} {y}l{ways}" if ways else f"M{x} {y}"


def dots(places: Sequence[Place]) -> str:
    """Places as lines of no length, which round ends make visible, as the data of a path."""
    (x, y), *_ = places
    return f"M{x} {y}h0" + "".join(f"m{_way(*way)}h0" for way in _ways(places))


def _ways(places: Sequence[Place]) -> Iterator[Place]:
    """How far it is from each place to the next."""
    return ((right - x, down - y) for (x, y), (right, down) in pairwise(places))


def _way(x: int, y: int) -> str:
    return f"{x}{y}" if y < 0 else f"{x} {y}"


def label(x: int, y: int, words: str, style: str = "") -> str:
    """Words at a place; what they look like and where they are held is up to their style, or to that of the group."""
    more = f' class="{style}"' if style else ""
    return f'<text x="{x}" y="{y}"{more}>{escape(words)}</text>'


def apart(labels: list[tuple[int, str]], gap: int, *, drop: bool) -> list[tuple[int, str]]:
    """Labels from the top down with at least `gap` between them: those that are too near move down, or are dropped."""
    places: list[tuple[int, str]] = []
    for y, word in sorted(labels):
        free = places[-1][0] + gap if places else y
        if y >= free or not drop:
            places.append((max(y, free), word))
    return places
