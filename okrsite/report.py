"""Diagnostics → what a person or a machine reads.

In: diagnostics and the texts of the files they point to. Out: text for a terminal, or JSON. Problems come sorted by
file and line; where one kind repeats, the first are shown and the rest counted.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from unicodedata import combining, east_asian_width

from okrsite.diagnostics import Diagnostic, Place, Severity, Span
from okrsite.source.locate import span

Read = Callable[[str], str | None]
"""The text of a file by its path from the project's root, or None where there is no such text."""

SHOWN_OF_A_KIND = 12
WIDEST = 110
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.ADVICE: "36"}


def locate(place: Place, read: Read) -> Span:
    """Line and columns of a place; the file's beginning where its text is not to be had."""
    text = read(place.path)
    return span(place, text) if text is not None else Span(place.path, 1, 1, 1)


def ordered(diagnostics: Iterable[Diagnostic], read: Read) -> list[tuple[Span, Diagnostic]]:
    """Each problem once, with its span, by file and line."""
    found = [(locate(d.place, read), d) for d in dict.fromkeys(diagnostics)]
    return sorted(found, key=lambda pair: (pair[0].path, pair[0].line, pair[0].column, pair[1].code, pair[1].message))


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
    if colour:
        head = f"\x1b[1;{_COLOURS[diagnostic.severity]}m{head}\x1b[0m"
    lines = [f"{head}: {diagnostic.message}", f"  {where(at)}"]
    lines += _excerpt(at, read, diagnostic.hint)
    for related in diagnostic.related:
        other = locate(related.place, read)
        lines += [f"  {where(other)}: {related.message}", *_excerpt(other, read, "")]
    return "\n".join(lines) + "\n"


def where(at: Span) -> str:
    """`content/site.yaml:3:7`."""
    return f"{at.path}:{at.line}:{at.column}"


def _excerpt(at: Span, read: Read, hint: str) -> list[str]:
    """The source line with carets below the span, and the hint behind them."""
    source = (read(at.path) or "").split("\n")
    if at.line > len(source) or not source[at.line - 1].strip():
        return [f"  {hint}"] if hint else []
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


def as_json(diagnostics: Iterable[Diagnostic], read: Read) -> str:
    """All problems for a script; the keys are documented and stable."""
    found = ordered(diagnostics, read)
    counts = Counter(d.severity for _, d in found)
    document = {
        "diagnostics": [_object(at, d, read) for at, d in found],
        "summary": {str(severity): counts[severity] for severity in Severity},
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _object(at: Span, diagnostic: Diagnostic, read: Read) -> dict[str, Any]:
    related = [(locate(r.place, read), r.message) for r in diagnostic.related]
    return {
        "code": diagnostic.code,
        "severity": str(diagnostic.severity),
        "path": at.path,
        "line": at.line,
        "column": at.column,
        "end_column": at.end_column,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "related": [{"path": other.path, "line": other.line, "message": message} for other, message in related],
    }


FORMATS: dict[str, Callable[[Iterable[Diagnostic], Read], str]] = {"text": text, "json": as_json}
