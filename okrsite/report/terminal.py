"""All problems for a person at a terminal.

In: diagnostics and the files' texts. Out: text: message, place, the source line with the span marked, and a hint.
Where one kind repeats, the first are shown and the rest counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from unicodedata import combining, east_asian_width

from okrsite.diagnostics import Diagnostic, Place, Severity, Span
from okrsite.report.places import Read, locate, ordered, where

SHOWN_OF_A_KIND = 12
WIDEST = 110
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.ADVICE: "36"}


def text(diagnostics: Iterable[Diagnostic], read: Read, *, colour: bool = False) -> str:
    """All problems for a terminal: message, place, the source line with the span marked, and a hint."""
    shown: Counter[str] = Counter()
    blocks = []
    for at, diagnostic in ordered(diagnostics, read):
        shown[diagnostic.code] += 1
        if shown[diagnostic.code] <= SHOWN_OF_A_KIND:
            blocks.append(_block(at, diagnostic, read, colour))
    folded = [f"… and {n - SHOWN_OF_A_KIND} more {code}\n" for code, n in sorted(shown.items()) if n > SHOWN_OF_A_KIND]
    return "\n".join([*blocks, *folded])


def _block(at: Span, diagnostic: Diagnostic, read: Read, colour: bool) -> str:
    head = f"{diagnostic.severity}[{diagnostic.code}]"
    lines = [f"{head}: {diagnostic.message}", f"  {where(at)}"]
    lines += _excerpt(at, read, diagnostic.hint) if _within(diagnostic.place) else _hinted(diagnostic.hint)
    for related in diagnostic.related:
        other = locate(related.place, read)
        excerpt = _excerpt(other, read, "") if _within(related.place) else ()
        lines += [f"  {where(other)}: {related.message}", *excerpt]
    lines = [_UNSEEN.sub("\ufffd", line) for line in lines]  # content must not give orders to a terminal
    if colour:
        lines[0] = f"\x1b[1;{_COLOURS[diagnostic.severity]}m{head}\x1b[0m{lines[0].removeprefix(head)}"
    return "\n".join(lines) + "\n"


def _within(place: Place) -> bool:
    """Whether a place is something in a file; a file as a whole has no line to show."""
    return bool(place.keys) or place.start >= 0


def _hinted(hint: str) -> list[str]:
    return [f"  {hint}"] if hint else []


def _excerpt(at: Span, read: Read, hint: str) -> list[str]:
    """The source line with carets below the span, and the hint behind them."""
    source = (read(at.path) or "").split("\n")
    if at.line > len(source) or not source[at.line - 1].strip():
        return _hinted(hint)
    line, column = source[at.line - 1].replace("\t", " "), at.column
    end = min(max(at.end_column, column + 1), len(line) + 1)
    cut = max(0, column - WIDEST // 2) if len(line) > WIDEST else 0
    piece = ("…" if cut else "") + line[cut : cut + WIDEST] + ("…" if len(line) > cut + WIDEST else "")
    offset = column - 1 - cut + (1 if cut else 0)
    marked = piece[offset : offset + max(1, end - column)]
    margin = f"{at.line:>4} | "
    pointer = f"{'':>4} | {' ' * _columns(piece[:offset])}{'^' * max(1, _columns(marked))} {hint}"
    return [margin + piece.rstrip(), pointer.rstrip()]


def _columns(text: str) -> int:
    """How wide a terminal shows a text: East Asian letters take two columns, combining marks none."""
    wide = sum(1 for sign in text if east_asian_width(sign) in "WF")
    return len(text) + wide - sum(1 for sign in text if combining(sign))


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """`2 errors, 1 warning`, or nothing."""
    counts = Counter(d.severity for d in diagnostics)
    parts = [(counts[severity], str(severity)) for severity in Severity if counts[severity]]
    return ", ".join(f"{n} {word}{'s' if n > 1 and word != 'advice' else ''}" for n, word in parts)
