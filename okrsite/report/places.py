"""Where problems are: each diagnostic once, with its line and columns, in the order of files and lines.

In: diagnostics and a way to read the files they point to. Out: pairs of span and diagnostic, which every format prints.
`Around` is what a format for a forge knows besides: where the project lies in its repository, and what was touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256

from okrsite.diagnostics import Diagnostic, Place, Span
from okrsite.source.locate import span

Read = Callable[[str], str | None]
"""The text of a file by its path from the project's root, or None where there is no such text."""

Found = list[tuple[Span, Diagnostic]]


@dataclass(frozen=True, slots=True)
class Around:
    """The project's folder in its repository, such as `okrs/`, and the project's files that a change touches."""

    folder: str = ""
    touched: frozenset[str] = frozenset()


ALONE = Around()
"""A project that fills its repository, and no change that is known."""


def locate(place: Place, read: Read) -> Span:
    """Line and columns of a place; the file's beginning where its text is not to be had."""
    text = read(place.path)
    return span(place, text) if text is not None else Span(place.path, 1, 1, 1)


def ordered(diagnostics: Iterable[Diagnostic], read: Read) -> list[tuple[Span, Diagnostic]]:
    """Each problem once, with its span, by file and line."""
    found = [(locate(d.place, read), d) for d in dict.fromkeys(diagnostics)]
    return sorted(found, key=lambda pair: (pair[0].path, pair[0].line, pair[0].column, pair[1].code, pair[1].message))


def where(at: Span) -> str:
    """`content/site.yaml:3:7`."""
    return f"{at.path}:{at.line}:{at.column}"


def fingerprints(found: Found) -> list[str]:
    """A name for each problem that stays when lines move: of its file, its code, its words, and which of several."""
    seen: dict[tuple[str, str, str], int] = {}
    names = []
    for _, diagnostic in found:
        key = (diagnostic.place.path, diagnostic.code, diagnostic.message)
        seen[key] = seen.get(key, 0) + 1
        names.append(sha256("\0".join((*key, str(seen[key]))).encode()).hexdigest())
    return names
