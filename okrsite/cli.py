"""Words typed → options → exit code: 0 clean, 1 problems in content or theme, 2 usage or settings.

Heavy imports stand inside the commands that need them, so that `okrsite --help` is quick.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from okrsite import __version__

if TYPE_CHECKING:
    from okrsite.build import Built
    from okrsite.diagnostics import Diagnostic
    from okrsite.serve.loop import Outcome

CLEAN, PROBLEMS, USAGE = 0, 1, 2
SETTINGS = "content/site.yaml"


class Day(click.ParamType[date]):
    """A date such as 2026-11-22."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a sentence that says how to write one."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as 2026-11-22", param, ctx)


def _shared(command: Any) -> Any:
    """The argument and the options that build and check have in common."""
    for decorate in reversed(
        (
            click.argument("project", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path)),
            click.option("--as-of", type=Day(), help="The day to compute for; today when left out."),
            click.option(
                "--edition", type=click.Choice(["all", "internal", "private"]), help="Which audience the site is for."
            ),
            click.option("--strict/--no-strict", default=None, help="Warnings fail too; the default where CI is set."),
            click.option("--no-cache", is_flag=True, help="Remember nothing, and use nothing that was remembered."),
        )
    ):
        command = decorate(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="okrsite")
def main() -> None:
    """Publish a company's objectives and key results as a static site."""


@main.command()
@_shared
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="The folder to write; PROJECT/site when left out."
)
@click.option("--explain", is_flag=True, help="Say which pages were rendered, and which were remembered.")
def build(project: Path, output: Path | None, strict: bool | None, explain: bool, **options: Any) -> None:
    """Build the site of PROJECT, which is the current folder when left out."""
    from okrsite.files import Busy, Refused, publish, recover

    began = time.perf_counter()
    output = output or project / "site"
    recover(output)
    built, texts = _build(project, **options)
    _print(built.diagnostics, texts)
    if built.tree is None or _fails(built.diagnostics, strict):
        click.echo("Nothing was published.", err=True)
        sys.exit(PROBLEMS)
    try:
        published = publish(project, output, built.tree)
    except (Refused, Busy) as reason:
        click.echo(f"okrsite: {reason}", err=True)
        sys.exit(USAGE)
    seconds = time.perf_counter() - began
    click.echo(f"{len(built.pages)} pages, {published.written} files written, {seconds:.1f} s")


@main.command()
@_shared
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How problems are printed.")
def check(project: Path, form: str, strict: bool | None, **options: Any) -> None:
    """Find every problem in PROJECT and write nothing."""
    from okrsite import report

    built, texts = _build(project, **options)
    if form == "text":
        _print(built.diagnostics, texts)
    else:
        click.echo(report.FORMATS[form](built.diagnostics, _reader(texts)), nl=False)
    sys.exit(PROBLEMS if built.failed or _fails(built.diagnostics, strict) else CLEAN)


@main.command()
@_shared
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any that is free."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--open", "show", is_flag=True, help="Open the site in a browser.")
@click.option("--poll", is_flag=True, help="Look for changes again and again, for network drives.")
def serve(project: Path, strict: bool | None, port: int, host: str, show: bool, poll: bool, **options: Any) -> None:
    """Show the site of PROJECT at a local address and rebuild it at every change."""
    from okrsite.serve import InUse
    from okrsite.serve import serve as run

    def say(line: str) -> None:
        click.echo(line, err=True)

    def ready(address: str) -> None:
        if show:
            click.launch(address)

    try:
        run(project, _previews(project, say, strict, options), say, port=port, host=host, poll=poll, ready=ready)
    except InUse as reason:
        click.echo(f"okrsite: {reason}", err=True)
        sys.exit(USAGE)
    except KeyboardInterrupt:
        sys.exit(CLEAN)


def _previews(
    project: Path, say: Callable[[str], None], strict: bool | None, options: dict[str, Any]
) -> Callable[[], Outcome]:
    """A function that builds once for the dev server."""
    from okrsite import report
    from okrsite.serve.loop import Outcome

    def once() -> Outcome:
        began = time.perf_counter()
        built, texts = _build(project, **options)
        problems = report.text(built.diagnostics, _reader(texts)) if built.tree is None else ""
        if built.diagnostics:
            say(report.text(built.diagnostics, _reader(texts), colour=_colour()))
        what = f"{len(built.pages)} pages" if built.tree is not None else "the last good site stays up"
        counts = report.summary(built.diagnostics)
        return Outcome(
            built.tree, problems, f"{what}, {counts + ', ' if counts else ''}{time.perf_counter() - began:.2f} s"
        )

    return once


@main.command()
@click.argument("code")
def explain(code: str) -> None:
    """Say what a diagnostic CODE means and how to cure it."""
    from okrsite.diagnostics import did_you_mean
    from okrsite.files import read_tree, shipped

    codes = {path.removesuffix(".md"): text.decode() for path, text in read_tree(shipped("codes")).items()}
    if code not in codes:
        click.echo(f"okrsite: there is no code {code}; {did_you_mean(code, codes)}".rstrip("; "), err=True)
        sys.exit(USAGE)
    click.echo(codes[code], nl=False)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--empty", is_flag=True, help="Only the settings, without the example.")
def init(folder: Path, empty: bool) -> None:
    """Make a new project in FOLDER, with an invented company in this quarter to start from."""
    from okrsite.files import Refused, read_tree, shipped, write_new
    from okrsite.work.starter import starter

    files = starter(read_tree(shipped("starter")), date.today())  # noqa: DTZ011 (an editor's own day)
    if empty:
        files = {path: data for path, data in files.items() if not path.startswith("content/") or path == SETTINGS}
    try:
        write_new(folder, files)
    except Refused as reason:
        click.echo(f"okrsite: {reason}", err=True)
        sys.exit(USAGE)
    click.echo(f"Wrote a new project to {folder}. Next: okrsite serve {folder}")


def _build(project: Path, *, as_of: date | None, edition: Any, no_cache: bool) -> tuple[Built, Mapping[str, bytes]]:
    """Read a project and run the whole arrow; the files' bytes are for messages."""
    from okrsite.build import build
    from okrsite.build.settings import Options
    from okrsite.files import Cache, read, read_tree, shipped
    from okrsite.memo import Memo

    sources = read(project)
    default = {f"default/{path}": data for path, data in read_tree(shipped("themes/default")).items()}
    memo = Memo(None if no_cache else Cache(project))
    built = build(sources, default, Options(as_of, edition), memo)
    memo.save()
    themes = {f"themes/{path}": data for path, data in default.items()}
    return built, {**themes, **{source.path: source.data for source in sources.files}}


def _reader(texts: Mapping[str, bytes]) -> Any:
    """A file's text for messages: normalised as the parser sees it."""

    def read(path: str) -> str | None:
        data = texts.get(path)
        return None if data is None else data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")

    return read


def _print(diagnostics: tuple[Diagnostic, ...], texts: Mapping[str, bytes]) -> None:
    """All problems to standard error, with a count at the end."""
    from okrsite import report

    if diagnostics:
        click.echo(report.text(diagnostics, _reader(texts), colour=_colour()), err=True)
        click.echo(report.summary(diagnostics), err=True)


def _colour() -> bool:
    """Colour on a terminal only, unless NO_COLOR or FORCE_COLOR say otherwise."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stderr.isatty()


def _fails(diagnostics: tuple[Diagnostic, ...], strict: bool | None) -> bool:
    """Whether warnings fail this run and there are any."""
    wanted = bool(os.environ.get("CI")) if strict is None else strict
    return wanted and any(d.severity == "warning" for d in diagnostics)
