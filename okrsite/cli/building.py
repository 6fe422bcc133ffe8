"""From content to a site: `build`, `check`, `serve`."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from okrsite.cli.shared import (
    CLEAN,
    PROBLEMS,
    Given,
    build_options,
    fails,
    given,
    print_problems,
    reader,
    run,
    stop,
)

if TYPE_CHECKING:
    from okrsite.build import Built
    from okrsite.diagnostics import Diagnostic

Found: TypeAlias = "tuple[Diagnostic, ...]"

INDEXED_IN_PASSING = 1000
"""How many records the dev server has indexed anew while an editor waits: a quarter of a second."""


@click.command()
@build_options
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="The folder to write; PROJECT/site when left out."
)
@click.option("--preview", metavar="BASE", help="Mark the site as a proposed change of BASE, and list what it changes.")
@click.option("--explain", is_flag=True, help="Say which pages were rendered, and which were remembered.")
def build(
    project: Path, output: Path | None, strict: bool | None, explain: bool, no_cache: bool, **options: Any
) -> None:
    """Build the site of PROJECT, which is the current folder when left out."""
    from okrsite.cli.unchanged import last, note, occasion
    from okrsite.files import recover

    began = time.perf_counter()
    output = output or project / "site"
    recover(output)
    known = given(project, no_cache=no_cache)
    now = occasion(known, *(str(options[name]) for name in sorted(options)))
    before = None if no_cache or explain or options["preview"] else last(output, now)
    if before and not fails(before.diagnostics, strict):
        print_problems(before.diagnostics, known.texts())
        _told(before.pages, 0, began)
        return
    built = _built(known, strict, options)
    written = _published(project, output, built, b"" if no_cache else note(now, built))
    if explain:
        _explain(built)
    _told(len(built.pages), written, began)


def _built(known: Given, strict: bool | None, options: dict[str, Any]) -> Built:
    """The site, or the end of the command where there is none to publish."""
    from okrsite.files import Unanswered
    from okrsite.index import engine

    try:
        built = run(known, engine=engine(), **options)
    except Unanswered as reason:
        stop(reason)
    print_problems(built.diagnostics, known.texts())
    if built.tree is None or fails(built.diagnostics, strict):
        click.echo("Nothing was published.", err=True)
        sys.exit(PROBLEMS)
    return built


def _published(project: Path, output: Path, built: Built, note: bytes) -> int:
    """How many files had to be written."""
    from okrsite.files import Busy, Refused, publish

    try:
        return publish(project, output, built.tree or {}, note=note).written
    except (Refused, Busy) as reason:
        stop(reason)


def _told(pages: int, written: int, began: float) -> None:
    click.echo(f"{pages} pages, {written} files written, {time.perf_counter() - began:.1f} s")


def _explain(built: Built) -> None:
    """Each page on a line: made anew, or remembered from an earlier build."""
    anew = set(built.rendered)
    for page in sorted(built.pages, key=lambda page: (page.url not in anew, page.url)):
        click.echo(f"{'rendered  ' if page.url in anew else 'remembered'} /{page.url}")


@click.command()
@build_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "gitlab", "sarif"]),
    default="text",
    help="How problems are printed: for people, for scripts, or for a forge.",
)
def check(project: Path, form: str, strict: bool | None, no_cache: bool, **options: Any) -> None:
    """Find every problem in PROJECT and write nothing."""
    known = given(project, no_cache=no_cache, history=False)
    built, texts = run(known, **options), known.texts()
    if form == "text":
        print_problems(built.diagnostics, texts)
    else:
        click.echo(_FORMATS[form](built.diagnostics, reader(texts), project), nl=False)
    sys.exit(PROBLEMS if built.failed or fails(built.diagnostics, strict) else CLEAN)


def _json(diagnostics: Found, read: Any, project: Path) -> str:
    from okrsite import report

    return report.as_json(diagnostics, read)


def _github(diagnostics: Found, read: Any, project: Path) -> str:
    """Workflow commands; the summary of the step goes where the runner wants it."""
    from okrsite import report
    from okrsite.cli.repository import around

    step = os.environ.get("GITHUB_STEP_SUMMARY")
    if step:
        with Path(step).open("a", encoding="utf-8") as file:
            file.write(report.step_summary(diagnostics, read))
    return report.workflow_commands(diagnostics, read, around(project))


def _gitlab(diagnostics: Found, read: Any, project: Path) -> str:
    from okrsite import report
    from okrsite.cli.repository import around

    return report.code_quality(diagnostics, read, around(project))


def _sarif(diagnostics: Found, read: Any, project: Path) -> str:
    from okrsite import report
    from okrsite.cli.asking import codes
    from okrsite.cli.repository import around

    return report.sarif(diagnostics, read, around(project), codes())


_FORMATS: dict[str, Callable[[Found, Any, Path], str]] = {
    "json": _json,
    "github": _github,
    "gitlab": _gitlab,
    "sarif": _sarif,
}
