"""A build in which nothing is different from the last: what that one said still holds, and the arrow need not run.

In: what a build is made from, and the output folder. Out: what the last build came to, if it was made from the very
same and its site lies there untouched. The note that says so is kept with the published tree and goes with it.
"""

from __future__ import annotations

import marshal
import time
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from typing import TYPE_CHECKING

from okrsite.diagnostics import Diagnostic, packed, unpacked
from okrsite.files import edition, standing
from okrsite.memo import digest

if TYPE_CHECKING:
    from okrsite.build import Built
    from okrsite.cli.shared import Given


@dataclass(frozen=True, slots=True)
class Last:
    """What the last build came to: all that it said, and how many pages it made."""

    diagnostics: tuple[Diagnostic, ...]
    pages: int


def occasion(given: Given, *choices: str | None) -> str:
    """All that a build depends on but the clock, as one digest; `choices` are the command's options."""
    files = tuple((source.path, source.digest) for source in given.sources.files)
    shipped = tuple((path, sha1(data, usedforsecurity=False).digest()) for path, data in sorted(given.shipped.items()))
    days = tuple(sorted(given.sources.changed.items()))
    return digest((edition(), choices, files, shipped, days, given.sources.diagnostics))


def note(occasion: str, built: Built) -> bytes:
    """What to keep with the tree of a build; nothing where the search engine failed, which may work next time."""
    if any(diagnostic.code == "no-search-engine" for diagnostic in built.diagnostics):
        return b""
    until = built.until.timestamp() if built.until else None
    said = tuple(map(packed, built.diagnostics))
    return marshal.dumps((occasion, time.time(), until, len(built.pages), said), 4)


def last(output: Path, occasion: str) -> Last | None:
    """The last build, if this one would come to the same."""
    data = standing(output)
    if not data:
        return None
    known, made, until, pages, said = marshal.loads(data)  # noqa: S302 (sealed with the tree)
    same_day = until is None or made <= time.time() < until
    return Last(tuple(map(unpacked, said)), pages) if known == occasion and same_day else None
