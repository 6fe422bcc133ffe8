"""What the dev server shows: the last good site, and the problems of the newest build.

In: builds, one after another. Out: files by address, with the reload client and the overlay on each page. One `Preview`
is shared between the builder's thread and the server; a build replaces everything in it at once.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass

CLIENT = "_okrsite/"
"""Below this address lie the files of the dev server itself."""

_EMPTY = b"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>okrsite</title></head><body><main>
<h1>There is no site yet</h1><p>The first build found problems. This page opens once they are mended.</p>
</main></body></html>
"""


@dataclass(frozen=True, slots=True)
class State:
    """One moment: the last good tree by file, the newest build's problems as text, and how many builds there were."""

    tree: Mapping[str, bytes]
    problems: str
    builds: int


class Preview:
    """The state that is served now."""

    def __init__(self) -> None:
        self._state = State({}, "", 0)

    @property
    def state(self) -> State:
        """The newest state; a value, so that one answer never mixes two builds."""
        return self._state

    def show(self, tree: Mapping[str, bytes] | None, problems: str) -> frozenset[str]:
        """Take a build over; a failed one keeps the last good pages. Says which files differ from before."""
        old = self._state
        self._state = State(old.tree if tree is None else tree, problems, old.builds + 1)
        new = self._state.tree
        return frozenset(name for name in old.tree.keys() | new.keys() if old.tree.get(name) != new.get(name))

    def file(self, address: str) -> tuple[bytes, str] | None:
        """The bytes and media type at an address, None where there is nothing."""
        state = self._state
        name = address + "index.html" if not address or address.endswith("/") else address
        data = state.tree.get(name)
        if data is None and name.startswith("static/"):
            data = self._asset(state, name)
        if data is None and name == "index.html":
            data = _EMPTY
        if data is None:
            return None
        if name.endswith(".html"):
            return with_client(data), "text/html; charset=utf-8"
        return data, media_type(name)

    def missing(self) -> bytes:
        """The site's own page for an address without one."""
        return with_client(self._state.tree.get("404.html", _EMPTY))

    def is_folder(self, address: str) -> bool:
        """Whether the address wants a slash at its end."""
        return f"{address}/index.html" in self._state.tree

    @staticmethod
    def _asset(state: State, name: str) -> bytes | None:
        """A theme's asset under the digest of an earlier build, as a page that is still open asks for it."""
        rest = name.split("/", 2)[2] if name.count("/") > 1 else ""
        known = (path for path in state.tree if path.startswith("static/") and path.endswith(f"/{rest}"))
        return next((state.tree[path] for path in known), None) if rest else None


def with_client(page: bytes) -> bytes:
    """A page with the scripts of the dev server at its end; they come from the server itself, as the policy demands."""
    scripts = (
        f'<link rel="stylesheet" href="/{CLIENT}overlay.css"><script src="/{CLIENT}overlay.js" type="module"></script>'
        '<script src="/livereload.js" defer></script></body>'
    ).encode()
    head, end, tail = page.rpartition(b"</body>")
    return head + scripts + tail if end else page


def media_type(name: str) -> str:
    """The media type of a file by its ending."""
    known = {".js": "text/javascript", ".json": "application/json", ".xml": "application/xml"}
    for ending, kind in known.items():
        if name.endswith(ending):
            return f"{kind}; charset=utf-8"
    guessed = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{guessed}; charset=utf-8" if guessed.startswith("text/") else guessed
