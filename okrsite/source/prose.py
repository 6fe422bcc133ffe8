"""What Markdown becomes: plain, frozen data, and the draft in which it is gathered.

Finished HTML holds gaps for the addresses of relative links and pictures. While a text is being rendered a gap is
the number of its slot between two control characters that no text may hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from okrsite.diagnostics import Diagnostic, Place, warning

OPEN, CLOSE = "\x02", "\x03"

# Control characters and those that turn the direction of the text around: entities could smuggle them in.
NEVER_SHOWN = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff"

_HIDDEN = re.compile(f"[{NEVER_SHOWN}]")
_MOST_SEARCHES = 50
_NEAR = 2000
_MOST_WARNINGS = 100


@dataclass(frozen=True, slots=True)
class Slot:
    """A relative link or picture: its target as written, and where that is in the text."""

    target: str
    picture: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """One line of the table of contents."""

    level: int
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Safe HTML in pieces: the address of `slots[i]`, escaped for an attribute, belongs behind `parts[i]`."""

    parts: tuple[str, ...]
    slots: tuple[Slot, ...] = ()
    toc: tuple[Heading, ...] = ()
    text: str = ""
    words: int = 0


@dataclass
class Draft:
    """What one text gathers on its way to prose."""

    text: str
    slots: list[Slot] = field(default_factory=list)
    toc: list[Heading] = field(default_factory=list)
    warnings: list[Diagnostic] = field(default_factory=list)
    raw_depth: int = 0
    has_raw: bool = False
    cursor: int = 0
    searches: int = 0

    @cached_property
    def line_starts(self) -> list[int]:
        """Where each line of the text begins."""
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def locate(self, written: str, line: int) -> tuple[int, int]:
        """Where the words stand: from their block's first line on, else anywhere, else that line itself."""
        start = self.line_starts[min(line, len(self.line_starts) - 1)]
        self.cursor = max(self.cursor, start)
        if written and self.searches < _MOST_SEARCHES:
            at = self._find(written, start)
            if at >= 0:
                self.cursor = at + len(written)
                return at, self.cursor
            self.searches += 1
        end = self.text.find("\n", start)
        return start, len(self.text) if end < 0 else end

    def _find(self, written: str, start: int) -> int:
        """A target rather stands behind a bracket than in a label."""
        at = self.text.find("(" + written, self.cursor, self.cursor + _NEAR + len(written))
        if at >= 0:
            return at + 1
        tries = (self.text.find(written, origin) for origin in (self.cursor, start, 0))
        return next((at for at in tries if at >= 0), -1)

    def slot(self, target: str, picture: bool, line: int) -> str:
        """A gap for an address that only the whole site knows."""
        start, end = self.locate(target, line)
        self.slots.append(Slot(target, picture, start, end))
        return f"{OPEN}{len(self.slots) - 1}{CLOSE}"

    def warn(self, code: str, written: str, line: int, message: str, hint: str) -> None:
        """Something of the text is not shown as it was meant."""
        if len(self.warnings) < _MOST_WARNINGS:
            start, end = self.locate(written, line)
            self.warnings.append(warning(code, Place(start=start, end=end), message, hint))

    def prose(self, html: str, text: str) -> Prose:
        """The finished prose; slots are numbered anew in the order in which the HTML needs them."""
        pieces = re.split(f"{OPEN}([0-9]+){CLOSE}", html)
        slots = tuple(self.slots[int(number)] for number in pieces[1::2])
        parts = tuple(_HIDDEN.sub("\ufffd", part) for part in pieces[0::2])
        return Prose(parts, slots, tuple(self.toc), _HIDDEN.sub("\ufffd", text), len(text.split()))
