"""A site whose files are made when somebody asks for them.

In: a `Draft` made with `later`, and the steps. Out: files by address, each with the bytes that `build` would publish,
and every fault that only shows when all of them are made. The shell decides when that is worth its time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha1
from threading import RLock

from okrsite.build import Draft, data_files, file_of
from okrsite.build.remembered import Steps
from okrsite.build.search import search_files
from okrsite.diagnostics import Checked, Diagnostic
from okrsite.index import FOLDER, Engine
from okrsite.pages.plan import NOWHERE, Atlas
from okrsite.pages.search import FOLDER as SEARCH
from okrsite.pages.views.common import Page

STATIC = b"static/"
MISSING: Checked[bytes] = Checked(None)


class Asked:
    """One site. Several threads may ask at once; what is made is made once."""

    def __init__(self, draft: Draft, steps: Steps, engine: Engine | None, makers: Mapping[str, int] = NOWHERE) -> None:
        self._draft, self._steps, self._engine = draft, steps, engine
        self._atlas = Atlas(replace(draft.known, later=True), draft.changed, makers)
        self._files: dict[str, Checked[bytes]] = {}
        self._others: dict[str, Checked[dict[str, bytes]]] = {}
        self._lock = RLock()
        self._static = draft.look.static.encode()

    def file(self, name: str) -> Checked[bytes]:
        """A file; nothing where there is none, and the faults where it cannot be made."""
        data = self._draft.assets.get(name)
        if data is not None:
            return Checked(data)
        with self._lock:
            if name not in self._files:
                self._files[name] = self._make(name)
            return self._files[name]

    def asset(self, name: str) -> bytes | None:
        """One of the theme's assets by its name alone, whatever the digest in its address."""
        return self._draft.assets.get(self._draft.look.static + name)

    def stamp(self, name: str) -> str:
        """Changes whenever a reader of the file sees something new: in it, in a picture, or in what scripts do.

        A style sheet is not among these: it can be exchanged below a page that stays.
        """
        found = self.file(name).value or b""
        page = sha1(found.replace(self._static, STATIC), usedforsecurity=False).hexdigest()[:16]
        others = hash(tuple((n, data) for n, data in self._named() if not n.endswith(".css")))
        return f"{page}-{others & 0xFFFFFFFF:08x}"

    def styles(self) -> str:
        """Changes whenever a style sheet does."""
        return f"{hash(tuple(pair for pair in self._named() if pair[0].endswith('.css'))) & 0xFFFFFFFF:08x}"

    def faults(self) -> Iterator[tuple[Diagnostic, ...]]:
        """What is wrong with each page, made one after another for nobody; the pages themselves are not kept."""
        with self._lock:
            planned = self._atlas.whole()
        yield planned.diagnostics
        for page in planned.value or ():
            with self._lock:
                made = self._files.get(file_of(page.url)) or self._rendered(page)
            yield made.diagnostics

    def makers(self) -> Mapping[str, int]:
        """Which maker makes which page, as far as it is known: a help for the next site."""
        return self._atlas.makers()

    def _named(self) -> Iterator[tuple[str, bytes]]:
        """All assets, with names that stay."""
        static = self._draft.look.static
        return ((name.removeprefix(static), data) for name, data in self._draft.assets.items())

    def _make(self, name: str) -> Checked[bytes]:
        if name.endswith(".html"):
            page = self._atlas.page(
                name.removesuffix("index.html") if name.rpartition("/")[2] == "index.html" else name
            )
            return self._rendered(page) if page else MISSING
        group = self._search if name.startswith((SEARCH, FOLDER)) or name == "search.json" else self._data
        made = self._others.get(group.__name__)
        if made is None:
            made = self._others[group.__name__] = group()
        return Checked((made.value or {}).get(name))

    def _rendered(self, page: Page) -> Checked[bytes]:
        (done,) = self._steps.pages([page], self._draft.arounds)
        return Checked(None if done.value is None else done.value.encode(), done.diagnostics)

    def _search(self) -> Checked[dict[str, bytes]]:
        return search_files(self._draft.known, self._atlas.whole().value or (), self._steps, self._engine)

    def _data(self) -> Checked[dict[str, bytes]]:
        return Checked(data_files(replace(self._draft, pages=self._atlas.whole().value or ())))
