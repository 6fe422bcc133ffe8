"""What is wrong with the content, as values.

A `Diagnostic` is made where the fault is found and travels with the value of its stage (`Checked`) until
`report.py` prints it. It points at a `Place`: a file, and in it a node of the YAML tree or a stretch of text.
Places hold no line numbers, so that a memoised value stays true when lines move; `source/locate.py` turns
a place into a `Span` when a message is printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Generic, TypeVar

T = TypeVar("T")

Keys = tuple[str | int, ...]


class Severity(StrEnum):
    """How bad it is: an error publishes nothing, a warning fails a strict build, an advice never fails."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the content.

    `path` is relative to the project, with forward slashes. `keys` leads to a node of the file's YAML (the front
    matter of a Markdown file): `("objectives", 0, "supports", 1)`; the deepest node that exists is meant.
    `on_key` marks the key instead of its value. `start` and `end`, where not negative, are characters of the
    whole text instead, or, with `keys`, characters of that node's value as the schema sees it.
    """

    path: str = ""
    keys: Keys = ()
    on_key: bool = False
    start: int = -1
    end: int = -1

    def __truediv__(self, key: str | int) -> Place:
        """The place of a child node: `place / "title"`."""
        return replace(self, keys=(*self.keys, key))

    def key(self) -> Place:
        """The same node, but its key is what is wrong."""
        return replace(self, on_key=True)


@dataclass(frozen=True, slots=True)
class Span:
    """One line of a file: lines and columns from 1, in characters; `end_column` is behind the last one marked."""

    path: str
    line: int
    column: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that belongs to the same problem, such as the other side of a clash."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: a kebab-case code, one sentence in the editor's words, and a hint that starts in lower case."""

    code: str
    severity: Severity
    place: Place
    message: str
    hint: str = ""
    related: tuple[Related, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked(Generic[T]):
    """A stage's value and what was wrong on the way; faults that leave nothing usable make the value None."""

    value: T | None
    diagnostics: tuple[Diagnostic, ...] = ()


def error(code: str, place: Place, message: str, hint: str = "", *related: Related) -> Diagnostic:
    """A problem that stops publishing."""
    return Diagnostic(code, Severity.ERROR, place, message, hint, related)


def warning(code: str, place: Place, message: str, hint: str = "", *related: Related) -> Diagnostic:
    """A problem that a strict build does not accept."""
    return Diagnostic(code, Severity.WARNING, place, message, hint, related)


def advice(code: str, place: Place, message: str, hint: str = "", *related: Related) -> Diagnostic:
    """Something worth knowing that never fails a build."""
    return Diagnostic(code, Severity.ADVICE, place, message, hint, related)


def in_file(path: str, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics of a file's text, now that its path is known."""
    return tuple(
        replace(
            d,
            place=replace(d.place, path=path),
            related=tuple(replace(r, place=replace(r.place, path=path)) for r in d.related),
        )
        for d in diagnostics
    )


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that a misspelt one most likely stands for, or None."""
    folded = {k.casefold(): k for k in known}
    matches = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint naming the nearest known word, or nothing."""
    match = nearest(word, known)
    return f"did you mean {match}?" if match else ""


def packed(diagnostic: Diagnostic) -> tuple[Any, ...]:
    """A diagnostic as plain data that can be kept."""
    d = diagnostic
    related = tuple((_plain(r.place), r.message) for r in d.related)
    return d.code, str(d.severity), _plain(d.place), d.message, d.hint, related


def unpacked(plain: tuple[Any, ...]) -> Diagnostic:
    """The diagnostic again."""
    code, severity, place, message, hint, related = plain
    others = tuple(Related(Place(*where), said) for where, said in related)
    return Diagnostic(code, Severity(severity), Place(*place), message, hint, others)


def _plain(place: Place) -> tuple[Any, ...]:
    return place.path, place.keys, place.on_key, place.start, place.end
