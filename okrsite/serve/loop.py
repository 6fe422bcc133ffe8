"""The dev server's loop: wait for a change, build, tell the browsers.

In: a function that builds, and the project to watch. The function runs in a thread, so that pages are answered while it
works; changes that come meanwhile lead to one more build, and none is lost. While nobody asks for anything, the pages
that nobody looks at are made too, so that their faults are found.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from math import inf
from pathlib import Path
from threading import Event

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from watchfiles import Change, awatch

from okrsite.diagnostics import Diagnostic
from okrsite.serve.preview import Preview, Problems, Site
from okrsite.serve.web import LOCAL, application, tell

WATCHED = ("content", "themes")
STORM = 20
"""From so many changes at once the build waits until it is quiet: it is a checkout, and half of one is no site."""

PULSE = 0.25
"""Seconds without a change that count as quiet."""

TICK = 1.2
"""Seconds after which a polled project is looked at once more: who polls sees only in which second a file was saved."""

QUARTER = 900
"""After so many seconds a build is made even without a change: it may be another day."""

REST = 1.5
"""Seconds after a build or an answer before pages are made that nobody asked for."""


class InUse(Exception):
    """Somebody else listens at the port; the text is a sentence for the operator."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One build: the site, None where an error keeps it back; the errors and how they are said; a line for the
    terminal; what is to be done when there is time, such as writing down what was remembered."""

    site: Site | None
    problems: Problems
    words: Callable[[Problems], str]
    line: str
    later: Callable[[], None] = lambda: None


Build = Callable[[], Outcome]
Say = Callable[[str], None]


def serve(
    root: Path,
    build: Build,
    say: Say,
    *,
    port: int,
    host: str,
    poll: bool = False,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve until interrupted; `ready` is called with the address once the first site is up."""
    asyncio.run(_serve(root, build, say, port, host, poll, ready))


async def _serve(
    root: Path, build: Build, say: Say, port: int, host: str, poll: bool, ready: Callable[[str], None]
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
    changes = _changes(root, poll)
    change = asyncio.ensure_future(anext(changes))  # what changes during the first build is not missed
    await asyncio.sleep(0)
    idle = await _build(preview, build, say)
    say(f"{address} shows {root}; stop it with Ctrl-C")
    ready(address)
    try:
        while True:
            await change
            change = asyncio.ensure_future(anext(changes))
            idle.stop()
            idle = await _build(preview, build, say)
    finally:
        idle.stop()
        server.stop()


async def _changes(root: Path, poll: bool) -> AsyncIterator[None]:
    """Once for each change, or for many that come together; the watcher notes what comes while a build is under way."""
    waiting, built_at = 0, time.monotonic()
    look_again = built_at + TICK if poll else inf
    pulse = int(PULSE * 1000)
    watch = awatch(
        root, watch_filter=_of_the_project(root), debounce=100, step=10, force_polling=poll or None,
        rust_timeout=pulse, yield_on_timeout=True,
    )  # fmt: skip
    async for found in watch:
        waiting += len(found)
        now = time.monotonic()
        late = now - built_at > QUARTER or now > look_again
        if (waiting and (not found or waiting < STORM)) or late:
            yield
            look_again = now + TICK if poll and waiting else inf
            waiting, built_at = 0, time.monotonic()


async def _build(preview: Preview, build: Build, say: Say) -> Idle:
    """One build in a thread; then the open pages ask whether they are still the newest."""
    outcome = await asyncio.to_thread(build)
    preview.show(outcome.site, outcome.problems, outcome.words)
    tell()
    say(outcome.line)
    return Idle(preview, outcome, say)


class Idle:
    """Makes the pages of one site that nobody asked for, while nobody asks for others."""

    def __init__(self, preview: Preview, outcome: Outcome, say: Say) -> None:
        self._preview, self._outcome, self._say = preview, outcome, say
        self._stopped = Event()
        self._task = asyncio.ensure_future(self._run())

    def stop(self) -> None:
        """Stop with the page that is being made."""
        self._stopped.set()
        self._task.cancel()

    async def _run(self) -> None:
        site = self._outcome.site
        await asyncio.sleep(REST)
        problems = await asyncio.to_thread(self._problems)
        if site and not self._stopped.is_set() and self._preview.add(site, tuple(problems)):
            self._say(self._preview.state.said)
            tell()

    def _problems(self) -> list[Diagnostic]:
        found: list[Diagnostic] = []
        for faults in self._outcome.site.faults() if self._outcome.site else ():
            found += faults
            while not self._stopped.is_set() and time.monotonic() - self._preview.asked_at < REST:
                time.sleep(0.05)
            if self._stopped.is_set():
                return []
        self._outcome.later()
        return found


def _of_the_project(root: Path) -> Callable[[Change, str], bool]:
    """Content and themes, without hidden files, editors' leavings and the output."""
    tops = tuple(os.path.join(os.path.realpath(root), name) for name in WATCHED)

    def wanted(_: Change, path: str) -> bool:
        name = os.path.basename(path)
        inside = any(path == top or path.startswith(top + os.sep) for top in tops)
        return inside and not name.startswith((".", "#")) and not name.endswith(("~", ".swp", ".tmp"))

    return wanted
