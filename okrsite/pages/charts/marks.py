"""The marks of a drawing: coordinates, labels, upright lines, and labels that keep apart."""

from __future__ import annotations

from markupsafe import Markup, escape


def drawn(svg: str) -> Markup:
    """Finished SVG: it is made of numbers, our own words and escaped text."""
    return Markup(svg)  # noqa: S704


def short(number: float) -> str:
    """A coordinate: one decimal is a tenth of a pixel."""
    return f"{number:.1f}".removesuffix(".0")


def label(x: float, y: float, words: str, anchor: str = "", style: str = "") -> str:
    """Words at a place; style and anchor are those of the group around them where they are left out."""
    more = (f' class="{style}"' if style else "") + (f' text-anchor="{anchor}"' if anchor else "")
    return f'<text x="{short(x)}" y="{short(y)}"{more}>{escape(words)}</text>'


def upright(style: str, x: str, top: float, bottom: float) -> str:
    """A line from top to bottom."""
    return f'<line class="{style}" x1="{x}" x2="{x}" y1="{short(top)}" y2="{short(bottom)}"/>'


def apart(labels: list[tuple[float, str]], gap: float, *, drop: bool) -> list[tuple[float, str]]:
    """Labels from the top down with at least `gap` between them: those that are too near move down, or are dropped."""
    places: list[tuple[float, str]] = []
    for y, word in sorted(labels):
        free = places[-1][0] + gap if places else y
        if y >= free or not drop:
            places.append((max(y, free), word))
    return places
