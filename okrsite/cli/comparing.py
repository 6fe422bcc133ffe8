"""`okrsite diff BASE[..HEAD]`: what a change means."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from okrsite.cli.shared import CLEAN, PROBLEMS, day, print_problems, project_option, stop

if TYPE_CHECKING:
    from okrsite.build.comparing import Compared
    from okrsite.files import Sources
    from okrsite.report import Comparison


@click.command()
@click.argument("revisions", metavar="BASE[..HEAD]")
@project_option
@click.option("--as-of", metavar="DATE", callback=day, help="The day to compute both sides for; today when left out.")
@click.option("--edition", type=click.Choice(["all", "internal", "private"]), help="Which audience reads it.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    help="For people, for a comment of a pull request, or for scripts.",
)
def diff(revisions: str, project: Path, as_of: date | None, edition: Any, form: str) -> None:
    """Say what a change means, in sentences.

    What BASE and HEAD have in common is compared with HEAD, or with the files as they are when only BASE is given.
    """
    from okrsite.files import Unanswered

    try:
        base, head, before, after = sides(project, revisions)
    except Unanswered as reason:
        stop(reason)
    found = _compared(project, before, after, as_of, edition)
    if found.groups is None or found.settings is None:
        print_problems(found.diagnostics, {source.path: source.data for source in after.files})
        stop("there is nothing to compare", PROBLEMS)
    comparison = _comparison(found, base, head)
    click.echo(_formats()[form](comparison), nl=False)
    if form == "text":
        errors = tuple(d for d in found.diagnostics if d.severity == "error")
        print_problems(errors, {source.path: source.data for source in after.files})
    sys.exit(PROBLEMS if found.errors else CLEAN)


def sides(project: Path, revisions: str) -> tuple[str, str | None, Sources, Sources]:
    """Both commits (None for the files as they are) and both sides' files; `Unanswered` where git knows no answer."""
    from okrsite.files import commit, fork, read, repository, sources_at

    tree = repository(project)
    older, dots, newer = revisions.replace("...", "..").partition("..")
    head = commit(tree, newer or "HEAD") if dots else None
    base = fork(tree, commit(tree, older or "HEAD"), head or commit(tree, "HEAD"))
    return base, head, sources_at(tree, base), sources_at(tree, head) if head else read(project)


def _compared(project: Path, before: Sources, after: Sources, as_of: date | None, edition: Any) -> Compared:
    from okrsite.build.comparing import compared
    from okrsite.build.remembered import Steps
    from okrsite.build.settings import Options
    from okrsite.files import Cache
    from okrsite.memo import Memo

    memo = Memo(Cache(project))
    found = compared(before, after, Options(as_of, edition), Steps(memo))
    memo.save()
    return found


def _comparison(found: Compared, base: str, head: str | None) -> Comparison:
    from okrsite.report import Comparison

    if found.settings is None:
        raise AssertionError("a comparison has a day")
    return Comparison(
        groups=found.groups or (),
        base=base,
        head=head,
        as_of=found.settings.as_of,
        language=found.settings.language,
        unread=found.unread,
        errors=found.errors,
    )


def _formats() -> dict[str, Callable[[Comparison], str]]:
    from okrsite import report

    return {"text": report.changes_text, "markdown": report.changes_markdown, "json": report.changes_json}
