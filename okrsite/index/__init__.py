"""Runs a search engine on the records of `pages/search.py`.

In: records and a language. Out: the files of a static index by path, which the browser reads piece by piece. The
engine is Pagefind, a program that comes as a wheel for most machines; where there is none, or where it fails,
`Unavailable` says why, and the site's own small index serves (`search/…/records.json`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from okrsite.index.pagefind import Unavailable, run, version
from okrsite.pages.search import Record

__all__ = ["FOLDER", "Engine", "Unavailable", "engine", "is_excepted", "without_spaces"]

FOLDER = "pagefind/"
"""Below this address lie the engine's files, those of each bundle in a folder with its name."""

_EXCEPTED = re.compile(rf"{FOLDER}.+/(pagefind-entry\.json|pagefind\.[\w-]+\.pf_meta|filter/[\w-]+\.pf_filter)")

_WITHOUT_SPACES = ("zh", "ja", "th", "lo", "km", "my")


@dataclass(frozen=True, slots=True)
class Engine:
    """A search engine: its version, which stands for it in the memo's keys, and how it indexes a bundle."""

    version: str
    run: Callable[[Sequence[Record], str], Mapping[str, bytes]]


def engine(most: int | None = None) -> Engine:
    """Pagefind; where there is no program for this machine it says so when it is asked to index.

    `most` is how many records it may take at once, for those who cannot wait.
    """

    def index(records: Sequence[Record], language: str) -> Mapping[str, bytes]:
        if most is not None and len(records) > most:
            raise Unavailable(f"{len(records)} records take too long while you edit; okrsite build indexes them")
        return run(records, language)

    return Engine(version(), index)


def without_spaces(language: str) -> bool:
    """Whether a language writes words without spaces between: there the built-in index finds more."""
    return language.split("-")[0].lower() in _WITHOUT_SPACES


def is_excepted(path: str) -> bool:
    """Whether a file of the site may differ between two builds of the same content.

    The engine writes the values of a filter in an order that changes from run to run; that file, the list that names
    it and the entry that names the list are the only ones. What is remembered stays as it is.
    """
    return _EXCEPTED.fullmatch(path) is not None
