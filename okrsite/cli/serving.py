"""`okrsite serve`: the site at a local address, as it is after the last save."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from okrsite.cli.shared import CLEAN, build_options, colour, default_theme, reader, stop

if TYPE_CHECKING:
    from datetime import date

    from okrsite.build.settings import Options
    from okrsite.diagnostics import Diagnostic
    from okrsite.files import Seen, Sources
    from okrsite.memo import Memo
    from okrsite.serve.loop import Outcome

FEW = 50
"""After so many builds everything is searched for garbage."""

INDEXED_IN_PASSING = 1000
"""How many records the dev server has indexed anew while an editor waits: a quarter of a second."""


@click.command()
@build_options
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any that is free."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--open", "show", is_flag=True, help="Open the site in a browser.")
@click.option("--poll", is_flag=True, help="Look for changes again and again, for network drives.")
def serve(
    project: Path, strict: bool | None, as_of: date | None, edition: Any, no_cache: bool, port: int, host: str,
    show: bool, poll: bool,
) -> None:  # fmt: skip
    """Show the site of PROJECT at a local address and rebuild it at every change."""
    from okrsite.build.settings import Options
    from okrsite.serve import InUse
    from okrsite.serve import serve as run_server

    def say(line: str) -> None:
        click.echo(line, err=True)

    def ready(address: str) -> None:
        if show:
            click.launch(address)

    builder = Builder(project, Options(as_of, edition), remember=not no_cache, say=say)
    try:
        run_server(project, builder, say, port=port, host=host, poll=poll, ready=ready)
    except InUse as reason:
        stop(reason)
    except KeyboardInterrupt:
        sys.exit(CLEAN)


class Builder:
    """Builds again and again: what did not change is neither read, nor parsed, nor measured again.

    Pages have a memo of their own, since they are made in other threads.
    """

    def __init__(self, project: Path, options: Options, *, remember: bool, say: Callable[[str], None]) -> None:
        from okrsite.build.remembered import Steps
        from okrsite.files import Cache
        from okrsite.memo import Memo, Recent

        self._project, self._options, self._say = project, options, say
        self._memo, self._pages = (Memo(Cache(project) if remember else None) for _ in range(2))
        self._again = Recent()
        self._steps, self._page_steps = Steps(self._memo, self._again), Steps(self._pages)
        self._shipped = default_theme()
        self._seen: Seen = {}
        self._history = History(project)
        self._makers: dict[str, int] = {}
        self._last: Any = None
        self._told: tuple[Diagnostic, ...] = ()
        self._rests = 0

    def __call__(self) -> Outcome:
        """One build."""
        from okrsite import report
        from okrsite.build import draft
        from okrsite.build.asked import Asked
        from okrsite.diagnostics import Severity
        from okrsite.files import read
        from okrsite.index import engine
        from okrsite.serve.loop import Outcome

        began = time.perf_counter()
        sources = self._history.dated(read(self._project, self._seen), self._memo)
        made = draft(sources, self._shipped, self._options, self._steps, with_pages=False)
        errors = tuple(one for one in made.diagnostics if one.severity is Severity.ERROR)
        if self._last:
            self._makers |= self._last.makers()
        site = None
        if made.value and not errors:
            self._again.turn()
            if not self._last:
                gc.freeze()
            site = self._last = Asked(made.value, self._page_steps, engine(most=INDEXED_IN_PASSING), self._makers)
        read_text = reader(self._texts(sources))
        if made.diagnostics != self._told:
            self._say(report.text(made.diagnostics, read_text, colour=colour()))
            self._told = made.diagnostics
        counts = report.summary(made.diagnostics)
        what = "Ready" if site else "The last good site stays up"
        line = f"{what}, {counts + ', ' if counts else ''}{time.perf_counter() - began:.2f} s"
        return Outcome(site, errors, lambda problems: report.text(problems, read_text), line, self._rest)

    def _rest(self) -> None:
        """What is done while nobody waits: remember for the next start, and look for garbage.

        The company is large and lives long: the collector is told to leave it alone, else it goes through all of it
        while somebody waits for a page.
        """
        self._memo.save()
        self._pages.save()
        self._rests += 1
        if self._rests % FEW == 0:
            gc.unfreeze()
            gc.collect()
        gc.freeze()

    def _texts(self, sources: Sources) -> Mapping[str, bytes]:
        """What messages quote."""
        themes = {f"themes/{path}": data for path, data in self._shipped.items()}
        return {**themes, **{source.path: source.data for source in sources.files}}


class History:
    """The days on which files were last changed, asked for again when git has a new commit."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self._mark: object = "not asked yet"
        self._known: tuple[Mapping[str, date], tuple[Diagnostic, ...]] = ({}, ())

    def dated(self, sources: Sources, memo: Memo) -> Sources:
        """The files with their days."""
        from dataclasses import replace

        from okrsite.cli.history import dated

        mark = self._head()
        if mark != self._mark:
            found = dated(self._project, replace(sources, diagnostics=()), memo)
            self._known, self._mark = (found.changed, found.diagnostics), mark
        changed, faults = self._known
        return replace(sources, changed=changed, diagnostics=(*sources.diagnostics, *faults))

    def _head(self) -> object:
        """Changes with every commit and checkout; None where there is no git."""
        for folder in (self._project.resolve(), *self._project.resolve().parents):
            git = folder / ".git"
            if git.is_file():  # of a second work tree, or of a module
                git = folder / git.read_text(encoding="utf-8", errors="replace").removeprefix("gitdir:").strip()
            if git.is_dir():
                return tuple(_mark(git / name) for name in ("HEAD", "logs/HEAD", "packed-refs", "shallow"))
        return None


def _mark(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
