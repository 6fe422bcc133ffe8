"""A proposed file is checked as part of the whole project, and written only when `check` would accept it.

In: a project and a `Proposal`. Out: the file on the disk and a line that names it; or its problems with their places in
the new text, and nothing written.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrsite.cli.prompts import on_terminal
from okrsite.cli.shared import PROBLEMS, fails, print_problems, stop

if TYPE_CHECKING:
    from okrsite.build import Understood
    from okrsite.diagnostics import Diagnostic
    from okrsite.files import Sources
    from okrsite.work.new import Proposal


def understood(project: Path, as_of: date | None) -> tuple[Sources, Understood]:
    """The project's files and what they mean; ends the command with the problems where they mean nothing."""
    from okrsite.build import understand
    from okrsite.build.remembered import Steps
    from okrsite.build.settings import Options
    from okrsite.files import Cache, read
    from okrsite.memo import Memo

    sources, memo = read(project), Memo(Cache(project))
    checked = understand(sources, Options(as_of), Steps(memo))
    memo.save()
    if checked.value is None:
        print_problems(checked.diagnostics, {source.path: source.data for source in sources.files})
        stop("these problems come first; nothing was written", PROBLEMS)
    return sources, checked.value


def write(project: Path, sources: Sources, proposal: Proposal, as_of: date | None, *, show: bool) -> None:
    """Check the would-be project, then write the file, or with `show` print it."""
    from okrsite.files import Refused, write_new, write_over
    from okrsite.okr.kinds import kind_of

    known = {source.path for source in sources.files}
    if proposal.data is None:
        click.echo(f"There is no place in {proposal.path} that is surely right. Put this into it yourself:", err=True)
        click.echo(proposal.snippet, nl=False)
        sys.exit(PROBLEMS)
    if kind_of(proposal.path.removeprefix("content/")) is None:
        stop(f"{proposal.path} cannot be a file of the project: ids are made of small letters, digits and hyphens")
    if proposal.path in known and not proposal.snippet:
        stop(f"{proposal.path} exists already; nothing was written")
    problems = _problems(project, sources, proposal.path, proposal.data, as_of)
    print_problems(problems, {**{one.path: one.data for one in sources.files}, proposal.path: proposal.data})
    if any(d.severity == "error" for d in problems) or fails(problems, None):
        if on_terminal():
            click.echo(f"What you said, so that it is not lost:\n{proposal.data.decode()}", err=True)
        stop("nothing was written", PROBLEMS)
    if show:
        click.echo(proposal.data.decode(), nl=False)
        return
    try:
        (write_over if proposal.snippet else write_new)(project, {proposal.path: proposal.data})
    except Refused as reason:
        stop(reason)
    click.echo(f"Wrote {project / proposal.path}")


def _problems(project: Path, sources: Sources, path: str, data: bytes, as_of: date | None) -> tuple[Diagnostic, ...]:
    """What the file would bring: all that is wrong in it, and the errors that it causes elsewhere."""
    from okrsite.build.foreseen import problems
    from okrsite.build.remembered import Steps
    from okrsite.build.settings import Options
    from okrsite.diagnostics import Severity
    from okrsite.files import Cache, Source
    from okrsite.memo import Memo

    steps, options = Steps(Memo(Cache(project))), Options(as_of, "private")  # so that nothing is left unchecked
    others = tuple(one for one in sources.files if one.path != path)
    would_be = sorted((*others, Source(path, data, "")), key=lambda one: one.path)
    after = problems(replace(sources, files=tuple(would_be)), options, steps)
    here = [d for d in after if d.place.path == path]
    elsewhere = [d for d in after if d.place.path != path and d.severity is Severity.ERROR]
    old = set(problems(sources, options, steps)) if elsewhere or len(others) < len(sources.files) else set()
    return tuple(d for d in (*here, *elsewhere) if d not in old)
