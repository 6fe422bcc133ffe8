"""The files of a company by kind and id, before anything is put together.

In: every file under `content/`, loaded or not readable, in any order. Out: an `Inventory`, in a fixed order, and a
word about files that are of no kind. A file that could not be read keeps its place (its record is None), so that
nobody reports what points at it once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from okrsite.diagnostics import Diagnostic, Place, nearest, warning
from okrsite.okr.again import ANEW, Again
from okrsite.okr.kinds import KINDS, Kind, kind_of
from okrsite.source.hints import slug

CONTENT = "content/"
ASSETS = "content/assets/"


@dataclass(frozen=True, slots=True)
class Loaded:
    """One file: its path from the project's root, the names in the path, and its record, None if it is broken.

    `body` is the Markdown behind the front matter, `body_start` the characters of the file before it.
    """

    path: str
    kind: Kind
    names: Mapping[str, str]
    record: Any
    body: str = ""
    body_start: int = 0

    @property
    def language(self) -> str:
        """The language of a translation, or empty."""
        return self.names.get("language", "")

    @property
    def id(self) -> str:
        """The id in its kind: `search`, `search/2026-q4` of okrs and reviews, the path of a check-in."""
        names = self.names
        if self.kind.name == "check-in":
            return self.path
        if "team" in names:
            return f"{names['team']}/{names['cycle']}"
        return names.get("folder", "") + names["slug"] if "slug" in names else self.kind.name

    @property
    def place(self) -> Place:
        """The file as a whole."""
        return Place(self.path)


@dataclass(frozen=True, slots=True)
class Inventory:
    """All originals by kind and id, in the order of their ids, and all translations in the order of their paths."""

    kinds: Mapping[str, Mapping[str, Loaded]]
    translations: tuple[Loaded, ...]

    def of(self, kind: str) -> Mapping[str, Loaded]:
        """Every file of a kind, broken ones too."""
        return self.kinds[kind]

    def one(self, kind: str) -> Loaded | None:
        """The file of a kind that has only one."""
        return self.kinds[kind].get(kind)

    def read(self, kind: str) -> Iterator[Loaded]:
        """The files of a kind that could be read."""
        return (loaded for loaded in self.kinds[kind].values() if loaded.record is not None)

    @property
    def broken(self) -> bool:
        """Whether a file could not be read."""
        return any(one.record is None for kind in self.kinds for one in self.kinds[kind].values())

    def files(self) -> Iterator[Loaded]:
        """Every file that could be read, translations last."""
        for kind in self.kinds:
            yield from self.read(kind)
        yield from (loaded for loaded in self.translations if loaded.record is not None)


def take_stock(loaded: Sequence[Loaded], again: Again = ANEW) -> Inventory:
    """The inventory of all files."""
    paths = tuple(one.path for one in loaded)  # an id follows from the path
    ordered = [loaded[place] for place in again("order", (paths,), partial(_order, loaded))]
    kinds: dict[str, dict[str, Loaded]] = {kind.name: {} for kind in KINDS}
    for one in ordered:
        if not one.language:
            kinds[one.kind.name][one.id] = one
    translations = tuple(sorted((one for one in ordered if one.language), key=lambda one: one.path))
    return Inventory(kinds, translations)


def _order(loaded: Sequence[Loaded]) -> list[int]:
    """The places of the files in the order of their ids."""
    return sorted(range(len(loaded)), key=lambda place: (loaded[place].id.split("/"), loaded[place].path))


def unknown_files(paths: Iterable[str], used: frozenset[str]) -> Iterator[Diagnostic]:
    """A warning for every file of no kind that nothing uses; hidden files are nobody's business."""
    for path in sorted(paths):
        hidden = any(part.startswith(".") for part in path.split("/"))
        if not hidden and path not in used and not path.startswith(ASSETS):
            yield warning(
                "unknown-file", Place(path), f"{path} is not read: it is no kind of content", _file_hint(path)
            )


def _file_hint(path: str) -> str:
    """Where such a file belongs."""
    below = path.removeprefix(CONTENT)
    if re.search(r"\.(png|jpe?g|gif|svg|webp|pdf|mp4|webm)$", below, re.IGNORECASE):
        return f"move it to {ASSETS}{below.rpartition('/')[2]}"
    folders, name = below.split("/")[:-1], below.rpartition("/")[2]
    stem, _, ending = name.rpartition(".")
    ending = {"yml": "yaml", "markdown": "md"}.get(ending.lower(), ending.lower())
    renamed = "/".join([*map(slug, folders), f"{slug(stem)}.{ending}"])
    if kind_of(renamed):
        return f"rename it to {CONTENT}{renamed}"
    example = nearest(below, [kind.example for kind in KINDS])
    return f"files are written like {CONTENT}{example}" if example else "pictures and other files go to content/assets/"
