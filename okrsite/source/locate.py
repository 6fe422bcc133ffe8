"""A place becomes lines and columns: the file's normalised text (`source/text.py`) in, a `Span` out.

Runs only for the messages that are printed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from okrsite.diagnostics import Place, Span
from okrsite.source.document import split
from okrsite.source.find import Found, find_node


def span(place: Place, text: str) -> Span:
    """One line of the file, with what is meant marked in it."""
    start, end = offsets(place, text)
    start = min(max(start, 0), len(text))
    starts = _line_starts(text)
    line = bisect_right(starts, start)
    line_start, line_end = starts[line - 1], starts[line] - 1 if line < len(starts) else len(text)
    end = min(max(end, start + 1), max(line_end, start + 1))
    return Span(place.path, line, start - line_start + 1, end - line_start + 1)


@lru_cache(maxsize=2)
def _line_starts(text: str) -> list[int]:
    """Where each line begins; kept for the last texts, for where one thing is wrong, more often are."""
    return [0, *(found.end() for found in re.finditer("\n", text))]


def offsets(place: Place, text: str) -> tuple[int, int]:
    """Start and end of the place in the text."""
    if not place.keys:
        return (place.start, place.end) if place.start >= 0 else _whole(place, text)
    parts = split(text, "markdown" if place.path.endswith(".md") else "yaml")
    source = text[parts.yaml_start : parts.yaml_end]
    found = find_node(source, place.keys, place.on_key)
    start, end = found.start, found.end
    if place.start >= 0 and found.value and not place.on_key:
        start, end = _within(found, source, place.start, place.end)
    return start + parts.yaml_start, end + parts.yaml_start


def _whole(place: Place, text: str) -> tuple[int, int]:
    """The first line that holds something: of the front matter, or of the file."""
    parts = split(text, "markdown" if place.path.endswith(".md") else "yaml")
    start = parts.yaml_start
    while start < parts.yaml_end and text[start] in " \n":
        start += 1
    end = text.find("\n", start)
    return start, len(text) if end < 0 else end


def _within(found: Found, source: str, start: int, end: int) -> tuple[int, int]:
    """Characters of a scalar's value, in the scalar as it is written."""
    written = _written(found, source)
    if not written:
        return found.start, found.end
    first = written[min(start, len(written) - 1)]
    last = written[min(max(end - 1, start), len(written) - 1)]
    return first, last + 1


def _written(found: Found, source: str) -> list[int]:
    """For each character of the value, where it stands in the source; escapes and folds are stepped over."""
    at, end = found.start, found.end
    if found.style in ("|", ">"):
        at, end = source.find("\n", found.start) + 1, len(source)  # libyaml's end of a block is not to be trusted
    elif found.style:
        at += 1
    places = []
    for character in found.value.lstrip():
        at = _next(source, at, end, character, found.style)
        places.append(min(at, end - 1))
        at += 2 if found.style == "'" and character == "'" else 1
    return places


def _next(source: str, at: int, end: int, character: str, style: str) -> int:
    """Where the character stands, from `at` on."""
    if style == '"' and source[at : at + 1] == "\\":
        return at if character not in '"\\' else at + 1
    if source[at : at + 1] == character:
        return at
    if character in " \n" and source[at : at + 1] in ("\n", " "):
        return at
    found = source.find(character, at, min(end, at + 400))
    return found if found >= 0 else at
