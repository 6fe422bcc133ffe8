"""`okrsite codeowners`: who is asked to read a change, from the team files."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from okrsite.cli.shared import CLEAN, PROBLEMS, day, project_argument


@click.command()
@project_argument
@click.option("--check", "checking", is_flag=True, help="Write nothing; fail if the file is not up to date.")
@click.option("--print", "show", is_flag=True, help="Print the file instead of writing it.")
@click.option("--as-of", metavar="DATE", callback=day, help="The day on which people and teams must be there; today.")
def codeowners(project: Path, checking: bool, show: bool, as_of: date | None) -> None:
    """Write CODEOWNERS: each team's lead and members are asked to read changes of its files."""
    from okrsite.cli.proposing import understood
    from okrsite.cli.repository import around, root
    from okrsite.files import load, write_over
    from okrsite.work.codeowners import PLACES
    from okrsite.work.codeowners import codeowners as made

    _, known = understood(project, as_of)
    top = root(project)
    place = next((path for path in PLACES if (top / path).is_file()), PLACES[-1])
    present = (load(str((top / place).absolute())) or b"").decode("utf-8", "replace")
    wanted = made(known.company, known.figures.as_of, around(project).folder, present)
    if show:
        click.echo(wanted, nl=False)
    elif checking:
        if wanted != present:
            click.echo(f"{place} is not up to date; write it with: okrsite codeowners {project}", err=True)
        sys.exit(CLEAN if wanted == present else PROBLEMS)
    else:
        changed = write_over(top, {place: wanted.encode()})
        click.echo(f"Wrote {place}" if changed else f"{place} is up to date.")
