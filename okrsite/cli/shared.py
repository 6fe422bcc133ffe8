"""What several commands share: exit codes, the options they have in common, one run of the arrow, how problems print.

In: options as they were typed. Out: a build with the texts of its files for messages. Heavy imports stand inside the
functions that need them.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from okrsite.build import Built
    from okrsite.diagnostics import Diagnostic
    from okrsite.files import Sources
    from okrsite.index import Engine
    from okrsite.memo import Memo

CLEAN, PROBLEMS, USAGE = 0, 1, 2


def day(context: click.Context, option: click.Parameter, text: str | None) -> date | None:
    """A date such as 2026-11-22, or a sentence that says how to write one."""
    from okrsite.source.scalars import read_day

    found = read_day(text) if text is not None else None
    if found is None and text is not None:
        raise click.BadParameter(f"{text!r} is not a date; write it as 2026-11-22", context, option)
    return found


def project(context: click.Context, option: click.Parameter, folder: Path) -> Path:
    """A folder that holds a project, or a sentence that says how to make one."""
    if (folder / "content").is_dir():
        return folder
    sentence = f"there is no project in {folder.resolve()}: it has no folder content; okrsite init makes a new one"
    raise click.UsageError(sentence, context)


def project_argument(command: Any) -> Any:
    """The project's folder, the current one when left out."""
    kind = click.Path(exists=True, file_okay=False, path_type=Path)
    return click.argument("project", default=".", type=kind, callback=project)(command)


def project_option(command: Any) -> Any:
    """The project's folder, for commands whose argument is something else."""
    kind = click.Path(exists=True, file_okay=False, path_type=Path)
    words = "The project's folder, if not this one."
    return click.option("--project", default=".", type=kind, callback=project, help=words)(command)


def build_options(command: Any) -> Any:
    """The argument and the options that build, check and serve have in common."""
    for decorate in reversed(
        (
            project_argument,
            click.option("--as-of", metavar="DATE", callback=day, help="The day to compute for; today when left out."),
            click.option(
                "--edition", type=click.Choice(["all", "internal", "private"]), help="Which audience the site is for."
            ),
            click.option("--strict/--no-strict", default=None, help="Warnings fail too; the default where CI is set."),
            click.option("--no-cache", is_flag=True, help="Remember nothing, and use nothing that was remembered."),
        )
    ):
        command = decorate(command)
    return command


@dataclass(frozen=True, slots=True)
class Given:
    """What a build is made from: a project's files, what comes with okrsite, and what is remembered."""

    project: Path
    sources: Sources
    shipped: Mapping[str, bytes]
    memo: Memo

    def texts(self) -> dict[str, bytes]:
        """The bytes of all files, for messages."""
        themes = {f"themes/{path}": data for path, data in self.shipped.items()}
        return {**themes, **{source.path: source.data for source in self.sources.files}}


def given(project: Path, *, no_cache: bool, history: bool = True) -> Given:
    """Read a project; `history` asks git for dates."""
    from okrsite.cli.history import dated
    from okrsite.files import Cache, read
    from okrsite.memo import Memo

    memo = Memo(None if no_cache else Cache(project))
    sources = read(project)
    return Given(project, dated(project, sources, memo) if history else sources, default_theme(), memo)


def run(
    given: Given,
    *,
    as_of: date | None,
    edition: Any,
    engine: Engine | None = None,
    preview: str | None = None,
) -> Built:
    """The whole arrow; `preview` is the revision that the site is a proposed change of."""
    from okrsite.build import build
    from okrsite.build.settings import Options
    from okrsite.cli.history import previewing

    begin = previewing(given.project, preview, given.sources, given.memo) if preview else None
    with _uncollected():
        built = build(given.sources, given.shipped, Options(as_of, edition), given.memo, engine, begin)
    given.memo.save()
    return built


@contextmanager
def _uncollected() -> Iterator[None]:
    """One build makes millions of values and hardly a cycle: looking for garbage took a seventh of its time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def default_theme() -> dict[str, bytes]:
    """What comes with okrsite, as the arrow takes it: the theme as `default/…`, a page for each code as `codes/…`."""
    from okrsite.files import read_tree, shipped

    theme = {f"default/{path}": data for path, data in read_tree(shipped("themes/default")).items()}
    return {**theme, **{f"codes/{path}": data for path, data in read_tree(shipped("codes")).items()}}


def reader(texts: Mapping[str, bytes]) -> Any:
    """A file's text for messages: normalised as the parser sees it."""

    @cache
    def read(path: str) -> str | None:
        data = texts.get(path)
        return None if data is None else data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")

    return read


def print_problems(diagnostics: tuple[Diagnostic, ...], texts: Mapping[str, bytes]) -> None:
    """All problems to standard error, with a count at the end."""
    from okrsite import report

    if diagnostics:
        click.echo(report.text(diagnostics, reader(texts), colour=colour()), err=True, color=colour())
        click.echo(report.summary(diagnostics), err=True)


def colour() -> bool:
    """Colour on a terminal only, unless NO_COLOR or FORCE_COLOR say otherwise."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stderr.isatty()


def fails(diagnostics: tuple[Diagnostic, ...], strict: bool | None) -> bool:
    """Whether warnings fail this run and there are any."""
    wanted = bool(os.environ.get("CI")) if strict is None else strict
    return wanted and any(d.severity == "warning" for d in diagnostics)


def stop(reason: object, code: int = USAGE) -> NoReturn:
    """End with a sentence on standard error."""
    click.echo(f"okrsite: {reason}", err=True)
    sys.exit(code)
