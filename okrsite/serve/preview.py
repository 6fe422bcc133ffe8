"""What the dev server shows: the last good site, and the problems of the newest build.

In: builds, one after another, and what is found wrong with single pages later. Out: answers by address, with the reload
client on each page; and for a page that is open, whether it is still the newest. One `Preview` is shared between the
threads; each answer is made from one state, so that it never mixes two builds.
"""

from __future__ import annotations

import mimetypes
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from threading import Lock
from typing import Protocol

from okrsite.diagnostics import Checked, Diagnostic

CLIENT = "_okrsite/"
"""Below this address lie the files of the dev server itself."""

MOST_KEPT = 200
"""How many of the pages that were looked at are kept, to be shown while a theme cannot make them."""

_EMPTY = b"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>okrsite</title></head><body><main>
<h1>There is nothing to see here yet</h1><p>This page opens once the problems below are mended.</p>
</main></body></html>
"""


class Site(Protocol):
    """Files by address, made when they are asked for: `build.asked.Asked`."""

    def file(self, name: str) -> Checked[bytes]:
        """A file; nothing where there is none, and the faults where it cannot be made."""

    def asset(self, name: str) -> bytes | None:
        """One of the theme's assets by its name alone."""

    def stamp(self, name: str) -> str:
        """Changes whenever a reader of the file sees something new."""

    def styles(self) -> str:
        """Changes whenever a style sheet does."""

    def faults(self) -> Iterator[tuple[Diagnostic, ...]]:
        """What is wrong with each page, one after another."""


Problems = tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class State:
    """One moment: the last good site, the newest problems and how they are said, and how many builds there were."""

    site: Site | None = None
    problems: Problems = ()
    words: Callable[[Problems], str] = lambda problems: ""
    builds: int = 0

    @property
    def said(self) -> str:
        """The problems as the overlay shows them."""
        return self.words(self.problems) if self.problems else ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser gets: a file with its media type, or where it should go."""

    status: int
    data: bytes = b""
    kind: str = ""
    to: str = ""


class Preview:
    """The state that is served now."""

    def __init__(self) -> None:
        self._state = State()
        self._kept: dict[str, bytes] = {}
        self._lock = Lock()
        self.asked_at = 0.0

    @property
    def state(self) -> State:
        """The newest state; a value."""
        return self._state

    def show(self, site: Site | None, problems: Problems, words: Callable[[Problems], str]) -> None:
        """Take a build over; a failed one keeps the last good site."""
        with self._lock:
            old = self._state
            self._state = State(site or old.site, problems, words, old.builds + 1)

    def add(self, site: Site, problems: Problems) -> bool:
        """Take over what was found wrong with pages of a site; nothing if it is no longer shown. Whether it is new."""
        with self._lock:
            known = self._state.problems
            new = tuple(dict.fromkeys(one for one in problems if one not in known))
            if self._state.site is not site or not new:
                return False
            self._state = replace(self._state, problems=(*known, *new))
            return True

    def answer(self, address: str) -> Answer:
        """What lies at an address: a page, a file, a way to a folder, or the site's page for what is missing."""
        self.asked_at = time.monotonic()
        site = self._state.site
        name = file_of(address)
        if site is None:
            return Answer(200, self._page(_EMPTY, "", ""), "text/html; charset=utf-8")
        found = site.file(name)
        if found.diagnostics:
            self.add(site, found.diagnostics)
            return self._html(site, name, self._kept.get(name, _EMPTY), 200)
        if found.value is not None and name.endswith(".html"):
            self._keep(name, found.value)
            return self._html(site, name, found.value, 200)
        data = found.value if found.value is not None else _older(site, name)
        if data is not None:
            return Answer(200, data, media_type(name))
        if site.file(f"{address}/index.html").value is not None:
            return Answer(302, to=f"/{address}/")
        return self._html(site, name, site.file("404.html").value or _EMPTY, 404)

    def news(self, address: str) -> dict[str, str]:
        """What a page that is open asks: the stamps of what it would be now, and what is wrong."""
        state = self._state
        if state.site is None:
            return {"stamp": "", "styles": "", "problems": state.said}
        stamp = _stamp(state.site, file_of(address))
        return {"stamp": stamp, "styles": state.site.styles(), "problems": self._state.said}

    def _keep(self, name: str, data: bytes) -> None:
        with self._lock:
            self._kept.pop(name, None)
            self._kept[name] = data
            if len(self._kept) > MOST_KEPT:
                del self._kept[next(iter(self._kept))]

    def _html(self, site: Site, name: str, data: bytes, status: int) -> Answer:
        page = self._page(data, _stamp(site, name), site.styles())
        return Answer(status, page, "text/html; charset=utf-8")

    @staticmethod
    def _page(page: bytes, stamp: str, styles: str) -> bytes:
        """A page with the scripts of the dev server at its end; they come from the server, as the policy demands."""
        scripts = (
            f'<link rel="stylesheet" href="/{CLIENT}overlay.css">'
            f'<script src="/{CLIENT}overlay.js" defer data-stamp="{stamp}" data-styles="{styles}"></script>'
            '<script src="/livereload.js" defer></script></body>'
        ).encode()
        head, end, tail = page.rpartition(b"</body>")
        return head + scripts + tail if end else page


def file_of(address: str) -> str:
    """The file at an address: pages are `index.html` in folders."""
    return address + "index.html" if not address or address.endswith("/") else address


def _stamp(site: Site, name: str) -> str:
    """What a reader of an address sees; the page for what is missing where there is nothing."""
    found = site.file(name)
    if found.value is None and not found.diagnostics:
        return f"404-{site.stamp('404.html')}"
    return site.stamp(name)


def _older(site: Site, name: str) -> bytes | None:
    """A theme's asset under the digest of an earlier build, as a page that is still open asks for it."""
    folder, _, rest = name.partition("/")
    return site.asset(rest.partition("/")[2]) if folder == "static" else None


def media_type(name: str) -> str:
    """The media type of a file by its ending."""
    known = {".js": "text/javascript", ".json": "application/json", ".xml": "application/xml"}
    for ending, kind in known.items():
        if name.endswith(ending):
            return f"{kind}; charset=utf-8"
    guessed = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{guessed}; charset=utf-8" if guessed.startswith("text/") else guessed
