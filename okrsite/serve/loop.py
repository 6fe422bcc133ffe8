"""The dev server's loop: wait for a change, build, tell the browsers.

In: a function that builds, and the folders to watch. The function runs in a thread, so that pages are answered while it
works; changes that come meanwhile lead to one more build, and none is lost.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from watchfiles import Change, awatch

from okrsite.serve.preview import Preview
from okrsite.serve.web import LOCAL, application, tell

WATCHED = ("content", "themes")


class InUse(Exception):
    """Somebody else listens at the port; the text is a sentence for the operator."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One build: the site's files or None, the problems as text, and a line for the terminal."""

    tree: Mapping[str, bytes] | None
    problems: str
    line: str


def serve(
    root: Path,
    build: Callable[[], Outcome],
    say: Callable[[str], None],
    *,
    port: int,
    host: str,
    poll: bool = False,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve until interrupted; `ready` is called with the address once the first site is up."""
    asyncio.run(_serve(root, build, say, port, host, poll, ready))


async def _serve(
    root: Path,
    build: Callable[[], Outcome],
    say: Callable[[str], None],
    port: int,
    host: str,
    poll: bool,
    ready: Callable[[str], None],
) -> None:
    preview = Preview()
    server = HTTPServer(application(preview, {*LOCAL, host.casefold()}))
    try:
        sockets = bind_sockets(port, host)
    except OSError as failure:
        raise InUse(
            f"port {port} cannot be opened: {(failure.strerror or str(failure)).lower()}; try --port {port + 1}"
        ) from failure
    server.add_sockets(sockets)
    address = f"http://{f'[{host}]' if ':' in host else host}:{sockets[0].getsockname()[1]}/"
    await _build(preview, build, say)
    say(f"{address} shows {root}; stop it with Ctrl-C")
    ready(address)
    watched = awatch(root, watch_filter=_of_the_project(root), debounce=100, step=20, force_polling=poll or None)
    async for _ in watched:
        await _build(preview, build, say)


async def _build(preview: Preview, build: Callable[[], Outcome], say: Callable[[str], None]) -> None:
    """One build in a thread; pages reload where something that they show has changed."""
    before = preview.state.problems
    outcome = await asyncio.to_thread(build)
    changed = preview.show(outcome.tree, outcome.problems)
    say(outcome.line)
    if changed or outcome.problems != before:
        tell(_what(changed) if outcome.problems == before else "*")


def _what(changed: Iterable[str]) -> str:
    """The path that a browser is told: a style sheet where nothing but style sheets changed."""
    pages = [name for name in changed if not name.startswith("static/")]
    styles = {name for name in changed if name.endswith(".css")}
    return next(iter(sorted(styles)), "*") if styles and not pages else "*"


def _of_the_project(root: Path) -> Callable[[Change, str], bool]:
    """Content and themes, without hidden files, editors' leavings and the output."""
    tops = tuple(os.path.join(os.path.realpath(root), name) for name in WATCHED)

    def wanted(_: Change, path: str) -> bool:
        name = os.path.basename(path)
        inside = any(path == top or path.startswith(top + os.sep) for top in tops)
        return inside and not name.startswith((".", "#")) and not name.endswith(("~", ".swp", ".tmp"))

    return wanted
